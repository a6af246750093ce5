/** Which entries of the library the workloads of a namespace call for. */

import type { Labels } from '../../base/index.ts'
import type { Facts } from '../facts.ts'
import { entry as entryOf, isMap, textOf } from '../json.ts'
import { valueAt } from '../path.ts'
import { type PodContainer, type PodTemplate, podTemplates } from '../workloads.ts'
import type { QuiesceEntry } from './entry.ts'
import { findQuiesceEntry, quiesceEntryFor } from './library.ts'

export type Proposal = {
  readonly entry: QuiesceEntry
  /** The workload, as `StatefulSet/mysql`. */
  readonly workload: string
  readonly image: string
  /** Labels that choose its pods. */
  readonly labels: Labels
  /** Named where the pods have several containers. */
  readonly container?: string
  readonly claims: readonly string[]
}

/** One for each container with claims whose image the library knows, in the order of the workloads' names. */
export function proposals(facts: Facts, namespace: string | undefined): readonly Proposal[] {
  return podTemplates(facts, namespace)
    .filter(({ workload }) => !isOwned(workload))
    .flatMap(pods => pods.containers.flatMap(container => proposal(pods, container) ?? []))
    .toSorted((one, other) => (one.workload < other.workload ? -1 : 1))
}

function proposal(pods: PodTemplate, container: PodContainer): Proposal | undefined {
  if (container.claims.length === 0) return undefined
  const found = quiesceEntryFor(container.image)
  const entry = found?.id === 'redis' && appends(pods, container) ? findQuiesceEntry('redis-aof') : found
  const labels = choosing(pods.labels)
  if (entry === undefined || labels === undefined) return undefined
  return {
    entry,
    workload: `${pods.kind}/${pods.name}`,
    image: container.image,
    labels,
    ...(pods.containers.length > 1 ? { container: container.name } : {}),
    claims: container.claims,
  }
}

/** What a controller made is proposed for by the controller. */
const isOwned = (workload: unknown): boolean => {
  const owners = valueAt(workload, ['metadata', 'ownerReferences'])
  return Array.isArray(owners) && owners.length > 0
}

/** Labels of one pod or one revision only. */
const passing = /hash|revision|pod-name|pod-index|ordinal|chart$|version$/

/** The labels by which people choose the pods of an application; undefined when there are none. */
function choosing(labels: Labels): Labels | undefined {
  const app = labels.app
  if (app !== undefined) return { app }
  const usual = ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component', 'k8s-app']
  const known = Object.entries(labels).filter(([key]) => usual.includes(key))
  const chosen = known.length > 0 ? known : Object.entries(labels).filter(([key]) => !passing.test(key))
  return chosen.length === 0 ? undefined : Object.fromEntries(chosen)
}

/** Whether a Redis keeps an append-only file: told by its arguments, or by Bitnami's image, whose choice it is. */
function appends({ workload }: PodTemplate, { name, image }: PodContainer): boolean {
  const lists = [
    ['spec', 'containers'],
    ['spec', 'template', 'spec', 'containers'],
    ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers'],
  ].map(path => valueAt(workload, path))
  const container = lists
    .flatMap(list => (Array.isArray(list) ? list : []))
    .find(each => isMap(each) && textOf(each.name) === name)
  const words = [entryOf(container, 'command'), entryOf(container, 'args')].flatMap(list =>
    Array.isArray(list) ? list.map(String) : [],
  )
  const said = /--appendonly[ =](yes|no)/.exec(words.join(' '))?.[1]
  if (said !== undefined) return said === 'yes'
  const env = entryOf(container, 'env')
  const off =
    Array.isArray(env) &&
    env.some(each => entryOf(each, 'name') === 'REDIS_AOF_ENABLED' && entryOf(each, 'value') === 'no')
  return /bitnami/.test(image) && !off
}
