/** From our words to the protocol's: offsets to lines and characters, findings to diagnostics, fixes to edits. */

import { type Diagnostic, DiagnosticSeverity, type Range, type WorkspaceEdit } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { LocatedFinding, TextEdit, TextRange } from '../language/index.ts'

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const

export function toRange(document: TextDocument, range: TextRange): Range {
  return { start: document.positionAt(range.start), end: document.positionAt(range.end) }
}

export function toOffsets(document: TextDocument, range: Range): TextRange {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) }
}

/** The message says what is true and the help what to do about it; an editor shows both where it shows one. */
export function toDiagnostic(document: TextDocument, finding: LocatedFinding): Diagnostic {
  return {
    range: toRange(document, finding.range),
    severity: severities[finding.severity],
    code: finding.code,
    source: 'pxsnap',
    message: finding.help === '' ? finding.message : `${finding.message}\n${finding.help}`,
  }
}

/** Edits of exactly this version of the document, so that an editor refuses them when something was typed since. */
export function changed(document: TextDocument, edits: readonly TextEdit[]): WorkspaceEdit {
  const { uri, version } = document
  return {
    documentChanges: [
      {
        textDocument: { uri, version },
        edits: edits.map(edit => ({ range: toRange(document, edit.range), newText: edit.newText })),
      },
    ],
  }
}

/** The one edit that turns `before` into `after`, as small as what they have in common at both ends allows. */
export function editsOf(before: string, after: string): readonly TextEdit[] {
  if (before === after) return []
  const shorter = Math.min(before.length, after.length)
  let same = 0
  while (same < shorter && before[same] === after[same]) same += 1
  let sameAtEnd = 0
  while (sameAtEnd < shorter - same && before.at(-1 - sameAtEnd) === after.at(-1 - sameAtEnd)) sameAtEnd += 1
  const range = { start: same, end: before.length - sameAtEnd }
  return [{ range, newText: after.slice(same, after.length - sameAtEnd) }]
}
