/** What the dates of answers tell of the server's clock. */

import { type Instant, instant } from '@pxsnap/core/base'
import { ServerTime, serverClock, withClockBounds } from '@pxsnap/core/cluster/kubernetes'
import type { Clock, StorageDriver } from '@pxsnap/core/ports'
import { systemClock } from '@pxsnap/core/system'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { json, openFakeApi } from './fake-api.ts'

const start = Date.UTC(2026, 10, 22, 12, 0, 0, 0)
const header = (at: number) => new Date(at).toUTCString()

const exchanges = fc.array(fc.record({ gapMs: fc.nat(5_000), thereMs: fc.nat(400), backMs: fc.nat(400) }), {
  minLength: 1,
  maxLength: 20,
})
const offsets = fc.integer({ min: -3_600_000, max: 3_600_000 })

/** A server whose clock is `offsetMs` ahead of ours answers; gives our time when the last answer is there. */
function answerAll(
  time: ServerTime,
  offsetMs: number,
  list: readonly { gapMs: number; thereMs: number; backMs: number }[],
) {
  let now = start
  for (const { gapMs, thereMs, backMs } of list) {
    const sent = now + gapMs
    now = sent + thereMs + backMs
    time.answered(header(sent + thereMs + offsetMs), sent, now)
  }
  return now
}

test('the true offset always lies within the bounds, and every answer can only narrow them', () => {
  fc.assert(
    fc.property(offsets, exchanges, (offsetMs, list) => {
      const time = new ServerTime()
      const now = answerAll(time, offsetMs, list)
      const { leastMs, mostMs } = time.offset(now) ?? { leastMs: 0, mostMs: -1 }
      const [first] = list
      expect(leastMs).toBeLessThanOrEqual(offsetMs)
      expect(mostMs).toBeGreaterThanOrEqual(offsetMs)
      if (list.length === 1 && first !== undefined) expect(mostMs - leastMs).toBe(1_000 + first.thereMs + first.backMs)
    }),
  )
})

test('answers at different parts of the second bound the offset more narrowly than a second', () => {
  const time = new ServerTime()
  const list = Array.from({ length: 10 }, () => ({ gapMs: 1_100, thereMs: 2, backMs: 2 }))
  const now = answerAll(time, 400, list)
  const { leastMs = 0, mostMs = 0 } = time.offset(now) ?? {}
  expect(mostMs - leastMs).toBeLessThan(150)
})

test('a clock that was set is believed from then on', () => {
  const time = new ServerTime()
  time.answered(header(start), start, start + 5)
  time.answered(header(start + 60_000), start + 1_000, start + 1_005)
  expect(time.offset(start + 1_005)).toEqual({ leastMs: 58_995, mostMs: 60_000 })
})

test('what is no date tells nothing', () => {
  const time = new ServerTime()
  time.answered(undefined, start, start)
  time.answered('yesterday', start, start)
  expect(time.offset(start)).toBeUndefined()
})

test('the time follows a server that is far off, and lets small differences be', () => {
  const shown = (offsetMs: number) => {
    const time = new ServerTime()
    const now = answerAll(time, offsetMs, [{ gapMs: 0, thereMs: 1, backMs: 1 }])
    const clock: Clock = { now: () => instant(now), sleep: async () => undefined }
    return serverClock(clock, time).now() - now
  }
  expect(shown(400)).toBe(0)
  expect(Math.abs(shown(90_000) - 90_000)).toBeLessThanOrEqual(501)
  expect(Math.abs(shown(-90_000) + 90_000)).toBeLessThanOrEqual(501)
})

test('the moment of a cut, in the time shown, always lies between the bounds that the driver is given', async () => {
  await fc.assert(
    fc.asyncProperty(offsets, exchanges, fc.nat(10_000), async (offsetMs, list, agoMs) => {
      const time = new ServerTime()
      const now = answerAll(time, offsetMs, list)
      const clock: Clock = { now: () => instant(now), sleep: async () => undefined }
      const shown = serverClock(clock, time)
      const cutInOurs = now - agoMs
      const inShown = cutInOurs + (shown.now() - now)
      const driver = withClockBounds(driverThatCut(instant(cutInOurs + offsetMs)), clock, time)
      const task = await driver.snapshotTask('key')
      const between = task?.phase === 'succeeded' ? task.snapshots[0]?.between : undefined
      expect(between?.earliest).toBeLessThanOrEqual(inShown)
      expect(between?.latest).toBeGreaterThanOrEqual(inShown)
    }),
  )
})

test('a connection learns from its answers', async () => {
  const api = await openFakeApi((_, response) => {
    response.setHeader('date', header(systemClock.now() - 600_000))
    return json(response, 200, {})
  })
  try {
    const connection = await api.connect()
    expect(connection.time.offset(systemClock.now())).toBeUndefined()
    await connection.line.send({ method: 'GET', path: '/version' })
    const { leastMs = 0, mostMs = 0 } = connection.time.offset(systemClock.now()) ?? {}
    expect(leastMs).toBeLessThanOrEqual(-600_000)
    expect(mostMs).toBeGreaterThanOrEqual(-600_000)
    expect(mostMs).toBeLessThan(-590_000)
  } finally {
    await api.close()
  }
})

function driverThatCut(at: Instant): StorageDriver {
  const refuse = async (): Promise<never> => {
    throw new Error('not asked for')
  }
  return {
    name: 'one cut',
    capabilities: { groupSnapshot: 'none', clone: false },
    snapshot: refuse,
    snapshotTask: async () => ({
      phase: 'succeeded',
      snapshots: [{ handle: 'one', volume: 'one', at, sizeBytes: 1 }],
    }),
    discardSnapshots: refuse,
    deleteSnapshot: refuse,
    clone: refuse,
    cloneTask: refuse,
    deleteVolume: refuse,
    listSnapshots: refuse,
  }
}
