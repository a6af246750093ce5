/** Schedules and policies in rows: what they are set to, how their runs went, and when the next one comes. */

import { after, type Instant, instant, matchesLabels, parseLabels } from '../base/index.ts'
import { calendarOf, readSchedule, type ScheduleItem, scheduleSettings, timeSettings } from '../engine/index.ts'
import {
  annotationsOf,
  type KubeObject,
  type PolicySection,
  pvcSelector,
  readPolicy,
  type SectionKind,
  spellPolicyTime,
  utc,
  weekdays,
} from '../specs/index.ts'
import { wallTime } from './calendar.ts'
import { type Cell, cell } from './cell.ts'
import type { Section } from './description.ts'
import { textAt } from './fields.ts'

/** Whether the schedule's runs take the claim. */
export function covers(schedule: KubeObject, claim: KubeObject): boolean {
  if (schedule.metadata.namespace !== claim.metadata.namespace) return false
  const selector = annotationsOf(schedule)[pvcSelector.key]
  const labels = selector === undefined ? undefined : parseLabels(selector)
  if (labels !== undefined) return matchesLabels(labels, claim.metadata.labels ?? {})
  return textAt(schedule, 'spec', 'template', 'spec', 'persistentVolumeClaimName') === claim.metadata.name
}

/** The policy that the schedule follows, its own namespace's before the cluster's. */
export function policyFollowed(schedule: KubeObject, all: readonly KubeObject[]): KubeObject | undefined {
  const name = textAt(schedule, 'spec', 'schedulePolicyName')
  const named = all.filter(({ metadata }) => metadata.name === name)
  const isOwn = ({ kind, metadata }: KubeObject) =>
    kind === 'NamespacedSchedulePolicy' && metadata.namespace === schedule.metadata.namespace
  return named.find(isOwn) ?? named.find(({ kind }) => kind === 'SchedulePolicy')
}

/** When the schedule runs next: as it decided itself, or by its policy where nobody has looked after it yet. */
export function nextRunAt(schedule: KubeObject, all: readonly KubeObject[], now: Instant): Instant | undefined {
  const { suspended, problem, createdAt } = scheduleSettings(schedule)
  if (suspended || problem !== undefined) return undefined
  const decided = readSchedule(schedule, now)?.nextAt
  if (decided !== undefined && decided > now) return decided
  const policy = policyFollowed(schedule, all)
  if (policy === undefined) return undefined
  const question = { policy, schedule, executor: 'pxsnap' as const, from: now, since: createdAt, on: now }
  for (const days of [2, monthlyDays]) {
    const runs = calendarOf({ ...question, to: after(now, days * 24 * 3_600_000) })?.runs ?? []
    const next = runs.find(({ at }) => at > now)
    if (next !== undefined) return next.at
  }
  return undefined
}

/** Between two runs of a monthly section lie no more days than these. */
const monthlyDays = 62

/** What each run snapshots: a claim, or the labels of a group. */
export function scheduledClaims(schedule: KubeObject): string | undefined {
  const selector = annotationsOf(schedule)[pvcSelector.key]
  if (selector !== undefined && parseLabels(selector) !== undefined) return selector
  return textAt(schedule, 'spec', 'template', 'spec', 'persistentVolumeClaimName')
}

export function scheduleCell(schedule: KubeObject): Cell {
  const { suspended, problem } = scheduleSettings(schedule)
  const status = readSchedule(schedule, instant(0))
  const waits = problem ?? status?.waitsFor
  if (waits !== undefined) return cell('Waiting', 'failed')
  if (suspended) return cell('Suspended', 'muted')
  const last = status?.items.filter(({ phase }) => phase === 'ready' || phase === 'error').at(-1)
  if (status?.items.some(({ phase }) => phase === 'planned' || phase === 'running') === true)
    return cell('Running', 'working')
  return last?.phase === 'error' ? cell('Failing', 'failed') : cell('Active', last === undefined ? 'plain' : 'usable')
}

/** Why it cannot run or why its last run failed, in words. */
export function scheduleProblem(schedule: KubeObject): string | undefined {
  const status = readSchedule(schedule, instant(0))
  const waits = scheduleSettings(schedule).problem ?? status?.waitsFor
  if (waits !== undefined) return waits.message
  const last = status?.items.findLast(({ phase }) => phase === 'ready' || phase === 'error')
  return last?.phase === 'error'
    ? `The last run, ${last.name}, failed: ${last.message ?? 'no reason is known.'}`
    : undefined
}

/** The newest usable run and how many there are. */
export function usableRuns(schedule: KubeObject): readonly ScheduleItem[] {
  const items = readSchedule(schedule, instant(0))?.items ?? []
  return items.filter(({ phase, leaving }) => phase === 'ready' && leaving === undefined)
}

export function nextRun(schedule: KubeObject): string | undefined {
  const status = readSchedule(schedule, instant(0))
  if (status?.nextAt === undefined || scheduleSettings(schedule).suspended) return undefined
  return status.items.some(({ phase }) => phase === 'planned' || phase === 'running')
    ? undefined
    : `${wallTime(utc, status.nextAt)} UTC`
}

export function scheduleSections(schedule: KubeObject): readonly Section[] {
  const status = readSchedule(schedule, instant(0))
  const waits = scheduleSettings(schedule).problem ?? status?.waitsFor
  const rows = (status?.items ?? []).map(runRow)
  return [
    ...(waits === undefined ? [] : [{ title: 'Waiting', rows: [[cell(waits.message, 'failed')]] }]),
    ...(rows.length === 0 ? [] : [{ title: 'Runs', columns: ['SECTION', 'SLOT', 'RUN', 'STATUS', 'MESSAGE'], rows }]),
  ]
}

function runRow({ kind, slot, name, phase, message = '', downgraded, leaving }: ScheduleItem): readonly Cell[] {
  const words: Readonly<Record<ScheduleItem['phase'], Cell>> = {
    planned: cell('Pending', 'working'),
    running: cell('Pending', 'working'),
    ready: downgraded === true ? cell('Ready, less consistent', 'working') : cell('Ready', 'usable'),
    error: cell('Error', 'failed'),
  }
  const shown = leaving === 'asked' ? cell('Deleting', 'muted') : words[phase]
  return [cell(kind.toLowerCase()), cell(`${wallTime(utc, slot)} UTC`), cell(name), shown, cell(message)]
}

/** A section of a policy in a few words: `02:30AM, keeps 5`. Empty where there is none; what is wrong is said. */
export function sectionCell(policy: KubeObject, kind: SectionKind): Cell {
  const { sections, problems } = readPolicy(policy)
  const section = sections.find(one => one.kind === kind)
  if (section !== undefined) return cell(`${timesText(section)}, keeps ${section.retain}`)
  return problems.some(problem => problem.kind === kind) ? cell('not understood', 'failed') : cell('')
}

function timesText(section: PolicySection): string {
  switch (section.kind) {
    case 'Interval':
      return `every ${section.intervalMinutes} min`
    case 'Daily':
      return spellPolicyTime(section.time)
    case 'Weekly':
      return `${weekdays[section.day].slice(0, 3)} ${spellPolicyTime(section.time)}`
    case 'Monthly':
      return `day ${section.date} ${spellPolicyTime(section.time)}`
  }
}

export function zoneText(object: KubeObject): string | undefined {
  return timeSettings(object).zone
}

/** For the age-like columns: when the newest usable run was. */
export function lastSuccess(schedule: KubeObject): Instant | undefined {
  return usableRuns(schedule)
    .map(({ slot }) => slot)
    .toSorted((one, other) => other - one)[0]
}
