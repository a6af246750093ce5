/** What the thing under the pointer is. */

import { type Hover, MarkupKind, type Position } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { toRange } from './convert.ts'
import { fileKey } from './file-key.ts'
import type { Session } from './session.ts'

export function hover(
  session: Session,
  document: TextDocument,
  { position }: { readonly position: Position },
): Hover | null {
  const found = session.workspace.hover(fileKey(document.uri), document.offsetAt(position))
  if (found === undefined) return null
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: toRange(document, found.range),
  }
}
