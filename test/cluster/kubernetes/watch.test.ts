/** Watches over a line that ends, breaks, or falls silent. */

import { kubernetesCluster, type WatchTimes } from '@pxsnap/core/cluster/kubernetes'
import { type Clock, PortError, type WatchEvent } from '@pxsnap/core/ports'
import { systemClock } from '@pxsnap/core/system'
import { afterEach, expect, test } from 'vitest'
import { type Answer, type FakeApi, openFakeApi, refuse } from './fake-api.ts'

let api: FakeApi | undefined
afterEach(() => api?.close())

const query = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', labels: { app: 'x' } }
const times: WatchTimes = { leastMs: 60_000, mostMs: 60_000, silenceMs: 100, graceMs: 100, random: () => 0 }

type Watched = { readonly events: readonly WatchEvent[]; readonly problem: string; readonly slept: readonly number[] }

/** What is heard until the watch ends, or so many events have come. */
async function watch(
  answer: Answer,
  more: { readonly count?: number; readonly times?: Partial<WatchTimes> } = {},
): Promise<Watched> {
  api = await openFakeApi(answer)
  const slept: number[] = []
  const controller = new AbortController()
  const clock: Clock = {
    now: systemClock.now,
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted()
      slept.push(durationMs)
      if (slept.length > 20) controller.abort(new Error('enough slept'))
    },
  }
  const cluster = kubernetesCluster(await api.connect(), { clock, watchTimes: { ...times, ...more.times } })
  const events: WatchEvent[] = []
  try {
    for await (const event of cluster.watch(query, '5', controller.signal)) {
      events.push(event)
      if (events.length === more.count) break
    }
    return { events, slept, problem: '' }
  } catch (error) {
    return { events, slept, problem: error instanceof PortError ? `${error.kind}: ${error.message}` : String(error) }
  }
}

const change = (type: string, resourceVersion: string, more = {}) =>
  `${JSON.stringify({ type, object: { metadata: { name: 'one', namespace: 'shop', resourceVersion, ...more } } })}\n`
const versions = ({ events }: Watched) =>
  events.map(
    event =>
      `${event.type} ${event.type === 'BOOKMARK' ? event.resourceVersion : event.object.metadata.resourceVersion}`,
  )

test('a watch asks for bookmarks, an end, and what it wants to see; changes may come in any pieces', async () => {
  const text =
    change('ADDED', '6') + change('MODIFIED', '7', { labels: { app: 'ü'.repeat(50) } }) + change('DELETED', '8')
  const bytes = Buffer.from(text)
  const watched = await watch(
    async (_, response) => {
      response.writeHead(200)
      for (let from = 0; from < bytes.length; from += 17) {
        response.write(bytes.subarray(from, from + 17))
        await new Promise(resolve => setImmediate(resolve))
      }
    },
    { count: 4 },
  )
  expect(versions(watched)).toEqual(['BOOKMARK 5', 'ADDED 6', 'MODIFIED 7', 'DELETED 8'])
  expect(watched.events.every(event => event.type === 'BOOKMARK' || event.object.kind === 'ConfigMap')).toBe(true)
  const asked = api?.seen[0]?.query
  expect(Object.fromEntries(asked ?? [])).toEqual({
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: '5',
    timeoutSeconds: '60',
    labelSelector: 'app=x',
  })
})

test('when the server ends a watch in order, the next one goes on from what was seen', async () => {
  const watched = await watch(
    (_, response) => {
      const version = Number(api?.seen.at(-1)?.query.get('resourceVersion'))
      response.end(
        change('MODIFIED', String(version + 1)) +
          `${JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: String(version + 10) } } })}\n`,
      )
    },
    { count: 6 },
  )
  expect(versions(watched)).toEqual([
    'BOOKMARK 5',
    'MODIFIED 6',
    'BOOKMARK 15',
    'BOOKMARK 15',
    'MODIFIED 16',
    'BOOKMARK 25',
  ])
})

test('a server that ends every watch at once is asked ever more slowly', async () => {
  const watched = await watch((_, response) => response.end())
  expect(watched.problem).toMatch(/enough slept/)
  expect(api?.seen.length).toBe(21)
  expect(watched.slept.slice(0, 4)).toEqual([187.5, 375, 750, 1500])
  expect(watched.slept.at(-1)).toBe(22_500)
})

test.each([
  [
    'breaks off',
    ((_, response) => {
      response.write(change('ADDED', '6'))
      setTimeout(() => api?.reset(), 20)
    }) as Answer,
    /^unreachable/,
  ],
  [
    'is cut off without an end',
    ((_, response, socket) => {
      response.write(change('ADDED', '6'))
      setTimeout(() => socket.destroy(), 20)
    }) as Answer,
    /^unreachable/,
  ],
  [
    'is told that its version is too old',
    ((_, response) => {
      response.end(
        `${change('ADDED', '6')}${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'old' } })}\n`,
      )
    }) as Answer,
    /^expired/,
  ],
  [
    'says something that is no change',
    ((_, response) => {
      response.end(`${change('ADDED', '6')}nonsense\n`)
    }) as Answer,
    /^corrupted/,
  ],
])('a watch that %s ends with that', async (_, answer, expected) => {
  const watched = await watch(answer)
  expect(versions(watched)).toEqual(['BOOKMARK 5', 'ADDED 6'])
  expect(watched.problem).toMatch(expected)
  expect(api?.seen).toHaveLength(1)
})

test('a watch that may not be made says which verb is missing', async () => {
  const forbidden = 'configmaps is forbidden: User "u" cannot watch resource "configmaps" in API group ""'
  const watched = await watch((_, response) => refuse(response, 403, 'Forbidden', forbidden))
  expect(watched.problem).toMatch(
    /^forbidden: .*may not watch configmaps in namespace shop.*verb "watch" on configmaps/,
  )
})

test('a version that is too old from the beginning is expired; so is a 410 as status', async () => {
  expect((await watch((_, response) => refuse(response, 410, 'Expired', 'old'))).problem).toMatch(/^expired/)
})

test('a server that has sent bookmarks and falls silent is taken for dead', async () => {
  const watched = await watch((_, response) => {
    response.write(`${JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } })}\n`)
  })
  expect(versions(watched)).toEqual(['BOOKMARK 5', 'BOOKMARK 9'])
  expect(watched.problem).toMatch(/^timeout: Nothing was heard/)
})

test('a server without bookmarks that does not end the watch when asked is taken for dead', async () => {
  const watched = await watch((_, response) => response.writeHead(200).flushHeaders(), {
    times: { leastMs: 50, mostMs: 50, graceMs: 50 },
  })
  expect(watched.problem).toMatch(/^timeout/)
})

test('a watch with a token that is no longer taken, and no other to be had, says whose it is', async () => {
  const watched = await watch((_, response) => refuse(response, 401, 'Unauthorized', 'expired'))
  expect(watched.problem).toMatch(/^unauthenticated: .*user u of context test/)
  expect(api?.seen).toHaveLength(1)
})

test('a slow reader is no silent server', async () => {
  api = await openFakeApi((_, response) => {
    response.write(`${JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } })}\n`)
    setTimeout(() => response.write(change('ADDED', '10')), 20)
  })
  const cluster = kubernetesCluster(await api.connect(), { clock: systemClock, watchTimes: times })
  const seen: string[] = []
  for await (const event of cluster.watch(query, '5', AbortSignal.timeout(5_000))) {
    seen.push(event.type)
    if (event.type === 'BOOKMARK') await systemClock.sleep(150)
    if (event.type === 'ADDED') break
  }
  expect(seen).toEqual(['BOOKMARK', 'BOOKMARK', 'ADDED'])
})
