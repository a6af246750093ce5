/**
 * A small synchronous world for one schedule: its policy, the objects of its runs, a clock that may jump, and what goes
 * wrong. It keeps the truth: which runs were ever made, what was told, and what every deletion left behind.
 */

import { type Instant, instant } from '../../base/index.ts'
import {
  type Answer,
  type Effect,
  type EffectOutcome,
  newSchedule,
  type Reason,
  type Reply,
  type Request,
  type RunView,
  type ScheduleItem,
  type ScheduleLifecycle,
  type ScheduleSettings,
  type Tidings,
} from '../../engine/index.ts'
import type { PolicySection, SectionKind } from '../../specs/index.ts'
import { nextRandom, unit } from './random.ts'

export type ScheduleScenario = {
  readonly name: string
  readonly sections: readonly PolicySection[]
  /** How long the schedule is watched. */
  readonly days: number
  /** Runs are uploads, each built on the one before. */
  readonly cloud: boolean
  /** How long a run takes, from and to, in minutes. */
  readonly runMinutes: readonly [number, number]
  /** From 0 to 1, of runs. */
  readonly failing: number
  readonly hanging: number
  /** From 0 to 1, of requests. */
  readonly silent: number
  readonly conflict: number
  readonly answerLost: number
  /** What happens once or several times, at moments that the seed chooses. */
  readonly incidents: readonly (
    | 'suspend'
    | 'clock-forward'
    | 'clock-back'
    | 'away'
    | 'no-policy'
    | 'deletion'
    | 'trigger'
  )[]
}

/** The object of a run, as it really is. */
type Run = {
  readonly kind: SectionKind
  readonly slot: Instant
  readonly doneAt: number
  readonly fails: boolean
  /** What its backup builds on, nearest first. */
  readonly needs: readonly string[]
  /** When it goes, once it is deleted. */
  readonly goneAt: number | undefined
}

type Incident = { readonly at: number; readonly what: ScheduleScenario['incidents'][number] }
type Status = ScheduleLifecycle

export const scheduleDeadlineMs = 3 * 3_600_000
const uid = 'c0ffee00-0000-4000-8000-00000000beef'

export class ScheduleWorld {
  readonly scenario: ScheduleScenario
  now = startAt
  random = 0
  stored: Status | undefined
  version = 1
  suspended = false
  hasPolicy = true
  trigger: string | undefined
  /** Nobody carries the schedule out until then. */
  awayUntil = 0
  quietAt: number
  endsAt: number
  incidents: readonly Incident[] = []
  runs: ReadonlyMap<string, Run> = new Map()
  /** Names of all runs that were ever made. */
  made: ReadonlySet<string> = new Set()
  told: ReadonlyMap<string, Tidings> = new Map()
  /** When the schedule was suspended, from and to. */
  broken: readonly string[] = []
  /** The clock has gone back: slots may come twice. */
  clockWentBack = false
  /** Somebody other than the schedule deleted these. */
  deletedByOthers = 0

  private constructor(scenario: ScheduleScenario) {
    this.scenario = scenario
    this.endsAt = startAt + scenario.days * dayMs
    this.quietAt = this.endsAt - dayMs / 2
  }

  static begin(scenario: ScheduleScenario, seed: number): ScheduleWorld {
    const world = new ScheduleWorld(scenario)
    world.random = Math.imul(seed + 1, 0x9e3779b1) | 0
    const span = world.quietAt - startAt
    world.incidents = scenario.incidents
      .map(what => ({ at: startAt + Math.floor(world.chance() * span), what }))
      .toSorted((one, other) => one.at - other.at)
    return world
  }

  /** A copy that goes its own way; what is shared is never changed. */
  fork(): ScheduleWorld {
    return Object.assign(new ScheduleWorld(this.scenario), this)
  }

  chance(): number {
    this.random = nextRandom(this.random)
    return unit(this.random)
  }

  settings(): ScheduleSettings {
    const { trigger } = this
    return {
      name: 'orders',
      uid,
      createdAt: instant(startAt),
      makes: 'VolumeSnapshot',
      suspended: this.suspended,
      deadlineMs: scheduleDeadlineMs,
      ...(trigger === undefined ? {} : { trigger: { id: trigger, at: instant(Date.parse(trigger)) } }),
    }
  }

  /** The next moment at which something happens by itself. */
  nextChange(): number | undefined {
    const times = [
      ...[...this.runs.values()].flatMap(run => [run.doneAt, run.goneAt ?? Number.POSITIVE_INFINITY]),
      ...this.incidents.map(({ at }) => at),
    ].filter(at => at > this.now && at < Number.POSITIVE_INFINITY)
    return times.length === 0 ? undefined : Math.min(...times)
  }

  advance(to: number): void {
    for (let next = this.incidents[0]; next !== undefined && next.at <= to; next = this.incidents[0]) {
      this.now = Math.max(this.now, next.at)
      this.incidents = this.incidents.slice(1)
      this.#happen(next.what)
    }
    this.now = Math.max(this.now, to)
    const gone = [...this.runs].filter(([, { goneAt }]) => goneAt !== undefined && goneAt <= this.now)
    if (gone.length > 0) this.runs = new Map([...this.runs].filter(([name]) => !gone.some(([other]) => other === name)))
  }

  #happen(what: Incident['what']): void {
    const later = (of: Incident['what'], ms: number) => {
      this.incidents = [...this.incidents, { at: this.now + ms, what: of }].toSorted((one, other) => one.at - other.at)
    }
    switch (what) {
      case 'suspend':
        this.suspended = !this.suspended
        if (this.suspended) later('suspend', Math.floor(this.chance() * 10) * hourMs)
        this.version++
        return
      case 'clock-forward':
        this.now += Math.floor(this.chance() * 40) * hourMs
        return
      case 'clock-back':
        this.now -= Math.floor(1 + this.chance() * 10) * hourMs
        this.clockWentBack = true
        return
      case 'away':
        this.awayUntil = this.now + Math.floor(this.chance() * 30) * hourMs
        return
      case 'no-policy':
        this.hasPolicy = !this.hasPolicy
        if (!this.hasPolicy) later('no-policy', Math.floor(this.chance() * 8) * hourMs)
        return
      case 'deletion': {
        const names = [...this.runs.keys()]
        const name = names[Math.floor(this.chance() * names.length)]
        const run = name === undefined ? undefined : this.runs.get(name)
        if (name === undefined || run === undefined) return
        this.deletedByOthers++
        this.runs = new Map(this.runs).set(name, { ...run, goneAt: this.now })
        return
      }
      case 'trigger':
        this.trigger = new Date(this.now).toISOString()
        this.version++
    }
  }

  answer(request: Request<Status>): Reply<Status> {
    switch (request.ask) {
      case 'look':
        return this.#look()
      case 'perform':
        return { got: 'outcomes', outcomes: request.effects.map(effect => this.#perform(effect)) }
      case 'store':
        return this.#store(request.status, request.version)
      case 'wait':
        this.advance(Math.max(this.now, request.until))
        return { got: 'waited' }
    }
  }

  takesEffect(request: Request<Status>, count: number): void {
    if (request.ask === 'store') this.#store(request.status, request.version)
    if (request.ask === 'perform') for (const effect of request.effects.slice(0, count)) this.#answerTo(effect)
  }

  #look(): Reply<Status> {
    this.advance(this.now + apiMs)
    if (this.#fault('silent')) return silent
    const status = this.stored ?? newSchedule(instant(this.now))
    return { got: 'found', status, mark: this.stored, version: String(this.version), uid, deleting: false }
  }

  #store(status: Status, version: string): Reply<Status> {
    this.advance(this.now + apiMs)
    if (this.#fault('silent')) return silent
    if (this.#fault('conflict')) this.version++
    if (version !== String(this.version)) return { got: 'conflict' }
    this.version++
    this.stored = status
    if (this.#fault('answerLost')) return silent
    return { got: 'stored', version: String(this.version), mark: status, deleting: false }
  }

  #perform(effect: Effect): EffectOutcome {
    const from = instant(this.now)
    this.advance(this.now + apiMs)
    const isSilent = this.#fault('silent')
    const answer = isSilent && this.chance() < 0.5 ? unanswered : this.#answerTo(effect)
    return { from, to: instant(this.now), ...(isSilent ? unanswered : answer) }
  }

  #answerTo(effect: Effect): Answer {
    if (!('of' in effect) || effect.of !== 'schedule') return { got: 'done' }
    switch (effect.do) {
      case 'look-at-runs':
        return { got: 'schedule-view', view: { turn: effect.turn, policy: this.#policy(), runs: this.#views() } }
      case 'make-run':
        return this.#make(effect.item)
      case 'drop-run':
        return this.#drop(effect.item)
      case 'tell':
        this.told = new Map(this.told).set(effect.tidings.id, effect.tidings)
        return { got: 'done' }
    }
  }

  #policy() {
    if (!this.hasPolicy) return { is: 'missing', name: 'nightly' } as const
    return { is: 'found', sections: this.scenario.sections, problems: [] } as const
  }

  #views(): readonly RunView[] {
    return [...this.runs].map(([name, run]) => {
      const isDone = run.doneAt <= this.now
      const state = !isDone ? 'running' : run.fails ? 'failed' : 'ready'
      const chain = this.scenario.cloud && state === 'ready' ? { chain: { handles: [name], needs: run.needs } } : {}
      return { name, leaving: run.goneAt !== undefined, state, ...chain }
    })
  }

  #make(item: ScheduleItem): Answer {
    if (this.runs.has(item.name)) return { got: 'done' }
    const [least, most] = this.scenario.runMinutes
    const hangs = this.#happens(this.scenario.hanging)
    const takesMs = (least + this.chance() * (most - least)) * 60_000
    const base = item.kind === 'Weekly' || item.full === true ? undefined : this.#newestUsable()
    const needs = base === undefined ? [] : [base, ...(this.runs.get(base)?.needs ?? [])]
    this.runs = new Map(this.runs).set(item.name, {
      kind: item.kind,
      slot: item.slot,
      doneAt: hangs ? Number.POSITIVE_INFINITY : this.now + takesMs,
      fails: this.#happens(this.scenario.failing),
      needs,
      goneAt: undefined,
    })
    this.made = new Set([...this.made, item.name])
    return { got: 'done' }
  }

  #newestUsable(): string | undefined {
    return this.usable()
      .toSorted(([, one], [, other]) => one.doneAt - other.doneAt)
      .at(-1)?.[0]
  }

  /** Runs that can be restored and that nobody has begun to delete. */
  usable(kind?: SectionKind): readonly (readonly [string, Run])[] {
    return [...this.runs].filter(
      ([, run]) =>
        run.doneAt <= this.now && !run.fails && run.goneAt === undefined && (kind === undefined || run.kind === kind),
    )
  }

  // The truth about every deletion that the schedule asks for: what it takes away, and what is left.
  #drop(item: ScheduleItem): Answer {
    const run = this.runs.get(item.name)
    if (run === undefined) return { got: 'done' }
    if (run.goneAt !== undefined) return { got: 'running' }
    const isUsable = run.doneAt <= this.now && !run.fails
    this.runs = new Map(this.runs).set(item.name, { ...run, goneAt: this.now + 5_000 })
    if (isUsable) {
      const left = this.usable(run.kind).length
      const retain = this.scenario.sections.find(({ kind }) => kind === run.kind)?.retain ?? 0
      if (left < retain)
        this.#break(`${item.name} was deleted, and ${left} usable ${run.kind} runs are left of ${retain}.`)
      const needing = this.usable().find(([, other]) => other.needs.includes(item.name))
      if (this.scenario.cloud && needing !== undefined)
        this.#break(`${item.name} was deleted, and ${needing[0]} builds on it.`)
    }
    return { got: 'running' }
  }

  #break(what: string): void {
    this.broken = [...this.broken, what]
  }

  #fault(name: 'silent' | 'conflict' | 'answerLost'): boolean {
    return this.#happens(this.scenario[name])
  }

  #happens(rate: number): boolean {
    return rate > 0 && this.now < this.quietAt && this.chance() < rate
  }
}

export const startAt = Date.UTC(2026, 2, 1, 0, 17)
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const apiMs = 5

const away: Reason = { code: 'unreachable', message: 'No answer.', blame: 'cluster' }
const silent: Reply<Status> = { got: 'no-answer', reason: away }
const unanswered: Answer = { got: 'failure', reason: away, mayPass: true }
