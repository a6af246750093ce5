/** Verdicts come from bytes: whatever is changed in a copy is found, or made no difference. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MountedVolumes } from '../../core/cluster/simulated/applications/index.ts'
import { judgeCopy } from '../../core/cluster/simulated/applications/index.ts'
import { databases, worldOf } from './databases.ts'
import { rowsAfter, storedRows } from './stored-rows.ts'

const blocksUsed = 640

for (const [database, quiesced] of databases.flatMap(each => [[each, false] as const, [each, true] as const])) {
  const { title: name, application } = database

  test(`a ${quiesced ? 'quiesced' : 'busy'} ${name} whose copy had a byte changed or a block lost or replaced by an older one is never called good wrongly`, async () => {
    const world = worldOf(database, 'together', 11)
    world.advance(2500)
    const older = await world.snapshot('group')
    world.advance(4100)
    // In a quiesced copy the log has nothing to say, so an older page can be told by its rows only.
    const thaw = quiesced ? database.quiesce(world) : undefined
    const copies = await world.snapshot('group')
    thaw?.()
    const ledger = world.application.ledger(world.state, copies.at)
    const [original, old] = [await world.clone(copies), await world.clone(older)]
    const written = usedBlocks(original)
    let found = 0
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('flip', 'lose', 'replace'),
        fc.nat(written.length - 1),
        fc.nat(4095),
        async (how, which, offset) => {
          const volumes = await world.clone(copies)
          const device = volumes[0]?.device
          const block = written[which] ?? 0
          const bytes = (
            how === 'replace'
              ? (old[0]?.device.read(block) ?? new Uint8Array(0))
              : (device?.read(block) ?? new Uint8Array(0))
          ).slice()
          if (how === 'flip') bytes[offset] = (bytes[offset] ?? 0) ^ 1
          device?.write(block, how === 'lose' ? new Uint8Array(0) : bytes)
          const verdict = judgeCopy(world.application, volumes, ledger)
          if (verdict.verdict === 'torn' || verdict.verdict === 'lost-writes') {
            found += 1
            return
          }
          const stored = storedRows(world.application, volumes, world.now)
          expect(stored?.writes).toEqual(
            stored &&
              rowsAfter(
                database.loses ? Number(verdict.facts.writes) : (ledger?.acknowledged ?? 0),
                stored.writes.length,
                stored.seed,
              ),
          )
        },
      ),
      { numRuns: 60 },
    )
    expect(found).toBeGreaterThan(12)
    expect(application.start(original, world.now, 1).refusal).toBeUndefined()
  })
}

/** The blocks that hold anything. */
function usedBlocks(volumes: MountedVolumes): readonly number[] {
  return Array.from({ length: blocksUsed }, (_, block) => block).filter(block =>
    volumes[0]?.device.read(block).some(byte => byte !== 0),
  )
}

test('an empty copy of an application that had written is a loss; of one that had not, it is clean', () => {
  for (const { application, together, loses } of databases) {
    const world = worldOf(
      { title: 'any', application, together, apart: together, quiesce: () => () => {} },
      'together',
      1,
    )
    const handle = world.storage.provision({ key: 'blank', sizeBytes: 2 ** 26 })
    const blank = world.mount([handle])
    world.advance(1000)
    if (loses) world.run(['redis-cli', 'SAVE'])
    const ledger = world.application.ledger(world.state, world.now)
    expect(judgeCopy(application, blank, ledger)).toMatchObject({
      verdict: 'lost-writes',
      facts: { missing: ledger?.promised },
    })
    expect(judgeCopy(application, blank, undefined).verdict).toBe('clean')
  }
})

test('a clone has its snapshot’s bytes, block by block', async () => {
  for (const database of databases) {
    const world = worldOf(database, 'apart', 21)
    world.advance(3000)
    const copies = await world.snapshot('group')
    world.advance(1000)
    const volumes = await world.clone(copies)
    volumes.forEach(({ device }, index) => {
      const snapshot = world.storage.openSnapshot(copies.snapshots[index] ?? '')
      const differing = Array.from({ length: blocksUsed }, (_, block) => block).filter(
        block => !Buffer.from(device.read(block)).equals(snapshot?.read(block) ?? new Uint8Array(0)),
      )
      expect(differing).toEqual([])
    })
    expect(volumes.map(({ device }) => device.sizeBytes)).toEqual(world.volumes.map(({ device }) => device.sizeBytes))
  }
})
