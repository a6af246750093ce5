/** The scenarios that the sweeps run: every kind of rule, calm and under faults, with and without an incident. */

import {
  type CloneScenario,
  type FaultRates,
  type ModelRule,
  noFaults,
  type RestoreScenario,
  type SnapshotScenario,
} from './model/scenario.ts'

const rules: readonly ModelRule[] = ['none', 'hold', 'pair', 'flush', 'mixed', 'failing']
const incidents = ['deletion', 'new-writer', 'pod-gone', 'pod-restart', 'stop'] as const

const base = {
  attempts: 3,
  faults: noFaults,
  quietAfterMs: 0,
  cutMs: [10, 60],
  finishMs: [10, 80],
} as const

/** Commands get lost, come late or hang. */
const podFaults: FaultRates = { ...noFaults, execLost: 0.05, answerLost: 0.06, execLate: 0.03, lockSlow: 0.05 }
/** The API server and the storage fail, are slow or silent. */
const clusterFaults: FaultRates = {
  ...noFaults,
  storageFails: 0.1,
  storageSlow: 0.05,
  storageSilent: 0.06,
  conflict: 0.06,
  storeLost: 0.05,
  storeAnswerLost: 0.05,
  apiSilent: 0.05,
  recordFails: 0.1,
  cloudFails: 0.25,
  cloudSlow: 0.1,
}

function scenario(kind: 'single' | 'group', rule: ModelRule): SnapshotScenario {
  const [members, pods] = kind === 'single' ? [1, 1] : [3, 2]
  return { ...base, name: `${kind}, ${rule}`, kind, rule, members, pods }
}

const calm = (['single', 'group'] as const).flatMap(kind => rules.map(rule => scenario(kind, rule)))
const struck = calm.flatMap(one =>
  incidents.map((incident): SnapshotScenario => ({ ...one, name: `${one.name}, ${incident}`, incident })),
)
/** The lock cannot be given back for a while. */
const stuck = calm
  .filter(({ rule }) => rule === 'pair' || rule === 'mixed')
  .map((one): SnapshotScenario => ({ ...one, name: `${one.name}, stuck`, incident: 'stuck' }))
const faulty = calm.flatMap((one): readonly SnapshotScenario[] => [
  { ...one, name: `${one.name}, pods at fault`, faults: podFaults, quietAfterMs: 300_000 },
  { ...one, name: `${one.name}, cluster at fault`, faults: clusterFaults, quietAfterMs: 300_000 },
  {
    ...one,
    name: `${one.name}, all at fault`,
    faults: { ...podFaults, ...only(clusterFaults) },
    quietAfterMs: 300_000,
  },
])
const both = faulty.flatMap(one =>
  incidents.map((incident): SnapshotScenario => ({ ...one, name: `${one.name}, ${incident}`, incident })),
)

function only(faults: FaultRates): Partial<FaultRates> {
  return Object.fromEntries(Object.entries(faults).filter(([, rate]) => rate > 0))
}

export const snapshotScenarios: readonly SnapshotScenario[] = [...calm, ...struck, ...stuck, ...faulty, ...both]

const cloudIncidents = ['deletion', 'pod-restart', 'stop'] as const
const calmCloud = calm
  .filter(({ rule }) => rule === 'none' || rule === 'hold' || rule === 'pair')
  .map((one): SnapshotScenario => ({ ...one, name: `${one.name}, cloud`, cloud: true }))
const faultyCloud = calmCloud.map(
  (one): SnapshotScenario => ({
    ...one,
    name: `${one.name}, all at fault`,
    faults: { ...podFaults, ...only(clusterFaults) },
    quietAfterMs: 300_000,
  }),
)

/** Snapshots whose copies go to an object store, calm and at fault, with and without an incident. */
export const cloudScenarios: readonly SnapshotScenario[] = [...calmCloud, ...faultyCloud].flatMap(one => [
  one,
  ...cloudIncidents.map((incident): SnapshotScenario => ({ ...one, name: `${one.name}, ${incident}`, incident })),
])

const quietRestore: RestoreScenario = {
  name: 'restore',
  kind: 'restore',
  members: 2,
  used: true,
  faults: noFaults,
  quietAfterMs: 0,
}
const calmRestores: readonly RestoreScenario[] = [
  quietRestore,
  { ...quietRestore, name: 'restore, nobody runs', used: false },
  { ...quietRestore, name: 'restore from the cloud', cloud: true },
]
const restores = calmRestores.flatMap((one): readonly RestoreScenario[] => {
  const faults = { ...only(clusterFaults), storageWrong: 0.15, lockSlow: 0.1 }
  return [one, { ...one, name: `${one.name}, all at fault`, faults: { ...noFaults, ...faults }, quietAfterMs: 300_000 }]
})

/** Restores in place, calm and at fault, deleted or stopped in the middle. */
export const restoreScenarios = restores.flatMap((one): readonly RestoreScenario[] => [
  one,
  { ...one, name: `${one.name}, deletion`, incident: 'deletion' },
  { ...one, name: `${one.name}, stop`, incident: 'stop' },
])

const quietClone: CloneScenario = { name: 'clone', kind: 'clone', faults: noFaults, quietAfterMs: 0 }
const faultyClone: CloneScenario = {
  ...quietClone,
  name: 'clone, cluster at fault',
  faults: clusterFaults,
  quietAfterMs: 300_000,
}

export const cloneScenarios: readonly CloneScenario[] = [
  quietClone,
  { ...quietClone, name: 'clone, deletion', incident: 'deletion' },
  faultyClone,
  { ...faultyClone, name: 'clone, cluster at fault, deletion', incident: 'deletion' },
  { ...quietClone, name: 'clone of a backup', cloud: true },
  { ...faultyClone, name: 'clone of a backup, cluster at fault', cloud: true },
  { ...faultyClone, name: 'clone of a backup, cluster at fault, deletion', cloud: true, incident: 'deletion' },
]
