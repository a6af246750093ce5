/** Follows the changes of one kind, as an API server's watch does. */

import { type Labels, matchesLabels } from '../../base/index.ts'
import { type ListQuery, PortError, type WatchEvent } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import type { Change, ChangeLog } from './change-log.ts'
import type { KindRegistry } from './kind-registry.ts'
import { fieldsOf } from './query-fields.ts'
import type { Matcher } from './selectors.ts'

/** A watcher that sees nothing of its own kind for so many changes gets a bookmark to resume from. */
const bookmarkEvery = 50

/**
 * Changes after `resourceVersion`, oldest first, until the signal is aborted (then it throws the signal's reason) or
 * the reader falls behind what is kept (then it throws `expired`).
 *
 * An object whose labels stop matching is DELETED for this watcher, and one whose labels begin to match is ADDED.
 * Source: Kubernetes, efficient detection of changes.
 */
export async function* watchChanges(
  { log, kinds }: { readonly log: ChangeLog; readonly kinds: KindRegistry },
  query: ListQuery,
  resourceVersion: string,
  signal: AbortSignal,
): AsyncIterable<WatchEvent> {
  const served = kinds.find(query.apiVersion, query.kind)
  if (served === undefined) throw new PortError('unsupported', kinds.describeUnserved(query.apiVersion, query.kind))
  const { namespace, ...wanted } = { ...query, apiVersion: served.apiVersion }
  const within = served.scope === 'Namespaced' ? namespace : undefined
  const fields = fieldsOf(query, served)
  let seen = Number(resourceVersion)
  if (!Number.isSafeInteger(seen) || resourceVersion === '') {
    throw new PortError('rejected', `"${resourceVersion}" is no resourceVersion: list first.`)
  }
  let told = seen
  for (;;) {
    signal.throwIfAborted()
    const changes = log.after(seen)
    for (const change of changes) {
      seen = change.revision
      const event = eventFor(wanted, within, fields, change)
      if (event === undefined) continue
      told = seen
      yield event
      signal.throwIfAborted()
    }
    if (seen - told >= bookmarkEvery) {
      told = seen
      yield { type: 'BOOKMARK', resourceVersion: String(seen) }
    }
    // Changes may have come while the reader was busy with the last ones.
    if (log.after(seen).length === 0) await log.next(signal)
  }
}

function eventFor(
  query: ListQuery,
  namespace: string | undefined,
  fields: Matcher,
  change: Change,
): WatchEvent | undefined {
  const { type, object, previous } = change
  if (object.apiVersion !== query.apiVersion || object.kind !== query.kind) return undefined
  if (namespace !== undefined && object.metadata.namespace !== namespace) return undefined
  const was = previous !== undefined && matches(query.labels, previous) && fields(previous)
  const is = type !== 'DELETED' && matches(query.labels, object) && fields(object)
  if (was && is) return { type: 'MODIFIED', object }
  if (is) return { type: 'ADDED', object }
  return was ? { type: 'DELETED', object } : undefined
}

function matches(labels: Labels | undefined, object: KubeObject): boolean {
  return labels === undefined || matchesLabels(labels, object.metadata.labels ?? {})
}
