/** The databases with their usual mount paths, and the commands that quiesce them. */

import {
  type AnyApplication,
  type ContainerFacts,
  cassandraApplication,
  elasticsearchApplication,
  mongodbApplication,
  mysqlApplication,
  postgresqlApplication,
  redisApplication,
} from '../../core/cluster/simulated/applications/index.ts'
import { ApplicationWorld } from './world.ts'

export type Database = {
  /** For the names of tests. */
  readonly title: string
  readonly application: AnyApplication
  readonly together: readonly string[]
  /** Data first, log second. */
  readonly apart: readonly string[]
  readonly container?: ContainerFacts
  /** It acknowledges writes that a copy need not have. */
  readonly loses?: true
  /** Freezes or flushes, and gives back what undoes it. */
  quiesce(world: AnyWorld): () => void
}

export type AnyWorld = ApplicationWorld<{
  readonly application: string
  readonly paths: readonly string[]
  frozenPaths: string[]
}>

export const mysql: Database = {
  title: 'mysql',
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
  title: 'mongodb',
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
  title: 'cassandra',
  application: cassandraApplication,
  together: ['/cassandra_data'],
  apart: ['/var/lib/cassandra/data', '/var/lib/cassandra/commitlog'],
  quiesce(world) {
    world.run(['nodetool', 'flush'])
    return () => {}
  },
}

export const postgresql: Database = {
  title: 'postgresql',
  application: postgresqlApplication,
  together: ['/var/lib/postgresql/data'],
  apart: ['/var/lib/postgresql/data', '/var/lib/postgresql/wal'],
  // A checkpoint stops nobody, so the file systems are frozen behind it, before the next write.
  quiesce(world) {
    world.run(['psql', '-U', 'postgres', '-c', 'CHECKPOINT'])
    for (const path of world.paths) world.run(['fsfreeze', '-f', path])
    return () => {
      for (const path of world.paths) world.run(['fsfreeze', '-u', path])
    }
  },
}

/** A container with these arguments. */
export const containerOf = (image: string, ...words: readonly string[]): ContainerFacts => ({
  image,
  env: {},
  arguments: words,
  user: 999,
})

export const redis: Database = {
  title: 'redis with a dump',
  application: redisApplication,
  together: ['/data'],
  apart: ['/data'],
  loses: true,
  quiesce(world) {
    world.run(['redis-cli', 'CLIENT', 'PAUSE', '600000', 'WRITE'])
    world.run(['redis-cli', 'SAVE'])
    return () => {
      world.run(['redis-cli', 'CLIENT', 'UNPAUSE'])
    }
  },
}

export const redisAppending: Database = {
  ...redis,
  title: 'redis with an append-only file',
  container: containerOf('redis:7', 'redis-server', '--appendonly', 'yes'),
  quiesce(world) {
    world.run(['redis-cli', 'CLIENT', 'PAUSE', '600000', 'WRITE'])
    world.advance(2000)
    world.run(['redis-cli', 'BGREWRITEAOF'])
    world.advance(2000)
    return () => {
      world.run(['redis-cli', 'CLIENT', 'UNPAUSE'])
    }
  },
}

export const elasticsearch: Database = {
  title: 'elasticsearch',
  application: elasticsearchApplication,
  together: ['/usr/share/elasticsearch/data'],
  apart: ['/usr/share/elasticsearch/data', '/mnt/backup'],
  quiesce(world) {
    const put = (blocked: boolean) =>
      world.run(['curl', '-sf', '-XPUT', 'localhost:9200/_all/_settings', '-d', `{"index.blocks.write": ${blocked}}`])
    put(true)
    world.run(['curl', '-sf', '-X', 'POST', 'http://localhost:9200/_flush'])
    return () => {
      put(false)
    }
  },
}

export const databases = [mysql, mongodb, cassandra, postgresql, redis, redisAppending, elasticsearch] as const

export const worldOf = (database: Database, layout: 'together' | 'apart', seed: number): AnyWorld =>
  new ApplicationWorld(database.application, database[layout], seed, containerOption(database))

const containerOption = ({ container }: Database) => (container === undefined ? {} : { container })
