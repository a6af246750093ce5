/** Lists: filtered, at a revision that the client names, and in pages that all show the same moment. */

import {
  type ControlPlane,
  fieldMatcher,
  labelMatcher,
  type Matcher,
  SelectorProblem,
} from '../cluster/simulated/index.ts'
import { PortError } from '../ports/index.ts'
import type { KubeObject } from '../specs/index.ts'
import type { ApiCall } from './api-call.ts'
import { ApiFailure } from './api-failure.ts'
import { badRequest, expired } from './problems.ts'
import type { Target } from './target.ts'

export type Page = {
  readonly items: readonly KubeObject[]
  readonly resourceVersion: string
  /** Where the next page begins; absent on the last. */
  readonly continue?: string
  readonly remainingItemCount?: number
}

/** Where a listing goes on: after an object, at a revision. Revision -1 is whatever is newest. */
type Place = { readonly revision: number; readonly after: string }

/** The page that the call asks for. Throws `Expired`, `BadRequest` or `Timeout`. */
export function pageOf(call: ApiCall, target: Target, plane: ControlPlane): Page {
  const matches = selection(call, target)
  const limit = whole(call, 'limit')
  const token = call.asked('continue')
  const place = token === undefined ? undefined : readToken(token)
  const revision =
    place === undefined ? revisionAsked(call, plane) : place.revision === -1 ? plane.revision : place.revision
  const all = itemsAt(plane, target, revision, place)
  const selected = matches === undefined ? all : all.filter(matches)
  const rest = place === undefined ? selected : selected.filter(item => keyOf(item) > place.after)
  if (limit === 0 || rest.length <= limit) return { items: rest, resourceVersion: String(revision) }
  const items = rest.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    resourceVersion: String(revision),
    ...(last === undefined ? {} : { continue: writeToken({ revision, after: keyOf(last) }) }),
    ...(matches === undefined ? { remainingItemCount: rest.length - limit } : {}),
  }
}

/** Which objects the call's selectors choose; undefined for all. Throws `BadRequest`. */
export function selection(call: ApiCall, { resource, name }: Target): Matcher | undefined {
  try {
    const labels = call.asked('labelSelector')
    const fields = [call.asked('fieldSelector'), name === undefined ? undefined : `metadata.name=${name}`]
      .filter(text => text !== undefined)
      .join(',')
    const byLabel = labels === undefined ? undefined : labelMatcher(labels)
    const byField = fields === '' ? undefined : fieldMatcher(fields, resource.served.kind, resource.served.selectable)
    if (byLabel === undefined || byField === undefined) return byLabel ?? byField
    return object => byLabel(object) && byField(object)
  } catch (error) {
    if (error instanceof SelectorProblem) throw badRequest(error.message)
    throw error
  }
}

/** Throws `Timeout` for a revision that is yet to come, as the watch cache does. */
function revisionAsked(call: ApiCall, plane: ControlPlane): number {
  const asked = call.asked('resourceVersion')
  const match = call.asked('resourceVersionMatch')
  if (match !== undefined && match !== 'Exact' && match !== 'NotOlderThan') {
    throw badRequest(`resourceVersionMatch: Unsupported value: "${match}": supported values: "Exact", "NotOlderThan"`)
  }
  if (match !== undefined && asked === undefined) {
    throw badRequest(
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    )
  }
  if (asked === undefined) return plane.revision
  const revision = Number(asked)
  if (!/^\d+$/.test(asked)) throw badRequest(`resourceVersion: Invalid value: "${asked}"`)
  if (revision > plane.revision) throw tooLarge(revision, plane.revision)
  return match === 'Exact' ? revision : plane.revision
}

export function tooLarge(asked: number, current: number): ApiFailure {
  return new ApiFailure('Timeout', `Too large resource version: ${asked}, current: ${current}`, {
    details: {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  })
}

/** Everything of the kind as it was at the revision: the present, with the changes since then undone. */
function itemsAt(
  plane: ControlPlane,
  target: Target,
  revision: number,
  place: Place | undefined,
): readonly KubeObject[] {
  const { resource, namespace } = target
  const { apiVersion, kind } = resource.served
  const query = { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }) }
  const { items } = plane.list(query)
  if (revision === plane.revision) return items
  const since = changesSince(plane, revision, place).filter(
    ({ object }) =>
      object.apiVersion === apiVersion &&
      object.kind === kind &&
      (namespace === undefined || object.metadata.namespace === namespace),
  )
  if (since.length === 0) return items
  const then = new Map(items.map(item => [keyOf(item), item]))
  for (const { object, previous } of [...since].reverse()) {
    if (previous === undefined) then.delete(keyOf(object))
    else then.set(keyOf(previous), previous)
  }
  return [...then].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, item]) => item)
}

function changesSince(plane: ControlPlane, revision: number, place: Place | undefined) {
  try {
    return plane.log.after(revision)
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    if (place === undefined) throw expired(`The resourceVersion for the provided list is too old: ${revision}`)
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
        'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
        'Continuing with the provided token results in an inconsistent list.',
      writeToken({ revision: -1, after: place.after }),
    )
  }
}

/** Sorts as the store lists: by namespace, then name. */
function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}\u0000${metadata.name}`
}

function writeToken(place: Place): string {
  return Buffer.from(JSON.stringify({ rv: place.revision, start: place.after })).toString('base64url')
}

function readToken(token: string): Place {
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString())
    if (typeof read === 'object' && read !== null && 'rv' in read && 'start' in read) {
      if (typeof read.rv === 'number' && typeof read.start === 'string') return { revision: read.rv, after: read.start }
    }
  } catch {
    // No JSON: no token of ours.
  }
  throw badRequest(`continue key is not valid: "${token}"`)
}

/** A query parameter that is a whole number; 0 when it is absent. */
export function whole(call: ApiCall, parameter: string): number {
  const text = call.asked(parameter)
  if (text === undefined) return 0
  if (!/^\d+$/.test(text)) throw badRequest(`${parameter}: Invalid value: "${text}"`)
  return Number(text)
}
