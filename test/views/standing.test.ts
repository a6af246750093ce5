import { standingOf } from '@pxsnap/core/views'
import { describe, expect, test } from 'vitest'

const stork = 'stork.libopenstorage.org/v1alpha1'
const of = (apiVersion: string, kind: string, status: unknown, metadata = {}) =>
  standingOf({ apiVersion, kind, metadata: { name: 'x', namespace: 'shop', ...metadata }, status })

describe('a single snapshot', () => {
  const snapshot = (...types: readonly string[]) =>
    of('volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshot', {
      conditions: types.map(type => ({ type, status: 'True', message: `${type}.` })),
    })?.result
  test('is done when it is ready', () => expect(snapshot('Pending', 'Ready')).toBe('successful'))
  test('is tried again after an error', () => expect(snapshot('Pending', 'Error')).toBe('failing'))
  test('waits before anybody has begun', () => expect(snapshot()).toBe('waiting'))
})

test.each([
  [{ stage: 'Final', status: 'Successful' }, 'successful'],
  [{ stage: 'PostSnapshot', status: 'Successful' }, 'waiting'],
  [{ stage: 'Final', status: 'Failed' }, 'failed'],
  [{ stage: 'Snapshot', status: 'Failed' }, 'failing'],
  [{ stage: 'PreSnapshot', status: 'InProgress' }, 'waiting'],
  [undefined, 'waiting'],
])('a group with the status %j is %s', (status, result) => {
  expect(of(stork, 'GroupVolumeSnapshot', status)?.result).toBe(result)
})

test.each([
  [{ stage: 'Final', status: 'Successful' }, 'successful'],
  [{ stage: 'Final', status: 'PartialSuccess' }, 'partial'],
  [{ stage: 'Final', status: 'Failed' }, 'failed'],
  [{ stage: 'Volumes', status: 'InProgress' }, 'waiting'],
  [{ stage: 'Final' }, 'failed'],
])('a migration or backup with the status %j is %s', (status, result) => {
  expect(of(stork, 'Migration', status)?.result).toBe(result)
  expect(of(stork, 'ApplicationBackup', status)?.result).toBe(result)
})

test.each([
  [{ schedulerStatus: 'Ready', storageStatus: 'NotProvided' }, 'successful'],
  [{ schedulerStatus: 'Ready', storageStatus: 'Ready' }, 'successful'],
  [{ schedulerStatus: 'Ready', storageStatus: 'Pending' }, 'waiting'],
  [{ schedulerStatus: 'Ready', storageStatus: '' }, 'waiting'],
  [{ schedulerStatus: 'Error', storageStatus: 'Ready' }, 'failing'],
  [{ schedulerStatus: 'NotProvided', storageStatus: 'NotProvided' }, 'failed'],
  [undefined, 'waiting'],
])('a pair with the status %j is %s', (status, result) => {
  expect(of(stork, 'ClusterPair', status)?.result).toBe(result)
})

test('a CSI snapshot says why it is not ready', () => {
  const of_ = (status: unknown) => of('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', status)
  expect(of_({ readyToUse: true })?.result).toBe('successful')
  expect(of_({ readyToUse: false, error: { message: 'no class' } })).toMatchObject({
    result: 'failing',
    message: 'no class',
  })
  expect(of_(undefined)?.result).toBe('waiting')
})

test('a claim is done when it is bound', () => {
  expect(of('v1', 'PersistentVolumeClaim', { phase: 'Bound' })?.result).toBe('successful')
  expect(of('v1', 'PersistentVolumeClaim', { phase: 'Pending' })?.result).toBe('waiting')
})

test('what is being deleted waits, whatever it was', () => {
  const status = { stage: 'Final', status: 'Successful' }
  expect(of(stork, 'Migration', status, { deletionTimestamp: '2026-01-01T00:00:00Z' })?.word).toBe('Deleting')
})

test('nobody carries out a rule, and a schedule has no end', () => {
  expect(of(stork, 'Rule', undefined)).toBeUndefined()
  expect(of(stork, 'VolumeSnapshotSchedule', { items: {} })).toBeUndefined()
})

test('fields of the wrong type are taken for absent ones', () => {
  expect(of(stork, 'Migration', { stage: 7, status: ['Successful'] })?.result).toBe('waiting')
  expect(of(stork, 'ClusterPair', 'Ready')?.result).toBe('waiting')
})
