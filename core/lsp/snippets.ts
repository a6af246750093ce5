/** Snippets as suggestions, where a new document can begin and nowhere else. */

import { type CompletionItem, CompletionItemKind, InsertTextFormat, MarkupKind } from 'vscode-languageserver'
import type { Position, TextDocument } from 'vscode-languageserver-textdocument'
import { editorSnippet, fillSnippet, type Snippet } from '../language/index.ts'

const separator = /^---(\s|$)/

/**
 * The snippets whose prefix begins with what is typed at the start of the line.
 *
 * Editors match snippets they know by themselves anywhere, also in the middle of a name like `orders-snapshot`, where
 * the next Enter would put a whole document. So we offer them, and only on a line behind which the document is empty.
 * Where it is not empty above the line, the snippet brings its own `---`.
 */
export function snippetsAt(
  document: TextDocument,
  position: Position,
  { snippets, tabStops }: { readonly snippets: readonly Snippet[]; readonly tabStops: boolean },
): CompletionItem[] {
  const lines = document.getText().split(/\r\n|\r|\n/)
  const line = lines[position.line] ?? ''
  const typed = line.slice(0, position.character)
  const below = upTo(lines.slice(position.line + 1), separator)
  if (!/^[\w-]*$/.test(typed) || line.length > typed.length || !below.every(isEmpty)) return []
  const above = upTo(lines.slice(0, position.line).reverse(), separator)
  const start = above.every(isEmpty) ? '' : '---\n'
  const range = { start: { line: position.line, character: 0 }, end: position }
  return snippets.flatMap(snippet => {
    const { prefix, description, body } = editorSnippet(snippet)
    if (!prefix.startsWith(typed)) return []
    return [
      {
        ...{ label: prefix, kind: CompletionItemKind.Snippet, detail: description, sortText: `~${prefix}` },
        documentation: { kind: MarkupKind.Markdown, value: `\`\`\`yaml\n${fillSnippet(snippet)}\`\`\`` },
        insertTextFormat: tabStops ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
        textEdit: { range, newText: start + (tabStops ? body.join('\n') : fillSnippet(snippet)) },
      },
    ]
  })
}

function upTo(lines: readonly string[], end: RegExp): readonly string[] {
  const at = lines.findIndex(line => end.test(line))
  return at < 0 ? lines : lines.slice(0, at)
}

function isEmpty(line: string): boolean {
  return /^\s*(#.*)?$/.test(line)
}
