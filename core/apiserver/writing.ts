/** Creates and replaces objects and their subresources. */

import type { ControlPlane } from '../cluster/simulated/index.ts'
import type { WriteResult } from '../ports/index.ts'
import type { KubeObject, ObjectRef } from '../specs/index.ts'
import { ApiFailure } from './api-failure.ts'
import { badRequest, invalid, notFound, refused } from './problems.ts'
import type { Target } from './target.ts'

export type WriteOptions = { readonly dryRun: boolean }

/** The stored object that the target names. Throws `NotFound`. */
export function stored(plane: ControlPlane, target: Target): KubeObject {
  const found = plane.get(refTo(target))
  if (found === undefined) throw notFound(target.resource, target.name ?? '')
  return found
}

/** The stored object that the target names, or undefined. */
export function refTo({ resource, namespace, name = '' }: Target): ObjectRef {
  const { apiVersion, kind } = resource.served
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name }
}

/** Stores a new object of the target's kind; as it is afterwards. */
export function create(plane: ControlPlane, target: Target, sent: KubeObject, options: WriteOptions): KubeObject {
  const { resource, namespace } = target
  if (namespace === undefined && resource.served.scope === 'Namespaced') {
    throw badRequest('an empty namespace may not be set during creation')
  }
  if (namespace !== undefined) checkNamespace(plane, target, namespace, sent.metadata.name)
  const { name, generateName } = sent.metadata
  if (name === '' && (generateName ?? '') === '') {
    throw invalid(resource, '', 'metadata.name: Required value: name or generateName is required')
  }
  if (sent.metadata.resourceVersion !== undefined && sent.metadata.resourceVersion !== '') {
    throw badRequest('resourceVersion should not be set on objects to be created')
  }
  const { uid: _uid, resourceVersion: _revision, creationTimestamp: _created, ...metadata } = sent.metadata
  const candidate: KubeObject = { ...sent, metadata }
  const { status, ...rest } = candidate
  const keepsStatus = !resource.served.subresources.includes('status') && status !== undefined
  const taken = resource.take({ ...rest, ...(keepsStatus ? { status } : {}) })
  return done(plane.create(taken, options), target, name === '' ? (generateName ?? '') : name)
}

/** Replaces the object, or only its status where the target is that subresource. */
export function replace(plane: ControlPlane, target: Target, sent: KubeObject, options: WriteOptions): KubeObject {
  const { resource, name = '' } = target
  const before = stored(plane, target)
  return done(plane.update(nextFor(target, before, resource.take(sent)), options), target, name)
}

/**
 * What the stored object becomes when a client sends `next` to the target: the part that the subresource may change
 * from `next`, everything else as it was.
 */
export function nextFor({ resource, subresource }: Target, before: KubeObject, next: KubeObject): KubeObject {
  const { resourceVersion, uid } = next.metadata
  const expected = {
    ...(resourceVersion === undefined || resourceVersion === '' ? {} : { resourceVersion }),
    ...(uid === undefined || uid === '' ? {} : { uid }),
  }
  if (subresource === 'status') {
    const { status: _status, metadata, ...rest } = before
    const { resourceVersion: _revision, ...kept } = metadata
    return {
      ...rest,
      metadata: { ...kept, ...managedBy(next), ...expected },
      ...(next.status === undefined ? {} : { status: next.status }),
    }
  }
  const { resourceVersion: _asked, ...metadata } = next.metadata
  if (subresource === 'finalize') {
    const { resourceVersion: _revision, ...kept } = before.metadata
    return { ...before, metadata: { ...kept, ...expected }, spec: next.spec }
  }
  const { status, ...rest } = next
  const kept = resource.served.subresources.includes('status') ? before.status : status
  return { ...rest, metadata: { ...metadata, ...expected }, ...(kept === undefined ? {} : { status: kept }) }
}

function managedBy({ metadata }: KubeObject): object {
  return 'managedFields' in metadata ? { managedFields: metadata.managedFields } : {}
}

/** The result of a write, or the refusal in Kubernetes' words, thrown. */
export function done(result: WriteResult, { resource }: Target, name: string): KubeObject {
  if (!result.ok) throw refused(resource, name, result)
  return result.object
}

function checkNamespace(plane: ControlPlane, { resource }: Target, name: string, object: string): void {
  const namespace = plane.get({ apiVersion: 'v1', kind: 'Namespace', name })
  if (namespace === undefined) {
    throw new ApiFailure('NotFound', `namespaces "${name}" not found`, { details: { name, kind: 'namespaces' } })
  }
  if (namespace.metadata.deletionTimestamp === undefined) return
  const message = `unable to create new content in namespace ${name} because it is being terminated`
  throw new ApiFailure('Forbidden', `${resource.served.plural} "${object}" is forbidden: ${message}`, {
    details: {
      name: object,
      kind: resource.served.plural,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${name} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    },
  })
}
