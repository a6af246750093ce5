/** The simulate command: its promised JSON, what it needs, and its exit codes. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { faultCatalogue } from '@pxsnap/core/simulation'
import { describe, expect, test } from 'vitest'
import { runCommand } from './run-command.ts'
import { openShop } from './shop.ts'

const shown = fileURLToPath(new URL('../simulation/shown', import.meta.url))
const nightly = readFileSync(`${shown}/nightly.yaml`, 'utf8')
const simulate = (words: string, options = {}) =>
  runCommand(`simulate -f orders.yaml -f nightly.yaml ${words}`, { cwd: shown, ...options })

describe('the report as JSON', () => {
  test('has exactly the promised shape', async () => {
    const { out, exit } = await simulate('--executor stork --runs 2 --fault storage-error:5m -o json')
    const report = JSON.parse(out)
    expect(Object.keys(report)).toEqual(['seed', 'runs', 'executor', 'consistency', 'frozenMs', 'broken', 'ok'])
    expect(report).toMatchObject({ seed: 1, runs: 2, executor: 'stork', ok: false })
    expect(Object.keys(report.consistency)).toEqual(['application', 'crash', 'none'])
    expect(Object.keys(report.frozenMs)).toEqual(['p50', 'p99', 'max'])
    const [broken] = report.broken
    expect(Object.keys(broken)).toEqual(['promise', 'runs', 'smallest'])
    expect(Object.keys(broken.smallest)).toEqual(['seed', 'story'])
    expect(broken.smallest.story.at(-1)).toContain('Broken: every freeze ends within its budget.')
    expect(exit).toBe(1)
  })

  test('the same seed gives the same report, byte for byte; another seed gives another', async () => {
    const words = '--runs 4 --fault exec-hang --fault crash --fault api-timeout -o json'
    const first = await simulate(words)
    expect((await simulate(words)).out).toBe(first.out)
    expect((await simulate(`${words} --seed 5`)).out).not.toBe(first.out)
  })

  test('a single run is the run of that seed among many', async () => {
    const fault = '--executor stork --fault storage-error:5m'
    const many = JSON.parse((await simulate(`${fault} --seed 3 --runs 2 -o json`)).out)
    const one = JSON.parse((await simulate(`${fault} --seed 3 --runs 1 -o json`)).out)
    expect(one.broken[0].smallest).toEqual(many.broken[0].smallest)
  })
})

describe('in a copy of a simulated cluster', () => {
  test('the cluster itself stays as it is', async () => {
    const shop = await openShop('mysql.yaml')
    const before = (await shop.run('get all,pv -A -o yaml --sim')).out
    const spec = nightly.replaceAll('orders', 'mysql')
    const { exit, out } = await shop.run('simulate --sim -f - --runs 2', { stdin: spec })
    expect(out).toContain('Every promise is kept.')
    expect(exit).toBe(0)
    expect((await shop.run('get all,pv -A -o yaml --sim')).out).toBe(before)
  })

  test('an object that was carried out is tried once more under another name', async () => {
    const shop = await openShop('mysql.yaml')
    const spec = nightly.replaceAll('orders', 'mysql')
    await shop.run('apply --sim -f - -y', { stdin: spec })
    const { exit, out } = await shop.run('simulate gvs mysql-nightly -n shop --sim --runs 2')
    expect(out).toContain('GroupVolumeSnapshot mysql-nightly-again')
    expect(exit).toBe(0)
  })
})

test('help names every fault there is', async () => {
  const { out } = await runCommand('simulate --help')
  const words = out.split(/[\s,.]+/)
  expect(Object.keys(faultCatalogue).filter(name => !words.includes(name))).toEqual([])
})

describe('what cannot be tried is said, with what is missing', () => {
  test('files without the claims that the spec needs', async () => {
    const { exit, err } = await runCommand('simulate -f nightly.yaml', { cwd: shown })
    expect(err).toContain('No claim carries app=orders.')
    expect(err).toContain('Add the manifests of the application')
    expect(exit).toBe(4)
  })

  test('files with nothing to carry out', async () => {
    const { exit, err } = await runCommand('simulate -f orders.yaml', { cwd: shown })
    expect(err).toContain('There is nothing to simulate in these files.')
    expect(exit).toBe(2)
  })

  test.each([
    ['--fault storage-eror', 'Did you mean "storage-error"?'],
    ['--fault pod-kill:5m', 'strikes once'],
    ['--fault crash@soon', 'no place after @'],
    ['--runs none', 'whole number'],
  ])('%s', async (words, message) => {
    const { exit, err } = await simulate(words)
    expect(err).toContain(message)
    expect(exit).toBe(2)
  })
})
