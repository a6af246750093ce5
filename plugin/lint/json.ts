/** `lint -o json`. The shape is promised to other programs; documents, lines and columns count from 1. */

import { sanitiseJson } from '../output/sanitise.ts'
import { countOf, type LintReport, type ReportedFinding } from './report.ts'

export function lintJson(report: LintReport): string {
  const findings = report.findings.map(findingRow)
  const summary = {
    files: report.files.length,
    documents: report.documents,
    errors: countOf(report, 'error'),
    warnings: countOf(report, 'warning'),
  }
  return `${sanitiseJson(JSON.stringify({ findings, summary }, undefined, 2))}\n`
}

/** One finding, as every command prints it. */
export function findingRow({ finding, start, end }: ReportedFinding) {
  const { code, severity, file, document, path, message, help, fix } = finding
  const range = { start, end }
  return { code, severity, file, document: document + 1, path, message, help, range, fixable: fix !== undefined }
}
