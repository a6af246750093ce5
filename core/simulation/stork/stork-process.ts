/** One life of the STORK process: what its controllers reach, and how its memory ends with it. */

import { assert } from '../../base/index.ts'
import type { EnginePorts } from '../../engine/index.ts'
import { PortError } from '../../ports/index.ts'
import type { KubeObject, ObjectRef } from '../../specs/index.ts'
import type { ExecutorHost } from './executor-host.ts'
import type { StorkTimings } from './timings.ts'

export type StorkProcess = Pick<EnginePorts, 'cluster' | 'exec' | 'storage' | 'clock' | 'ids' | 'remote'> & {
  readonly timings: StorkTimings
  /** Passes over schedules that can do nothing are left out. */
  readonly dozes: boolean
  /** Where the executor pods run; they outlive this process. */
  readonly executors: ExecutorHost
  /** Aborted when the process ends. Everything it does waits with it, and what it remembers is in what it does. */
  readonly signal: AbortSignal
  /** Adds a line to the object's story. */
  readonly tell: (about: ObjectRef | KubeObject, text: string) => void
  /** Work that nobody waits for, as a goroutine. */
  readonly go: (work: Promise<unknown>) => void
  /** Whether STORK takes the object on: not what the other executor has begun in the same simulated cluster. */
  readonly isOurs: (object: KubeObject) => boolean
}

/** What STORK calls an error: a value that its controllers log, tell as an event, or wait and try again for. */
export class StorkError extends Error {
  override readonly name = 'StorkError'
}

/** The words of an error that STORK goes on after. Throws again what ends it: its own end, and mistakes of ours. */
export function messageOf({ signal }: StorkProcess, error: unknown): string {
  signal.throwIfAborted()
  if (error instanceof StorkError || error instanceof PortError) return error.message
  throw error
}

export function pause({ clock, signal }: StorkProcess, durationMs: number): Promise<void> {
  return clock.sleep(durationMs, signal)
}

/** Writes the whole object; whatever the server refuses is an error. The object as stored. */
export async function put({ cluster, signal }: StorkProcess, object: KubeObject): Promise<KubeObject> {
  const written = await cluster.update(object, signal)
  if (!written.ok) throw new StorkError(written.message)
  return written.object
}

export async function post({ cluster, signal }: StorkProcess, object: KubeObject): Promise<KubeObject> {
  const written = await cluster.create(object, signal)
  if (!written.ok) throw new StorkError(written.message)
  return written.object
}

/** Tries again for as long as the server says that somebody else was faster. Undefined when the object is gone. */
export async function change(
  stork: StorkProcess,
  ref: ObjectRef,
  make: (object: KubeObject) => KubeObject,
): Promise<KubeObject | undefined> {
  for (;;) {
    const object = await stork.cluster.get(ref, stork.signal)
    if (object === undefined) return undefined
    const written = await stork.cluster.update(make(object), stork.signal)
    if (written.ok) return written.object
    if (written.because === 'not-found') return undefined
    if (written.because !== 'conflict') throw new StorkError(written.message)
  }
}

export function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
}

export function uidOf({ kind, metadata }: KubeObject): string {
  assert(metadata.uid !== undefined, `The API server gave ${kind} ${metadata.name} no uid.`)
  return metadata.uid
}

export function namespaceOf({ metadata }: KubeObject): string {
  return metadata.namespace ?? 'default'
}
