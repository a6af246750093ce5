/** Carries out a plan: exactly its writes, in its order, and stops at the first that the cluster refuses. */

import { assert } from '../base/index.ts'
import type { ClusterWriter, WriteRefusal } from '../ports/index.ts'
import type { ObjectRef } from '../specs/index.ts'
import { type Plan, subject, type Write } from './plan.ts'

export type Done = { readonly ref: ObjectRef; readonly did: 'created' | 'configured' | 'deleted' | 'deleting' }

export type CarriedOut = {
  /** What was written, also when something was refused later. */
  readonly done: readonly Done[]
  readonly refused?: { readonly ref: ObjectRef; readonly because: WriteRefusal['because']; readonly message: string }
}

/** `onDone` is called after each write, so that a face can say so at once. */
export async function carryOut(
  plan: Pick<Plan, 'writes' | 'obstacles'>,
  cluster: ClusterWriter,
  onDone: (done: Done) => void,
  signal?: AbortSignal,
): Promise<CarriedOut> {
  assert(plan.obstacles.length === 0, 'a plan with obstacles is not carried out')
  const done: Done[] = []
  for (const write of plan.writes) {
    signal?.throwIfAborted()
    const result = await carryOutOne(write, cluster, signal)
    if ('because' in result) return { done, refused: { ref: subject(write), ...result } }
    done.push(result)
    onDone(result)
  }
  return { done }
}

type Refused = Pick<WriteRefusal, 'because' | 'message'>

async function carryOutOne(write: Write, cluster: ClusterWriter, signal?: AbortSignal): Promise<Done | Refused> {
  const ref = subject(write)
  if (write.do === 'delete') {
    const options = write.uid === undefined ? {} : { uid: write.uid }
    const result = await cluster.delete(ref, options, signal)
    // Somebody else was quicker; what was asked for is true.
    if (result === 'not-found') return { ref, did: 'deleted' }
    if (result === 'conflict')
      return { because: 'conflict', message: 'Another object of that name has taken its place.' }
    return { ref, did: result }
  }
  const result =
    write.do === 'create' ? await cluster.create(write.object, signal) : await cluster.update(write.object, signal)
  if (!result.ok) return { because: result.because, message: result.message }
  return { ref, did: write.do === 'create' ? 'created' : 'configured' }
}
