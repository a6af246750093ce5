/** The policies that STORK makes at its start, so that schedules can name them without anybody writing them. */

import type { KubeObject } from './kube-object.ts'

/** Source: STORK, schedule package. */
export const builtInPolicies: readonly KubeObject[] = [
  builtIn('default-migration-policy', { interval: { intervalMinutes: 30 } }),
  builtIn('default-interval-policy', { interval: { intervalMinutes: 15, retain: 10 } }),
  builtIn('default-daily-policy', { daily: { time: '12:00am', retain: 7 } }),
  builtIn('default-weekly-policy', { weekly: { day: 'Sunday', time: '12:00am', retain: 4 } }),
  builtIn('default-monthly-policy', { monthly: { date: 15, time: '12:00am', retain: 12 } }),
]

/** The built-in policy of that name. One in the cluster goes before it. */
export function builtInPolicy(name: string): KubeObject | undefined {
  return builtInPolicies.find(({ metadata }) => metadata.name === name)
}

function builtIn(name: string, policy: Readonly<Record<string, unknown>>): KubeObject {
  return { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'SchedulePolicy', metadata: { name }, policy }
}
