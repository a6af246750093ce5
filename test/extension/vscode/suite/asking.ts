/** What VS Code answers where a user would ask: actions, completions, hovers. */

import {
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  commands,
  type Hover,
  type MarkdownString,
  type Position,
  Range,
  type Uri,
} from 'vscode'

/** The text of what is shown at a place, over all hovers. */
export async function hoverText(uri: Uri, at: Position): Promise<string> {
  const hovers = await commands.executeCommand<readonly Hover[]>('vscode.executeHoverProvider', uri, at)
  return hovers.flatMap(({ contents }) => contents.map(each => (each as MarkdownString).value)).join('\n')
}

export async function codeActions(uri: Uri, range: Range): Promise<readonly CodeAction[]> {
  const actions = await commands.executeCommand<readonly CodeAction[]>('vscode.executeCodeActionProvider', uri, range)
  return actions.filter(({ diagnostics }) => diagnostics === undefined || diagnostics.every(isOurs))
}

function isOurs({ source }: { readonly source?: string }): boolean {
  return source === 'pxsnap'
}

export async function completions(uri: Uri, at: Position): Promise<CompletionList> {
  return commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', uri, at)
}

export async function suggestions(uri: Uri, at: Position): Promise<readonly string[]> {
  const { items } = await completions(uri, at)
  return items.map(textOfItem)
}

export function textOfItem({ label }: CompletionItem): string {
  return typeof label === 'string' ? label : label.label
}

/** The range an accepted item replaces, which VS Code gives as one range or as one for each way to accept. */
export function insertedRange(range: Range | { readonly inserting: Range } | undefined): Range | undefined {
  return range === undefined || range instanceof Range ? range : range.inserting
}
