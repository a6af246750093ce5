/** The client side of the language server, which runs in a process of its own and never in the editor's. */

import { type ExtensionContext, extensions, type LogOutputChannel, workspace } from 'vscode'
import { type DocumentFilter, LanguageClient, type Middleware, TransportKind } from 'vscode-languageclient/node'
import { notSaidByOthers } from './others-findings.ts'

/** Kinds are told apart per YAML document, so all files of these languages are offered to the server. */
const languages = ['yaml', 'json', 'jsonc']

export function createClient(context: ExtensionContext, output: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.cjs')
  return new LanguageClient(
    'pxsnap',
    'pxsnap',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
    },
    {
      documentSelector: selector(),
      outputChannel: output,
      diagnosticCollectionName: 'pxsnap',
      // The first answers are right already; later changes are asked for by the server.
      initializationOptions: workspace.getConfiguration('pxsnap'),
      middleware,
    },
  )
}

const middleware: Middleware = {
  handleDiagnostics: (uri, diagnostics, next) => {
    const language = workspace.textDocuments.find(document => document.uri.toString() === uri.toString())?.languageId
    const editor = {
      has: (extension: string) => extensions.getExtension(extension) !== undefined,
      setting: (name: string) => workspace.getConfiguration().get(name),
    }
    next(uri, notSaidByOthers(diagnostics, language, editor))
  },
  /** After a field that waits for its value, the values come up by themselves. */
  provideCompletionItem: async (document, position, context, token, next) => {
    const answer = await next(document, position, context, token)
    const items = Array.isArray(answer) ? answer : (answer?.items ?? [])
    for (const item of items) {
      if (typeof item.insertText === 'string' && item.insertText.endsWith(': '))
        item.command = { title: 'Suggest', command: 'editor.action.triggerSuggest' }
    }
    return answer
  },
}

/** Files, new documents and files of virtual workspaces; not the left side of a diff, which nobody can edit. */
function selector(): DocumentFilter[] {
  const folders = workspace.workspaceFolders?.map(folder => folder.uri.scheme) ?? []
  const schemes = [...new Set(['file', 'untitled', ...folders])]
  return languages.flatMap(language => schemes.map(scheme => ({ language, scheme })))
}
