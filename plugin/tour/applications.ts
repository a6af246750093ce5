/** The three applications of the tour: their files, their snapshots, and how to ask a copy of them whether it works. */

export type TourApplication = {
  readonly title: string
  /** The name of its StatefulSet. */
  readonly workload: string
  readonly manifest: string
  /** The spec from the old documentation. */
  readonly spec: string
  readonly claims: readonly string[]
  /** The snapshot that the spec asks for, and what its rule does. */
  readonly snapshot: {
    readonly kind: 'VolumeSnapshot' | 'GroupVolumeSnapshot'
    readonly name: string
    readonly how: string
  }
  /** A client call that only a running application answers. */
  readonly ask: { readonly argv: readonly string[]; readonly shown: string }
}

export const tourNamespace = 'shop'

export const tourApplications: readonly TourApplication[] = [
  {
    title: 'MySQL',
    workload: 'mysql',
    manifest: 'mysql.yaml',
    spec: 'mysql-group.yaml',
    claims: ['mysql-data', 'mysql-log'],
    snapshot: {
      kind: 'GroupVolumeSnapshot',
      name: 'orders-before-upgrade',
      how: 'a session holds the lock until the storage has both copies',
    },
    ask: {
      argv: ['sh', '-c', 'mysqladmin --user=root --password="$MYSQL_ROOT_PASSWORD" ping'],
      shown: 'mysqladmin ping',
    },
  },
  {
    title: 'Cassandra',
    workload: 'cassandra',
    manifest: 'cassandra.yaml',
    spec: 'cassandra-snapshot.yaml',
    claims: ['cassandra-data'],
    snapshot: {
      kind: 'VolumeSnapshot',
      name: 'views-before-upgrade',
      how: 'memory is flushed to disk; nothing stands still',
    },
    ask: { argv: ['cqlsh', '-e', 'DESCRIBE KEYSPACES'], shown: "cqlsh -e 'DESCRIBE KEYSPACES'" },
  },
  {
    title: 'MongoDB',
    workload: 'mongodb',
    manifest: 'mongodb.yaml',
    spec: 'mongodb-snapshot.yaml',
    claims: ['mongodb-data'],
    snapshot: {
      kind: 'VolumeSnapshot',
      name: 'catalogue-before-upgrade',
      how: 'one rule locks the server, another unlocks it',
    },
    ask: {
      argv: ['mongo', '--quiet', '--eval', 'db.adminCommand({ping: 1})'],
      shown: "mongo --eval 'db.adminCommand({ping: 1})'",
    },
  },
]
