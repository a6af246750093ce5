/** The YAML files of the workspace that nobody has opened: rules, claims and pods that open documents refer to. */

import { type Connection, FileChangeType, type FileEvent } from 'vscode-languageserver'
import type { ServerHost } from './host.ts'
import type { Session } from './session.ts'
import type { Settings } from './settings.ts'

type Parts = {
  readonly connection: Connection
  readonly session: Session
  readonly host: ServerHost
  readonly settings: () => Settings
  /** Called when the files that count are not what they were. */
  readonly changed: () => void
}

/**
 * Reads within the limits of the settings and never more: files beyond the count are not listed, files beyond the size
 * are not read. One file per turn, so that typing is answered in between.
 */
export class ClosedFiles {
  private readonly parts: Parts
  private folders: readonly string[] = []
  /** Grows with every reload; a reload that finds another one started gives up. */
  private generation = 0

  constructor(parts: Parts) {
    this.parts = parts
  }

  async changeFolders({ added, removed }: { added: readonly string[]; removed: readonly string[] }): Promise<void> {
    this.folders = [...this.folders.filter(each => !removed.includes(each)), ...added]
    await this.reload()
  }

  /** Reads all folders again, for example because the limits changed. */
  async reload(): Promise<void> {
    const { host, session, settings, changed, connection } = this.parts
    if (host.files === undefined) return
    this.generation += 1
    const mine = this.generation
    const { limits } = settings()
    session.forgetDisk()
    for (const folder of this.folders) {
      const files = await host.files.list(folder, { ...limits, count: limits.count - session.countOnDisk })
      for (const file of files) {
        if (mine !== this.generation) return
        await this.read(file)
      }
    }
    connection.console.info(`pxsnap: ${session.countOnDisk} files of the workspace are known beside the open ones`)
    changed()
  }

  async follow(events: readonly FileEvent[]): Promise<void> {
    const { host, session, changed } = this.parts
    const { files } = host
    if (files === undefined) return
    for (const { uri, type } of events) {
      if (type === FileChangeType.Deleted) session.removeFromDisk(uri)
      else if (this.folders.some(folder => files.covers(folder, uri))) await this.read(uri)
    }
    changed()
  }

  private async read(file: string): Promise<void> {
    const { host, session, settings } = this.parts
    const { limits } = settings()
    const text = await host.files?.read(file, limits)
    if (text === undefined) session.removeFromDisk(file)
    else if (session.countOnDisk < limits.count || session.isOnDisk(file)) session.setOnDisk(file, text)
  }
}
