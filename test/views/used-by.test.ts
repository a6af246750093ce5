import type { KubeObject } from '@pxsnap/core/specs'
import { usesOf } from '@pxsnap/core/views'
import { expect, test } from 'vitest'

const make = (kind: string, name: string, more: Partial<KubeObject> = {}, namespace = 'shop'): KubeObject => ({
  apiVersion:
    kind.startsWith('VolumeSnapshot') && kind === 'VolumeSnapshot' ? 'volumesnapshot.external-storage.k8s.io/v1' : 'v1',
  kind,
  ...more,
  metadata: { name, namespace, uid: `${kind}-${name}`, ...more.metadata },
})

const claim = make('PersistentVolumeClaim', 'orders', {
  metadata: { name: 'orders', namespace: 'shop', labels: { app: 'orders' } },
})
const pod = make('Pod', 'orders-0', {
  metadata: { name: 'orders-0', namespace: 'shop', labels: { app: 'orders' } },
  spec: { volumes: [{ persistentVolumeClaim: { claimName: 'orders' } }] },
})
const rule = make('Rule', 'lock', { rules: [{ podSelector: { app: 'orders' }, actions: [] }] })
const around = [
  pod,
  rule,
  make('VolumeSnapshot', 'nightly', { spec: { persistentVolumeClaimName: 'orders' } }),
  make('VolumeSnapshot', 'elsewhere', { spec: { persistentVolumeClaimName: 'orders' } }, 'other'),
  make('GroupVolumeSnapshot', 'all', {
    spec: { preExecRule: 'lock', pvcSelector: { matchLabels: { app: 'orders' } } },
  }),
  make('GroupVolumeSnapshot', 'none', { spec: { pvcSelector: { matchLabels: { app: 'billing' } } } }),
  make('VolumeSnapshotSchedule', 'daily', {
    spec: { schedulePolicyName: 'daily', template: { spec: { persistentVolumeClaimName: 'orders' } } },
  }),
]
const uses = (object: KubeObject) =>
  usesOf(object, around).map(({ object: { metadata }, how }) => `${metadata.name} ${how}`)

test('a claim is used by its pods, its snapshots, the groups and schedules that take it, and the rules of its pods', () => {
  expect(uses(claim)).toEqual([
    'orders-0 mounts it',
    'lock runs commands in its pods',
    'nightly is a snapshot of it',
    'all selects it',
    'daily takes snapshots of it',
  ])
})

test('a rule is used by what names it', () => {
  expect(uses(rule)).toEqual(['all names it as a rule'])
})

test('a policy is used by the schedules that follow it', () => {
  expect(uses(make('SchedulePolicy', 'daily'))).toEqual(['daily follows it'])
})

test('objects with fields of wrong types use nothing', () => {
  const odd = [
    make('Pod', 'odd', { spec: { volumes: 'all' } }),
    make('GroupVolumeSnapshot', 'odd', { spec: { pvcSelector: { matchLabels: [] } } }),
    make('Rule', 'odd', { rules: { podSelector: 7 } }),
  ]
  expect(usesOf(claim, odd)).toEqual([])
})
