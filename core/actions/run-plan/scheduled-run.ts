/** What the next run of a schedule will do, and when: the plan of the snapshot that it makes. */

import { after, type Instant, toIso } from '../../base/index.ts'
import { type CalendarRun, calendarOf, policyNameOf, runName, runObject, scheduleSettings } from '../../engine/index.ts'
import { builtInPolicy, type Executor, entry, type KubeObject } from '../../specs/index.ts'
import { refOf } from '../plan.ts'
import type { ObjectRun, RunFinding } from './object-run.ts'
import { noRun } from './snapshot-writes.ts'

/** How far the next run is looked for: a monthly section comes within two months, one on a 31st too. */
const horizonMs = 70 * 24 * 3_600_000

export function planSchedule(
  executor: Executor,
  spec: KubeObject,
  around: readonly KubeObject[],
  now: Instant,
  planOf: (snapshot: KubeObject) => ObjectRun | undefined,
): ObjectRun {
  const object = refOf(spec)
  const { namespace = 'default', name, uid = '<uid>', creationTimestamp = toIso(now) } = spec.metadata
  const schedule = { ...spec, metadata: { ...spec.metadata, namespace, uid, creationTimestamp } }
  const finding = (severity: RunFinding['severity'], code: string, message: string): RunFinding => ({
    code: `plan/${code}`,
    severity,
    object,
    message,
  })
  const policyName = policyNameOf(schedule)
  const policy = policyOf(policyName, namespace, around)
  if (policy === undefined)
    return noRun(finding('error', 'policy-missing', `There is no policy "${policyName}", so it never runs.`))
  const { makes, suspended, problem } = scheduleSettings(schedule)
  if (problem !== undefined && executor === 'pxsnap')
    return noRun(finding('error', `schedule-${problem.code}`, problem.message))
  const to = after(now, horizonMs)
  const calendar = calendarOf({ policy, schedule, executor, from: now, to, since: now, on: now })
  const never = (calendar?.never ?? []).map(({ kind, why }) =>
    finding('warning', 'section-never-runs', `${kind}: ${why}`),
  )
  const next = calendar?.runs[0]
  if (next === undefined)
    return withFindings(noRun(finding('error', 'never-runs', `Policy ${policyName} never makes it run.`)), never)
  const run = snapshotOf(schedule, next, executor === 'stork' ? 'VolumeSnapshot' : makes)
  const planned = planOf(run) ?? noRun(finding('error', 'not-planned', `Nobody carries out a ${run.kind}.`))
  const when = suspended
    ? 'It is suspended, so nothing runs until it is resumed.'
    : `The next run is at ${toIso(next.at)} (${next.kind}, policy ${policyName}).`
  return {
    ...planned,
    writes: [
      { verb: 'update', kind: spec.kind, namespace, name },
      { verb: 'create', kind: run.kind, namespace, name: run.metadata.name },
      ...planned.writes,
    ],
    permissions: [
      { verb: 'update', resource: 'volumesnapshotschedules', namespace },
      { verb: 'create', resource: `${run.kind.toLowerCase()}s`, namespace },
      ...planned.permissions,
    ],
    steps: [when, `It makes ${run.kind} ${run.metadata.name}.`, ...planned.steps],
    findings: [
      ...(suspended ? [finding('warning', 'suspended', when)] : []),
      ...never,
      ...planned.findings.map(one => ({ ...one, object })),
    ],
  }
}

/** Namespaced policies go before the cluster's. Source: STORK, schedule package. */
function policyOf(name: string, namespace: string, around: readonly KubeObject[]): KubeObject | undefined {
  const named = (wanted: string) => around.filter(({ kind, metadata }) => kind === wanted && metadata.name === name)
  const own = named('NamespacedSchedulePolicy').find(({ metadata }) => (metadata.namespace ?? 'default') === namespace)
  return own ?? named('SchedulePolicy')[0] ?? builtInPolicy(name)
}

function snapshotOf(schedule: KubeObject, { at, kind }: CalendarRun, makes: string): KubeObject {
  const { name, uid = '' } = schedule.metadata
  const item = {
    name: runName({ name, uid: uid === '<uid>' ? 'uuid' : uid }, kind, at),
    makes,
    kind,
    slot: at,
    plannedAt: at,
  }
  const run = runObject(schedule, { ...item, phase: 'planned' }, {})
  // STORK copies the template as it stands.
  if (makes !== 'VolumeSnapshot') return run
  return { ...run, spec: entry(entry(schedule.spec, 'template'), 'spec') ?? run.spec }
}

function withFindings(run: ObjectRun, more: readonly RunFinding[]): ObjectRun {
  return { ...run, findings: [...run.findings, ...more] }
}
