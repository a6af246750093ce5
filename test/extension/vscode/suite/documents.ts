/** Documents for tests: opened in an editor, and looked at until the server has said what is expected. */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import {
  commands,
  type Diagnostic,
  languages,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode'

/**
 * A new document in an editor, not saved anywhere.
 *
 * It has a name of its own: VS Code gives the names it makes up a second time, and then sometimes the former text too.
 */
export async function newDocument(content: string, language = 'yaml'): Promise<TextEditor> {
  const uri = Uri.from({ scheme: 'untitled', path: `/${randomUUID()}.${language}` })
  const document = await workspace.openTextDocument(uri)
  const editor = await window.showTextDocument(document)
  await editor.edit(edit => edit.insert(document.positionAt(0), content))
  assert.equal(document.getText(), content)
  assert.equal(document.languageId, language)
  return editor
}

/** A file of the opened workspace in an editor. */
export async function openFile(name: string): Promise<TextEditor> {
  return window.showTextDocument(fileUri(name))
}

export function fileUri(name: string): Uri {
  const [folder] = workspace.workspaceFolders ?? []
  assert.ok(folder, 'the suite runs in a workspace')
  return folder.uri.with({ path: `${folder.uri.path}/${name}` })
}

/** The codes found in a document, once they are as wanted; what is there at the time limit fails the test. */
export async function findings(
  uri: Uri,
  wanted: (codes: readonly string[]) => boolean,
  timeLimitMs = 10_000,
): Promise<readonly Diagnostic[]> {
  const ours = (): readonly Diagnostic[] => languages.getDiagnostics(uri).filter(({ source }) => source === 'pxsnap')
  const codes = (): readonly string[] => ours().map(({ code }) => String(code))
  if (!wanted(codes())) {
    // Made here, so that its trace leads to the test.
    const late = new Error('late')
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        subscription.dispose()
        late.message = `still found: ${codes().join(', ') || 'nothing'}`
        reject(late)
      }, timeLimitMs)
      const subscription = languages.onDidChangeDiagnostics(() => {
        if (!wanted(codes())) return
        clearTimeout(timer)
        subscription.dispose()
        resolve()
      })
    })
  }
  return ours()
}

/**
 * Fails when anything is found in a document.
 *
 * Nothing found and nothing looked at are the same to see, so a document with a known finding is opened behind it: the
 * server looks at the open documents together.
 */
export async function nothingFoundIn(uri: Uri): Promise<void> {
  const known = await newDocument('apiVersion: stork.libopenstorage.org/v1alpha1\nkind: Rule\nspec: []\n')
  await findings(known.document.uri, codes => codes.length > 0)
  assert.deepEqual(await findings(uri, codes => codes.length === 0, 0), [])
}

/** The place of the only occurrence of `part`. */
export function rangeOf(document: TextDocument, part: string): Range {
  const text = document.getText()
  const at = text.indexOf(part)
  assert.ok(at >= 0 && text.indexOf(part, at + 1) < 0, `exactly one ${part}`)
  return new Range(document.positionAt(at), document.positionAt(at + part.length))
}

export async function closeAll(): Promise<void> {
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
  await commands.executeCommand('workbench.action.closeAllEditors')
}
