/** The application models write the same bytes as ever: whoever makes them faster changes no run of any seed. */

import { blockSizeBytes } from '@pxsnap/core/ports'
import { openSimulatedCluster } from '@pxsnap/core/simulation'
import { macrotask } from '@pxsnap/core/system'
import { expect, test } from 'vitest'
import { database, mysql } from '../support/shop.ts'

/** A 32-bit FNV-1a of all blocks of all volumes, by volume. */
async function digests(seed: number): Promise<readonly string[]> {
  const cluster = await openSimulatedCluster({ seed, settle: macrotask })
  cluster.load([...mysql(), ...database('mongodb', 'mongo:4.4', { 'mongodb-data': '/data/db' })])
  for (let step = 0; step < 24; step++) await cluster.advance(5_000)
  return cluster.storage.state().volumes.map(({ handle, sizeBytes }) => {
    const device = cluster.storage.open(handle)
    let sum = 0x811c9dc5
    for (let block = 0; block < Math.min(400, sizeBytes / blockSizeBytes); block++)
      for (const byte of device?.read(block) ?? []) sum = Math.imul(sum ^ byte, 0x01000193)
    return (sum >>> 0).toString(16)
  })
}

// Taken before the models were made faster.
test.each([
  [1, ['452ce320', '46844b10', '2315358e']],
  [42, ['ae82690d', 'cd4a201c', 'ee124c4e']],
])('two minutes of writing, seed %i', async (seed, expected) => {
  expect(await digests(seed)).toEqual(expected)
})
