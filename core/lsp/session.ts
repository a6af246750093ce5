/** What the server remembers: the text of every file, and the workspace that understands them. */

import { type Instant, instant } from '../base/index.ts'
import { createWorkspace, type Workspace } from '../language/index.ts'
import type { Executor } from '../specs/index.ts'
import { fileKey } from './file-key.ts'

/**
 * Open documents win over what is on the disk: while a file is open, its text on the disk is kept aside, and counts
 * again when the document is closed.
 */
export class Session {
  private readonly open = new Map<string, string>()
  private readonly onDisk = new Map<string, string>()
  private executor: Executor = 'stork'
  private readonly now: { readonly now?: () => Instant }
  private current: Workspace

  /** `now` is that of the host. */
  constructor(now?: () => number) {
    this.now = now === undefined ? {} : { now: () => instant(now()) }
    this.current = createWorkspace({ executor: 'stork', ...this.now })
  }

  get workspace(): Workspace {
    return this.current
  }

  setOpen(uri: string, text: string): void {
    this.open.set(fileKey(uri), text)
    this.current.set(fileKey(uri), text)
  }

  close(uri: string): void {
    const file = fileKey(uri)
    this.open.delete(file)
    const text = this.onDisk.get(file)
    if (text === undefined) this.current.remove(file)
    else this.current.set(file, text)
  }

  setOnDisk(uri: string, text: string): void {
    const file = fileKey(uri)
    this.onDisk.set(file, text)
    if (!this.open.has(file)) this.current.set(file, text)
  }

  removeFromDisk(uri: string): void {
    const file = fileKey(uri)
    this.onDisk.delete(file)
    if (!this.open.has(file)) this.current.remove(file)
  }

  forgetDisk(): void {
    for (const file of [...this.onDisk.keys()]) this.removeFromDisk(file)
  }

  isOnDisk(uri: string): boolean {
    return this.onDisk.has(fileKey(uri))
  }

  /** How many files count although nobody opened them. */
  get countOnDisk(): number {
    return this.onDisk.size
  }

  /** A workspace never changes its executor, so another one takes all texts over. */
  use(executor: Executor): void {
    if (executor === this.executor) return
    this.executor = executor
    this.current = createWorkspace({ executor, ...this.now })
    for (const [file, text] of new Map([...this.onDisk, ...this.open])) this.current.set(file, text)
  }
}
