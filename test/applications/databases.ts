/** The three databases with their usual mount paths, and the commands that quiesce them. */

import {
  type AnyApplication,
  cassandraApplication,
  mongodbApplication,
  mysqlApplication,
} from '../../core/cluster/simulated/applications/index.ts'
import { ApplicationWorld } from './world.ts'

export type Database = {
  readonly application: AnyApplication
  readonly together: readonly string[]
  /** Data first, log second. */
  readonly apart: readonly string[]
  /** Freezes or flushes, and gives back what undoes it. */
  quiesce(world: AnyWorld): () => void
}

export type AnyWorld = ApplicationWorld<{
  readonly application: string
  readonly paths: readonly string[]
  frozenPaths: string[]
}>

export const mysql: Database = {
  application: mysqlApplication,
  together: ['/var/lib/mysql'],
  apart: ['/var/lib/mysql', '/var/lib/mysql-redo-log'],
  quiesce(world) {
    const client = world.begin(['mysql', '-uroot', '-Bse', 'flush tables with read lock;system sh /tmp/wait;'])
    return () => {
      world.shellEnded(client)
      world.kill(client)
    }
  },
}

export const mongodb: Database = {
  application: mongodbApplication,
  together: ['/data/db'],
  apart: ['/data/db', '/data/db/journal'],
  quiesce(world) {
    world.run(['mongo', '--eval', 'printjson(db.fsyncLock())'])
    return () => {
      world.run(['mongo', '--eval', 'printjson(db.fsyncUnlock())'])
    }
  },
}

export const cassandra: Database = {
  application: cassandraApplication,
  together: ['/cassandra_data'],
  apart: ['/var/lib/cassandra/data', '/var/lib/cassandra/commitlog'],
  quiesce(world) {
    world.run(['nodetool', 'flush'])
    return () => {}
  },
}

export const databases = [mysql, mongodb, cassandra] as const

export const worldOf = (database: Database, layout: 'together' | 'apart', seed: number): AnyWorld =>
  new ApplicationWorld(database.application, database[layout], seed)
