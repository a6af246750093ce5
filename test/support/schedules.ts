/** Policies and schedules for tests. */

import { type Instant, instant } from '@pxsnap/core/base'
import { runSchedules, type ScheduleOptions } from '@pxsnap/core/engine'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { namespace } from './shop.ts'

const storkVersion = 'stork.libopenstorage.org/v1alpha1'
export const snapshotKind = { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot' }

export function policy(
  name: string,
  sections: Readonly<Record<string, unknown>>,
  annotations: Readonly<Record<string, string>> = {},
): KubeObject {
  return { apiVersion: storkVersion, kind: 'SchedulePolicy', metadata: { name, annotations }, policy: sections }
}

export function schedule(
  name: string,
  policyName: string,
  spec: Readonly<Record<string, unknown>> = {},
  annotations: Readonly<Record<string, string>> = {},
): KubeObject {
  return {
    apiVersion: storkVersion,
    kind: 'VolumeSnapshotSchedule',
    metadata: { name, namespace, annotations },
    spec: {
      schedulePolicyName: policyName,
      reclaimPolicy: 'Retain',
      template: { spec: { persistentVolumeClaimName: 'mysql-data' } },
      ...spec,
    },
  }
}

/** Lets schedules run for so long. */
export function letRun(cluster: SimulatedCluster, forMs: number, options: ScheduleOptions = {}) {
  const until = instant(cluster.now + forMs)
  const signal = new AbortController().signal
  return cluster.drive(
    (async () => {
      await runSchedules(cluster.ports, { ...options, until }, signal)
      const left = until - cluster.now
      if (left > 0) await cluster.ports.clock.sleep(left)
    })(),
  )
}

/** The names of the snapshots that are there and usable, without the schedule's name and uid. */
export function usableRuns(cluster: SimulatedCluster, kind: { apiVersion: string; kind: string } = snapshotKind) {
  return cluster.plane
    .list({ ...kind, namespace })
    .items.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter(object => valueAt(object, ['status', 'conditions', 0, 'type']) === 'Ready')
    .map(({ metadata }) => metadata.name.replace(/^[a-z-]+?-(interval|daily|weekly|monthly)-\w{4}-/, '$1 '))
    .toSorted()
}

export function scheduleEvents(cluster: SimulatedCluster) {
  return cluster.plane
    .list({ apiVersion: 'v1', kind: 'Event', namespace })
    .items.filter(event => valueAt(event, ['involvedObject', 'kind']) === 'VolumeSnapshotSchedule')
    .toSorted((one, other) => String(one.firstTimestamp).localeCompare(String(other.firstTimestamp)))
    .map(({ reason, message }) => `${reason}: ${message}`)
}

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const at = (text: string): Instant => instant(Date.parse(text))
