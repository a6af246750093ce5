/** `lint` for people: every finding with its line, and one line that sums up. */

import type { Workspace } from '@pxsnap/core/language'
import { findingsText } from '../output/findings-text.ts'
import type { Paint } from '../output/paint.ts'
import { countOf, type LintReport } from './report.ts'

export function lintText(
  report: LintReport,
  workspace: Workspace,
  options: { readonly paint: Paint; readonly columns: number },
): string {
  const findings = report.findings.map(({ finding }) => finding)
  const perFile = report.files.map(name => {
    const ofFile = findings.filter(({ file }) => file === name)
    return findingsText(ofFile, workspace.text(name) ?? '', options)
  })
  return `${perFile.join('')}${summaryText(report)}\n`
}

function summaryText(report: LintReport): string {
  const { files, documents, findings } = report
  const checked = `${amount(files.length, 'file')}, ${amount(documents, 'document')}`
  if (findings.length === 0) return `${checked}: no findings.`
  const counts = [
    [countOf(report, 'error'), 'error'],
    [countOf(report, 'warning'), 'warning'],
    [countOf(report, 'information'), 'remark'],
  ] as const
  const said = counts.filter(([count]) => count > 0).map(([count, noun]) => amount(count, noun))
  const fixable = findings.filter(({ finding }) => finding.fix !== undefined).length
  return `${checked}: ${said.join(', ')}.${fixable === 0 ? '' : ` --fix repairs ${fixable}.`}`
}

export function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
