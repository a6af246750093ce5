/** Plans to delete objects: those that are there, each only if it is still the one that was seen. */

import type { KubeObject, ObjectRef } from '../specs/index.ts'
import { type Obstacle, type Plan, refKey, refOf, type Write } from './plan.ts'

/** What was asked for is deleted in the reverse order, so that a file's objects go the opposite way they came. */
export function planDelete(
  asked: readonly ObjectRef[],
  current: readonly KubeObject[],
  options: { readonly ignoreMissing: boolean },
): Plan {
  const existing = new Map(current.map(object => [refKey(refOf(object)), object]))
  const missing = asked.filter(ref => !existing.has(refKey(ref)))
  if (missing.length > 0 && !options.ignoreMissing) {
    return { writes: [], unchanged: [], obstacles: missing.map(notThere) }
  }
  const found = asked.flatMap(ref => existing.get(refKey(ref)) ?? [])
  const unique = [...new Map(found.map(object => [refKey(refOf(object)), object])).values()]
  return { writes: unique.reverse().map(deletion), unchanged: [], obstacles: [] }
}

function deletion(object: KubeObject): Write {
  const { uid } = object.metadata
  return { do: 'delete', ref: refOf(object), ...(uid === undefined ? {} : { uid }) }
}

function notThere({ kind, name, namespace }: ObjectRef): Obstacle {
  return {
    code: 'not-found',
    message: `There is no ${kind} "${name}"${namespace === undefined ? '' : ` in namespace "${namespace}"`}.`,
  }
}
