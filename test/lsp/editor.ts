/** An editor in memory: speaks the protocol to a real server over streams, and remembers what it was told. */

import { PassThrough } from 'node:stream'
import type { Snippet } from '@pxsnap/core/language'
import { serve, type WorkspaceFiles } from '@pxsnap/core/lsp'
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  ProposedFeatures,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShutdownRequest,
  type TextEdit,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'

export type Editor = {
  readonly connection: ProtocolConnection
  readonly initialized: InitializeResult
  /** What the server logged as errors; a test that ends with some has found a bug. */
  readonly errors: readonly string[]
  /** Methods the server registered after it started. */
  readonly registered: readonly string[]
  /** Everything that was published, oldest first. */
  readonly published: readonly PublishDiagnosticsParams[]
  open(uri: string, text: string, languageId?: string): Promise<PublishDiagnosticsParams>
  /** Replaces one range, as typing does, and returns what is found then. */
  type(uri: string, range: Range, text: string): Promise<PublishDiagnosticsParams>
  close(uri: string): void
  textOf(uri: string): string
  /** The text after the edits of an answer. */
  edited(uri: string, edits: readonly TextEdit[]): string
  /** The first thing published after this call that `wanted` accepts. */
  next(wanted: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams>
  /** Resolves when the server has logged a line with this text. */
  logged(text: string): Promise<void>
  end(): Promise<void>
}

export type EditorOptions = {
  readonly files?: WorkspaceFiles
  readonly folders?: readonly string[]
  readonly snippets?: readonly Snippet[]
  /** Absent: as soon as the messages that arrived are read. */
  readonly later?: (work: () => void) => void
  readonly capabilities?: ClientCapabilities
  readonly initializationOptions?: unknown
  /** Answers the server's questions about settings. */
  readonly configuration?: () => unknown
}

export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const toServer = new PassThrough()
  const toEditor = new PassThrough()
  serve(createConnection(ProposedFeatures.all, toServer, toEditor), {
    later: options.later ?? (work => setImmediate(work)),
    ...(options.files === undefined ? {} : { files: options.files }),
    ...(options.snippets === undefined ? {} : { snippets: options.snippets }),
  })
  const connection = createProtocolConnection(toEditor, toServer)
  const documents = new Map<string, TextDocument>()
  const published: PublishDiagnosticsParams[] = []
  const errors: string[] = []
  const registered: string[] = []
  const lines: string[] = []
  const readers = new Set<() => void>()
  const waiting = new Set<(params: PublishDiagnosticsParams) => void>()
  connection.onNotification(PublishDiagnosticsNotification.type, params => {
    published.push(params)
    for (const look of waiting) look(params)
  })
  connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
    if (type === 1) errors.push(message)
    lines.push(message)
    for (const look of readers) look()
  })
  connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    registered.push(...registrations.map(each => each.method))
  })
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => options.configuration?.() ?? null))
  connection.listen()
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? {},
    initializationOptions: options.initializationOptions,
    workspaceFolders: options.folders?.map(uri => ({ uri, name: uri })) ?? null,
  })
  await connection.sendNotification(InitializedNotification.type, {})

  const next: Editor['next'] = wanted =>
    new Promise(resolve => {
      const look = (params: PublishDiagnosticsParams): void => {
        if (!wanted(params)) return
        waiting.delete(look)
        resolve(params)
      }
      waiting.add(look)
    })
  const document = (uri: string): TextDocument => {
    const found = documents.get(uri)
    if (found === undefined) throw new Error(`${uri} is not open`)
    return found
  }

  return {
    ...{ connection, initialized, errors, registered, published, next },
    open: async (uri, text, languageId = 'yaml') => {
      documents.set(uri, TextDocument.create(uri, languageId, 1, text))
      const told = next(params => params.uri === uri && params.version === 1)
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId, version: 1, text },
      })
      return told
    },
    type: async (uri, range, text) => {
      const version = document(uri).version + 1
      TextDocument.update(document(uri), [{ range, text }], version)
      const told = next(params => params.uri === uri && params.version === version)
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ range, text }],
      })
      return told
    },
    close: uri => {
      documents.delete(uri)
      void connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } })
    },
    textOf: uri => document(uri).getText(),
    edited: (uri, edits) => TextDocument.applyEdits(document(uri), [...edits]),
    logged: text =>
      new Promise(resolve => {
        const look = (): void => {
          if (!lines.some(line => line.includes(text))) return
          readers.delete(look)
          resolve()
        }
        readers.add(look)
        look()
      }),
    end: async () => {
      await connection.sendRequest(ShutdownRequest.type)
      connection.dispose()
    },
  }
}

/** The range of the only occurrence of `part` in the text. */
export function rangeOf(text: string, part: string): Range {
  const at = text.indexOf(part)
  if (at < 0 || text.indexOf(part, at + 1) >= 0) throw new Error(`not exactly once: ${part}`)
  const document = TextDocument.create('memory:', 'yaml', 0, text)
  return { start: document.positionAt(at), end: document.positionAt(at + part.length) }
}
