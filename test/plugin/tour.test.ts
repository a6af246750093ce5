import { beforeAll, expect, test } from 'vitest'
import { memoryClusters } from './memory-clusters.ts'
import { type Ran, runCommand } from './run-command.ts'

const simulators = memoryClusters()
let told: Ran

beforeAll(async () => {
  told = await runCommand('tour', { simulators })
}, 120_000)

test('every verdict of the tour is as it should be, and it leaves nothing behind', async () => {
  const { exit, out, err } = told
  expect(err).toBe('')
  expect(out).not.toContain('✘')
  expect(out).toMatch(/(\d+) of \1 verdicts are as they should be/)
  expect(exit).toBe(0)
  expect(await simulators.names()).toEqual([])
})

test('nothing of it is missing: found, foreseen, carried out, uploaded, cloned, put back, moved', () => {
  for (const act of [
    /2 errors found, none left after --fix/,
    /reaches {2}shop\/mysql-data \(vol-\d+\), shop\/mysql-log/,
    /STORK: {2}MySQL frozen 2\d s, 3 of 3 copies application-consistent/,
    /pxsnap: MySQL frozen [1-9]\d\d ms in half of the runs/,
    /MySQL: application-consistent, frozen \d+ ms/,
    /MySQL thawed after \d+ ms, and the upload began \d+ ms later/,
    /mysql-data-clone and mysql-log-clone hold exactly the bytes of their snapshots/,
    /Restored mysql-data and mysql-log to one instant/,
    /Verdict torn/,
    /Migrated to second-site/,
  ])
    expect(told.out).toMatch(act)
})

test('the tour is the same every time', async () => {
  expect(await runCommand('tour')).toEqual(told)
})
