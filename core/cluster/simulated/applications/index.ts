export type {
  Application,
  ApplicationState,
  Json,
  Ledger,
  MountedVolumes,
  ProgramNext,
} from './application.ts'
export { cassandraApplication } from './cassandra/cassandra.ts'
export { filesApplication } from './files/files.ts'
export { type AnyApplication, applicationFor, applicationNamed, applications } from './find-application.ts'
export { judgeCopy, type Verdict } from './judge.ts'
export { mongodbApplication } from './mongodb/mongodb.ts'
export { mysqlApplication } from './mysql/mysql.ts'
