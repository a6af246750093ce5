/** What a simulation found, for people: the verdict first, then how long applications stood still, then why. */

import type { SimulationReport } from '../simulation/index.ts'
import { type Cell, cell, type Tone } from './cell.ts'
import type { Fact, Section } from './description.ts'
import { spell } from './moment.ts'

export type SimulationView = {
  readonly headline: Cell
  readonly facts: readonly Fact[]
  readonly sections: readonly Section[]
  /** Shortest runs that break a promise, told line by line. `faults`, `without` and `days` repeat them. */
  readonly stories: readonly {
    readonly title: string
    readonly lines: readonly string[]
    readonly seed: number
    readonly faults: readonly string[]
    readonly without: readonly string[]
    /** For how many days schedules were let run. */
    readonly days?: number
  }[]
}

export function simulationView(report: SimulationReport): SimulationView {
  return {
    headline: headline(report),
    facts: facts(report),
    sections: [...reasonSection(report), ...faultSection(report), ...brokenSection(report)],
    stories: report.broken.map(({ promise, smallest }) => ({
      title: `How it breaks "${promise}", as short as it gets`,
      lines: smallest.story,
      seed: smallest.seed,
      faults: smallest.faults,
      without: smallest.without.map(({ kind, name }) => `${kind.toLowerCase()}/${name}`),
      ...(smallest.days === undefined ? {} : { days: smallest.days }),
    })),
  }
}

/** The shape is promised to other programs. */
export function simulationJson(report: SimulationReport) {
  const { seed, runs, executor, consistency, frozenMs, broken, ok } = report
  return {
    seed,
    runs,
    executor,
    consistency,
    frozenMs,
    broken: broken.map(({ promise, runs: hit, smallest }) => ({
      promise,
      runs: hit,
      smallest: { seed: smallest.seed, story: smallest.story },
    })),
    ok,
  }
}

function headline({ ok, runs, broken, results, consistency }: SimulationReport): Cell {
  const [first] = broken
  if (runs === 0) return cell('No run was made.', 'muted')
  if (first !== undefined) {
    const more = broken.length === 1 ? '' : ` and ${broken.length - 1} more`
    return cell(`Broken in ${inRuns(first.runs, runs)}: ${first.promise}${more}.`, 'failed')
  }
  if (!ok) return cell(`It fails without any fault in ${inRuns(runs - results.successful, runs)}.`, 'failed')
  const kept = 'Every promise is kept.'
  if (results.successful === runs && consistency.none > 0) {
    const said =
      consistency.none === runs ? 'no copy is usable' : `${inRuns(consistency.none, runs)} left no usable copy`
    return cell(`${kept} And yet ${said}.`, 'working')
  }
  if (results.successful === runs) return cell(`${kept} ${sentence(worthOf(consistency))} in every run.`, 'usable')
  const less = ['downgraded', 'failed', 'waiting'] as const
  const counts = less.flatMap(one => (results[one] === 0 ? [] : [`${results[one]} ${resultWords[one]}`]))
  return cell(`${kept} Of ${amount(runs, 'run')}, ${counts.join(' and ')}, and said so.`, 'working')
}

function facts(report: SimulationReport): readonly Fact[] {
  const { runs, seed, executor, objects } = report
  const range = runs === 1 ? `seed ${seed}` : `seeds ${seed} to ${seed + runs - 1}`
  return [
    { label: 'Object', value: cell(objects.map(({ kind, name }) => `${kind} ${name}`).join(', ')) },
    { label: 'Carried out by', value: cell(executor === 'stork' ? 'STORK, as it is' : 'pxsnap') },
    { label: 'Runs', value: cell(`${runs} (${range})`) },
    { label: 'Results', value: cell(resultText(report.results), toneOf(report)) },
    { label: 'Copies', value: cell(consistencyText(report.consistency)) },
    ...report.verdicts.map(({ text }) => ({ label: 'Copies', value: cell(text, 'muted') })),
    { label: 'Frozen', value: frozenCell(report) },
    ...(report.schedules ?? []).map(schedule => ({ label: 'Schedule', value: scheduleCell(schedule, report) })),
    ...(report.awayMs === undefined ? [] : [{ label: 'Stopped', value: awayCell(report.awayMs) }]),
  ]
}

function frozenCell({ frozenMs, stillFrozenMs, runs }: SimulationReport): Cell {
  const { p50, p99, max } = frozenMs
  if (max === 0) return cell('never: nothing is asked to stand still', 'muted')
  if (max === null) {
    const half = p50 === null ? 'in at least half of the runs' : `${spell(p50)} in half of the runs`
    const still = stillFrozenMs === undefined ? '' : `; still frozen after ${spell(stillFrozenMs)}`
    return cell(p50 === null ? `without an end ${half}${still}` : `${half}, without an end in some${still}`, 'failed')
  }
  if (runs === 1) return cell(spell(max), 'frozen')
  return cell(
    `${spell(p50 ?? max)} in half of the runs, ${spell(p99 ?? max)} in 99 of 100, ${spell(max)} at most`,
    'frozen',
  )
}

function awayCell({ p50, max }: NonNullable<SimulationReport['awayMs']>): Cell {
  if (max === 0) return cell('never: no application had to be stopped', 'muted')
  if (max !== null && p50 !== null) return cell(`${spell(p50)} in half of the runs, ${spell(max)} at most`, 'working')
  const half = p50 === null ? 'in at least half of the runs' : `${spell(p50)} in half of the runs, in some`
  return cell(`${half} the application did not come back`, 'failed')
}

function scheduleCell(
  { ref, sections }: NonNullable<SimulationReport['schedules']>[number],
  { scheduledMs = 0, seed, runs }: SimulationReport,
): Cell {
  const days = amount(Math.round(scheduledMs / 86_400_000), 'day')
  const of = runs === 1 ? '' : ` (seed ${seed})`
  const runsMade = sections.map(({ section, made, kept, expired, retain }) => {
    const gone = expired === 0 ? '' : `, ${expired} deleted`
    return `${made} ${section.toLowerCase()} (the policy keeps ${retain}; ${kept} kept${gone})`
  })
  return cell(
    `${ref.name} in ${days}${of}: ${runsMade.length === 0 ? 'its policy has no section' : runsMade.join(', ')}`,
  )
}

function reasonSection({ reasons, runs }: SimulationReport): readonly Section[] {
  if (reasons.length === 0) return []
  const rows = reasons.slice(0, 5).map(({ text, runs: hit }) => [cell(inRuns(hit, runs), 'muted'), cell(text)])
  return [{ title: 'Why runs did not come out as asked', rows }]
}

function faultSection({ faults, runs }: SimulationReport): readonly Section[] {
  if (faults.length === 0) return []
  const rows = faults.map(({ fault, struck, results, consistency, longestFreezeMs }) => [
    cell(fault),
    cell(inRuns(struck, runs), struck === 0 ? 'muted' : 'plain'),
    cell(struck === 0 ? '' : resultText(results)),
    cell(struck === 0 ? '' : consistencyText(consistency)),
    cell(struck === 0 ? '' : longestFreezeMs === null ? 'without an end' : spell(longestFreezeMs), 'frozen'),
  ])
  return [{ title: 'What each fault did', columns: ['FAULT', 'STRUCK', 'RESULTS', 'COPIES', 'LONGEST FREEZE'], rows }]
}

function brokenSection({ broken, runs }: SimulationReport): readonly Section[] {
  if (broken.length === 0) return []
  return [
    {
      title: 'Broken promises',
      rows: broken.map(({ promise, runs: hit }) => [cell(inRuns(hit, runs)), cell(promise, 'failed')]),
    },
  ]
}

const resultWords = {
  successful: 'successful',
  downgraded: 'kept with less consistency',
  failed: 'failed',
  waiting: 'without an end',
} as const

function resultText(results: SimulationReport['results']): string {
  const kinds = ['successful', 'downgraded', 'failed', 'waiting'] as const
  return kinds.flatMap(kind => (results[kind] === 0 ? [] : [`${results[kind]} ${resultWords[kind]}`])).join(', ')
}

function consistencyText({ application, crash, none }: SimulationReport['consistency']): string {
  return [
    ...(application === 0 ? [] : [`${application} application-consistent`]),
    ...(crash === 0 ? [] : [`${crash} crash-consistent`]),
    ...(none === 0 ? [] : [`${none} without a usable copy`]),
  ].join(', ')
}

function worthOf({ application, crash }: SimulationReport['consistency']): string {
  if (crash === 0) return 'the copy is application-consistent'
  if (application === 0) return 'the copy is crash-consistent'
  return 'the copy is at least crash-consistent'
}

function toneOf({ results, runs }: SimulationReport): Tone {
  if (results.successful === runs) return 'usable'
  return results.failed + results.waiting > 0 ? 'failed' : 'working'
}

function inRuns(hit: number, runs: number): string {
  return `${hit} of ${amount(runs, 'run')}`
}

function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
