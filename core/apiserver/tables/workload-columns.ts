/** The tables of what makes pods. Source: Kubernetes, printers. */

import { type KubeObject, valueAt } from '../../specs/index.ts'
import {
  ageColumn,
  conditionOf,
  listAt,
  nameColumn,
  numberAt,
  numberColumn,
  selectorColumn,
  textAt,
  textColumn,
  workloadColumns,
} from './cells.ts'
import type { Column } from './column.ts'
import { ageOf, humanDuration } from './human-duration.ts'

const readyColumn: Column = {
  name: 'Ready',
  type: 'string',
  cell: object => `${numberAt(object, ['status', 'readyReplicas'])}/${wanted(object)}`,
}

export const deploymentColumns: readonly Column[] = [
  nameColumn,
  readyColumn,
  { name: 'Up-to-date', type: 'string', cell: object => numberAt(object, ['status', 'updatedReplicas']) },
  { name: 'Available', type: 'string', cell: object => numberAt(object, ['status', 'availableReplicas']) },
  ageColumn,
  ...workloadColumns(),
]

export const statefulSetColumns: readonly Column[] = [nameColumn, readyColumn, ageColumn, ...workloadColumns(false)]

export const replicaSetColumns: readonly Column[] = [
  nameColumn,
  { name: 'Desired', type: 'integer', cell: wanted },
  numberColumn('Current', ['status', 'replicas']),
  numberColumn('Ready', ['status', 'readyReplicas']),
  ageColumn,
  ...workloadColumns(),
]

export const daemonSetColumns: readonly Column[] = [
  nameColumn,
  numberColumn('Desired', ['status', 'desiredNumberScheduled']),
  numberColumn('Current', ['status', 'currentNumberScheduled']),
  numberColumn('Ready', ['status', 'numberReady']),
  numberColumn('Up-to-date', ['status', 'updatedNumberScheduled']),
  numberColumn('Available', ['status', 'numberAvailable']),
  {
    name: 'Node Selector',
    type: 'string',
    cell: object => {
      const selector = valueAt(object, ['spec', 'template', 'spec', 'nodeSelector'])
      const pairs = typeof selector === 'object' && selector !== null ? Object.entries(selector) : []
      return pairs.length === 0 ? '<none>' : pairs.map(([key, value]) => `${key}=${String(value)}`).join(',')
    },
  },
  ageColumn,
  ...workloadColumns(),
]

export const jobColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Status',
    type: 'string',
    cell: job => {
      if (conditionOf(job, 'Complete') === 'True') return 'Complete'
      if (conditionOf(job, 'Failed') === 'True') return 'Failed'
      if (job.metadata.deletionTimestamp !== undefined) return 'Terminating'
      return conditionOf(job, 'Suspended') === 'True' ? 'Suspended' : 'Running'
    },
  },
  {
    name: 'Completions',
    type: 'string',
    cell: job => {
      const completions = valueAt(job, ['spec', 'completions'])
      return `${numberAt(job, ['status', 'succeeded'])}/${typeof completions === 'number' ? completions : 1}`
    },
  },
  {
    name: 'Duration',
    type: 'string',
    cell: (job, { now }) => {
      const started = Date.parse(textAt(job, ['status', 'startTime']))
      const ended = Date.parse(textAt(job, ['status', 'completionTime']))
      if (Number.isNaN(started)) return ''
      return humanDuration((Number.isNaN(ended) ? now : ended) - started)
    },
  },
  ageColumn,
  ...workloadColumns(),
]

export const cronJobColumns: readonly Column[] = [
  nameColumn,
  textColumn('Schedule', ['spec', 'schedule']),
  textColumn('Timezone', ['spec', 'timeZone']),
  { name: 'Suspend', type: 'string', cell: job => (valueAt(job, ['spec', 'suspend']) === true ? 'True' : 'False') },
  { name: 'Active', type: 'integer', cell: job => listAt(job, ['status', 'active']).length },
  {
    name: 'Last Schedule',
    type: 'string',
    cell: (job, { now }) => {
      const last = valueAt(job, ['status', 'lastScheduleTime'])
      return last === undefined ? '<none>' : ageOf(last, now)
    },
  },
  ageColumn,
]

export const autoscalerColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Reference',
    type: 'string',
    cell: object =>
      `${textAt(object, ['spec', 'scaleTargetRef', 'kind'])}/${textAt(object, ['spec', 'scaleTargetRef', 'name'])}`,
  },
  {
    name: 'Targets',
    type: 'string',
    cell: object => (listAt(object, ['spec', 'metrics']).length === 0 ? '<none>' : '<unknown>'),
  },
  { name: 'MinPods', type: 'string', cell: object => textAt(object, ['spec', 'minReplicas'], '<unset>') },
  numberColumn('MaxPods', ['spec', 'maxReplicas']),
  numberColumn('Replicas', ['status', 'currentReplicas']),
  ageColumn,
]

export const disruptionBudgetColumns: readonly Column[] = [
  nameColumn,
  textColumn('Min Available', ['spec', 'minAvailable'], { absent: 'N/A' }),
  textColumn('Max Unavailable', ['spec', 'maxUnavailable'], { absent: 'N/A' }),
  numberColumn('Allowed Disruptions', ['status', 'disruptionsAllowed']),
  ageColumn,
]

export const controllerRevisionColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Controller',
    type: 'string',
    cell: ({ metadata }) => {
      const owner = (metadata.ownerReferences ?? []).find(({ controller }) => controller === true)
      return owner === undefined
        ? '<none>'
        : `${owner.kind.toLowerCase()}.${owner.apiVersion.split('/')[0] ?? ''}/${owner.name}`
    },
  },
  numberColumn('Revision', ['revision']),
  ageColumn,
]

export const networkPolicyColumns: readonly Column[] = [
  nameColumn,
  { ...selectorColumn(['spec', 'podSelector']), name: 'Pod-Selector', wide: false },
  ageColumn,
]

function wanted(object: KubeObject): number {
  const replicas = valueAt(object, ['spec', 'replicas'])
  return typeof replicas === 'number' ? replicas : 1
}
