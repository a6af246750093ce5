import { fromIso, type Instant } from '@pxsnap/core/base'
import type { KubeObject } from '@pxsnap/core/specs'
import {
  description,
  diagnosisOf,
  evidenceOf,
  listing,
  protectionOf,
  snapshotState,
  timelineJson,
  timelineOf,
} from '@pxsnap/core/views'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claim, evidence, group, pod, rule, single, withEvidence } from './objects.ts'

const now = fromIso('2026-02-01T10:05:00Z') as Instant
const rows = (kind: string, objects: readonly KubeObject[], withNamespace = false) => {
  const { columns, rows } = listing(kind, objects, { now, withNamespace })
  const narrow = columns.flatMap(({ wide }, index) => (wide ? [] : [index]))
  return [
    narrow.map(index => columns[index]?.name),
    ...rows.map(({ cells }) => narrow.map(index => cells[index]?.text)),
  ]
}

describe('a listing shows', () => {
  test('groups with their consistency and how long they stood still', () => {
    expect(rows('GroupVolumeSnapshot', [withEvidence(group)])).toEqual([
      ['NAME', 'STATUS', 'MEMBERS', 'CONSISTENCY', 'FROZEN', 'AGE'],
      ['nightly', 'Successful', '2', 'application', '1.8 s', '5m'],
    ])
  })
  test('claims as kubectl does', () => {
    expect(rows('PersistentVolumeClaim', [claim], true)).toEqual([
      ['NAMESPACE', 'NAME', 'STATUS', 'VOLUME', 'CAPACITY', 'ACCESS MODES', 'STORAGECLASS', 'AGE'],
      ['shop', 'mysql-data', 'Bound', 'pvc-1', '10Gi', 'RWO', 'px-csi-db', '65m'],
    ])
  })
  test('pods as kubectl does', () => {
    expect(rows('Pod', [pod])).toEqual([
      ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
      ['mysql-0', '1/1', 'Running', '1', '65m'],
    ])
  })
  test('of a rule, that an item without a selector means the pods that use the claims', () => {
    expect(rows('Rule', [rule])[1]).toEqual(['lock', '2', '2', "app=mysql; (the claims' users)", '65m'])
  })
  test('kinds that nobody knows by name and age', () => {
    expect(rows('Gadget', [{ ...claim, kind: 'Gadget' }])).toEqual([
      ['NAME', 'AGE'],
      ['mysql-data', '65m'],
    ])
  })
  test('how many values a secret has, never a value', () => {
    const secret: KubeObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: claim.metadata,
      data: { password: 'aHVzaA==' },
    }
    const text = JSON.stringify([
      listing('Secret', [secret], { now, withNamespace: false }).rows[0]?.cells,
      description(secret, [], now),
    ])
    expect(text).toContain('password')
    expect(text).not.toContain('aHVzaA==')
  })
})

describe('the state of a snapshot', () => {
  const state = (conditions: readonly unknown[]) => snapshotState({ ...single, status: { conditions } }).word
  test.each([
    ['New', []],
    ['Pending', [{ type: 'Pending', status: 'True' }]],
    [
      'Ready',
      [
        { type: 'Pending', status: 'False' },
        { type: 'Ready', status: 'True' },
      ],
    ],
    ['Error', [{ type: 'Error', status: 'True', message: 'no such claim' }]],
  ])('%s', (word, conditions) => {
    expect(state(conditions)).toBe(word)
  })
  test('an object that is going says so, whatever its status', () => {
    const going = { ...single, metadata: { ...single.metadata, deletionTimestamp: '2026-02-01T10:00:00Z' } }
    expect(snapshotState(going).word).toBe('Deleting')
  })
})

describe('a description', () => {
  const text = (object: KubeObject, neighbours: readonly KubeObject[] = []) => {
    const { facts, sections } = description(object, neighbours, now)
    return [
      ...facts.map(({ label, value }) => `${label}: ${value.text}`),
      ...sections.flatMap(({ title, rows }) => [
        `[${title}]`,
        ...rows.map(row => row.map(({ text }) => text).join(' | ')),
      ]),
    ]
  }
  test('of a group tells who was frozen, from when to when', () => {
    expect(text(withEvidence(group))).toEqual([
      'Name: nightly',
      'Namespace: shop',
      'Kind: GroupVolumeSnapshot (stork.libopenstorage.org/v1alpha1)',
      'Created: 2026-02-01T10:00:00Z (5m ago)',
      'Status: Successful',
      'Selector: app=mysql',
      'Before: rule lock',
      'Consistency: application-consistent',
      'Snapshot at: 2026-02-01T10:00:01.250Z',
      'Frozen: mysql-0 1.8 s, from 10:00:00.400 to 10:00:02.200',
      '[Members]',
      'mysql-data',
      'mysql-log',
      '[Commands]',
      "10:00:00.100 | mysql-0 | pre | 0 | 300 ms | mysql -e 'FLUSH TABLES WITH READ LOCK; SELECT SLEEP(30);'",
      '[Events]',
      '10:00:00.000 |  | Attempt 1 begins.',
      '10:00:00.400 | mysql-0 | mysql is held.',
      '10:00:01.250 |  | Snapshots of mysql-data, mysql-log.',
      '10:00:02.200 | mysql-0 | Frozen 1.8 s.',
    ])
  })
  test('of a claim names the pods that use it and its snapshots', () => {
    expect(text(claim, [pod, single])).toEqual(
      expect.arrayContaining(['[Used by]', 'Pod/mysql-0', '[Snapshots]', 'orders | Ready |  | 7m']),
    )
  })
  test('of a rule names who uses it', () => {
    expect(text(rule, [group])).toEqual(expect.arrayContaining(['[Named by]', 'GroupVolumeSnapshot/nightly']))
  })
})

describe('the overview', () => {
  const migration = (word: string): KubeObject => ({
    apiVersion: 'stork.libopenstorage.org/v1alpha1',
    kind: 'Migration',
    metadata: { name: 'move', namespace: 'shop' },
    status: { stage: 'Volumes', status: word },
  })
  test.each([
    ['InProgress', 1, 0],
    ['Failed', 0, 1],
    ['Successful', 0, 0],
  ])('has a migration that is %s among %d under way and %d failed', (word, running, failed) => {
    const seen = protectionOf([migration(word)], now)
    expect([seen.running.length, seen.failed.length]).toEqual([running, failed])
    expect(diagnosisOf(migration('InProgress'), [], now).causes[0]?.next).toContain('goes on')
  })
})

describe('a timeline', () => {
  test('has a lane per pod and per volume, on one axis', () => {
    const timeline = timelineOf(withEvidence(group))
    expect(
      timeline?.lanes.map(({ of, name, spans, snapshotAt }) => [
        of,
        name,
        spans.map(({ what }) => what),
        snapshotAt !== undefined,
      ]),
    ).toEqual([
      ['pod', 'mysql-0', ['command', 'frozen'], true],
      ['volume', 'mysql-data', [], true],
      ['volume', 'mysql-log', [], true],
    ])
    expect(timeline?.extent).toEqual({
      from: fromIso('2026-02-01T10:00:00.100Z'),
      to: fromIso('2026-02-01T10:00:02.200Z'),
    })
  })
  test('prints exactly the promised JSON', () => {
    const timeline = timelineOf(withEvidence(group))
    expect(timeline && timelineJson(timeline)).toEqual({
      object: { apiVersion: group.apiVersion, kind: 'GroupVolumeSnapshot', namespace: 'shop', name: 'nightly' },
      consistency: 'application',
      frozen: [
        {
          namespace: 'shop',
          pod: 'mysql-0',
          from: '2026-02-01T10:00:00.400Z',
          to: '2026-02-01T10:00:02.200Z',
          ms: 1800,
        },
      ],
      snapshotAt: '2026-02-01T10:00:01.250Z',
      events: evidence.events,
    })
  })
  test('of what nobody carried out is undefined', () => {
    expect(timelineOf(group)).toBeUndefined()
  })
})

test('whatever stands in the annotations, nothing throws and nothing is guessed', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map(part => `{"consistency":"crash","frozen":${part},"events":${part},"commands":${part}}`),
      ),
      written => {
        const object = withEvidence(group, written)
        const read = evidenceOf(object)
        if (read !== undefined) expect(['application', 'crash', 'none']).toContain(read.consistency)
        timelineOf(object, now)
        description(object, [object], now)
        listing('GroupVolumeSnapshot', [object], { now, withNamespace: true })
      },
    ),
  )
})
