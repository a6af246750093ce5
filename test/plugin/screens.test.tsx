import { instant } from '@pxsnap/core/base'
import type { EngineEvent } from '@pxsnap/core/engine'
import type { ObjectRef } from '@pxsnap/core/specs'
import { emptyLiveRun, withEvent } from '@pxsnap/core/views'
import { render } from 'ink-testing-library'
import { expect, test } from 'vitest'
import { charset } from '../../plugin/output/charset.ts'
import { liveRunLines } from '../../plugin/screens/run-lines.ts'
import { Lines } from '../../plugin/screens/watch-run.tsx'

const ref: ObjectRef = {
  apiVersion: 'stork.libopenstorage.org/v1alpha1',
  kind: 'GroupVolumeSnapshot',
  namespace: 'shop',
  name: 'nightly',
}
const start = Date.UTC(2026, 1, 1, 10)
const event = (
  ms: number,
  what: EngineEvent['what'],
  step: string,
  text: string,
  pod?: string,
  ok = true,
): EngineEvent => ({
  at: instant(start + ms),
  ref,
  what,
  step,
  text,
  ...(pod === undefined ? {} : { pod, namespace: 'shop', container: 'mysql' }),
  ...(what === 'ended' ? { ok } : {}),
})
const story: readonly EngineEvent[] = [
  event(0, 'stage', 'Freezing', 'Freezing the application.'),
  event(0, 'began', 'hold', 'Holding…', 'mysql-0'),
  event(200, 'ended', 'hold', 'Holding: held', 'mysql-0'),
  event(200, 'stage', 'Cutting', 'Taking the snapshot.'),
  event(200, 'began', 'snapshot', 'Taking the snapshot…'),
  event(210, 'ended', 'snapshot', 'Taking the snapshot: running'),
  event(700, 'ended', 'snapshot', 'Taking the snapshot: succeeded'),
  event(700, 'stage', 'Thawing', 'Thawing the application.'),
  event(800, 'ended', 'release', 'Releasing: released', 'mysql-0'),
  event(800, 'stage', 'Final', 'Done.'),
]

const plain = (_: string, text: string) => text
const frame = (count: number, nowMs: number, options: { env?: Record<string, string>; columns?: number } = {}) => {
  const empty = emptyLiveRun([{ ref, claims: ['mysql-data', 'mysql-log'] }])
  const run = story.slice(0, count).reduce(withEvent, empty)
  const drawing = { columns: options.columns ?? 60, charset: charset({ env: options.env ?? {} }) }
  const { lastFrame, unmount } = render(
    <Lines lines={liveRunLines(run, instant(start + nowMs), drawing)} paint={plain} />,
  )
  const text = lastFrame() ?? ''
  unmount()
  return text.split('\n')
}

test('a pod is shown frozen from the moment it is held, while the storage works', () => {
  expect(frame(6, 600)).toEqual([
    '                   10:00:00.000                     +600 ms',
    'pod mysql-0        ▒▒▒▒▒▒▒▒▒▒▒▒▒███████████████████████████',
    'volume mysql-data  ·············░░░░░░░░░░░░░░░░░░░░░░░░░░░',
    'volume mysql-log   ·············░░░░░░░░░░░░░░░░░░░░░░░░░░░',
    '██ frozen   ▒▒ a command runs   ░░ the storage works   ◆ snapshot',
    'nightly: Taking the snapshot.',
  ])
})

test('the freeze ends when the hold is released', () => {
  const [, pod] = frame(10, 1000)
  expect(pod).toBe('pod mysql-0        ▒▒▒▒▒▒▒▒▒▒██████████████████████████████')
})

test('nothing is drawn before anything has happened', () => {
  expect(frame(1, 0)).toEqual(['nightly: Freezing the application.'])
})

test('the C locale gets plain ASCII', () => {
  for (const line of frame(10, 1000, { env: { LC_ALL: 'C' } })) expect(line).toMatch(/^[\x20-\x7e]*$/)
})

test('no line is wider than the terminal', () => {
  for (const columns of [60, 80, 120]) {
    for (const line of frame(10, 1000, { columns })) expect(line.length).toBeLessThanOrEqual(Math.max(columns, 70))
  }
})
