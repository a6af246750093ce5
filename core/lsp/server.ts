/** The language server: which message goes to which function of the language, and nothing else. */

import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { ClosedFiles } from './closed-files.ts'
import { codeActionKinds, codeActions, withEdit } from './code-actions.ts'
import { completion, triggerCharacters } from './completion.ts'
import type { ServerHost } from './host.ts'
import { hover } from './hover.ts'
import { Publisher } from './publisher.ts'
import { Session } from './session.ts'
import { defaultSettings, readSettings, type Settings } from './settings.ts'
import { snippetsAt } from './snippets.ts'

/** Answers until the connection ends. Every capability it declares has a handler here. */
export function serve(connection: Connection, host: ServerHost): void {
  const documents = new TextDocuments(TextDocument)
  const session = new Session(host.now)
  let settings: Settings = defaultSettings
  let client: InitializeParams | undefined
  const current = (): Settings => settings
  const publisher = new Publisher({ connection, documents, session, host, settings: current })
  const closedFiles = new ClosedFiles({
    ...{ connection, session, host, settings: current },
    changed: () => publisher.schedule(),
  })

  connection.onInitialize(params => {
    client = params
    use(readSettings(params.initializationOptions))
    return capabilities()
  })

  connection.onInitialized(async () => {
    const { workspace } = client?.capabilities ?? {}
    if (workspace?.didChangeConfiguration?.dynamicRegistration)
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'pxsnap' })
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*.{yaml,yml}' }],
      })
    if (workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        closedFiles.changeFolders({ added: added.map(uriOf), removed: removed.map(uriOf) }),
      )
    await readConfiguration()
    await closedFiles.changeFolders({ added: client?.workspaceFolders?.map(uriOf) ?? [], removed: [] })
  })

  connection.onDidChangeConfiguration(async ({ settings: sent }) => {
    const before = settings.limits
    await readConfiguration(sent)
    if (settings.limits.count !== before.count || settings.limits.sizeBytes !== before.sizeBytes)
      await closedFiles.reload()
    publisher.schedule()
  })

  connection.onDidChangeWatchedFiles(({ changes }) => closedFiles.follow(changes))

  documents.onDidChangeContent(({ document }) => {
    session.setOpen(document.uri, document.getText())
    publisher.schedule()
  })
  documents.onDidClose(({ document }) => {
    session.close(document.uri)
    publisher.forget(document.uri)
    publisher.schedule()
  })

  connection.onCodeAction(params =>
    answer(params.textDocument.uri, [], document => codeActions(session, document, params)),
  )
  connection.onCodeActionResolve(action =>
    answer(String(action.data?.uri), action, document => withEdit(session, document, action)),
  )
  connection.onCompletion(params =>
    answer(params.textDocument.uri, [], document => [
      ...completion(session, document, params),
      ...snippetsAt(document, params.position, { snippets: host.snippets ?? [], tabStops: hasTabStops() }),
    ]),
  )
  connection.onHover(params => answer(params.textDocument.uri, null, document => hover(session, document, params)))

  documents.listen(connection)
  connection.listen()

  function hasTabStops(): boolean {
    return client?.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true
  }

  function use(next: Settings): void {
    settings = next
    session.use(next.executor)
  }

  /** Asks an editor that can be asked; otherwise takes what it sent. */
  async function readConfiguration(sent?: unknown): Promise<void> {
    if (client?.capabilities.workspace?.configuration) {
      use(readSettings(await connection.workspace.getConfiguration('pxsnap')))
      return
    }
    if (typeof sent === 'object' && sent !== null && 'pxsnap' in sent) use(readSettings(sent.pxsnap))
  }

  /** A bug costs one answer and one line of the log, never the server. */
  function answer<Answer>(uri: string, nothing: Answer, find: (document: TextDocument) => Answer): Answer {
    const document = documents.get(uri)
    if (document === undefined) return nothing
    try {
      return find(document)
    } catch (error) {
      connection.console.error(`pxsnap: no answer for ${uri} because of a bug: ${String(error)}`)
      return nothing
    }
  }
}

function capabilities(): InitializeResult {
  return {
    serverInfo: { name: 'pxsnap' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      completionProvider: { triggerCharacters: [...triggerCharacters] },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: [...codeActionKinds], resolveProvider: true },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  }
}

function uriOf({ uri }: { readonly uri: string }): string {
  return uri
}
