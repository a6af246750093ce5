/** A copy that follows its server, whatever server and network do. */

import { pauseMs, type Reflector, reflect, withoutManagedFields } from '@pxsnap/core/cluster/reflector'
import { type Cluster, type ObjectList, PortError, type PortErrorKind, type WatchEvent } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'
import { afterEach, expect, test } from 'vitest'
import { TestClock } from './test-clock.ts'

const query = { apiVersion: 'v1', kind: 'ConfigMap' }
const stops: AbortController[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort()
})

const config = (name: string, resourceVersion: string, more = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop', uid: `uid-${name}`, resourceVersion, ...more },
})

/** What a watch does: events to tell, then an end. */
type WatchScript = readonly (WatchEvent | PortErrorKind | 'end' | 'stay')[]

type Scripted = {
  readonly reflector: Reflector
  readonly clock: TestClock
  readonly asked: string[]
  readonly stop: AbortController
  changes: number
}

/** Answers lists and watches in their order; the last of each is repeated. */
function scripted(
  lists: readonly (ObjectList | PortErrorKind)[],
  watches: readonly WatchScript[],
  more: { readonly keep?: (object: KubeObject) => KubeObject } = {},
): Scripted {
  const clock = new TestClock()
  const stop = new AbortController()
  stops.push(stop)
  const asked: string[] = []
  let listed = 0
  let watched = 0
  const cluster: Pick<Cluster, 'list' | 'watch'> = {
    async list() {
      asked.push('list')
      const answer = lists[Math.min(listed, lists.length - 1)] ?? 'unreachable'
      listed += 1
      if (typeof answer === 'string') throw new PortError(answer, `${answer} list`)
      return answer
    },
    async *watch(_, from, signal) {
      asked.push(`watch ${from}`)
      const script = watches[Math.min(watched, watches.length - 1)] ?? ['stay']
      watched += 1
      for (const step of script) {
        if (step === 'end') return
        if (step === 'stay') await clock.sleep(Number.MAX_SAFE_INTEGER, signal)
        else if (typeof step === 'string') throw new PortError(step, `${step} watch`)
        else yield step
      }
    },
  }
  const made = { clock, stop, asked, changes: 0 }
  const onChange = () => {
    made.changes += 1
  }
  const reflector = reflect({ cluster, query, clock, random: () => 0.5, signal: stop.signal, onChange, ...more })
  return Object.assign(made, { reflector })
}

const list = (resourceVersion: string, ...items: readonly KubeObject[]): ObjectList => ({ items, resourceVersion })
const added = (object: KubeObject): WatchEvent => ({ type: 'ADDED', object })
const names = ({ reflector }: Scripted) => reflector.objects().map(({ metadata }) => metadata.name)

test('it lists once and then follows changes in order', async () => {
  const one = scripted(
    [list('5', config('b', '4'), config('a', '3'))],
    [
      [
        added(config('c', '6')),
        { type: 'MODIFIED', object: config('a', '7') },
        { type: 'DELETED', object: config('b', '8') },
        'stay',
      ],
    ],
  )
  await one.reflector.ready()
  await one.clock.settle()
  expect(names(one)).toEqual(['a', 'c'])
  expect(one.reflector.get('shop', 'a')?.metadata.resourceVersion).toBe('7')
  expect(one.reflector.get('shop', 'b')).toBeUndefined()
  expect(one.asked).toEqual(['list', 'watch 5'])
  expect(one.reflector.state()).toEqual({ synced: true, stopped: false })
})

test('a broken watch goes on from the last version, bookmarks included, and is stale until something is heard', async () => {
  const one = scripted(
    [list('5', config('a', '3'))],
    [[added(config('b', '6')), { type: 'BOOKMARK', resourceVersion: '9' }, 'unreachable'], ['stay']],
  )
  await one.clock.settle()
  expect(one.reflector.state()).toMatchObject({ synced: true, problem: { kind: 'unreachable' } })
  expect(one.reflector.state().staleSince).toBe(one.clock.now())
  expect(names(one)).toEqual(['a', 'b'])
  await one.clock.advance(1_000)
  expect(one.asked).toEqual(['list', 'watch 5', 'watch 9'])
  expect(one.reflector.state().problem?.kind).toBe('unreachable')
  await one.clock.advance(40_000)
  expect(one.reflector.state()).toEqual({ synced: true, stopped: false })
})

test('what the server has forgotten is listed again; what did not change keeps its identity', async () => {
  const same = config('a', '3')
  const one = scripted(
    [list('5', same, config('b', '4')), list('9', config('a', '3'), config('c', '8'))],
    [['expired'], ['stay']],
  )
  await one.clock.settle()
  const [first] = one.reflector.objects()
  await one.clock.advance(2_000)
  expect(names(one)).toEqual(['a', 'c'])
  expect(one.reflector.objects()[0]).toBe(first)
  expect(one.asked).toEqual(['list', 'watch 5', 'list', 'watch 9'])
})

test.each([
  ['answers expired again and again', ['expired'] as WatchScript, 40],
  ['ends every watch at once', ['end'] as WatchScript, 40],
  ['breaks every watch at once', [{ type: 'BOOKMARK', resourceVersion: '6' }, 'unreachable'] as WatchScript, 40],
])('a server that %s is asked ever more slowly', async (_, script, most) => {
  const one = scripted([list('5')], [script])
  for (let minute = 0; minute < 5; minute += 1) await one.clock.advance(60_000)
  expect(one.asked.length).toBeGreaterThan(5)
  expect(one.asked.length).toBeLessThan(most)
})

test('a watch that was in order is followed up soon, however often it broke before', async () => {
  const one = scripted(
    [list('5')],
    [['unreachable'], ['unreachable'], ['unreachable'], [added(config('a', '6')), 'unreachable'], ['stay']],
  )
  await one.clock.advance(800)
  await one.clock.advance(1_600)
  await one.clock.advance(3_200)
  expect(one.asked).toHaveLength(5)
  await one.clock.advance(800)
  expect(one.asked.at(-1)).toBe('watch 6')
})

test('forbidden ends it, with the problem; before the first list nothing is ready', async () => {
  const one = scripted(['forbidden'], [])
  await expect(one.reflector.ready()).rejects.toThrow('forbidden list')
  await one.reflector.ended
  expect(one.reflector.state()).toMatchObject({ synced: false, stopped: true, problem: { kind: 'forbidden' } })
  await one.clock.advance(600_000)
  expect(one.asked).toEqual(['list'])
})

test('a missing kind and an expired sign-in can come right, and are tried on', async () => {
  const one = scripted(['unsupported', 'unauthenticated', list('1', config('a', '1'))], [['stay']])
  await one.clock.advance(10_000)
  expect(names(one)).toEqual(['a'])
})

test('objects() is the same array until something changes', async () => {
  const one = scripted(
    [list('5', config('a', '3'))],
    [['unreachable'], [added(config('a', '3')), added(config('b', '6')), 'stay']],
  )
  await one.clock.settle()
  const before = one.reflector.objects()
  expect(one.reflector.objects()).toBe(before)
  await one.clock.advance(1_000)
  expect(one.reflector.objects()).not.toBe(before)
  expect(before.map(({ metadata }) => metadata.name)).toEqual(['a'])
  expect(one.reflector.objects()[0]).toBe(before[0])
})

test('a reader of changes hears several at once, and the end', async () => {
  const one = scripted([list('5')], [[added(config('a', '6')), added(config('b', '7')), 'stay']])
  const seen: number[] = []
  const reading = (async () => {
    for await (const _ of one.reflector.changes()) seen.push(one.reflector.objects().length)
  })()
  await one.clock.settle()
  one.stop.abort()
  await reading
  expect(seen.at(-1)).toBe(2)
  const given = (async () => {
    for await (const _ of one.reflector.changes(AbortSignal.abort(new Error('enough')))) return
  })()
  await expect(given).rejects.toThrow('enough')
})

test('only what is kept is kept', async () => {
  const heavy = config('a', '1', {
    managedFields: [{ manager: 'kubectl' }],
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', own: 'x' },
  })
  const one = scripted([list('5', heavy)], [['stay']], { keep: withoutManagedFields })
  await one.reflector.ready()
  expect(one.reflector.objects()).toEqual([config('a', '1', { annotations: { own: 'x' } })])
})

test('pauses grow to a limit, and chance moves them by at most a third', () => {
  const backoff = { firstMs: 800, factor: 2, mostMs: 30_000 }
  expect([1, 2, 3, 9, 5_000].map(failures => pauseMs(backoff, failures, 0.5))).toEqual([
    800, 1_600, 3_200, 30_000, 30_000,
  ])
  expect(pauseMs(backoff, 1, 0)).toBe(533)
  expect(pauseMs(backoff, 1, 0.999_999)).toBe(1_067)
})
