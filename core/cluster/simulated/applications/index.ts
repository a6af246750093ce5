export type {
  Application,
  ApplicationState,
  ClientProgram,
  Facts,
  Inspection,
  Json,
  Ledger,
  MountedVolumes,
  ProgramCall,
  ProgramEvent,
  ProgramNext,
} from './application.ts'
export { judgeCopy, type Verdict } from './judge.ts'
export { mysqlApplication } from './mysql/mysql.ts'
