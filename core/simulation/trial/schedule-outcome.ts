/** What a schedule has come to when a trial is over: in one word, in numbers, and as what the checks look at. */

import { after, type Instant } from '../../base/index.ts'
import type { ObjectRef, SectionKind } from '../../specs/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import { snapshotOf } from '../volumes.ts'
import { membersOf } from './copies.ts'
import type { Carried } from './executor.ts'
import type { FetchedBackups } from './fetched-backups.ts'
import type { ScheduleTruth } from './schedule-promises.ts'
import { isUsable, type ScheduleWatch } from './schedule-watch.ts'

export type ScheduleTally = {
  readonly ref: ObjectRef
  readonly sections: readonly {
    readonly section: SectionKind
    readonly made: number
    /** Usable in the end. */
    readonly kept: number
    /** Had their time and went. */
    readonly expired: number
    readonly retain: number
  }[]
}

type Span = { readonly began: Instant; readonly until: Instant }

export function tallyOf(watch: ScheduleWatch): ScheduleTally {
  const sections = watch.followed.sections.map(({ kind, retain }) => {
    const own = watch.runs().filter(({ section }) => section === kind)
    const usable = own.filter(isUsable)
    const kept = usable.filter(({ leaving }) => !leaving).length
    return { section: kind, made: own.length, kept, expired: usable.length - kept, retain }
  })
  return { ref: watch.ref, sections }
}

/** The worst of its runs; failed as well when slots were missed or nothing ever ran. */
export function carriedSchedule(watch: ScheduleWatch, { began, until }: Span): Carried {
  const { ref } = watch
  const runs = watch.runs()
  const open = runs.find(({ result, leaving }) => result === 'waiting' && !leaving)
  if (open !== undefined) return { ref, result: 'waiting', because: `${open.ref.name} has not come to an end.` }
  const failed = runs.filter(({ result }) => result === 'failed' || result === 'waiting')
  const [first] = failed
  if (first !== undefined) return { ref, result: 'failed', because: first.because ?? 'A run failed.' }
  const missed = watch.tellings().find(({ reason }) => reason === 'SlotsMissed')
  if (missed !== undefined) return { ref, result: 'failed', because: missed.message }
  if (runs.length === 0) {
    const days = Math.round((until - began) / 86_400_000)
    const told = watch.tellings().find(({ type }) => type === 'Warning')?.message
    return { ref, result: 'failed', because: told ?? `Nothing ran in ${days} ${days === 1 ? 'day' : 'days'}.` }
  }
  const less = runs.find(({ result }) => result === 'downgraded')
  if (less === undefined) return { ref, result: 'successful' }
  return { ref, result: 'downgraded', ...(less.because === undefined ? {} : { because: less.because }) }
}

export function truthOfSchedule(
  watch: ScheduleWatch,
  { began, until, unreadable }: Span & { readonly unreadable: readonly string[] },
): ScheduleTruth {
  const { ref, followed } = watch
  return {
    name: ref.name,
    ...followed,
    from: began,
    until: after(until, -lastWindowMs),
    runs: watch.runs().map(({ ref: own, section, stamp, result }) => ({ ref: own, section, stamp, result })),
    deletions: watch.deletions(),
    tellings: watch.tellings(),
    unreadable,
  }
}

/** Kept runs that are called usable, and whose bytes are neither in the storage nor to be fetched. */
export function unreadableRuns(
  cluster: SimulatedCluster,
  watch: ScheduleWatch,
  fetched: FetchedBackups,
): readonly string[] {
  return watch
    .runs()
    .filter(run => isUsable(run) && !run.leaving)
    .filter(({ ref }) => {
      const handles = membersOf(cluster, ref).map(member => snapshotOf(cluster.plane, member)?.handle)
      return handles.some(
        handle => handle === undefined || (cluster.storage.openSnapshot(handle) === undefined && !fetched.has(handle)),
      )
    })
    .map(({ ref }) => ref.name)
}

/** Slots at the very end may still be waiting for their run. */
const lastWindowMs = 65 * 60_000
