/** What an ApplicationBackup or its schedule backs up, and where it says so. */

import type { Neighbour } from './facts.ts'
import { isMap } from './json.ts'
import { applicationBackup } from './kinds/application-backup.ts'
import { applicationBackupSchedule } from './kinds/application-backup-schedule.ts'
import { type Path, valueAt } from './path.ts'

export const backupKinds = [applicationBackup, applicationBackupSchedule] as const

/** Where the fields of the backup stand. */
export function backupPath(raw: Neighbour): Path {
  return raw.kind === applicationBackupSchedule.kind ? ['spec', 'template', 'spec'] : ['spec']
}

/** The fields of the backup; undefined when there are none. */
export function backupBody(raw: Neighbour): Neighbour | undefined {
  const body = valueAt(raw, backupPath(raw))
  return isMap(body) ? body : undefined
}
