/** From a model run that breaks a promise to the simplest one that still does, told as a short story in words. */

import type { CrashPoint } from './crash-sweep.ts'
import { type FaultRates, noFaults } from './model/scenario.ts'
import type { Truth } from './model/truth.ts'
import type { SeedRange, SweepFailure, SweepResult } from './sweep.ts'

/** What a run asked for, as `replayWorld` describes it, and what was true meanwhile where the world knows. */
export type Replayed = { readonly asked: readonly string[]; readonly truth?: Truth }

export type SmallFailure = SweepFailure & {
  /** What is left of the scenario, in words. */
  readonly world: string
  readonly story: readonly string[]
}

/** What the scenarios of all kinds have in common, and what only some of them have. */
export type AnyScenario = {
  readonly name: string
  readonly kind: string
  readonly faults: FaultRates
  readonly quietAfterMs: number
  readonly incident?: string
  readonly cloud?: true
  readonly rule?: string
  readonly members?: number
  readonly pods?: number
  readonly attempts?: number
}

type Means<S> = {
  readonly swept: (options: { readonly scenario: S; readonly seeds: SeedRange }) => SweepResult
  readonly replayed: (scenario: S, seed: number, crash: CrashPoint | undefined) => Replayed
  readonly simpler: (scenario: S) => readonly S[]
}

/** A simpler scenario draws other chances, so a few seeds are tried for each. */
const seedsTried = 12

export function shrinkFailure<S extends AnyScenario>(
  failure: SweepFailure,
  scenario: S | undefined,
  means: Means<S>,
): SmallFailure {
  if (scenario === undefined) return { ...failure, world: failure.scenario, story: [failure.found] }
  let best = { scenario, failure }
  for (let improved = true; improved; ) {
    improved = false
    for (const simpler of means.simpler(best.scenario)) {
      const { failures } = means.swept({ scenario: simpler, seeds: { from: best.failure.seed, count: seedsTried } })
      const same = earliest(failures.filter(({ checker }) => checker === failure.checker))
      if (same === undefined) continue
      best = { scenario: simpler, failure: same }
      improved = true
      break
    }
  }
  const { seed, crash, found } = best.failure
  const { asked, truth } = means.replayed(best.scenario, seed, crash)
  return { ...best.failure, world: worldText(best.scenario), story: tell(asked, crash, truth, found) }
}

/** Simpler by one step: without faults, without an incident, with fewer pods, members, attempts. The boldest first. */
export function simplerScenarios<S extends AnyScenario>(scenario: S): readonly S[] {
  const { incident, cloud, kind, faults, members = 1, pods = 1, attempts = 1 } = scenario
  const struck = Object.entries(faults).filter(([, rate]) => rate > 0)
  const one = { members: 1, pods: 1, kind: 'single' }
  const without = (key: string) => Object.fromEntries(Object.entries(scenario).filter(([name]) => name !== key))
  const candidates: readonly unknown[] = [
    ...(struck.length > 0 ? [{ ...scenario, faults: noFaults, quietAfterMs: 0 }] : []),
    ...(incident === undefined ? [] : [without('incident')]),
    ...(cloud === undefined ? [] : [without('cloud')]),
    ...(kind === 'group' ? [{ ...scenario, ...one }] : []),
    ...(members > 1 ? [{ ...scenario, members: members - 1 }] : []),
    ...(pods > 1 ? [{ ...scenario, pods: pods - 1 }] : []),
    ...(attempts > 1 ? [{ ...scenario, attempts: 1 }] : []),
    ...(struck.length > 1 ? struck.map(([name]) => ({ ...scenario, faults: { ...faults, [name]: 0 } })) : []),
  ]
  // Every candidate is the scenario with less in it, so it is of the same kind of run.
  return candidates as readonly S[]
}

/** A run in which nothing crashed is the simplest; else the one that crashed first. */
function earliest(failures: readonly SweepFailure[]): SweepFailure | undefined {
  return failures.toSorted((one, other) => (one.crash?.at ?? -1) - (other.crash?.at ?? -1))[0]
}

function worldText(scenario: AnyScenario): string {
  const { kind, rule, members, pods, cloud, incident } = scenario
  const faults = Object.entries(scenario.faults).flatMap(([name, rate]) => (rate > 0 ? [name] : []))
  return [
    rule === undefined ? kind : `${kind} snapshot with rule "${rule}"`,
    ...(members === undefined ? [] : [count(members, 'volume')]),
    ...(pods === undefined ? [] : [count(pods, 'pod')]),
    ...(cloud === undefined ? [] : ['uploaded']),
    ...(incident === undefined ? [] : [`incident ${incident}`]),
    faults.length === 0 ? 'no faults' : `faults ${faults.join(', ')}`,
  ].join(', ')
}

function tell(
  asked: readonly string[],
  crash: CrashPoint | undefined,
  truth: Truth | undefined,
  found: string,
): readonly string[] {
  const lines = asked.flatMap((line, index) => {
    const died =
      crash?.at === index ? [`${line.slice(0, 12)}  the process dies ${places[crash.when]}, and another goes on`] : []
    const text = wordsOf(line)
    return text === undefined ? died : [text, ...died]
  })
  const truths = (truth?.freezes ?? []).flatMap(({ pod, from, to }) => [
    `${clock(from)}  pod ${pod} stands still`,
    ...(to === -1 ? [] : [`${clock(to)}  pod ${pod} goes on after ${((to - from) / 1000).toFixed(1)} s`]),
  ])
  const cuts = (truth?.cuts ?? []).map(({ at }) => `${clock(at)}  the storage cuts`)
  const all = [...lines, ...truths, ...cuts].toSorted((one, other) =>
    one.slice(0, 12) < other.slice(0, 12) ? -1 : one.slice(0, 12) > other.slice(0, 12) ? 1 : 0,
  )
  return [...withoutRepeats(all), `Broken: ${found}`]
}

const places: Readonly<Record<CrashPoint['when'], string>> = {
  before: 'before that takes effect',
  after: 'after that has taken effect',
  partly: 'in the midst of it',
}

/** Looking and waiting are no events of a story. */
function wordsOf(line: string): string | undefined {
  const [, time = '', ask, rest = ''] = /^(\S+) (\w+)\s?(.*)$/.exec(line) ?? []
  if (ask === 'store') return `${time}  stores the stage ${rest}`
  if (ask === 'perform') return `${time}  asks for: ${rest}`
  return undefined
}

/** Asking for the same again and again is told once, with how often. */
function withoutRepeats(lines: readonly string[]): readonly string[] {
  const told: { text: string; times: number }[] = []
  for (const text of lines) {
    const last = told.at(-1)
    if (last !== undefined && last.text.slice(14) === text.slice(14)) last.times += 1
    else told.push({ text, times: 1 })
  }
  return told.map(({ text, times }) => (times === 1 ? text : `${text} (${times} times)`))
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 23)
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}
