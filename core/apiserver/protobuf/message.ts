/** Which fields Kubernetes' messages have, by number. */

import { apiextensionsMessages } from './messages/apiextensions.ts'
import { appsMessages } from './messages/apps.ts'
import { authenticationMessages } from './messages/authentication.ts'
import { authorizationMessages } from './messages/authorization.ts'
import { autoscalingMessages } from './messages/autoscaling.ts'
import { autoscalingV1Messages } from './messages/autoscaling-v1.ts'
import { batchMessages } from './messages/batch.ts'
import { coordinationMessages } from './messages/coordination.ts'
import { coreMessages } from './messages/core.ts'
import { discoveryMessages } from './messages/discovery.ts'
import { eventsMessages } from './messages/events.ts'
import { metaMessages } from './messages/meta.ts'
import { networkingMessages } from './messages/networking.ts'
import { policyMessages } from './messages/policy.ts'
import { rbacMessages } from './messages/rbac.ts'
import { schedulingMessages } from './messages/scheduling.ts'
import { storageMessages } from './messages/storage.ts'

export type MessageField = {
  /** As JSON spells it; empty where the field's own fields stand in its place. */
  readonly name: string
  readonly shape: 'one' | 'list' | 'map'
  /** `string`, `bool`, `int`, `double`, `bytes`, `list`, or the name of a message such as `core.Pod`. */
  readonly type: string
  /** Whether the empty value means something, and so stands in JSON. */
  readonly keepsEmpty: boolean
}

const packages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  apiextensions: apiextensionsMessages,
  apps: appsMessages,
  authentication: authenticationMessages,
  authorization: authorizationMessages,
  autoscaling: autoscalingMessages,
  'autoscaling-v1': autoscalingV1Messages,
  batch: batchMessages,
  coordination: coordinationMessages,
  core: coreMessages,
  discovery: discoveryMessages,
  events: eventsMessages,
  meta: metaMessages,
  networking: networkingMessages,
  policy: policyMessages,
  rbac: rbacMessages,
  scheduling: schedulingMessages,
  storage: storageMessages,
}

const groupPackages: Readonly<Record<string, string>> = {
  v1: 'core',
  'apiextensions.k8s.io/v1': 'apiextensions',
  'apps/v1': 'apps',
  'authentication.k8s.io/v1': 'authentication',
  'authorization.k8s.io/v1': 'authorization',
  'autoscaling/v1': 'autoscaling-v1',
  'autoscaling/v2': 'autoscaling',
  'batch/v1': 'batch',
  'coordination.k8s.io/v1': 'coordination',
  'discovery.k8s.io/v1': 'discovery',
  'events.k8s.io/v1': 'events',
  'meta.k8s.io/v1': 'meta',
  'networking.k8s.io/v1': 'networking',
  'policy/v1': 'policy',
  'rbac.authorization.k8s.io/v1': 'rbac',
  'scheduling.k8s.io/v1': 'scheduling',
  'storage.k8s.io/v1': 'storage',
}

const known = new Map<string, ReadonlyMap<number, MessageField> | undefined>()

/** The message of a kind, or undefined when it is no kind of Kubernetes itself. */
export function messageNameOf(apiVersion: string, kind: string): string | undefined {
  // Options are kinds of every group, with the fields that the meta group gives them.
  if (packages.meta?.[kind] !== undefined) return `meta.${kind}`
  const name = `${groupPackages[apiVersion] ?? ''}.${kind}`
  return fieldsOf(name) === undefined ? undefined : name
}

/** The fields of the message, or undefined when there is none of that name. */
export function fieldsOf(name: string): ReadonlyMap<number, MessageField> | undefined {
  if (!known.has(name)) {
    const [from = '', message = ''] = name.split('.')
    const text = packages[from]?.[message]
    known.set(name, text === undefined ? undefined : new Map(text.split(' ').filter(Boolean).map(readField)))
  }
  return known.get(name)
}

/** A field as it is written in the tables: `replicas=1:int*`, `ports=6:[core.ContainerPort`, `data=2:{bytes`. */
function readField(text: string): readonly [number, MessageField] {
  const match = /^(.*?)=(\d+):([[{]?)([^*]+)(\*?)$/.exec(text)
  const [, name = '', number = '0', shape = '', type = '', keeps = ''] = match ?? []
  return [
    Number(number),
    { name, shape: shape === '[' ? 'list' : shape === '{' ? 'map' : 'one', type, keepsEmpty: keeps === '*' },
  ]
}
