/** Deletes one object, or all that are selected, in the way that the client asks for. */

import type { ControlPlane, DeletionOptions } from '../cluster/simulated/index.ts'
import { entry, isMap, type KubeObject, textOf } from '../specs/index.ts'
import type { ApiCall } from './api-call.ts'
import { badRequest, conflict, notFound } from './problems.ts'
import type { Target } from './target.ts'
import { refTo, stored } from './writing.ts'

const policies = ['Orphan', 'Background', 'Foreground'] as const

/** What the body, or else the query, says about the deletion. Throws `BadRequest`. */
export function deletionOptions(call: ApiCall, body: unknown): DeletionOptions {
  if (body !== undefined && !isMap(body)) throw badRequest('the body is no DeleteOptions')
  const asked = textOf(entry(body, 'propagationPolicy')) ?? call.asked('propagationPolicy')
  const policy = policies.find(known => known === asked)
  if (asked !== undefined && policy === undefined) {
    throw badRequest(`DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "${asked}"`)
  }
  const orphans = entry(body, 'orphanDependents') ?? (call.says('orphanDependents') || undefined)
  const grace = entry(body, 'gracePeriodSeconds') ?? call.asked('gracePeriodSeconds')
  const preconditions = entry(body, 'preconditions')
  const uid = textOf(entry(preconditions, 'uid'))
  const resourceVersion = textOf(entry(preconditions, 'resourceVersion'))
  const dry = entry(body, 'dryRun')
  return {
    propagation: policy ?? (orphans === true ? 'Orphan' : 'Background'),
    dryRun: call.dryRun || (Array.isArray(dry) && dry.includes('All')),
    ...(grace === undefined ? {} : { gracePeriodSeconds: Number(grace) }),
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  }
}

/** What is left of the object: itself while it waits for its finalizers, or a Status when it is gone. */
export function remove(plane: ControlPlane, target: Target, options: DeletionOptions): object {
  const { resource, name = '' } = target
  const before = stored(plane, target)
  const { uid, resourceVersion } = before.metadata
  if (options.uid !== undefined && options.uid !== uid) {
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${options.uid}, UID in object meta: ${uid ?? ''}`,
    )
  }
  if (options.resourceVersion !== undefined && options.resourceVersion !== resourceVersion) {
    throw conflict(
      resource,
      name,
      `Precondition failed: ResourceVersion in precondition: ${options.resourceVersion}, ResourceVersion in object meta: ${resourceVersion ?? ''}`,
    )
  }
  const result = plane.delete(refTo(target), options)
  if (result === 'not-found') throw notFound(resource, name)
  if (result === 'conflict') throw conflict(resource, name)
  const left = plane.get(refTo(target))
  return left?.metadata.uid === uid && left !== undefined && !options.dryRun
    ? resource.show(left)
    : success(target, before)
}

/** Deletes the objects. They are gone, or wait for their finalizers. */
export function removeAll(
  plane: ControlPlane,
  target: Target,
  objects: readonly KubeObject[],
  options: DeletionOptions,
): void {
  for (const { metadata } of objects) {
    const { namespace } = metadata
    const one = { resource: target.resource, name: metadata.name, ...(namespace === undefined ? {} : { namespace }) }
    plane.delete(refTo(one), options)
  }
}

function success({ resource }: Target, { metadata }: KubeObject): object {
  const { group, served } = resource
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name: metadata.name, ...(group === '' ? {} : { group }), kind: served.plural, uid: metadata.uid },
  }
}
