export type {
  Application,
  ApplicationState,
  ContainerFacts,
  Json,
  Ledger,
  MountedVolumes,
  ProgramNext,
} from './application.ts'
export { cassandraApplication } from './cassandra/cassandra.ts'
export { elasticsearchApplication } from './elasticsearch/elasticsearch.ts'
export { filesApplication } from './files/files.ts'
export { type AnyApplication, applicationFor, applicationNamed, applications } from './find-application.ts'
export { judgeCopy, type Verdict } from './judge.ts'
export { mongodbApplication } from './mongodb/mongodb.ts'
export { mysqlApplication } from './mysql/mysql.ts'
export { placeBackupLabel, postgresqlApplication } from './postgresql/postgresql.ts'
export { redisApplication } from './redis/redis.ts'
