/** Everything that names Rules: snapshots, and what migrates, backs up or clones applications. */

import { type Facts, type Neighbour, namespaceOf } from './facts.ts'
import { entry, textOf } from './json.ts'
import { applicationBackup } from './kinds/application-backup.ts'
import { applicationBackupSchedule } from './kinds/application-backup-schedule.ts'
import { applicationClone } from './kinds/application-clone.ts'
import { groupVolumeSnapshot } from './kinds/group-volume-snapshot.ts'
import { migration } from './kinds/migration.ts'
import { migrationSchedule } from './kinds/migration-schedule.ts'
import { rule } from './kinds/rule.ts'
import { volumeSnapshot } from './kinds/volume-snapshot.ts'
import { type Path, valueAt } from './path.ts'
import { type RuleReference, snapshotOwner } from './snapshot-owner.ts'

export const ruleUserKinds = [
  volumeSnapshot,
  groupVolumeSnapshot,
  migration,
  migrationSchedule,
  applicationBackup,
  applicationBackupSchedule,
  applicationClone,
] as const

/** Where kinds other than snapshots name their rules. */
const bodies: Readonly<Record<string, Path>> = {
  [migration.kind]: ['spec'],
  [migrationSchedule.kind]: ['spec', 'template', 'spec'],
  [applicationBackup.kind]: ['spec'],
  [applicationBackupSchedule.kind]: ['spec', 'template', 'spec'],
  [applicationClone.kind]: ['spec'],
}

/** The Rules that an object names; all are looked up in its own namespace. */
export function rulesNamedBy(raw: Neighbour): readonly RuleReference[] {
  const owner = snapshotOwner(raw)
  if (owner !== undefined) return owner.rules
  const kind = textOf(raw.kind) ?? ''
  const path = Object.hasOwn(bodies, kind) ? bodies[kind] : undefined
  if (path === undefined || raw.apiVersion !== migration.apiVersion) return []
  const body = valueAt(raw, path)
  return (['pre', 'post'] as const).flatMap(when => {
    const key = `${when}ExecRule`
    const name = textOf(entry(body, key))?.trim() ?? ''
    return name === '' ? [] : [{ when, name, path: [...path, key] }]
  })
}

/** The Rule that the object means by the name, when it is known. */
export function ruleAt(facts: Facts, raw: Neighbour, name: string): Neighbour | undefined {
  const { kind, apiVersion } = rule
  const known = facts.find({ kind, apiVersion, namespace: namespaceOf(raw), name })
  return name !== '' && known.is === 'exists' ? known.object : undefined
}
