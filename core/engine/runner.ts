/** Runs lifecycles against the world. */

import type { KubeObject, ObjectRef } from '../specs/index.ts'
import type { EngineEvent } from './engine-event.ts'
import { lifecycleEntryOf, lifecycleKinds } from './lifecycle-kinds.ts'
import type { Outcome } from './outcome.ts'
import type { EnginePorts } from './port-effects.ts'
import { workerOf } from './worker.ts'

export type RunOptions = {
  /** Absent: every object in the cluster that pxsnap carries out. */
  readonly only?: readonly ObjectRef[]
  readonly report?: (event: EngineEvent) => void
}

/**
 * Follows objects until nothing more happens by itself. When `signal` is aborted, what is frozen is thawed first, in its
 * own time, and the run is written down as stopped. Outside failures are outcomes; only our own mistakes are thrown.
 */
export async function runUntilSettled(
  ports: EnginePorts,
  options: RunOptions,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const follow = { ports, worker: workerOf(ports, signal), report: options.report, signal }
  const refs = options.only ?? (await discover(ports, signal))
  const outcomes: Outcome[] = []
  let next = 0
  const work = async () => {
    while (next < refs.length) {
      const index = next++
      const ref = refs[index]
      if (ref === undefined) continue
      const kind = lifecycleEntryOf(ref.kind)
      outcomes[index] = kind === undefined ? unknownKind(ref) : await kind.follow(ref, follow)
    }
  }
  // Clones may wait for snapshots that stand before them in the list, so these have all begun by then.
  await Promise.all(Array.from({ length: Math.min(atOnce, refs.length) }, work))
  return outcomes
}

/** The objects that pxsnap carries out: those with its mark, and those that nobody has begun. Snapshots before clones. */
export async function discover(ports: EnginePorts, signal?: AbortSignal): Promise<readonly ObjectRef[]> {
  const found = await Promise.all(
    lifecycleKinds.map(async kind => {
      const objects = await kind.find(ports.cluster, signal)
      return objects.filter(object => !kind.isForeign(object)).map(refOf)
    }),
  )
  return found.flat()
}

const atOnce = 32

function unknownKind(ref: ObjectRef): Outcome {
  const message = `pxsnap does not carry out objects of kind ${ref.kind}.`
  return { ref, result: 'waiting', reason: { code: 'unsupported', message, blame: 'spec' } }
}

function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
}
