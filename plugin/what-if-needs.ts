/** What a spec needs in the world before trying it tells anything about it. */

import { expectSnapshot, refKey, refOf } from '@pxsnap/core/actions'
import { policyNameOf, runObject, scheduleSettings } from '@pxsnap/core/engine'
import { type PreparedWorld, policyIn, restoreSourceRef } from '@pxsnap/core/simulation'
import { type Executor, entry, type KubeObject, textOf, valueAt } from '@pxsnap/core/specs'
import { isSnapshot } from '@pxsnap/core/views'
import { Problem } from './problem.ts'

/** Where specs are looked at. `sim`: the simulated cluster that was copied, where one was. */
export type Around = {
  readonly prepared: PreparedWorld
  readonly specs: readonly KubeObject[]
  readonly executor: Executor
  readonly sim: string | undefined
}

/** A snapshot of claims that are nowhere would tell nothing about the spec. */
export function requireClaims(spec: KubeObject, { prepared: { cluster }, specs, sim }: Around): void {
  if (!isSnapshot(spec)) return
  const { namespace = 'default' } = spec.metadata
  const claims = cluster.plane.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }).items
  const volumes = cluster.plane.list({ apiVersion: 'v1', kind: 'PersistentVolume' }).items
  const pods = cluster.plane.list({ apiVersion: 'v1', kind: 'Pod', namespace }).items
  const rules = specs.filter(({ kind }) => kind === 'Rule')
  const expected = expectSnapshot(spec, [...claims, ...volumes, ...pods, ...rules])
  if (expected.is === 'clear' || !missing.has(expected.reason.code)) return
  throw new Problem(
    'notFound',
    `${spec.kind} "${spec.metadata.name}" cannot be tried: ${expected.reason.message}`,
    sim === undefined
      ? 'Add the manifests of the application (its claims and workload) with -f, or use a copy of a simulated cluster that has it with --sim.'
      : `The simulated cluster has no such claims either. Load the application into it: kubectl pxsnap sim load -f FILE --sim=${sim}`,
  )
}

/** A restore of a snapshot that is nowhere would only tell that it is nowhere. */
export function requireSource(spec: KubeObject, { prepared: { cluster }, specs }: Around): void {
  if (spec.kind !== 'VolumeSnapshotRestore') return
  const source = restoreSourceRef(spec)
  if (cluster.plane.get(source) !== undefined || specs.some(one => refKey(refOf(one)) === refKey(source))) return
  throw new Problem(
    'notFound',
    `${spec.kind} "${spec.metadata.name}" cannot be tried: there is no ${source.kind} "${source.name}" to restore.`,
    'Use a copy of a simulated cluster that has the snapshot with --sim, or add its manifest and the application with -f.',
  )
}

/** A schedule without a policy, or one that is suspended, never runs, and runs of claims that are nowhere only fail. */
export function requireRuns(schedule: KubeObject, around: Around): void {
  if (schedule.kind !== 'VolumeSnapshotSchedule') return
  const { prepared, executor } = around
  const { name } = schedule.metadata
  const { suspended, makes, problem } = scheduleSettings(schedule)
  if (suspended)
    throw new Problem(
      'usage',
      `${schedule.kind} "${name}" is suspended, so nothing would run.`,
      'Try it without spec.suspend.',
    )
  if (policyIn(prepared.cluster.plane, schedule) === undefined)
    throw new Problem(
      'notFound',
      `${schedule.kind} "${name}" cannot be tried: there is no policy "${policyNameOf(schedule)}".`,
      'Add the manifest of its SchedulePolicy with -f, or use a copy of a simulated cluster that has it with --sim.',
    )
  if (problem !== undefined) return
  const made = executor === 'stork' ? 'VolumeSnapshot' : makes
  const at = prepared.cluster.now
  const item = { name, makes: made, kind: 'Daily', slot: at, plannedAt: at, phase: 'planned' } as const
  const run = runObject(schedule, item, {})
  // STORK copies the template as it stands, whatever it names.
  if (made === 'VolumeSnapshot' && textOf(entry(run.spec, 'persistentVolumeClaimName')) === '') return
  requireClaims(run, around)
}

/** A migration of namespaces that have nothing in them would tell nothing. */
export function requireNamespaces(migration: KubeObject, { prepared: { cluster } }: Around): void {
  const named = valueAt(migration, ['spec', 'namespaces'])
  const namespaces = (Array.isArray(named) ? named : []).flatMap(one => textOf(one) ?? [])
  const isThere = (namespace: string) =>
    cluster.plane.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace }) !== undefined
  if (migration.kind !== 'Migration' || namespaces.length === 0 || namespaces.some(isThere)) return
  throw new Problem(
    'notFound',
    `Migration "${migration.metadata.name}" cannot be tried: there is no namespace ${namespaces.join(', ')}.`,
    'Add the manifests of the applications with -f, or use a copy of a simulated cluster that has them with --sim.',
  )
}

const missing: ReadonlySet<string> = new Set(['claim-missing', 'claim-unbound', 'no-claims'])
