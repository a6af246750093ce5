/** Tells the editor what is found in its open documents, while they are typed. */

import type { Connection, Diagnostic, TextDocuments } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { toDiagnostic } from './convert.ts'
import { fileKey } from './file-key.ts'
import type { ServerHost } from './host.ts'
import type { Session } from './session.ts'
import type { Settings } from './settings.ts'

type Parts = {
  readonly connection: Connection
  readonly documents: TextDocuments<TextDocument>
  readonly session: Session
  readonly host: ServerHost
  readonly settings: () => Settings
}

/**
 * Publishes with the version of the text that was looked at, so that an editor drops what came too late.
 *
 * A change of one file may change what is found in another, so every open document is looked at again; the workspace
 * answers from its cache for those that did not change, and what the editor already knows is not sent twice.
 */
export class Publisher {
  private readonly parts: Parts
  /** What the editor was told last, by URI. */
  private readonly told = new Map<string, string>()
  private scheduled = false

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** Looks at all open documents soon; several calls before that are one. */
  schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    this.parts.host.later(() => {
      this.scheduled = false
      for (const document of this.parts.documents.all()) this.publish(document)
    })
  }

  /** Takes back what was said about a document that is no longer open. */
  forget(uri: string): void {
    if (this.told.delete(uri)) this.send(uri, [])
  }

  private publish(document: TextDocument): void {
    const { session, settings, connection } = this.parts
    try {
      const findings = session.workspace
        .diagnose(fileKey(document.uri))
        .filter(({ code }) => !isIgnored(settings().ignore, code))
        .map(finding => toDiagnostic(document, finding))
      const telling = JSON.stringify([document.version, findings])
      if (this.told.get(document.uri) === telling) return
      this.told.set(document.uri, telling)
      this.send(document.uri, findings, document.version)
    } catch (error) {
      connection.console.error(`pxsnap: the findings of ${document.uri} are missing because of a bug: ${String(error)}`)
    }
  }

  private send(uri: string, diagnostics: Diagnostic[], version?: number): void {
    void this.parts.connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) })
  }
}

function isIgnored(ignore: readonly string[], code: string): boolean {
  return ignore.some(each => (each.endsWith('/') ? code.startsWith(each) : code === each))
}
