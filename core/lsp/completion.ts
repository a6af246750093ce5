/** What may be written at the cursor. */

import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  CompletionTriggerKind,
  MarkupKind,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { CompletionItem as Suggestion } from '../language/index.ts'
import { toRange } from './convert.ts'
import { fileKey } from './file-key.ts'
import type { Session } from './session.ts'

/** Editors ask by themselves while a word is typed; these are the places where a word has not begun yet. */
export const triggerCharacters = [' ', '/'] as const

export function completion(session: Session, document: TextDocument, params: CompletionParams): CompletionItem[] {
  if (isIndentation(document, params)) return []
  const suggestions = session.workspace.complete(fileKey(document.uri), document.offsetAt(params.position))
  return suggestions.map((suggestion, index) => toItem(document, suggestion, index))
}

/** A blank typed at the start of a line is no question, and an answer would catch the Enter that follows. */
function isIndentation(document: TextDocument, { context, position }: CompletionParams): boolean {
  if (context?.triggerKind !== CompletionTriggerKind.TriggerCharacter || context.triggerCharacter !== ' ') return false
  const before = document.getText({ start: { line: position.line, character: 0 }, end: position })
  return !/[:-] $/.test(before)
}

const kinds = {
  field: CompletionItemKind.Field,
  value: CompletionItemKind.EnumMember,
  kind: CompletionItemKind.Class,
  annotation: CompletionItemKind.Property,
  name: CompletionItemKind.Reference,
} as const

function toItem(document: TextDocument, suggestion: Suggestion, index: number): CompletionItem {
  const { label, kind, detail, documentation, insertText, range } = suggestion
  return {
    ...{ label, kind: kinds[kind] },
    // The order is ours: what is required, then what is common. Editors sort by label otherwise.
    sortText: String(index).padStart(4, '0'),
    filterText: label,
    textEdit: { range: toRange(document, range), newText: insertText ?? label },
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  }
}
