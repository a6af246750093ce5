/** The journal: what pxsnap has written at the user's word, one line each, without secrets. */

import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Done, type Plan, refKey, subject } from '@pxsnap/core/actions'
import { redact, sha256, toIso } from '@pxsnap/core/base'
import { isMap, type KubeObject, type ObjectRef, redactedObject } from '@pxsnap/core/specs'
import type { Face } from './face.ts'
import type { World } from './open-world.ts'

export type JournalEntry = {
  readonly id: string
  /** By the clock of the cluster. */
  readonly at: string
  readonly cluster: string
  readonly did: 'created' | 'changed' | 'deleted'
  readonly ref: ObjectRef
  /** Of the object that was written or deleted. */
  readonly uid?: string
  /** What people wrote of it before; absent when it held secrets, or for what was created. */
  readonly before?: KubeObject
  /** A mark of what people wrote of it after, to see whether it is still so. */
  readonly after?: string
  /** The entry that undid this one. */
  readonly undoes?: string
}

/** The newest entries stay; a few thousand of them. */
const mostBytes = 2 * 1024 * 1024

/** Undefined for clusters that a test keeps in memory, which leave nothing behind unless it names a place. */
function journalFile({ env, cwd, homeDirectory, simulators }: Face): string | undefined {
  if (env.PXSNAP_HOME) return join(resolve(cwd, env.PXSNAP_HOME), 'journal.jsonl')
  if (simulators !== undefined) return undefined
  const state = env.XDG_STATE_HOME?.startsWith('/') ? env.XDG_STATE_HOME : join(homeDirectory, '.local', 'state')
  return join(state, 'pxsnap', 'journal.jsonl')
}

export type Written = {
  readonly did: JournalEntry['did']
  readonly ref: ObjectRef
  readonly before?: KubeObject | undefined
  readonly after?: KubeObject | undefined
  readonly undoes?: string
}

/** Remembers writes. A journal that cannot be written costs a message, never the work. */
export function remember(face: Face, world: World, writes: readonly Written[]): void {
  const file = journalFile(face)
  if (file === undefined || writes.length === 0) return
  const lines = writes.map(write => `${JSON.stringify(entryOf(world, write))}\n`).join('')
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    appendFileSync(file, lines, { mode: 0o600 })
    if (statSync(file).size > mostBytes) shorten(file)
  } catch (error) {
    face.stderr.write(`The journal cannot be written: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}

/** Remembers what a plan has written, as the cluster has it now. */
export async function rememberWrites(
  face: Face,
  world: World,
  { writes }: Pick<Plan, 'writes'>,
  done: readonly Done[],
  undoes?: string,
): Promise<void> {
  if (journalFile(face) === undefined || done.length === 0) return
  const planned = new Map(writes.map(write => [refKey(subject(write)), write]))
  const now = await world.drive(Promise.all(done.map(({ ref }) => world.ports.cluster.get(ref).catch(() => undefined))))
  remember(
    face,
    world,
    done.map(({ ref, did }, index): Written => {
      const write = planned.get(refKey(ref))
      const common = { ref, after: now[index], ...(undoes === undefined ? {} : { undoes }) }
      if (did === 'created') return { ...common, did: 'created' }
      if (did === 'configured')
        return { ...common, did: 'changed', before: write?.do === 'update' ? write.was : undefined }
      return { ref, did: 'deleted', ...(undoes === undefined ? {} : { undoes }) }
    }),
  )
}

/** The entries of a cluster, oldest first. Lines that cannot be read are left out. */
export function journalOf(face: Face, cluster: string): readonly JournalEntry[] {
  return journalText(face, cluster)
    .split('\n')
    .flatMap(line => (line === '' ? [] : [JSON.parse(line) as JournalEntry]))
}

/** The same, as the lines of the file. */
export function journalText(face: Face, cluster: string): string {
  const file = journalFile(face)
  if (file === undefined) return ''
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return ''
  }
  return text
    .split('\n')
    .filter(line => isEntryOf(line, cluster))
    .map(line => `${line}\n`)
    .join('')
}

/** What people write of an object: no status, nothing that controllers or the server keep in it. */
export function written(object: KubeObject): KubeObject {
  const { status: _status, metadata, ...rest } = object
  const { name, namespace, labels, annotations } = metadata
  const own = Object.entries(annotations ?? {}).filter(
    ([key]) => !key.startsWith('pxsnap.io/') && !key.startsWith('pv.kubernetes.io/'),
  )
  return {
    ...rest,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(own.length === 0 ? {} : { annotations: Object.fromEntries(own) }),
    },
  }
}

export function markOfWritten(object: KubeObject): string {
  return sha256(new TextEncoder().encode(stable(written(object)))).slice(0, 32)
}

function entryOf(world: World, { did, ref, before, after, undoes }: Written): JournalEntry {
  const uid = after?.metadata.uid ?? before?.metadata.uid
  const kept = before === undefined ? undefined : written(before)
  const isClean = kept !== undefined && stable(redactedObject(kept)) === stable(kept)
  return {
    id: idOf(`${world.now()} ${did} ${JSON.stringify(ref)} ${uid ?? ''} ${after?.metadata.resourceVersion ?? ''}`),
    at: toIso(world.now()),
    cluster: world.name,
    did,
    ref: { ...ref, name: redact(ref.name) },
    ...(uid === undefined ? {} : { uid }),
    ...(isClean ? { before: kept } : {}),
    ...(after === undefined ? {} : { after: markOfWritten(after) }),
    ...(undoes === undefined ? {} : { undoes }),
  }
}

function idOf(text: string): string {
  return sha256(new TextEncoder().encode(text)).slice(0, 8)
}

/** JSON with its keys in order, so that equal values give equal texts. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, inside) =>
    isMap(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inside,
  )
}

function isEntryOf(line: string, cluster: string): boolean {
  try {
    const entry: unknown = JSON.parse(line)
    return isMap(entry) && entry.cluster === cluster && typeof entry.id === 'string' && isMap(entry.ref)
  } catch {
    return false
  }
}

/** Drops the older half. Whoever writes meanwhile may lose a line, and nothing else. */
function shorten(file: string): void {
  const text = readFileSync(file, 'utf8')
  const half = text.indexOf('\n', text.length / 2) + 1
  writeFileSync(`${file}.${process.pid}`, text.slice(half), { mode: 0o600 })
  renameSync(`${file}.${process.pid}`, file)
}
