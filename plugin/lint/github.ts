/** `lint -o github`: workflow commands, which GitHub shows beside the lines of a change. */

import type { Severity } from '@pxsnap/core/specs'
import { sanitise } from '../output/sanitise.ts'
import type { LintReport, ReportedFinding } from './report.ts'

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'notice' }

export function lintGithub({ findings }: LintReport): string {
  return findings.map(found => `${annotation(found)}\n`).join('')
}

function annotation({ finding, start, end }: ReportedFinding): string {
  const { code, severity, file, message, help } = finding
  // Columns are shown only for a range within one line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {}
  const properties = Object.entries({ file, line: start.line, endLine: end.line, ...columns, title: code })
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(',')
  return `::${commands[severity]} ${properties}::${data(`${message}\n${help}`)}`
}

/** Workflow commands end at the line's end; percent signs, commas and colons mean something in properties. */
function data(text: string): string {
  return sanitise(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
