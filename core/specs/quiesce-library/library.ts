/** The quiesce library: every application about which something is known, with or without a rule. */

import type { QuiesceEntry } from './entry.ts'
import { infrastructure } from './infrastructure.ts'
import { relational } from './relational.ts'
import { stores } from './stores.ts'

export const quiesceLibrary: readonly QuiesceEntry[] = [...relational, ...stores, ...infrastructure]

/** The entry by its id, or by another name under which people know it. */
export function findQuiesceEntry(word: string): QuiesceEntry | undefined {
  const name = word.toLowerCase()
  const id = Object.hasOwn(otherNames, name) ? otherNames[name] : name
  return quiesceLibrary.find(entry => entry.id === id)
}

/** Companions that carry an application's name without being it. */
const companions = /exporter|operator|agent|sentinel|dashboards|kibana|proxy|router|admin|express|backup|init|client/

/** The entry that an image tells, or undefined when it is none of the library's. */
export function quiesceEntryFor(image: string): QuiesceEntry | undefined {
  const path = image.split('@')[0]?.replace(/:[^:/]*$/, '') ?? ''
  const parts = path.toLowerCase().split('/')
  const last = parts.at(-1) ?? ''
  if (companions.test(last)) return undefined
  return (
    quiesceLibrary.find(entry => entry.image?.test(last)) ??
    // Some makers name the application in the folder: `mcr.microsoft.com/mssql/server`.
    quiesceLibrary.find(entry => /^(server|database|free|enterprise|express)$/.test(last) && entry.image?.test(path))
  )
}

const otherNames: Readonly<Record<string, string>> = {
  percona: 'mysql',
  postgres: 'postgresql',
  pg: 'postgresql',
  mongo: 'mongodb',
  scylla: 'cassandra',
  opensearch: 'elasticsearch',
  elastic: 'elasticsearch',
  valkey: 'redis',
  'redis-rdb': 'redis',
  mssql: 'sql-server',
  sqlserver: 'sql-server',
  cockroach: 'cockroachdb',
  influx: 'influxdb',
  vm: 'kubevirt',
  fsfreeze: 'filesystem',
  files: 'filesystem',
}
