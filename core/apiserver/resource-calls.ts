/** Answers calls about resources: reads, writes, deletions and watches of objects and their subresources. */

import type { ControlPlane } from '../cluster/simulated/index.ts'
import type { Clock } from '../ports/index.ts'
import { entry, type KubeObject } from '../specs/index.ts'
import { type AccessQuestion, type Deny, forbidden } from './access.ts'
import { reviewed, reviewResources } from './access-reviews.ts'
import { type Answer, jsonAnswer } from './answer.ts'
import type { ApiCall } from './api-call.ts'
import { ApiFailure } from './api-failure.ts'
import { deletionOptions, remove, removeAll } from './deleting.ts'
import { inFormat, jsonBytes, listBytes, partialOf } from './encoding.ts'
import { pageOf } from './listing.ts'
import { type Form, formOf } from './negotiation.ts'
import { objectFor, readBody } from './read-object.ts'
import type { Resource } from './resource.ts'
import { scaledTo, scaleOf } from './scale.ts'
import { tableOf } from './tables/index.ts'
import type { Target } from './target.ts'
import type { WatchHub } from './watch-hub.ts'
import { watch } from './watching.ts'
import { create, done, nextFor, refTo, replace, stored } from './writing.ts'

/** What calls are answered with. */
export type ServerContext = {
  readonly plane: ControlPlane
  readonly clock: Clock
  readonly hub: WatchHub
  readonly token: string
  readonly deny: Deny
  /** Awaited after every write, before the client hears of it. */
  readonly afterWrite: () => Promise<void>
  /** Answers to subresources that are no part of objects, such as a pod's log. */
  readonly subresources: Readonly<Record<string, SubresourceHandler>>
  readonly patch: PatchHandler
  readonly own: OwnHandler
}

export type SubresourceHandler = (call: ApiCall, target: Target, object: KubeObject) => Answer | Promise<Answer>
/** The object that a patch leaves; `before` is absent for an apply that creates. Throws ApiFailure. */
export type PatchHandler = (
  call: ApiCall,
  target: Target,
  patch: { readonly body: string; readonly before: KubeObject | undefined },
) => KubeObject
/** The object with the record of who owns its fields. Both objects as the resource shows them. Throws ApiFailure. */
export type OwnHandler = (
  call: ApiCall,
  target: Target,
  before: KubeObject | undefined,
  after: KubeObject,
) => KubeObject

export async function answerCall(call: ApiCall, target: Target, context: ServerContext): Promise<Answer> {
  const verb = verbOf(call, target)
  const question = questionOf(call, target, verb)
  // What one may do oneself can be asked by everybody. Source: Kubernetes, system:basic-user.
  const why = target.resource.served.kind.startsWith('SelfSubject') ? undefined : context.deny(question)
  if (why !== undefined) throw forbidden(question, why)
  if (reviewResources.includes(target.resource)) return review(call, target, context)
  const { subresource } = target
  const handler = subresource === undefined ? undefined : context.subresources[subresource]
  if (handler !== undefined) return handler(call, target, stored(context.plane, target))
  if (subresource !== undefined && !target.resource.served.subresources.includes(subresource)) {
    throw new ApiFailure('NotFound', 'the server could not find the requested resource')
  }
  switch (verb) {
    case 'get':
      return getOne(call, target, context)
    case 'list':
      return list(call, target, context)
    case 'watch':
      return watch(call, target, context)
    default:
      return change(verb, call, target, context)
  }
}

/** The verb in the words of RBAC. Throws `MethodNotAllowed`. */
function verbOf(call: ApiCall, { resource, name, subresource }: Target): string {
  const verb = verbIn(call, name)
  if (verb === undefined || (subresource === undefined && !resource.verbs.includes(verb))) {
    throw new ApiFailure('MethodNotAllowed', 'the server does not allow this method on the requested resource', {
      details: { ...(resource.group === '' ? {} : { group: resource.group }), kind: resource.served.plural },
    })
  }
  return verb
}

function verbIn(call: ApiCall, name: string | undefined): string | undefined {
  switch (call.method) {
    case 'GET':
    case 'HEAD':
      if (call.says('watch')) return 'watch'
      return name === undefined ? 'list' : 'get'
    case 'POST':
      return 'create'
    case 'PUT':
      return name === undefined ? undefined : 'update'
    case 'PATCH':
      return name === undefined ? undefined : 'patch'
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete'
    default:
      return undefined
  }
}

export function questionOf(call: ApiCall, target: Target, verb: string): AccessQuestion {
  const { resource, namespace, name, subresource } = target
  return {
    user: call.user.name,
    verb,
    group: resource.group,
    resource: resource.served.plural,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  }
}

async function review(call: ApiCall, { resource, namespace }: Target, { deny, token }: ServerContext): Promise<Answer> {
  const sent = await readBody(call)
  return jsonAnswer(reviewed(resource.served.kind, sent, namespace, { user: call.user, deny, token }), 201)
}

function getOne(call: ApiCall, target: Target, context: ServerContext): Answer {
  const object = stored(context.plane, target)
  return one(call, target, object, context)
}

/** One object in the form that the client accepts. */
function one(
  call: ApiCall,
  { resource, subresource }: Target,
  object: KubeObject,
  context: ServerContext,
  status = 200,
): Answer {
  const form = formOf(call.headers.accept)
  const shown = subresource === 'scale' ? scaleOf(resource, object) : resource.show(object)
  if (form.as === 'Table' && subresource !== 'scale') {
    const { resourceVersion } = object.metadata
    const metadata = resourceVersion === undefined ? {} : { resourceVersion }
    return inFormat(
      form,
      Buffer.from(JSON.stringify(tableOf(resource, [shown], tableOptions(call, context), metadata))),
      status,
    )
  }
  return inFormat(form, jsonBytes(form.as === undefined ? shown : partialOf(shown)), status)
}

function list(call: ApiCall, target: Target, context: ServerContext): Answer {
  const { resource } = target
  const form = formOf(call.headers.accept)
  const { items, ...page } = pageOf(call, target, context.plane)
  const shown = items.map(resource.show)
  return inFormat(form, listIn(form, call, resource, shown, page, context))
}

function listIn(
  form: Form,
  call: ApiCall,
  resource: Resource,
  items: readonly KubeObject[],
  metadata: object,
  context: ServerContext,
): Buffer {
  const { served, apiVersion } = resource
  switch (form.as) {
    case 'Table':
      return Buffer.from(JSON.stringify(tableOf(resource, items, tableOptions(call, context), metadata)))
    case undefined:
      return listBytes({ kind: served.listKind ?? `${served.kind}List`, apiVersion, metadata }, items)
    default:
      return listBytes(
        { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata },
        items.map(partialOf),
      )
  }
}

function tableOptions(call: ApiCall, { plane, clock }: ServerContext) {
  return { includeObject: call.asked('includeObject') ?? 'Metadata', now: () => clock.now(), plane }
}

async function change(verb: string, call: ApiCall, target: Target, context: ServerContext): Promise<Answer> {
  const { plane } = context
  const answer = await changed(verb, call, target, context)
  // Reading the body took a turn, in which everything may have changed; the write itself was one step.
  if (!call.dryRun) await context.afterWrite()
  return answer(plane)
}

type Later = (plane: ControlPlane) => Answer

async function changed(verb: string, call: ApiCall, target: Target, context: ServerContext): Promise<Later> {
  const { plane } = context
  const { resource } = target
  switch (verb) {
    case 'create': {
      const sent = objectFor(target, await readBody(call))
      const object = create(plane, target, context.own(call, target, undefined, sent), { dryRun: call.dryRun })
      return () => one(call, target, object, context, 201)
    }
    case 'update': {
      const body = await readBody(call)
      const object = update(call, target, body, context)
      return () => one(call, target, object, context)
    }
    case 'patch': {
      const body = (await call.body()).toString()
      const { object, created } = patch(call, target, body, context)
      return () => one(call, target, object, context, created ? 201 : 200)
    }
    case 'delete': {
      const options = deletionOptions(call, await readBody(call))
      const left = remove(plane, target, options)
      return () => inFormat(formOf(undefined), jsonBytes(left))
    }
    default: {
      const options = deletionOptions(call, await readBody(call))
      const { items } = pageOf(call, target, plane)
      removeAll(plane, target, items, options)
      const form = formOf(undefined)
      const { served, apiVersion } = resource
      const metadata = { resourceVersion: String(plane.revision) }
      return () =>
        inFormat(form, listBytes({ kind: `${served.kind}List`, apiVersion, metadata }, items.map(resource.show)))
    }
  }
}

function update(call: ApiCall, target: Target, body: unknown, context: ServerContext): KubeObject {
  const { plane } = context
  const { resource, subresource, name = '' } = target
  const options = { dryRun: call.dryRun }
  const before = plane.get(refTo(target))
  if (subresource === 'scale') {
    const next = scaledTo(resource, stored(plane, target), body)
    return done(plane.update(next, options), target, name)
  }
  const sent = objectFor(target, body)
  const shown = before && resource.show(before)
  return replace(plane, target, context.own(call, target, shown, sent), options)
}

function patch(
  call: ApiCall,
  target: Target,
  body: string,
  context: ServerContext,
): { readonly object: KubeObject; readonly created: boolean } {
  const { plane } = context
  const { resource, subresource, name = '' } = target
  const options = { dryRun: call.dryRun }
  const before = plane.get(refTo(target))
  const shown = before && (subresource === 'scale' ? scaleOf(resource, before) : resource.show(before))
  const after = context.patch(call, target, { body, before: shown })
  if (before === undefined) {
    const object = create(plane, target, objectFor(target, after), options)
    return { object, created: true }
  }
  if (subresource === 'scale') {
    const next = scaledTo(resource, before, after)
    return { object: done(plane.update(next, options), target, name), created: false }
  }
  const taken = resource.take(after)
  // What the patch does not say about the revision must not matter.
  const asked = revisionIn(call, body)
  const { resourceVersion: _read, ...metadata } = taken.metadata
  const sent = { ...taken, metadata: { ...metadata, ...(asked === undefined ? {} : { resourceVersion: asked }) } }
  return { object: done(plane.update(nextFor(target, before, sent), options), target, name), created: false }
}

/** The resourceVersion that a merging patch insists on, if it names one. */
function revisionIn(call: ApiCall, body: string): string | undefined {
  if (!body.includes('resourceVersion') || call.contentType === 'application/json-patch+json') return undefined
  try {
    const asked = entry(entry(JSON.parse(body), 'metadata'), 'resourceVersion')
    return typeof asked === 'string' && asked !== '' ? asked : undefined
  } catch {
    return undefined
  }
}
