/** Carries out a plan: exactly its writes, in its order, and stops when the cluster refuses one. */

import { assert } from '../base/index.ts'
import type { ClusterWriter, WriteRefusal } from '../ports/index.ts'
import type { ObjectRef } from '../specs/index.ts'
import { type Plan, subject, type Write } from './plan.ts'

export type Done = { readonly ref: ObjectRef; readonly did: 'created' | 'configured' | 'deleted' | 'deleting' }

export type CarriedOut = {
  /** What was written, also when something was refused. */
  readonly done: readonly Done[]
  readonly refused?: { readonly ref: ObjectRef; readonly because: WriteRefusal['because']; readonly message: string }
}

/** So many objects of one kind are written at the same time. */
const atOnce = 32

/** `onDone` is called for each write in the plan's order, so that a face can say so at once. */
export async function carryOut(
  plan: Pick<Plan, 'writes' | 'obstacles'>,
  cluster: ClusterWriter,
  onDone: (done: Done) => void,
  signal?: AbortSignal,
): Promise<CarriedOut> {
  assert(plan.obstacles.length === 0, 'a plan with obstacles is not carried out')
  const done: Done[] = []
  for (const batch of batches(plan.writes)) {
    signal?.throwIfAborted()
    const results = await Promise.all(batch.map(write => carryOutOne(write, cluster, signal)))
    for (const result of results) {
      if ('because' in result) continue
      done.push(result)
      onDone(result)
    }
    const refused = results.findIndex(result => 'because' in result)
    const write = batch[refused]
    const result = results[refused]
    if (write !== undefined && result !== undefined && 'because' in result) {
      return { done, refused: { ref: subject(write), ...result } }
    }
  }
  return { done }
}

/** Objects of one kind do not need each other; those of the next kind may need them. */
function batches(writes: readonly Write[]): readonly (readonly Write[])[] {
  const all: Write[][] = []
  for (const write of writes) {
    const last = all.at(-1)
    const first = last?.[0]
    const fits = first !== undefined && first.do === write.do && subject(first).kind === subject(write).kind
    if (last !== undefined && fits && last.length < atOnce) last.push(write)
    else all.push([write])
  }
  return all
}

type Refused = Pick<WriteRefusal, 'because' | 'message'>

async function carryOutOne(write: Write, cluster: ClusterWriter, signal?: AbortSignal): Promise<Done | Refused> {
  const ref = subject(write)
  if (write.do === 'delete') {
    const options = write.uid === undefined ? {} : { uid: write.uid }
    const result = await cluster.delete(ref, options, signal)
    // Somebody else was quicker; what was asked for is true.
    if (result === 'not-found') return { ref, did: 'deleted' }
    if (result === 'conflict') {
      return { because: 'conflict', message: 'Another object of that name has taken its place.' }
    }
    return { ref, did: result }
  }
  const result =
    write.do === 'create' ? await cluster.create(write.object, signal) : await cluster.update(write.object, signal)
  if (!result.ok) return { because: result.because, message: result.message }
  return { ref, did: write.do === 'create' ? 'created' : 'configured' }
}
