/** Plugs patches, field ownership and the checks of fields into the answering of calls. */

import type { ControlPlane } from '../../cluster/simulated/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import type { ApiCall } from '../api-call.ts'
import { ApiFailure } from '../api-failure.ts'
import { fieldProblems, withoutUnknownFields } from '../openapi/check-fields.ts'
import { kubernetesDefinition } from '../openapi/definitions.ts'
import { type KindSchema, kindSchema } from '../openapi/kind-schemas.ts'
import { notFound } from '../problems.ts'
import type { OwnHandler, PatchHandler } from '../resource-calls.ts'
import type { Target } from '../target.ts'
import { ownedObject, patchObject, type WriteIdentity } from './patch-object.ts'
import type { PatchRefusal } from './refusal.ts'

export type PatchContext = { readonly plane: ControlPlane; readonly clock: Clock }

export function patchHandler(context: PatchContext): PatchHandler {
  return (call, target, { body, before }) => {
    const identity = identityOf(call, target, context)
    const { resource, namespace, name = '' } = target
    const answer = patchObject({
      ...identity,
      contentType: call.contentType,
      body,
      current: before,
      ref: { kind: kindOf(target), name, ...(namespace === undefined ? {} : { namespace }) },
      force: call.says('force'),
      namesManager: call.asked('fieldManager') !== undefined,
    })
    if (answer === 'missing') throw notFound(resource, name)
    if (!answer.ok) throw failureFor(answer, target)
    return checked(call, target, identity.kind, answer.object)
  }
}

export function ownHandler(context: PatchContext): OwnHandler {
  return (call, target, before, after) => {
    const identity = identityOf(call, target, context)
    const shown = before && target.resource.show(before)
    return ownedObject(shown, checked(call, target, identity.kind, after), identity)
  }
}

export function customDefinitions(plane: ControlPlane): readonly KubeObject[] {
  return plane.list({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' }).items
}

/** Source: Kubernetes, the longest name of a field manager. */
const longestManager = 128

function identityOf(call: ApiCall, target: Target, { plane, clock }: PatchContext): WriteIdentity {
  const { resource, subresource } = target
  const { served } = resource
  const apiVersion = subresource === 'scale' ? 'autoscaling/v1' : resource.apiVersion
  const agent = call.headers['user-agent']?.split('/')[0] ?? 'unknown'
  return {
    kind: kindSchema(apiVersion, kindOf(target), served.custom ? customDefinitions(plane) : []),
    apiVersion,
    ...(subresource === undefined ? {} : { subresource }),
    hasStatus: served.subresources.includes('status'),
    manager: (call.asked('fieldManager') ?? agent).slice(0, longestManager),
    now: clock.now(),
  }
}

function kindOf({ resource, subresource }: Target): string {
  return subresource === 'scale' ? 'Scale' : resource.served.kind
}

/** Source: Kubernetes, resource.ErrFormatWrong. The path is ours. */
const noQuantity = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

/**
 * The object as it may be stored: of Kubernetes' own kinds, values of a wrong type are refused and unknown fields
 * dropped, with a warning or an error when the client asked for one. Source: Kubernetes, fieldValidation.
 */
function checked(call: ApiCall, target: Target, kind: KindSchema | undefined, object: KubeObject): KubeObject {
  if (kind === undefined) return object
  const { unknown, wrong } = fieldProblems(object, kind.schema, kubernetesDefinition)
  const [first] = wrong
  const name = kindOf(target)
  const version = target.resource.apiVersion.split('/').at(-1)
  const reading = kind.custom ? '' : `${name} in version "${version}" cannot be handled as a ${name}: `
  if (first !== undefined && !kind.custom) {
    if (first.expected === 'quantity') throw new ApiFailure('BadRequest', `${reading}${noQuantity} (${first.path})`)
    const where = `Go struct field ${name}.${first.path} of type ${first.expected}`
    throw new ApiFailure('BadRequest', `${reading}json: cannot unmarshal ${first.got} into ${where}`)
  }
  if (unknown.length === 0) return object
  const words = unknown.map(path => `unknown field "${path}"`)
  if (call.asked('fieldValidation') === 'Strict') {
    throw new ApiFailure('BadRequest', `${reading}strict decoding error: ${words.join(', ')}`)
  }
  if (call.asked('fieldValidation') !== 'Ignore') for (const word of words) call.warn(word)
  return withoutUnknownFields(object, kind.schema, kubernetesDefinition)
}

function failureFor({ reason, message, causes }: PatchRefusal, { resource, name = '' }: Target): ApiFailure {
  const { group, served } = resource
  const place = { name, ...(group === '' ? {} : { group }), kind: served.plural }
  return new ApiFailure(reason, message, { details: { ...place, ...(causes === undefined ? {} : { causes }) } })
}
