/** Watches: what a client asks to follow, from which revision on, and until when. */

import type { ServerResponse } from 'node:http'
import type { ControlPlane } from '../cluster/simulated/index.ts'
import { type Clock, PortError } from '../ports/index.ts'
import type { Answer } from './answer.ts'
import type { ApiCall } from './api-call.ts'
import { jsonBytes, partialOf } from './encoding.ts'
import { selection, whole } from './listing.ts'
import { type Form, formOf } from './negotiation.ts'
import { badRequest, expired } from './problems.ts'
import type { Resource } from './resource.ts'
import { type TableOptions, tableOf } from './tables/index.ts'
import type { Target } from './target.ts'
import { type EventType, typeFor, type View, type WatchHub } from './watch-hub.ts'

export type WatchContext = { readonly plane: ControlPlane; readonly hub: WatchHub; readonly clock: Clock }

/** A watch that names no end has one after this. Source: Kubernetes, 30 to 60 minutes. */
const usualSeconds = 45 * 60

/** Streams the changes that the call asks for. Throws `BadRequest`; what is expired is told in the stream. */
export function watch(call: ApiCall, target: Target, context: WatchContext): Answer {
  const view = viewOf(call, target, context)
  const seconds = whole(call, 'timeoutSeconds') || usualSeconds
  const bookmarks = call.says('allowWatchBookmarks')
  const initial = call.says('sendInitialEvents')
  if (initial && call.asked('resourceVersionMatch') !== 'NotOlderThan') {
    throw badRequest('sendInitialEvents: Forbidden: resourceVersionMatch must be set to NotOlderThan')
  }
  const asked = call.asked('resourceVersion')
  if (asked !== undefined && !/^\d+$/.test(asked)) throw badRequest(`resourceVersion: Invalid value: "${asked}"`)
  return {
    stream: async response => {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' })
      const begin = initial || asked === undefined || asked === '0' ? 'everything' : Number(asked)
      if (!replay(response, view, begin, context)) return
      if (initial && bookmarks) {
        response.write(view.bookmark(context.plane.revision, { 'k8s.io/initial-events-end': 'true' }))
      } else {
        response.flushHeaders()
      }
      const end = context.hub.open(view, response, { bookmarks })
      try {
        await context.clock.sleep(seconds * 1000, call.signal)
        if (bookmarks && !response.writableEnded) response.write(view.bookmark(context.plane.revision))
      } catch {
        // The client has gone away.
      } finally {
        end()
      }
    },
  }
}

/** Writes what the client missed. False when that is not known any more: then the response has ended with an error. */
function replay(response: ServerResponse, view: View, begin: 'everything' | number, { plane }: WatchContext): boolean {
  const { apiVersion, kind, namespace, matches } = view
  const lines: Buffer[] = []
  if (begin === 'everything') {
    for (const object of plane.list({ apiVersion, kind, ...(namespace === undefined ? {} : { namespace }) }).items) {
      if (matches === undefined || matches(object)) lines.push(view.encode('ADDED', object))
    }
  } else {
    try {
      for (const change of plane.log.after(begin)) {
        const { object } = change
        if (object.apiVersion !== apiVersion || object.kind !== kind) continue
        if (namespace !== undefined && object.metadata.namespace !== namespace) continue
        const type = typeFor(change, matches)
        if (type !== undefined) lines.push(view.encode(type, object))
      }
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      const gone = expired(`too old resource version: ${begin} (${plane.revision})`)
      response.end(`${JSON.stringify({ type: 'ERROR', object: gone.status() })}\n`)
      return false
    }
  }
  if (lines.length > 0) response.write(Buffer.concat(lines))
  return true
}

function viewOf(call: ApiCall, target: Target, { plane, clock }: WatchContext): View {
  const { resource, namespace } = target
  const { apiVersion, kind } = resource.served
  const matches = selection(call, target)
  const form = formOf(call.headers.accept)
  const includeObject = call.asked('includeObject') ?? 'Metadata'
  const selected = [call.asked('labelSelector'), call.asked('fieldSelector'), target.name].map(text => text ?? '')
  const options: TableOptions = { includeObject, now: () => clock.now(), plane }
  return {
    key: [
      resource.apiVersion,
      namespace ?? '',
      ...selected,
      form.as ?? '',
      form.as === 'Table' ? includeObject : '',
    ].join('\n'),
    apiVersion,
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    ...(matches === undefined ? {} : { matches }),
    encode: encoder(form, resource, options),
    bookmark: (revision, annotations) => bookmarkLine(form, resource, revision, annotations),
  }
}

function encoder(form: Form, resource: Resource, options: TableOptions): View['encode'] {
  if (form.as === undefined) return (type, object) => eventLine(type, jsonBytes(resource.show(object)))
  if (form.as !== 'Table') return (type, object) => eventLine(type, jsonBytes(partialOf(object)))
  return (type, object) => {
    const { resourceVersion } = object.metadata
    const table = tableOf(resource, [resource.show(object)], options, { resourceVersion })
    return eventLine(type, Buffer.from(JSON.stringify(table)))
  }
}

const heads: Readonly<Record<EventType, Buffer>> = {
  ADDED: Buffer.from('{"type":"ADDED","object":'),
  MODIFIED: Buffer.from('{"type":"MODIFIED","object":'),
  DELETED: Buffer.from('{"type":"DELETED","object":'),
}
const tail = Buffer.from('}\n')

function eventLine(type: EventType, object: Buffer): Buffer {
  return Buffer.concat([heads[type], object, tail])
}

function bookmarkLine(
  { as }: Form,
  { apiVersion, served }: Resource,
  revision: number,
  annotations: Readonly<Record<string, string>> | undefined,
): Buffer {
  const metadata = {
    resourceVersion: String(revision),
    creationTimestamp: null,
    ...(annotations === undefined ? {} : { annotations }),
  }
  const object =
    as === 'Table'
      ? { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions: [], rows: [] }
      : as === undefined
        ? { kind: served.kind, apiVersion, metadata }
        : { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
  return Buffer.from(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`)
}
