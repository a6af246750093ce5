import { after, type Instant, instant, toIso } from '@pxsnap/core/base'
import { calendarOf, timeZone } from '@pxsnap/core/engine'
import { type KubeObject, utc } from '@pxsnap/core/specs'
import { cell, emptyLiveRun, type Protection, withEvent } from '@pxsnap/core/views'
import { describe, expect, test } from 'vitest'
import type { Line, Room } from '../../../plugin/ui/screen.ts'
import { calendarScreenLines } from '../../../plugin/ui/screens/calendar-month.ts'
import { type CommandView, commandFoot, commandLines } from '../../../plugin/ui/screens/command-lines.ts'
import { migrationScreenLines } from '../../../plugin/ui/screens/migration-sides.ts'
import { overviewRows } from '../../../plugin/ui/screens/overview-lines.ts'
import { RowsCursor } from '../../../plugin/ui/screens/rows-cursor.ts'
import { wizardLines } from '../../../plugin/ui/screens/wizard-lines.ts'
import { restoreWizard } from '../../../plugin/ui/wizards/restore-wizard.ts'
import { snapshotWizard } from '../../../plugin/ui/wizards/snapshot-wizard.ts'
import { begin, press } from '../../../plugin/ui/wizards/wizard.ts'
import { matchesGolden } from '../../support/golden.ts'
import { frameText, rooms } from './frames.ts'
import { facts } from './wizard-facts.ts'

const now = instant(Date.UTC(2026, 1, 1, 10, 0, 12))
const stork = 'stork.libopenstorage.org/v1alpha1'
const object = (kind: string, name: string, rest: object = {}): KubeObject => ({
  apiVersion: stork,
  kind,
  metadata: { name, namespace: 'shop', uid: `uid-${name}` },
  ...rest,
})
const ago = (ms: number): string => toIso(after(now, -ms))

const protection: Protection = {
  applications: [
    {
      namespace: 'shop',
      name: 'statefulset/mysql',
      claims: ['mysql-data', 'mysql-log'],
      unprotected: [],
      lastGood: { at: ago(3_600_000), age: '60m', consistency: 'application' },
      nextRun: { at: toIso(after(now, 7_200_000)), in: '120m', schedule: 'nightly' },
      state: cell('protected', 'usable'),
    },
    {
      namespace: 'shop',
      name: 'deployment/a-web-shop-with-quite-a-long-name',
      claims: ['assets'],
      unprotected: ['assets'],
      state: cell('never', 'failed'),
    },
  ],
  idleClaims: 1,
  running: [
    {
      object: object('GroupVolumeSnapshot', 'nightly'),
      state: cell('InProgress', 'working'),
      message: 'Attempt 1 is freezing the application.',
    },
  ],
  failed: [
    {
      object: object('VolumeSnapshot', 'broken\u001b[31m'),
      state: cell('Error', 'failed'),
      message: 'Error: The storage has no space left for a copy, in none of its pools.',
    },
  ],
  frozen: [
    {
      object: object('GroupVolumeSnapshot', 'nightly'),
      containers: ['shop/mysql-0/mysql'],
      since: ago(1_834),
      text: 'for 1.8 s, at most 28 s more',
    },
  ],
}

const overview = (room: Room): readonly Line[] => {
  const cursor = new RowsCursor()
  cursor.take(overviewRows(protection, now, room))
  return cursor.window(room.rows, room.columns, room)
}

const command: CommandView = {
  line: 'snapshot mysql-data mysql-log -n shop --rule-for auto --sim',
  phase: { is: 'asking', question: 'Take this snapshot with the rule for MySQL?' },
  printed: {
    plan: [
      [{ text: '  create     groupvolumesnapshot/nightly in shop', tone: 'plain' }],
      [{ text: '             snapshots mysql-data, mysql-log at one instant', tone: 'plain' }],
      [
        {
          text: '             before: hold in mysql-0 (mysql): mysql --user=root -Bse flush tables with read lock',
          tone: 'plain',
        },
      ],
    ],
    after: [],
  },
  told: [],
  review: {
    view: {
      headline: cell('One thing stands against it.', 'failed'),
      facts: [
        { label: 'Object', value: cell('GroupVolumeSnapshot nightly') },
        { label: 'Carried out by', value: cell('pxsnap') },
        { label: 'Frozen', value: cell('typically 800 ms, at most 1 min', 'frozen') },
        { label: 'Frozen', value: cell('A hold ends when the storage has its copy.', 'muted') },
      ],
      sections: [{ title: 'Findings', rows: [[cell('error', 'failed'), cell('The rule "lock" is not there.')]] }],
    },
    alongside: [],
    permissions: [
      { text: 'create groupvolumesnapshots in shop', allowed: true },
      { text: 'create pods/exec in shop', allowed: false, why: 'no role of "jane" allows it' },
    ],
  },
  run: undefined,
  executor: 'pxsnap',
  as: 'jane',
  yes: true,
  now,
  objects: [],
}

const ref = { apiVersion: stork, kind: 'GroupVolumeSnapshot', namespace: 'shop', name: 'nightly' }
const event = (ms: number, rest: object) =>
  ({ at: after(now, ms), ref, text: '', ...rest }) as Parameters<typeof withEvent>[1]
const live = [
  event(-900, { what: 'stage', step: 'Freezing', text: 'Freezing the application.' }),
  event(-900, { what: 'began', step: 'hold', pod: 'mysql-0' }),
  event(-700, { what: 'ended', step: 'hold', pod: 'mysql-0', ok: true }),
  event(-700, { what: 'stage', step: 'Cutting', text: 'Taking the snapshot.' }),
  event(-600, { what: 'began', step: 'snapshot' }),
  event(-300, { what: 'ended', step: 'snapshot', text: 'Taking the snapshot: succeeded', ok: true }),
  event(-250, { what: 'began', step: 'upload', claim: 'mysql-data' }),
  event(-100, { what: 'progress', step: 'upload', claim: 'mysql-data', progress: { doneBytes: 3e6, totalBytes: 1e7 } }),
].reduce(withEvent, emptyLiveRun([{ ref, claims: ['mysql-data', 'mysql-log'] }]))

const running: CommandView = {
  ...command,
  phase: { is: 'running' },
  as: undefined,
  run: {
    line: command.line,
    startedAt: after(now, -1000),
    state: 'running',
    refs: [ref],
    live,
    migration: { stage: '', volumes: [], objects: [] },
    outcomes: [],
  },
  printed: { plan: command.printed.plan, after: [[{ text: 'groupvolumesnapshot/nightly created', tone: 'plain' }]] },
}

const commandFrame = (view: CommandView) => (room: Room) => {
  const foot = commandFoot(view, room)
  return [...commandLines(view, room).slice(0, room.rows - foot.length), ...foot]
}

const policy: KubeObject = {
  apiVersion: stork,
  kind: 'SchedulePolicy',
  metadata: { name: 'often' },
  policy: {
    interval: { intervalMinutes: 360, retain: 6 },
    daily: { time: '02:30AM', retain: 5 },
    weekly: { day: 'Sunday', time: '03:00AM', retain: 4 },
    monthly: { date: 31, time: '04:00AM', retain: 2 },
  },
} as KubeObject

const month = (room: Room): readonly Line[] => {
  const zone = timeZone('Europe/Berlin') ?? utc
  const at = (day: number): Instant => zone.instantAt({ year: 2026, month: 3, day }, { hour: 0, minute: 0 })
  const calendar = calendarOf({
    policy,
    executor: 'pxsnap',
    zone: 'Europe/Berlin',
    from: at(1),
    to: after(at(31), 86_399_999),
    on: after(at(30), -1),
  })
  if (calendar === undefined) throw new Error('Berlin is a time zone')
  const day = { year: 2026, month: 3, day: 29 }
  return calendarScreenLines(calendar, { day, today: { year: 2026, month: 3, day: 12 } }, room)
}

const migration = object('Migration', 'shop-to-dr', {
  spec: { clusterPair: 'to-dr', namespaces: ['shop'] },
  status: {
    stage: 'Applications',
    status: 'InProgress',
    resources: [
      { kind: 'StatefulSet', name: 'mysql', status: 'Successful' },
      { kind: 'Secret', name: 'login', status: 'Failed', reason: 'there is another one\u001b[2J' },
      { kind: 'Secret', name: 'other', status: 'Successful' },
    ],
  },
})
const moving = (room: Room): readonly Line[] =>
  migrationScreenLines(
    {
      migration,
      live: {
        stage: 'Copying the volumes.',
        volumes: [
          { claim: 'shop/mysql-data', doneBytes: 4_200_000, totalBytes: 10_000_000, earlierBytes: 0, state: 'copying' },
          { claim: 'shop/mysql-log', doneBytes: 84_000, totalBytes: 84_000, earlierBytes: 400_000, state: 'copied' },
          { claim: 'shop/assets', doneBytes: 0, totalBytes: 0, earlierBytes: 0, state: 'waiting' },
        ],
        objects: [],
      },
      here: {
        name: 'default',
        objects: [
          object('StatefulSet', 'mysql', { spec: { replicas: 0 } }),
          object('PersistentVolumeClaim', 'mysql-data', { status: { phase: 'Bound', capacity: { storage: '10Gi' } } }),
        ],
      },
      there: { name: 'dr', objects: undefined, problem: 'The API server of dr does not answer.' },
    },
    room,
  )

const asked = begin(snapshotWizard, { ...facts, namespace: 'shop' })
const marked = press(
  snapshotWizard,
  { ...facts, namespace: 'shop' },
  { ...asked, cursor: 0 },
  { key: 'space', text: ' ' },
).state
const wrong = press(
  restoreWizard,
  facts,
  { ...begin(restoreWizard, facts, { snapshot: ['gvs/nightly'], how: ['new'] }), field: { text: 'only-one', at: 8 } },
  { key: 'enter' },
).state

const screens: Readonly<Record<string, (room: Room) => readonly Line[]>> = {
  overview,
  'plan-asked': commandFrame(command),
  'run-live': commandFrame(running),
  'run-failed': commandFrame({
    ...command,
    phase: { is: 'over', exit: 4 },
    printed: { plan: [[{ text: 'error: There is no claim "x" in namespace "shop".', tone: 'failed' }]], after: [] },
  }),
  'deletion-asked': commandFrame({
    ...command,
    line: 'delete gvs/nightly -n shop',
    phase: { is: 'asking', question: 'Delete this?' },
    yes: false,
    as: undefined,
    printed: { plan: [[{ text: '  delete     groupvolumesnapshot/nightly in shop', tone: 'failed' }]], after: [] },
    review: {
      alongside: ['volumesnapshot/nightly-mysql-data', 'volumesnapshotdata/nightly-mysql-data'],
      permissions: [{ text: 'delete groupvolumesnapshots in shop', allowed: true }],
    },
  }),
  calendar: month,
  migration: moving,
  'wizard-claims': room => wizardLines(snapshotWizard, { ...facts, namespace: 'shop' }, marked, room),
  'wizard-problem': room => wizardLines(restoreWizard, facts, wrong, room),
}

describe.each(Object.entries(screens))('%s', (name, draw) => {
  test.each(Object.entries(rooms))('at %s', (size, room) => {
    const lines = draw(room)
    expect(lines.length).toBeLessThanOrEqual(room.rows)
    matchesGolden('ui', `${name}.${size}.txt`, frameText(lines, room))
  })
})

test('nothing that comes from the cluster can steer the terminal', () => {
  for (const draw of Object.values(screens)) {
    for (const room of Object.values(rooms)) {
      const text = draw(room)
        .flatMap(line => line.map(piece => piece.text))
        .join('')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
    }
  }
})

test('in the C locale everything is ASCII but for the sign of a clock change and what was cut off', () => {
  const { ascii } = rooms
  if (ascii === undefined) throw new Error('there is a room without Unicode')
  for (const [name, draw] of Object.entries(screens)) {
    const text = frameText(draw(ascii), ascii).replaceAll(/[⟦⟧…±]/g, '')
    expect([name, /[^\n -~]/u.exec(text)?.[0]]).toEqual([name, undefined])
  }
})
