/** Every stage against every observation: the step is total, never takes back a stage, and never ends frozen. */

import { after, instant } from '@pxsnap/core/base'
import {
  type Answer,
  type EffectOutcome,
  explain,
  type Intent,
  mayBeFrozen,
  noEvidence,
  type Outcomes,
  type Reason,
  type Seen,
  type SnapshotLifecycle,
  type SnapshotSettings,
  type Step,
  stepSnapshotRun,
} from '@pxsnap/core/engine'
import { describe, expect, test } from 'vitest'

const now = instant(Date.UTC(2026, 0, 1, 12))
const reason: Reason = { code: 'unreachable', message: 'No answer.', blame: 'cluster' }
const broken: Reason = { code: 'rule-missing', message: 'Rule x does not exist.', blame: 'spec' }
const members = [{ claim: 'data', persistentVolume: 'pv', volume: 'volume' }]
const copies = members.map(member => ({ member, handle: 'h', at: now, sizeBytes: 1 }))
const wish = { full: false, credential: 's3' } as const
const bound = copies.map(copy => ({ ...copy, cloud: { task: 'upload-uid-1-0', credential: 's3' } }))
const inCloud = bound.map(copy => ({ ...copy, handle: 'cloud:bucket/1' }))
const settings: SnapshotSettings = { attempts: 2, freezeBudgetMs: 60_000, commandTimeoutMs: 30_000 }

function intentOf(deadline: number, watched: boolean): Intent {
  const target = { namespace: 'n', pod: 'p', uid: 'u', container: 'c', task: 't-1' }
  const pre = [[{ target: 0, name: 'pre-1', text: 'lock', holds: !watched }]]
  const post = watched ? [[{ target: 0, name: 'post-1', text: 'unlock', holds: false }]] : []
  return {
    task: 't',
    deadline: instant(deadline),
    members,
    targets: [target],
    pre,
    post,
    watched,
    known: ['u'],
    selectors: [],
  }
}

const base = { attempt: 1, failures: 0, interruptions: 0, since: after(now, -1000), evidence: noEvidence }
const intents = [intentOf(now + 30_000, true), intentOf(now + 30_000, false), intentOf(now - 1, true)]
const verdict = { consistency: 'application' } as const

const statuses: readonly SnapshotLifecycle[] = [
  { ...base, stage: 'Pending' },
  { ...base, stage: 'Pending', attempt: 2, notBefore: after(now, 500), waitsFor: reason },
  ...intents.flatMap((intent): readonly SnapshotLifecycle[] => [
    { ...base, stage: 'Armed', intent, epoch: 'own' },
    { ...base, stage: 'Armed', intent, epoch: 'other' },
    { ...base, stage: 'Freezing', intent, epoch: 'own' },
    { ...base, stage: 'Freezing', intent, epoch: 'other' },
    { ...base, stage: 'Cutting', members, freeze: { intent, epoch: 'own' } },
    { ...base, stage: 'Thawing', freeze: { intent, epoch: 'own' }, mayBeFrozen: true, copies, failure: undefined },
    {
      ...base,
      stage: 'Thawing',
      freeze: { intent, epoch: 'own' },
      mayBeFrozen: true,
      copies: undefined,
      failure: reason,
    },
    {
      ...base,
      stage: 'Thawing',
      freeze: { intent, epoch: 'other' },
      mayBeFrozen: false,
      copies: undefined,
      failure: reason,
    },
  ]),
  { ...base, stage: 'Cutting', members },
  { ...base, stage: 'Recording', copies, verdict },
  { ...base, stage: 'Uploading', copies: bound, verdict, wish, tries: 1 },
  { ...base, stage: 'Uploading', copies: bound, verdict, wish, tries: 20 },
  { ...base, stage: 'Uploading', copies: bound, verdict, wish, tries: 1, notBefore: after(now, 500) },
  { ...base, stage: 'Uploading', copies: inCloud, verdict, wish, tries: 1 },
  { ...base, stage: 'RollingBack', failure: reason, copies: bound },
  { ...base, stage: 'Deleting', copies: bound },
  { ...base, stage: 'Deleting', copies: inCloud },
  { ...base, stage: 'RollingBack', failure: reason },
  { ...base, stage: 'RollingBack', failure: broken, copies },
  { ...base, stage: 'Final', outcome: 'successful', copies, verdict },
  { ...base, stage: 'Final', outcome: 'downgraded', copies, verdict: { consistency: 'crash', because: reason } },
  { ...base, stage: 'Final', outcome: 'failed', failure: reason },
  { ...base, stage: 'Deleting', copies },
  { ...base, stage: 'Gone' },
]

const targets = {
  members,
  targets: [{ namespace: 'n', pod: 'p', uid: 'u', container: 'c' }],
  pre: intents[0]?.pre ?? [],
  post: intents[0]?.post ?? [],
  known: ['u'],
  selectors: [],
  notes: [],
}
const backup = {
  handle: 'bucket/1',
  volume: 'volume',
  at: now,
  sizeBytes: 1,
  storedBytes: 1,
  kind: 'full',
} as const
const word = (said: Extract<Answer, { got: 'word' }>['word']): Answer => ({ got: 'word', word: said, output: '' })
const exit = (code: number | 'unknown'): Answer => ({ got: 'exit', exit: code, output: 'said so' })
const failure = (mayPass: boolean): Answer => ({ got: 'failure', reason, mayPass })

/** What each effect can come to, `undefined` for not yet asked. */
const possible: Readonly<Record<string, readonly (Answer | undefined)[]>> = {
  '1/resolve/0': [
    undefined,
    { got: 'targets', targets },
    { got: 'targets', targets: { ...targets, targets: [], pre: [], post: [] } },
    { got: 'problem', reason: broken, mayPass: false },
    { got: 'problem', reason, mayPass: true },
    failure(true),
  ],
  '1/arm/0': [undefined, word('armed'), word('unwritable'), word('unknown'), failure(true)],
  '1/pre/0/0/1': [
    undefined,
    exit(0),
    exit(1),
    exit(124),
    exit(125),
    exit('unknown'),
    word('held'),
    word('exited'),
    word('timeout'),
    word('unknown'),
    failure(false),
  ],
  '1/cut/0': [
    undefined,
    { got: 'task', task: { phase: 'running' } },
    { got: 'task', task: { phase: 'failed', message: 'full' } },
    {
      got: 'task',
      task: { phase: 'succeeded', snapshots: [{ handle: 'h', volume: 'volume', at: now, sizeBytes: 1 }] },
    },
    failure(true),
    failure(false),
  ],
  '1/release/0/0/1': [undefined, word('released'), word('expired'), word('gone'), word('unknown')],
  '1/writers/0/0/1': [
    undefined,
    { got: 'pods', pods: [{ uid: 'u', name: 'p' }] },
    {
      got: 'pods',
      pods: [
        { uid: 'u', name: 'p' },
        { uid: 'new', name: 'q' },
      ],
    },
    { got: 'pods', pods: [] },
    failure(true),
  ],
  '1/post/0/0/1': [undefined, exit(0), exit(1), exit('unknown')],
  '1/close/0/0/1': [undefined, word('disarmed'), word('fired'), word('gone'), word('unknown')],
  '1/record/0': [undefined, { got: 'done' }, failure(true), failure(false)],
  '1/upload/0/1/0': [
    undefined,
    { got: 'upload', task: { phase: 'queued' } },
    { got: 'upload', task: { phase: 'running', doneBytes: 1, totalBytes: 2 } },
    { got: 'upload', task: { phase: 'succeeded', backup } },
    { got: 'upload', task: { phase: 'failed', message: 'away', mayPass: true } },
    { got: 'upload', task: { phase: 'failed', message: 'forbidden', mayPass: false } },
    failure(true),
    failure(false),
  ],
  '1/discard-upload/0/1/0': [undefined, { got: 'done' }, failure(true)],
  '1/release-local/0': [undefined, { got: 'done' }, failure(true)],
  '1/from-cloud/0': [undefined, { got: 'done' }, failure(true)],
  '1/discard/0': [undefined, { got: 'done' }, failure(true)],
}

/** The effects whose outcomes a stage looks at. */
const looksAt: Readonly<Record<SnapshotLifecycle['stage'], readonly string[]>> = {
  Pending: ['1/resolve/0'],
  Armed: ['1/arm/0'],
  Freezing: ['1/arm/0', '1/pre/0/0/1'],
  Cutting: ['1/pre/0/0/1', '1/cut/0'],
  Thawing: ['1/pre/0/0/1', '1/release/0/0/1', '1/writers/0/0/1', '1/post/0/0/1', '1/close/0/0/1'],
  Uploading: ['1/upload/0/1/0', '1/discard-upload/0/1/0', '1/release-local/0'],
  Recording: ['1/record/0'],
  RollingBack: ['1/discard/0', '1/from-cloud/0'],
  Final: [],
  Deleting: ['1/from-cloud/0'],
  Gone: [],
}

const flags = [
  { deleting: false, stopping: false, startedAt: after(now, -5_000) },
  { deleting: false, stopping: false, startedAt: after(now, -500) },
  { deleting: true, stopping: false, startedAt: after(now, -5_000) },
  { deleting: false, stopping: true, startedAt: after(now, -5_000) },
] as const

type Case = { readonly status: SnapshotLifecycle; readonly seen: Seen }

function* everyCase(): Generator<Case> {
  for (const status of statuses)
    for (const outcomes of everyOutcome(looksAt[status.stage], status.stage))
      for (const flag of flags)
        yield {
          status,
          seen: { now, uid: 'uid', epoch: 'own', outcomes, ...flag },
        }
}

function* everyOutcome(keys: readonly string[], stage: string): Generator<Outcomes> {
  const [key, ...rest] = keys
  if (key === undefined) {
    yield {}
    return
  }
  // The thaw only cares whether a pre command was begun, and whether its end is known.
  const all = possible[key] ?? []
  const answers = stage === 'Thawing' && key === '1/pre/0/0/1' ? [undefined, word('held'), exit('unknown')] : all
  for (const answer of answers) {
    const own: Record<string, EffectOutcome> =
      answer === undefined ? {} : { [key]: { from: after(now, -300), to: after(now, -200), ...answer } }
    for (const others of everyOutcome(rest, stage)) yield { ...own, ...others }
  }
}

const cases = [...everyCase()]

/** Which stages may follow a stage. */
const follows: Readonly<Record<SnapshotLifecycle['stage'], readonly SnapshotLifecycle['stage'][]>> = {
  Pending: ['Pending', 'Armed', 'Cutting', 'Final', 'Deleting'],
  Armed: ['Freezing', 'Thawing'],
  Freezing: ['Cutting', 'Thawing'],
  Cutting: ['Thawing', 'Recording', 'RollingBack'],
  Thawing: ['Recording', 'RollingBack', 'Deleting'],
  Uploading: ['Uploading', 'Recording', 'RollingBack', 'Deleting'],
  Recording: ['Final', 'RollingBack', 'Deleting'],
  RollingBack: ['Pending', 'Final', 'Deleting'],
  Final: ['Deleting'],
  Deleting: ['Gone'],
  Gone: [],
}

describe(`in each of ${cases.length} situations`, () => {
  test('the step answers, and either asks for something, changes the status, waits, or is at rest', () => {
    expectNone(({ status }, step) => {
      const moves = [step.effects.length > 0, step.status !== status, step.wake.on === 'time', step.wake.on === 'never']
      return moves.filter(Boolean).length !== 1
    })
  })

  test('a stage is followed by one that may follow it, and no attempt goes back', () => {
    expectNone(
      ({ status }, step) =>
        step.status !== status &&
        (!follows[status.stage].includes(step.status.stage) || step.status.attempt < status.attempt),
    )
  })

  test('what may be frozen ends only by way of the thaw', () => {
    expectNone(
      ({ status }, step) =>
        mayBeFrozen(status) && status.stage !== 'Thawing' && step.status !== status && !mayBeFrozen(step.status),
    )
  })

  test('nothing that is entered while something is frozen waits for the API server', () => {
    expectNone(
      ({ status }, step) =>
        step.status !== status && mayBeFrozen(status) && mayBeFrozen(step.status) && step.keep === 'stored',
    )
  })

  test('an intent is stored before the first command', () => {
    expectNone(({ status }, step) => {
      const freezes = step.effects.some(
        effect => effect.do === 'hold' || (effect.do === 'run' && effect.name.startsWith('pre')),
      )
      return freezes && status.stage !== 'Freezing'
    })
  })

  test('a freeze of another process is thawed; only that of one which began later is left to it until its deadline', () => {
    expectNone(({ status, seen }, step) => {
      if ((status.stage !== 'Armed' && status.stage !== 'Freezing') || status.epoch !== 'other') return false
      const isAlive = status.since > seen.startedAt && seen.now < after(status.intent.deadline, 1_000)
      if (step.effects.length > 0) return true
      return isAlive ? step.wake.on !== 'time' : step.status.stage !== 'Thawing'
    })
  })

  test('a deletion ends in deletion, a stop in a rest, and neither freezes anything', () => {
    expectNone(({ seen }, step) => {
      if (!seen.deleting && !seen.stopping) return false
      return step.effects.some(effect => effect.do === 'hold' || effect.do === 'arm')
    })
  })

  test('a second look at the same changes nothing more', () => {
    expectNone(({ status, seen }, step) => {
      const again = stepSnapshotRun(settings, status, seen)
      return JSON.stringify(again) !== JSON.stringify(step)
    })
  })

  test('explain says in words what it waits for', () => {
    for (const status of statuses) expect(explain(status).text).toMatch(/^[A-Z].*\.$/)
  })
})

function expectNone(isWrong: (one: Case, step: Step<SnapshotLifecycle>) => boolean): void {
  const wrong = cases.find(one => isWrong(one, stepSnapshotRun(settings, one.status, one.seen)))
  const step = wrong === undefined ? undefined : stepSnapshotRun(settings, wrong.status, wrong.seen)
  expect(wrong === undefined ? undefined : { wrong, step }).toBeUndefined()
}
