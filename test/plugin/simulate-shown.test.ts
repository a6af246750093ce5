/** What the simulation shows of the documentation's background lock: both executors, calm and with a storage that fails. */

import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { matchesGolden } from '../support/golden.ts'
import { runCommand } from './run-command.ts'

const shown = fileURLToPath(new URL('../simulation/shown', import.meta.url))
const simulate = (words: string) => runCommand(`simulate -f orders.yaml -f nightly.yaml ${words}`, { cwd: shown })

describe('a lock that is held in the background, on three volumes', () => {
  const cases = [
    ['pxsnap', '', 'pxsnap'],
    ['stork', '', 'stork'],
    ['pxsnap', '--fault storage-error:5m', 'pxsnap-storage-error'],
    ['stork', '--fault storage-error:5m', 'stork-storage-error'],
    ['pxsnap', '--fault storage-hang:5m', 'pxsnap-storage-hang'],
  ] as const
  test.each(cases)('carried out by %s %s', async (executor, fault, name) => {
    const { out, err, exit } = await simulate(`--executor ${executor} ${fault} --runs 3`)
    matchesGolden('simulate', `${name}.txt`, `${err}${out}(exit code ${exit})\n`)
  })

  test('STORK keeps the application frozen for 20 to 30 s, pxsnap for less than one, on the same latencies', async () => {
    const frozen = async (executor: string, runs: number) => {
      const { out } = await simulate(`--executor ${executor} --runs ${runs} -o json`)
      return JSON.parse(out).frozenMs
    }
    const stork = await frozen('stork', 5)
    expect(stork.p50).toBeGreaterThanOrEqual(20_000)
    expect(stork.max).toBeLessThanOrEqual(30_000)
    expect((await frozen('pxsnap', 100)).max).toBeLessThan(1_000)
  })

  test('with a storage that fails for five minutes STORK stays frozen, and pxsnap thaws at its budget', async () => {
    const run = async (executor: string, fault: string) =>
      JSON.parse((await simulate(`--executor ${executor} --runs 1 --fault ${fault} -o json`)).out)
    const stork = await run('stork', 'storage-error:5m')
    expect(stork.frozenMs.p50).toBeGreaterThan(300_000)
    expect(stork.ok).toBe(false)
    const ours = await run('pxsnap', 'storage-hang:5m')
    expect(ours.frozenMs.max).toBeGreaterThan(50_000)
    expect(ours.frozenMs.max).toBeLessThanOrEqual(60_000)
    expect(ours).toMatchObject({ ok: true, broken: [], consistency: { application: 0, none: 1 } })
  })
})

describe('a schedule and a move of the same application', () => {
  const cases = [
    ['schedule.yaml', '--days 4', 'schedule-pxsnap'],
    ['schedule.yaml', '--days 4 --executor stork', 'schedule-stork'],
    ['schedule.yaml', '--days 4 --fault storage-error:5m', 'schedule-pxsnap-storage-error'],
    ['move.yaml', '', 'move-pxsnap'],
    ['move.yaml', '--fault crash --fault storage-error:10m', 'move-pxsnap-storage-error'],
    ['move.yaml', '--executor stork', 'move-stork'],
  ] as const
  test.each(cases)('%s %s', async (file, words, name) => {
    const { out, err, exit } = await runCommand(`simulate -f orders.yaml -f ${file} ${words} --runs 2`, { cwd: shown })
    matchesGolden('simulate', `${name}.txt`, `${err}${out}(exit code ${exit})\n`)
  })
})
