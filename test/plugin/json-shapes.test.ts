/** What plan, simulate and calendar promise to other programs, key by key and type by type. */

import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runCommand } from './run-command.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const shown = fileURLToPath(new URL('../simulation/shown', import.meta.url))
const json = async (line: string, cwd = shown) => JSON.parse((await runCommand(`${line} -o json`, { cwd })).out)
const files = '-f orders.yaml -f nightly.yaml'

/** The shape of a value: types at the leaves, the shapes of its items for a list, keys in their order. */
function shape(value: unknown): unknown {
  if (value === null) return 'null'
  if (Array.isArray(value)) return [...new Map(value.map(one => [JSON.stringify(shape(one)), shape(one)])).values()]
  if (typeof value !== 'object') return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shape(one)]))
}

const keys = (value: object) => Object.keys(value)

test.each(['pxsnap', 'stork'])('plan with %s has the keys and types it promises', async executor => {
  const { findings, ...plan } = await json(`plan ${files} --executor ${executor}`)
  expect(Array.isArray(findings)).toBe(true)
  const placed = { verb: 'string', kind: 'string', namespace: 'string', name: 'string' }
  expect({ ...plan, writes: [], ...{ freeze: plan.freeze.longestMs } }).toMatchObject({
    executor,
    freeze: executor === 'stork' ? null : 60_000,
  })
  expect(keys(plan)).toEqual(['executor', 'members', 'commands', 'freeze', 'writes', 'ok'])
  expect(shape(plan.members)).toEqual([{ namespace: 'string', claim: 'string', volume: 'string' }])
  expect(shape(plan.commands)).toEqual([
    {
      when: 'string',
      namespace: 'string',
      pod: 'string',
      container: 'string',
      command: 'string',
      background: 'boolean',
    },
  ])
  expect(keys(plan.freeze)).toEqual(['typicalMs', 'longestMs', 'because'])
  expect(shape(plan.writes)).toEqual(expect.arrayContaining([placed]))
  for (const write of plan.writes) expect(keys(write)).toEqual(keys(placed))
  expect(typeof plan.ok).toBe('boolean')
})

test('simulate has the keys and types it promises, with the shortest story of what breaks', async () => {
  const report = await json(`simulate ${files} --executor stork --fault storage-error:5m --runs 1`)
  expect(shape(report)).toEqual({
    seed: 'number',
    runs: 'number',
    executor: 'string',
    consistency: { application: 'number', crash: 'number', none: 'number' },
    frozenMs: { p50: 'number', p99: 'number', max: 'number' },
    broken: [{ promise: 'string', runs: 'number', smallest: { seed: 'number', story: ['string'] } }],
    ok: 'boolean',
  })
})

test('calendar has the keys and types it promises', async () => {
  const policy = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: SchedulePolicy
metadata: { name: nightly }
policy:
  daily: { time: 10:14PM, retain: 3 }
  monthly: { date: 31, time: 1:30AM, retain: 2 }
`
  const cwd = temporaryDirectory({ 'policy.yaml': policy })
  const run = { at: 'string', kind: 'string' }
  const ours = await json('calendar -f policy.yaml --year --zone Europe/Berlin', cwd)
  expect(shape(ours)).toEqual({ policy: 'string', zone: 'string', runs: [run], never: [], retained: [run] })
  expect(keys(ours)).toEqual(['policy', 'zone', 'runs', 'never', 'retained'])
  expect(ours).toMatchObject({ policy: 'nightly', zone: 'Europe/Berlin' })
})
