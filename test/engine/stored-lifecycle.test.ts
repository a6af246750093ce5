/** What survives on the object, and what an edited annotation cannot do. */

import { instant } from '@pxsnap/core/base'
import {
  finalizer,
  type Intent,
  markFor,
  newSnapshot,
  noEvidence,
  readClone,
  readRestore,
  readSnapshot,
  recordNames,
  type SnapshotLifecycle,
  writeSnapshot,
} from '@pxsnap/core/engine'
import type { KubeObject } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { groupVolumeSnapshot, volumeSnapshot } from '../support/shop.ts'

const now = instant(Date.UTC(2026, 0, 1))
const intent: Intent = {
  task: 't',
  deadline: instant(now + 60_000),
  members: [{ claim: 'data', persistentVolume: 'pv', volume: 'v' }],
  targets: [{ namespace: 'shop', pod: 'p', uid: 'u', container: 'c', task: 't-1' }],
  pre: [[{ target: 0, name: 'pre-1', text: 'lock', holds: false }]],
  post: [],
  watched: false,
  known: ['u'],
  selectors: [],
}
const frozen: SnapshotLifecycle = { ...newSnapshot(now, noEvidence), stage: 'Freezing', intent, epoch: 'e' }
const object = withUid(volumeSnapshot('s', 'data'))

describe('a lifecycle', () => {
  test('is read as it was written, and known again by its mark', () => {
    const written = writeSnapshot(object, frozen)
    expect(readSnapshot(written, now)).toEqual(frozen)
    expect(written.metadata.annotations?.['pxsnap.io/lifecycle']).toBe(markFor(frozen))
    expect(written.metadata.finalizers).toEqual([finalizer])
  })

  test('is new where none was stored', () => {
    expect(readSnapshot(object, now)).toEqual(newSnapshot(now, noEvidence))
  })

  test('that is gone lets the object go', () => {
    const written = writeSnapshot(object, frozen)
    const gone = writeSnapshot(written, { ...newSnapshot(now, noEvidence), stage: 'Gone' })
    expect(gone.metadata.finalizers).toEqual([])
  })

  test.each([
    ['no JSON', 'nonsense'],
    ['no map', '[]'],
    ['another stage', JSON.stringify({ ...frozen, stage: 'Dancing' })],
    ['pods of another namespace', changed({ targets: [{ ...intent.targets[0], namespace: 'kube-system' }] })],
    ['a task that could leave /tmp', changed({ targets: [{ ...intent.targets[0], task: '../../etc' }] })],
    [
      'a command for a container that is not in the list',
      changed({ pre: [[{ target: 3, name: 'pre-1', text: 'x', holds: false }]] }),
    ],
    ['a command with a name of its own', changed({ pre: [[{ target: 0, name: '../x', text: 'x', holds: false }]] })],
  ])('with %s cannot be meant', (_, text) => {
    const edited = { ...object, metadata: { ...object.metadata, annotations: { 'pxsnap.io/lifecycle': text } } }
    expect(readSnapshot(edited, now)).toBeUndefined()
  })

  test('of a clone names its own claim only', () => {
    const claim = withUid({ ...volumeSnapshot('c', 'x'), kind: 'PersistentVolumeClaim', apiVersion: 'v1' })
    const plan = {
      claim: 'c',
      namespace: 'shop',
      claimUid: 'someone-else',
      persistentVolume: 'pv',
      snapshot: 's',
      accessModes: [],
      storage: '1Gi',
    }
    const text = JSON.stringify({ stage: 'Cloning', since: now, plan })
    const edited = { ...claim, metadata: { ...claim.metadata, annotations: { 'pxsnap.io/lifecycle': text } } }
    expect(readClone(edited, now)).toBeUndefined()
  })
})

describe('an upload', () => {
  const copy = { member: intent.members[0], handle: 'h', at: now, sizeBytes: 1, cloud: { task: 'upload-uid-s-1-0' } }
  const verdict = { consistency: 'crash' }
  const upload = { ...newSnapshot(now, noEvidence), evidence: undefined, stage: 'Uploading', verdict, tries: 2 }
  const stored = { ...upload, copies: [copy], wish: { full: false, credential: 'there' } }

  test('is read as it was stored', () => {
    expect(readSnapshot(storedOn(object, stored), now)).toMatchObject({ stage: 'Uploading', copies: [copy], tries: 2 })
  })

  test.each([
    ['no copies', { ...stored, copies: [] }],
    ['a copy without its upload', { ...stored, copies: [{ ...copy, cloud: undefined }] }],
    ['a credential that is no text', { ...stored, copies: [{ ...copy, cloud: { task: 't', credential: {} } }] }],
    ['no wish', { ...stored, wish: undefined }],
    ['no count of its tries', { ...stored, tries: 'two' }],
    ['no verdict', { ...stored, verdict: undefined }],
  ])('with %s cannot be meant', (_, value) => {
    expect(readSnapshot(storedOn(object, value), now)).toBeUndefined()
  })
})

describe('a restore', () => {
  const restore = withUid({ ...volumeSnapshot('r', 'x'), kind: 'VolumeSnapshotRestore' })
  const member = { claim: 'data', namespace: 'shop', volume: 'v', snapshot: 's', handle: 'h' }
  const workload = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'shop', name: 'db', uid: 'u', replicas: 1 }
  const plan = { members: [member], workloads: [workload] }
  const stored = { stage: 'Restoring', since: now, plan, sources: [{ snapshot: 'h' }], safety: ['k'], tries: 1 }

  test('is read as it was stored', () => {
    expect(readRestore(storedOn(restore, stored), now)).toMatchObject(stored)
  })

  test.each([
    ['no plan', { ...stored, plan: undefined }],
    ['a claim of another namespace', { ...stored, plan: { ...plan, members: [{ ...member, namespace: 'other' }] } }],
    ['a workload elsewhere', { ...stored, plan: { ...plan, workloads: [{ ...workload, namespace: 'other' }] } }],
    ['a workload of another kind', { ...stored, plan: { ...plan, workloads: [{ ...workload, kind: 'Secret' }] } }],
    ['no safety snapshot', { ...stored, safety: undefined }],
    ['no sources', { ...stored, sources: undefined }],
    ['an undoing without its reason', { ...stored, stage: 'Undoing' }],
    ['a stage that is none', { ...stored, stage: 'Dancing' }],
  ])('with %s cannot be meant', (_, value) => {
    expect(readRestore(storedOn(restore, value), now)).toBeUndefined()
  })
})

describe('what other tools read', () => {
  const copy = {
    member: intent.members[0] ?? { claim: '', persistentVolume: '', volume: '' },
    handle: 'h',
    at: now,
    sizeBytes: 1,
  }
  const done: SnapshotLifecycle = {
    ...newSnapshot(now, noEvidence),
    stage: 'Final',
    outcome: 'downgraded',
    copies: [copy],
    verdict: {
      consistency: 'crash',
      because: { code: 'lock-lost', message: 'The lock was lost.', blame: 'application' },
    },
  }

  test('a VolumeSnapshot is Ready, names its data, and says why it is less', () => {
    const written = writeSnapshot(object, done)
    expect(written.spec).toMatchObject({
      persistentVolumeClaimName: 'data',
      snapshotDataName: 'k8s-volume-snapshot-uid-s',
    })
    expect(written.status).toMatchObject({
      conditions: [{ type: 'Ready', status: 'True', message: 'The lock was lost.' }],
    })
  })

  test('a group tells its stage, PartialSuccess, and its members with capital letters', () => {
    const group = withUid(groupVolumeSnapshot('g', { app: 'x' }))
    expect(writeSnapshot(group, done).status).toMatchObject({
      stage: 'Final',
      status: 'PartialSuccess',
      volumeSnapshots: [{ VolumeSnapshotName: 'g-data-uid-g', ParentVolumeID: 'v' }],
    })
    expect(writeSnapshot(group, frozen).status).toMatchObject({ stage: 'PreSnapshot', status: 'InProgress' })
  })

  test('a member’s name that is too long is cut and stays its own', () => {
    const long = withUid(groupVolumeSnapshot('g'.repeat(200), { app: 'x' }))
    const names = ['a', 'b'].map(end =>
      recordNames(long, { ...copy, member: { ...copy.member, claim: `${'c'.repeat(99)}${end}` } }),
    )
    for (const { data } of names) expect(data.length).toBeLessThanOrEqual(253)
    expect(names[0]?.data).not.toBe(names[1]?.data)
  })
})

function changed(part: Readonly<Record<string, unknown>>): string {
  const { evidence: _, ...rest } = frozen
  return JSON.stringify({ ...rest, intent: { ...intent, ...part } })
}

function storedOn(one: KubeObject, value: object): KubeObject {
  const annotations = { 'pxsnap.io/lifecycle': JSON.stringify(value) }
  return { ...one, metadata: { ...one.metadata, annotations } }
}

function withUid(one: KubeObject): KubeObject {
  return { ...one, metadata: { ...one.metadata, uid: `uid-${one.metadata.name}` } }
}
