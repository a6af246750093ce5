/** Quick fixes at a place, and all fixes of a file at once. */

import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { fixAll } from '../language/index.ts'
import { changed, editsOf, toDiagnostic, toOffsets } from './convert.ts'
import { fileKey } from './file-key.ts'
import type { Session } from './session.ts'

/** The kind to name in an editor's actions on save. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.pxsnap`

export const codeActionKinds = [CodeActionKind.QuickFix, fixAllKind] as const

/**
 * The fixes of the findings at the range, then the action for all fixes of the file.
 *
 * Editors ask whenever the cursor moves, so what the second one changes is worked out when it is chosen
 * ({@link withEdit}).
 */
export function codeActions(session: Session, document: TextDocument, params: CodeActionParams): CodeAction[] {
  const { only } = params.context
  const wanted = (kind: string): boolean => only === undefined || only.some(each => isWithin(kind, each))
  return [
    ...(wanted(CodeActionKind.QuickFix) ? quickFixes(session, document, params) : []),
    ...(wanted(fixAllKind) ? fixAllAction(session, document) : []),
  ]
}

/** The action for all fixes of a file with its edit. Unchanged when the document is not what it was. */
export function withEdit(session: Session, document: TextDocument, action: CodeAction): CodeAction {
  if (action.data?.version !== document.version) return action
  const text = document.getText()
  const { text: fixed } = fixAll(fileKey(document.uri), text, { workspace: session.workspace })
  return { ...action, edit: changed(document, editsOf(text, fixed)) }
}

function quickFixes(session: Session, document: TextDocument, params: CodeActionParams): CodeAction[] {
  const found = session.workspace.fixesAt(fileKey(document.uri), toOffsets(document, params.range))
  return found.map(({ finding, fix }) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(document, finding)],
    isPreferred: true,
    edit: changed(document, fix.edits),
  }))
}

function fixAllAction(session: Session, document: TextDocument): CodeAction[] {
  const fixable = session.workspace.diagnose(fileKey(document.uri)).some(finding => finding.fix !== undefined)
  if (!fixable) return []
  const data = { uri: document.uri, version: document.version }
  return [{ title: 'Fix all findings of pxsnap in this file', kind: fixAllKind, data }]
}

function isWithin(kind: string, wider: string): boolean {
  return wider === '' || kind === wider || kind.startsWith(`${wider}.`)
}
