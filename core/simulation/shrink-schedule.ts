/** From a swept schedule that breaks a promise to the simplest that still does, told as a short story in words. */

import type { stepVolumeSnapshotSchedule } from '../engine/index.ts'
import { scheduleCheckers } from './checkers/schedule-checkers.ts'
import type { CrashPoint } from './crash-sweep.ts'
import type { ScheduleScenario } from './model/schedule-world.ts'
import { replaySchedule, type ScheduleAsked, sweepSchedules } from './schedule-sweep.ts'
import type { SmallFailure } from './shrink.ts'
import type { SweepFailure } from './sweep.ts'

export type ShrinkScheduleOptions = {
  readonly scenario: ScheduleScenario
  /** The one under test; absent: ours. */
  readonly step?: typeof stepVolumeSnapshotSchedule
  /** Of so many places at which the process could die, one is tried; the failure was found like that. */
  readonly crashEvery: number
}

/** A simpler scenario draws other chances, so a few seeds are tried for each. */
const seedsTried = 6
/** Longer stories lose their middle. */
const mostLines = 40

export function shrinkSchedule(failure: SweepFailure, options: ShrinkScheduleOptions): SmallFailure {
  const { crashEvery, ...rest } = options
  const checkers = scheduleCheckers.filter(({ name }) => name === failure.checker)
  let best = { scenario: options.scenario, failure }
  for (let improved = true; improved; ) {
    improved = false
    for (const scenario of simplerSchedules(best.scenario)) {
      const seeds = { from: best.failure.seed, count: seedsTried }
      const { failures } = sweepSchedules({ ...rest, scenario, seeds, checkers, crashEvery, failuresWanted: 2 })
      const [same] = failures.toSorted((one, other) => (one.crash?.at ?? -1) - (other.crash?.at ?? -1))
      if (same === undefined) continue
      best = { scenario, failure: same }
      improved = true
      break
    }
  }
  const { seed, crash, found } = best.failure
  const { asked, incidents } = replaySchedule({ ...rest, scenario: best.scenario }, seed, crash)
  const happened = incidents.map(({ at, what }) => ({ at, text: incidentWords[what] }))
  const lines = [...happened, ...asked.flatMap(one => linesOf(one))].toSorted((one, other) => one.at - other.at)
  const story = shortened(lines.map(({ at, text }) => `${moment(at)}  ${text}`))
  return { ...best.failure, world: worldText(best.scenario), story: [...story, `Broken: ${found}`] }
}

/** Simpler by one step, the boldest first. */
function simplerSchedules(scenario: ScheduleScenario): readonly ScheduleScenario[] {
  const { incidents, sections, days, cloud, runMinutes } = scenario
  const struck = rates.filter(rate => scenario[rate] > 0)
  const calm = { failing: 0, hanging: 0, silent: 0, conflict: 0, answerLost: 0 }
  const [, longest] = runMinutes
  return [
    ...(struck.length > 0 ? [{ ...scenario, ...calm }] : []),
    ...(incidents.length > 0 ? [{ ...scenario, incidents: [] }] : []),
    ...(sections.length > 1 ? sections.map(section => ({ ...scenario, sections: [section] })) : []),
    ...(cloud ? [{ ...scenario, cloud: false }] : []),
    ...(longest > 1 ? [{ ...scenario, runMinutes: [0.1, 1] as const }] : []),
    ...(days > 1 ? [{ ...scenario, days: Math.ceil(days / 2) }] : []),
    ...(incidents.length > 1
      ? incidents.map((_, index) => ({ ...scenario, incidents: incidents.toSpliced(index, 1) }))
      : []),
    ...(struck.length > 1 ? struck.map(rate => ({ ...scenario, [rate]: 0 })) : []),
  ]
}

const rates = ['failing', 'hanging', 'silent', 'conflict', 'answerLost'] as const

function worldText({ sections, days, cloud, incidents, ...scenario }: ScheduleScenario): string {
  const struck = rates.filter(rate => scenario[rate] > 0)
  return [
    `schedule with ${sections.map(({ kind }) => kind).join(' and ')}`,
    `${days} ${days === 1 ? 'day' : 'days'}`,
    ...(cloud ? ['uploaded'] : []),
    ...(incidents.length === 0 ? [] : [`incidents ${incidents.join(', ')}`]),
    struck.length === 0 ? 'no faults' : `faults ${struck.join(', ')}`,
  ].join(', ')
}

const incidentWords: Readonly<Record<ScheduleScenario['incidents'][number], string>> = {
  suspend: 'somebody suspends it, for some hours',
  'clock-forward': 'the clock jumps ahead',
  'clock-back': 'the clock goes back',
  away: 'nobody carries it out, for some hours',
  'no-policy': 'its policy is deleted, for some hours',
  deletion: 'somebody deletes a snapshot',
  trigger: 'somebody asks for a run out of turn',
}

const places: Readonly<Record<CrashPoint['when'], string>> = {
  before: 'before that takes effect',
  after: 'after that has taken effect',
  partly: 'in the midst of it',
}

type Line = { readonly at: number; readonly text: string }

/** Looking, storing and waiting are no events of a story. */
function linesOf({ at, request, died }: ScheduleAsked): readonly Line[] {
  const effects = request.ask === 'perform' ? request.effects : []
  const lines = effects.flatMap(effect => {
    if (!('of' in effect) || effect.of !== 'schedule') return []
    if (effect.do === 'make-run') return [{ at, text: `makes ${effect.item.name}` }]
    if (effect.do === 'drop-run') return [{ at, text: `deletes ${effect.item.name}` }]
    return effect.do === 'tell' ? [{ at, text: `tells: ${effect.tidings.message}` }] : []
  })
  if (died === undefined) return lines
  const what = request.ask === 'store' ? [{ at, text: 'stores what it has decided' }] : []
  return [...lines, ...what, { at, text: `the process dies ${places[died]}, and another goes on` }]
}

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines
  const half = mostLines / 2
  return [...lines.slice(0, half), `… ${lines.length - mostLines} lines like these …`, ...lines.slice(-half)]
}

function moment(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}
