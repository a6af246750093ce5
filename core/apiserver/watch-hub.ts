/** Tells watchers what changes. Each event is serialised once for all who see the same view, and written once per turn. */

import type { ServerResponse } from 'node:http'
import type { Change, ControlPlane, Matcher } from '../cluster/simulated/index.ts'
import type { Clock } from '../ports/index.ts'
import type { KubeObject } from '../specs/index.ts'

export type EventType = 'ADDED' | 'MODIFIED' | 'DELETED'

/** What a watcher sees: which objects, and in which form. */
export type View = {
  /** The same for all watchers that see exactly the same. */
  readonly key: string
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly matches?: Matcher
  /** One line. The same immutable bytes go to all watchers of the view. */
  readonly encode: (type: EventType, object: KubeObject) => Buffer
  readonly bookmark: (revision: number, annotations?: Readonly<Record<string, string>>) => Buffer
}

type Watcher = { readonly response: ServerResponse; readonly bookmarks: boolean; readonly end: () => void }
type Group = { readonly view: View; readonly watchers: Set<Watcher>; pending: Buffer[] }

/** A watcher that lets so much pile up is cut off: it lists again, as with a real server. */
const mostUnreadBytes = 64 * 1024 * 1024
const bookmarkEveryMs = 60_000

export class WatchHub {
  readonly #plane: ControlPlane
  /** By kind, then by the view's key. */
  readonly #kinds = new Map<string, Map<string, Group>>()
  readonly #dirty = new Set<Group>()
  readonly #ended = new AbortController()
  #scheduled = false

  constructor(plane: ControlPlane, clock: Clock) {
    this.#plane = plane
    plane.onChange(change => this.#tell(change))
    void this.#keepBookmarks(clock)
  }

  get watchers(): number {
    return [...this.#groups()].reduce((sum, { watchers }) => sum + watchers.size, 0)
  }

  /** Begins to tell the watcher of every change from now on. The answer ends it. */
  open(view: View, response: ServerResponse, options: { readonly bookmarks: boolean }): () => void {
    const kind = `${view.apiVersion}/${view.kind}`
    const views = this.#kinds.get(kind) ?? new Map<string, Group>()
    this.#kinds.set(kind, views)
    const group = views.get(view.key) ?? { view, watchers: new Set(), pending: [] }
    views.set(view.key, group)
    // What is pending happened before this watcher came.
    this.#flushGroup(group)
    const end = () => {
      if (!group.watchers.delete(watcher)) return
      if (group.watchers.size === 0) views.delete(view.key)
      if (!response.writableEnded) response.end()
    }
    const watcher: Watcher = { response, bookmarks: options.bookmarks, end }
    group.watchers.add(watcher)
    response.once('close', end)
    return end
  }

  /** Ends every watch. */
  close(): void {
    this.#ended.abort(new Error('The server is closed.'))
    for (const group of [...this.#groups()]) for (const { end } of [...group.watchers]) end()
  }

  #tell(change: Change): void {
    const { object } = change
    const views = this.#kinds.get(`${object.apiVersion}/${object.kind}`)
    if (views === undefined) return
    for (const group of views.values()) {
      const { view } = group
      if (view.namespace !== undefined && view.namespace !== object.metadata.namespace) continue
      const type = typeFor(change, view.matches)
      if (type === undefined) continue
      group.pending.push(view.encode(type, object))
      this.#dirty.add(group)
    }
    if (this.#dirty.size === 0 || this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => this.#flush())
  }

  #flush(): void {
    this.#scheduled = false
    const dirty = [...this.#dirty]
    this.#dirty.clear()
    for (const group of dirty) this.#flushGroup(group)
  }

  #flushGroup(group: Group): void {
    const { pending, watchers } = group
    if (pending.length === 0) return
    group.pending = []
    const [first] = pending
    const bytes = pending.length === 1 && first !== undefined ? first : Buffer.concat(pending)
    const lines = { bytes, chunk: chunkOf(bytes) }
    for (const watcher of watchers) send(watcher, lines)
  }

  async #keepBookmarks(clock: Clock): Promise<void> {
    const { signal } = this.#ended
    while (!signal.aborted) {
      try {
        await clock.sleep(bookmarkEveryMs, signal)
      } catch {
        return
      }
      this.#flush()
      for (const { view, watchers } of this.#groups()) {
        const bytes = view.bookmark(this.#plane.revision)
        const lines = { bytes, chunk: chunkOf(bytes) }
        for (const watcher of watchers) if (watcher.bookmarks) send(watcher, lines)
      }
    }
  }

  *#groups(): Iterable<Group> {
    for (const views of this.#kinds.values()) yield* views.values()
  }
}

/** What the change is for those who see only objects that match. Source: Kubernetes, efficient detection of changes. */
export function typeFor({ type, object, previous }: Change, matches: Matcher | undefined): EventType | undefined {
  if (matches === undefined) return type
  const was = previous !== undefined && matches(previous)
  const is = type !== 'DELETED' && matches(object)
  if (was && is) return 'MODIFIED'
  if (is) return 'ADDED'
  return was ? 'DELETED' : undefined
}

/** The same lines bare, and framed as HTTP/1.1 wants them. */
type Lines = { readonly bytes: Buffer; readonly chunk: Buffer }

function chunkOf(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, lineEnd])
}

const lineEnd = Buffer.from('\r\n')

function send({ response, end }: Watcher, { bytes, chunk }: Lines): void {
  const { socket } = response
  if (response.writableLength + (socket?.writableLength ?? 0) > mostUnreadBytes) {
    end()
    response.destroy()
    return
  }
  if (response.writableEnded) return
  // The response would frame the bytes anew for each watcher, in three writes; this is one. Source: our measurement.
  if (socket !== null && response.req.httpVersion === '1.1') socket.write(chunk)
  else response.write(bytes)
}
