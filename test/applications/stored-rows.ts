/**
 * What a copy really holds, found without the recovery under test: start the application on it, let it bring everything
 * to disk, and read its rows; and what they must be, by making the writes one after the other.
 */

import type { Instant } from '../../core/base/index.ts'
import * as cassandra from '../../core/cluster/simulated/applications/cassandra/layout.ts'
import * as checkpoints from '../../core/cluster/simulated/applications/checkpoints/layout.ts'
import { filesOf as elasticsearchFiles } from '../../core/cluster/simulated/applications/elasticsearch/layout.ts'
import * as inPlace from '../../core/cluster/simulated/applications/in-place/layout.ts'
import type { AnyApplication, MountedVolumes } from '../../core/cluster/simulated/applications/index.ts'
import { filesOf as mongodbFiles } from '../../core/cluster/simulated/applications/mongodb/layout.ts'
import { filesOf as mysqlFiles } from '../../core/cluster/simulated/applications/mysql/layout.ts'
import { filesOf as postgresqlFiles } from '../../core/cluster/simulated/applications/postgresql/layout.ts'
import { filesOf as redisFiles } from '../../core/cluster/simulated/applications/redis/layout.ts'
import { sequence } from '../../core/cluster/simulated/applications/sequence.ts'

/** By row, the last write to it; undefined when the application does not start. */
export function storedRows(
  application: AnyApplication,
  volumes: MountedVolumes,
  now: Instant,
): { readonly seed: number; readonly writes: readonly number[] } | undefined {
  const state = application.start(volumes, now, 1)
  if (state.refusal !== undefined) return undefined
  switch (application.name) {
    case 'mysql':
      return rowsInPlace(mysqlFiles(volumes))
    case 'mongodb':
      return rowsOfCheckpoint(mongodbFiles(volumes))
    case 'postgresql':
      return rowsInPlace(postgresqlFiles(volumes))
    case 'redis':
      return rowsOfCheckpoint(redisFiles(volumes))
    case 'elasticsearch':
      return rowsOfCheckpoint(elasticsearchFiles(volumes))
    case 'cassandra':
      return cassandraRows(volumes)
    default:
      throw new Error(`Rows of ${application.name} are not read.`)
  }
}

/** The rows after the first `upTo` writes, by making each of them. */
export function rowsAfter(upTo: number, rows: number, seed: number): readonly number[] {
  const all = sequence(seed, rows)
  const made = new Array<number>(rows).fill(0)
  for (let write = 1; write <= upTo; write++) made[all.rowOf(write)] = write
  return made
}

function rowsInPlace(files: inPlace.Files | undefined) {
  const header = files && inPlace.readHeader(files)
  if (files === undefined || header === undefined || typeof header === 'string')
    throw new Error('There is no database.')
  const writes = Array.from({ length: inPlace.pages }, (_, number) => {
    const page = inPlace.readPage(files, header.seed, number)
    if (page === 'damaged') throw new Error(`Page ${number} is damaged.`)
    return page.writes
  }).flat()
  return { seed: header.seed, writes }
}

function rowsOfCheckpoint(files: checkpoints.Files | undefined) {
  const header = files && checkpoints.readHeader(files)
  const root = files && checkpoints.readRoot(files)
  if (files === undefined || typeof header !== 'object' || typeof root !== 'object')
    throw new Error('There is no database.')
  const writes = root.places.flatMap((place, number) => {
    const page = checkpoints.readPage(files, header.seed, number, place)
    if (page === 'damaged') throw new Error(`Page ${number} is damaged.`)
    return page.writes
  })
  return { seed: header.seed, writes }
}

function cassandraRows(volumes: MountedVolumes) {
  const files = cassandra.filesOf(volumes)
  const header = files && cassandra.readHeader(files)
  const manifest = files && cassandra.readManifest(files)
  if (files === undefined || typeof header !== 'object' || typeof manifest !== 'object')
    throw new Error('There is no database.')
  const writes = new Array<number>(cassandra.rows).fill(0)
  for (const table of manifest.tables)
    for (const { row, write } of cassandra.readTable(files, header.seed, table) ?? [])
      writes[row] = Math.max(writes[row] ?? 0, write)
  return { seed: header.seed, writes }
}
