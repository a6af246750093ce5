/** What a lint run found, with places as other programs count them. */

import { type LocatedFinding, lineIndex, type Workspace } from '@pxsnap/core/language'

/** Lines and columns count from 1, columns in UTF-16 units; the end is the first place after the range. */
export type Place = { readonly line: number; readonly column: number }

export type ReportedFinding = {
  readonly finding: LocatedFinding
  readonly start: Place
  readonly end: Place
}

export type LintReport = {
  /** Every file that was looked at, once, in the order of the command line. */
  readonly files: readonly string[]
  readonly documents: number
  /** In the order of the files and of the places in them. */
  readonly findings: readonly ReportedFinding[]
}

export function lintReport(
  workspace: Workspace,
  files: readonly string[],
  findings: readonly LocatedFinding[],
): LintReport {
  const places = new Map<string, ReturnType<typeof lineIndex>>()
  const placeIn = (file: string) => {
    const known = places.get(file) ?? lineIndex(workspace.text(file) ?? '')
    places.set(file, known)
    return known
  }
  return {
    files,
    documents: files.reduce((sum, name) => sum + workspace.documentCount(name), 0),
    findings: findings.map(finding => {
      const place = placeIn(finding.file)
      return { finding, start: place(finding.range.start), end: place(finding.range.end) }
    }),
  }
}

export function countOf({ findings }: LintReport, severity: LocatedFinding['severity']): number {
  return findings.filter(({ finding }) => finding.severity === severity).length
}
