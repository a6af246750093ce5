import { snapshotOf } from '@pxsnap/core/actions'
import { instant } from '@pxsnap/core/base'
import type { KubeObject } from '@pxsnap/core/specs'
import { expect, test } from 'vitest'

const claim = (name: string, labels: Readonly<Record<string, string>>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'shop', labels },
})
const claims = [
  claim('data', { app: 'mysql', tier: 'db' }),
  claim('log', { app: 'mysql', tier: 'db' }),
  claim('cache', { app: 'redis', tier: 'db' }),
  claim('bare', {}),
]
const request = { namespace: 'shop', claims, now: instant(Date.UTC(2026, 0, 2, 3, 4, 5)), cloud: false }

test('one claim is a VolumeSnapshot, with its rules and its place as annotations', () => {
  const choice = snapshotOf({ ...request, wanted: { names: ['data'] }, preRule: 'lock', cloud: true, credential: 'c1' })
  expect(choice).toEqual({
    object: {
      apiVersion: 'volumesnapshot.external-storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: {
        name: 'data-20260102-030405',
        namespace: 'shop',
        annotations: {
          'stork.libopenstorage.org/pre-snapshot-rule': 'lock',
          'portworx/snapshot-type': 'cloud',
          'portworx/cloud-cred-id': 'c1',
        },
      },
      spec: { persistentVolumeClaimName: 'data' },
    },
  })
})

test('claims with labels are a group, which says so in its spec', () => {
  const choice = snapshotOf({ ...request, wanted: { labels: { app: 'mysql' } }, postRule: 'thaw', cloud: true })
  expect(choice).toMatchObject({
    object: {
      kind: 'GroupVolumeSnapshot',
      metadata: { name: 'mysql-20260102-030405' },
      spec: {
        pvcSelector: { matchLabels: { app: 'mysql' } },
        postExecRule: 'thaw',
        options: { 'portworx/snapshot-type': 'cloud' },
      },
    },
  })
})

test('several names are a group when labels choose exactly them', () => {
  expect(snapshotOf({ ...request, wanted: { names: ['log', 'data', 'log'] } })).toMatchObject({
    object: { kind: 'GroupVolumeSnapshot', spec: { pvcSelector: { matchLabels: { app: 'mysql', tier: 'db' } } } },
  })
})

test.each([
  [{ names: ['data', 'cache'] }, 'tier=db also chooses log'],
  [{ names: ['data', 'bare'] }, 'data, bare have none in common'],
  [{ names: ['gone'] }, 'There is no claim "gone"'],
  [{ labels: { app: 'none' } }, 'No claim in namespace "shop" carries app=none'],
])('what no group can choose is refused: %j', (wanted, message) => {
  expect(snapshotOf({ ...request, wanted })).toMatchObject({ obstacle: { message: expect.stringContaining(message) } })
})

test('a name from a label is one that Kubernetes takes', () => {
  const odd = claim('odd', { app: '_A.b__' })
  const choice = snapshotOf({ ...request, claims: [odd], wanted: { labels: { app: '_A.b__' } } })
  expect(choice).toMatchObject({ object: { metadata: { name: 'a-b-20260102-030405' } } })
})
