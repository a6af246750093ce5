/** Scenarios of snapshots in the cloud. */

import { expect } from 'vitest'
import { groupVolumeSnapshot, mysqlLock, volumeSnapshot } from '../../../support/shop.ts'
import { longestMs, told } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import { mysqlOnOneClaim, mysqlOnThreeClaims, readOnlyRule, readWriteRule, rules } from '../worlds.ts'

const inCloud = { 'portworx/snapshot-type': 'cloud' }

export const cloudScenarios: readonly Scenario[] = [
  {
    id: 'S06',
    sentence: 'A single cloud snapshot with a background rule and an upload of 60 s',
    stork: 'stuck Pending',
    ours: 'Ready',
    setup: 'MySQL on one claim; the upload takes a minute longer than its bytes need.',
    world: mysqlOnOneClaim(),
    specs: [mysqlLock, volumeSnapshot('nightly', 'mysql-data', { ...inCloud, [rules.pre]: 'mysql-lock' })],
    prepare: ({ storage }) => storage.inject({ on: 'upload', do: 'slow', extraMs: 60_000 }),
    patienceMs: 24 * 3_600_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('waiting')
      expect(told(stork)).toContain('STORK hangs here')
      // The lock is released at the first look all the same.
      expect(longestMs(stork)).toBeLessThan(40_000)
      expect(ours.result).toBe('successful')
      expect(ours.copies.join()).toMatch(/^clean/)
      expect(longestMs(ours)).toBeLessThan(2_000)
    },
  },
  {
    id: 'S09',
    sentence: 'A cloud group of which one task fails, with maxRetries 1',
    stork: 'second group unquiesced, Successful',
    ours: 're-quiesced; nothing needs to be: the copies were cut before the upload, which alone is repeated',
    setup:
      'MySQL on three claims, one group in the cloud with maxRetries 1. The first upload of one member fails after a minute.',
    world: mysqlOnThreeClaims(),
    specs: [
      mysqlLock,
      groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock', maxRetries: 1, options: inCloud }),
    ],
    prepare: ({ storage }) => {
      storage.inject({ on: 'upload', do: 'slow', extraMs: 60_000 })
      storage.inject({ on: 'upload', do: 'fail', message: 'the object store closed the connection' })
    },
    patienceMs: 3_600_000,
    afterwardsMs: 20_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(told(stork)).toContain('without running the pre rule again')
      const commands = stork.story.filter(({ text }) => text.includes('STORK saw after'))
      expect(commands).toHaveLength(1)
      const begins = stork.story.filter(({ text }) => text.includes('The back end begins'))
      expect(begins.length).toBeGreaterThan(1)
      expect(stork.copies.join()).toMatch(/^recovers/)
      expect(ours.result).toBe('successful')
      expect(ours.copies.join()).toMatch(/^clean/)
    },
  },
  {
    id: 'S10',
    sentence: 'A cloud group with a foreground pair of rules',
    stork: 'frozen for all uploads',
    ours: 'thaw after point-in-time',
    setup: 'MySQL on three claims, one group in the cloud. Every upload takes five minutes longer than its bytes need.',
    world: mysqlOnThreeClaims(),
    specs: [
      readOnlyRule,
      readWriteRule,
      groupVolumeSnapshot(
        'nightly',
        { app: 'mysql' },
        { preExecRule: 'mysql-read-only', postExecRule: 'mysql-read-write', options: inCloud },
      ),
    ],
    prepare: ({ storage }) => storage.inject({ on: 'upload', do: 'slow', extraMs: 300_000, times: 3 }),
    patienceMs: 3_600_000,
    afterwardsMs: 10_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(longestMs(stork)).toBeGreaterThan(300_000)
      expect(ours.result).toBe('successful')
      expect(longestMs(ours)).toBeLessThan(3_000)
    },
  },
]
