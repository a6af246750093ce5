/** Migration as a lifecycle kind. */

import { type KubeObject, migration } from '../specs/index.ts'
import { findAll, type LifecycleKind } from './lifecycle-kind.ts'
import { migrationMayBeFrozen, migrationMustGoOn, stepMigration } from './migration.ts'
import { performForMigration } from './migration-effects.ts'
import type { MigrationLifecycle, MigrationSettings } from './migration-lifecycle.ts'
import type { Result } from './outcome.ts'
import { runBudgets } from './run-budgets.ts'
import { markOf } from './stored-lifecycle.ts'
import { migrationMark, readMigration, writeMigration } from './stored-migration.ts'
import { defaultSettings } from './volume-snapshot.ts'

const { apiVersion, kind } = migration

export const migrationKind: LifecycleKind<MigrationLifecycle> = {
  apiVersion,
  kind,
  rules: object => ({
    step: (status, seen) => stepMigration(migrationSettings(object()), status, seen),
    mustGoOn: migrationMustGoOn,
    mayBeFrozen: migrationMayBeFrozen,
  }),
  read: readMigration,
  write: writeMigration,
  mark: migrationMark,
  snapshotOf: status => (status.stage === 'Copying' ? status.cut : undefined),
  perform: async (ports, owner, effect, signal) =>
    effect.of === 'migration' ? performForMigration(ports, owner.object, effect, signal) : { got: 'done' },
  isForeign: object => markOf(object) === undefined && Object.keys(Object(object.status)).length > 0,
  result,
  find: findAll(apiVersion, kind),
}

/** A cut that fails is tried again, as a single snapshot's is. */
export function migrationSettings(object: KubeObject): MigrationSettings {
  const budgets = runBudgets(object)
  return { snapshot: { ...defaultSettings, ...('problem' in budgets ? {} : budgets), attempts: 3 } }
}

function result(status: MigrationLifecycle): Result {
  const { evidence } = status
  if (status.stage === 'Final') {
    if (status.outcome === 'failed') {
      const stopped = status.failure.code === 'stopped'
      return { result: stopped ? 'stopped' : 'failed', reason: status.failure, evidence }
    }
    const because = status.trouble === undefined ? {} : { reason: status.trouble }
    return { result: status.outcome === 'successful' ? 'successful' : 'downgraded', evidence, ...because }
  }
  const waits = 'waitsFor' in status && status.waitsFor !== undefined ? { reason: status.waitsFor } : {}
  return { result: 'waiting', evidence, ...waits }
}
