/** One PATCH request: whatever type of patch it is, the object that it leaves, or why it is refused. */

import { parse } from 'yaml'
import type { Instant } from '../../base/index.ts'
import { entry, isMap, type KubeObject, textOf } from '../../specs/index.ts'
import { kubernetesDefinition } from '../openapi/definitions.ts'
import type { KindSchema } from '../openapi/kind-schemas.ts'
import { afterWrite, applyFields, type WriteContext } from './fields/ownership.ts'
import { jsonPatch } from './json-patch.ts'
import { mergePatch } from './merge-patch.ts'
import { badRequest, type PatchRefusal } from './refusal.ts'
import { strategicMerge } from './strategic-merge.ts'

export type WriteIdentity = {
  /** Absent for kinds of which nothing is known. */
  readonly kind: KindSchema | undefined
  readonly apiVersion: string
  readonly subresource?: string
  readonly hasStatus: boolean
  /** `fieldManager`, or the name in front of the client's user agent. */
  readonly manager: string
  readonly now: Instant
}

export type PatchRequest = WriteIdentity & {
  /** Media type without parameters. */
  readonly contentType: string
  readonly body: string
  /** What the patch is for; absent when it does not exist, which only apply can do something about. */
  readonly current: KubeObject | undefined
  readonly ref: { readonly kind: string; readonly name: string; readonly namespace?: string }
  /** Of server-side apply. */
  readonly force: boolean
  /** Whether the client named its field manager itself; apply insists. */
  readonly namesManager: boolean
}

/** `missing`: there is nothing to patch. */
export type PatchAnswer = { readonly ok: true; readonly object: KubeObject } | PatchRefusal | 'missing'

export const applyPatchType = 'application/apply-patch+yaml'
const jsonPatchType = 'application/json-patch+json'
const mergePatchType = 'application/merge-patch+json'
const strategicType = 'application/strategic-merge-patch+json'

export function patchObject(request: PatchRequest): PatchAnswer {
  const { contentType, kind, current } = request
  const accepted = acceptedTypes(kind)
  if (!accepted.includes(contentType)) {
    const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`
    return { ok: false, code: 415, reason: 'UnsupportedMediaType', message }
  }
  const body = bodyOf(request)
  if (!body.ok) return body
  if (contentType === applyPatchType) return apply(request, body.value)
  if (current === undefined) return 'missing'
  const patched = patchedValue(request, current, body.value)
  if (!patched.ok) return patched
  if (!isObject(patched.value)) return badRequest('the patch leaves something that is no object')
  return { ok: true, object: afterWrite(current, patched.value, writeContext(request)) }
}

/** The object that a create or update stores, with the record of who owns its fields. */
export function ownedObject(before: KubeObject | undefined, after: KubeObject, identity: WriteIdentity): KubeObject {
  return afterWrite(before, after, writeContext(identity))
}

function acceptedTypes(kind: KindSchema | undefined): readonly string[] {
  return kind === undefined || kind.custom
    ? [jsonPatchType, mergePatchType, applyPatchType]
    : [jsonPatchType, mergePatchType, strategicType, applyPatchType]
}

type Value = { readonly ok: true; readonly value: unknown } | PatchRefusal

function bodyOf({ contentType, body }: PatchRequest): Value {
  try {
    return { ok: true, value: contentType === applyPatchType ? parse(body) : JSON.parse(body) }
  } catch (error) {
    return badRequest(`error decoding patch: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function patchedValue({ contentType, kind }: PatchRequest, current: KubeObject, patch: unknown): Value {
  if (contentType === jsonPatchType) return jsonPatch(current, patch)
  if (!isMap(patch)) return badRequest('error decoding patch: the patch is no object')
  if (contentType === mergePatchType) return { ok: true, value: mergePatch(current, patch) }
  return strategicMerge(current, patch, { schema: kind?.schema ?? {}, definitions: kubernetesDefinition })
}

function apply(request: PatchRequest, applied: unknown): PatchAnswer {
  const { current, ref, namesManager, force } = request
  if (!namesManager) {
    const message = 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch'
    return { ok: false, code: 422, reason: 'Invalid', message }
  }
  const problem = envelopeProblem(applied, request)
  if (problem !== undefined) return badRequest(problem)
  if (entry(entry(applied, 'metadata'), 'managedFields') !== undefined) {
    return badRequest('metadata.managedFields must be nil')
  }
  const { name, namespace, kind } = ref
  const metadata = entry(applied, 'metadata')
  const place = { name, ...(namespace === undefined ? {} : { namespace }) }
  const whole: KubeObject = {
    ...(isMap(applied) ? applied : {}),
    apiVersion: current?.apiVersion ?? request.apiVersion,
    kind,
    metadata: { ...(isMap(metadata) ? metadata : {}), ...place },
  }
  return applyFields(current, whole, { ...writeContext(request), force })
}

function envelopeProblem(applied: unknown, { apiVersion, ref }: PatchRequest): string | undefined {
  if (!isMap(applied)) return 'the applied configuration is no object'
  if (textOf(applied.apiVersion) !== apiVersion)
    return `Incorrect version specified in apply patch. Specified patch version: ${String(applied.apiVersion)}, expected: ${apiVersion}`
  if (textOf(applied.kind) !== ref.kind)
    return `the applied configuration is a ${String(applied.kind)}, not a ${ref.kind}`
  const name = entry(applied.metadata, 'name')
  if (name !== undefined && name !== ref.name) {
    return `the name of the object (${String(name)}) does not match the name on the URL (${ref.name})`
  }
  return undefined
}

function writeContext({ kind, apiVersion, subresource, hasStatus, manager, now }: WriteIdentity): WriteContext {
  return {
    typing: { schema: kind?.schema, definitions: kubernetesDefinition },
    manager,
    apiVersion,
    ...(subresource === undefined ? {} : { subresource }),
    hasStatus,
    now,
  }
}

function isObject(value: unknown): value is KubeObject {
  return isMap(value) && isMap(value.metadata)
}
