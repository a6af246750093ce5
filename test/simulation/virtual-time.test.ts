import { Bug, instant } from '@pxsnap/core/base'
import { driveUntil, driveUntilDone, SeededIds, VirtualClock } from '@pxsnap/core/simulation'
import { macrotask } from '@pxsnap/core/system'
import { expect, test } from 'vitest'

const start = instant(Date.UTC(2026, 0, 1))
const open = () => {
  const clock = new VirtualClock(start)
  return { clock, drive: { now: () => clock.now(), components: [clock], settle: macrotask } }
}

test('sleepers wake in the order of their time, and those of one time in the order they fell asleep', async () => {
  const { clock, drive } = open()
  const woken: string[] = []
  const sleeper = async (name: string, ms: number) => {
    await clock.sleep(ms)
    woken.push(`${name} ${clock.now() - start}`)
  }
  await driveUntilDone(drive, Promise.all([sleeper('c', 30), sleeper('a', 10), sleeper('b', 10), sleeper('now', 0)]))
  expect(woken).toEqual(['now 0', 'a 10', 'b 10', 'c 30'])
})

test('a year of waiting takes no time', async () => {
  const { clock, drive } = open()
  const work = (async () => {
    for (let day = 0; day < 365; day += 1) await clock.sleep(86_400_000)
    return 'done'
  })()
  expect(await driveUntilDone(drive, work)).toBe('done')
  expect(clock.now() - start).toBe(365 * 86_400_000)
})

test('a cancelled sleeper is not waited for', async () => {
  const { clock, drive } = open()
  const controller = new AbortController()
  const sleeping = clock.sleep(1000, controller.signal).catch((error: unknown) => error)
  const reason = new Error('enough')
  controller.abort(reason)
  expect(await driveUntilDone(drive, sleeping)).toBe(reason)
  expect(clock.now()).toBe(start)
  expect(clock.nextAt()).toBeUndefined()
})

test('failed work fails the drive', async () => {
  const { clock, drive } = open()
  const work = clock.sleep(5).then(() => Promise.reject(new Error('broken')))
  await expect(driveUntilDone(drive, work)).rejects.toThrow('broken')
})

test('work that waits for nothing that can happen is a bug, not a hang', async () => {
  const { drive } = open()
  await expect(driveUntilDone(drive, new Promise(() => {}))).rejects.toThrow(Bug)
})

test('time stands still while something outside the world is under way', async () => {
  const { clock, drive } = open()
  let outside: Promise<unknown> | undefined
  const times: number[] = []
  const work = (async () => {
    outside = (async () => {
      for (let turn = 0; turn < 20; turn += 1) await macrotask()
      times.push(clock.now() - start)
      outside = undefined
    })()
    await outside
    await clock.sleep(7)
    times.push(clock.now() - start)
  })()
  await driveUntilDone({ ...drive, outside: () => outside }, Promise.all([work, clock.sleep(3)]))
  expect(times).toEqual([0, 7])
})

test('the pace is asked before time moves, with how far', async () => {
  const { clock, drive } = open()
  const steps: number[] = []
  const pace = async (ms: number) => {
    steps.push(ms)
  }
  await driveUntilDone({ ...drive, pace }, Promise.all([clock.sleep(10), clock.sleep(25)]))
  expect(steps).toEqual([10, 15])
})

test('time moves to the instant that was asked for, past everything on the way', async () => {
  const { clock, drive } = open()
  const woken: number[] = []
  void clock.sleep(10).then(() => woken.push(10))
  void clock.sleep(1000).then(() => woken.push(1000))
  await driveUntil(drive, instant(start + 500))
  expect(clock.now() - start).toBe(500)
  expect(woken).toEqual([10])
})

test('the same seed gives the same ids, another seed others, and a run goes on where it stopped', () => {
  const take = (ids: SeededIds, count: number) => Array.from({ length: count }, () => ids.uuid())
  const ten = take(new SeededIds(1), 10)
  expect(take(new SeededIds(1), 10)).toEqual(ten)
  expect([...take(new SeededIds(1), 4), ...take(new SeededIds(1, 4), 6)]).toEqual(ten)
  expect(take(new SeededIds(2), 10).some(id => ten.includes(id))).toBe(false)
  expect(ten.every(id => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true)
  expect(new Set(take(new SeededIds(7), 20_000)).size).toBe(20_000)
})
