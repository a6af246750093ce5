/** The table of pods. Source: Kubernetes, printers, printPod. */

import { entry, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import { ageColumn, listAt, nameColumn, numberAt, textAt, textColumn } from './cells.ts'
import type { Column } from './column.ts'

export const podColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Ready',
    type: 'string',
    description: 'The aggregate readiness state of this pod for accepting traffic.',
    cell: pod => {
      const ready = listAt(pod, ['status', 'containerStatuses']).filter(status => entry(status, 'ready') === true)
      return `${ready.length}/${listAt(pod, ['spec', 'containers']).length}`
    },
  },
  {
    name: 'Status',
    type: 'string',
    description: 'The aggregate status of the containers in this pod.',
    cell: statusOf,
  },
  {
    name: 'Restarts',
    type: 'string',
    description: 'The number of times the containers in this pod have been restarted.',
    cell: pod =>
      String(
        listAt(pod, ['status', 'containerStatuses']).reduce<number>(
          (sum, each) => sum + numberAt(each, ['restartCount']),
          0,
        ),
      ),
  },
  ageColumn,
  textColumn('IP', ['status', 'podIP'], { wide: true }),
  textColumn('Node', ['spec', 'nodeName'], { wide: true }),
  textColumn('Nominated Node', ['status', 'nominatedNodeName'], { wide: true }),
  {
    name: 'Readiness Gates',
    type: 'string',
    wide: true,
    cell: pod => {
      const gates = listAt(pod, ['spec', 'readinessGates'])
      if (gates.length === 0) return '<none>'
      const met = gates.filter(gate =>
        listAt(pod, ['status', 'conditions']).some(
          condition =>
            entry(condition, 'type') === entry(gate, 'conditionType') && entry(condition, 'status') === 'True',
        ),
      )
      return `${met.length}/${gates.length}`
    },
  },
]

/** The phase, or what keeps a container from running. */
function statusOf(pod: KubeObject): string {
  const reason = textAt(pod, ['status', 'reason']) || textAt(pod, ['status', 'phase'], 'Unknown')
  const waiting = listAt(pod, ['status', 'containerStatuses']).flatMap(status => {
    const why =
      textOf(valueAt(status, ['state', 'waiting', 'reason'])) ??
      textOf(valueAt(status, ['state', 'terminated', 'reason']))
    return why === undefined ? [] : [why]
  })
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating'
  const gated = listAt(pod, ['status', 'conditions']).some(
    condition => entry(condition, 'type') === 'PodScheduled' && entry(condition, 'reason') === 'SchedulingGated',
  )
  return waiting.at(-1) ?? (gated ? 'SchedulingGated' : reason)
}
