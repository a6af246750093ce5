/** Any faults at any place, in whole simulated clusters: our engine keeps every promise, checked on the truth. */

import {
  drawFaults,
  type Fault,
  type PreparedWorld,
  parseFault,
  prepareWorld,
  runTrial,
  spellFault,
  type TrialCase,
} from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { beforeAll, describe, expect, test } from 'vitest'
import { database, groupVolumeSnapshot, mysql, mysqlLock, refOf, rule, volumeSnapshot } from '../support/shop.ts'

const mongodb: readonly KubeObject[] = database('mongodb', 'mongo:4.4', { 'mongodb-data': '/data/db' })
const unlock = rule('unlock', { app: 'mongodb' }, { value: 'mongo --eval "printjson(db.fsyncUnlock())"' })
const lock = rule('lock', { app: 'mongodb' }, { value: 'mongo --eval "printjson(db.fsyncLock())"' })
const held = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock', maxRetries: 3 })
const paired = volumeSnapshot('catalogue', 'mongodb-data', {
  'stork.libopenstorage.org/pre-snapshot-rule': 'lock',
  'stork.libopenstorage.org/post-snapshot-rule': 'unlock',
})

let world: PreparedWorld
beforeAll(async () => {
  world = await prepareWorld({ seed: 1, settle: macrotask }, [...mysql(), ...mongodb])
})

const caseOf = (specs: readonly KubeObject[], changes: Partial<TrialCase> = {}): TrialCase => ({
  world: world.world,
  specs,
  refs: specs.filter(({ kind }) => kind !== 'Rule').map(refOf),
  executor: 'pxsnap',
  faults: [],
  seed: 1,
  ...changes,
})
const holding = (changes: Partial<TrialCase> = {}) => caseOf([mysqlLock, held], changes)
const pairing = (changes: Partial<TrialCase> = {}) => caseOf([lock, unlock, paired], changes)
const run = (trial: TrialCase) => runTrial(trial, macrotask)
const faults = (...texts: readonly string[]): readonly Fault[] =>
  texts.map(text => {
    const read = parseFault(text)
    if ('problem' in read) throw new Error(read.problem)
    return read.fault
  })

describe('our engine keeps every promise, whatever goes wrong', () => {
  test.each([
    ['a lock that is held', holding],
    ['a pair of rules', pairing],
  ] as const)('%s', { timeout: 60_000 }, async (_, begin) => {
    const struck = new Set<string>()
    for (let seed = 1; seed <= 25; seed++) {
      const trial = await run(begin({ seed, faults: drawFaults(seed) }))
      for (const { fault } of trial.strokes) struck.add(fault.name)
      expect({ seed, faults: trial.faults.map(spellFault), broken: trial.broken }).toMatchObject({ broken: [] })
    }
    expect(struck.size).toBeGreaterThan(8)
  })

  test('a process that dies at any of its calls', { timeout: 60_000 }, async () => {
    for (let call = 1; call <= 20; call++) {
      const { broken, carried, strokes } = await run(holding({ faults: faults(`crash@${call}`) }))
      expect({ call, broken }).toEqual({ call, broken: [] })
      expect(carried).toMatchObject([{ result: 'successful' }])
      if (call < 12) expect(strokes).toHaveLength(1)
    }
  })
})
