/** A small synchronous world for one clone: a snapshot's bytes, the volume made from them, and the claim. */

import { assert, instant } from '../../base/index.ts'
import {
  type Answer,
  type CloneLifecycle,
  type Effect,
  type EffectOutcome,
  newClone,
  type Reason,
  type Reply,
  type Request,
} from '../../engine/index.ts'
import { nextRandom, unit } from './random.ts'
import type { CloneScenario, FaultRates } from './scenario.ts'

type Status = CloneLifecycle

/** What the snapshot holds. */
export const snapshotBytes = 'the bytes of the snapshot'

export class CloneWorld {
  readonly scenario: CloneScenario
  now = startAt
  random = 0
  stored: Status | undefined
  version = 1
  exists = true
  deleting = false
  stoppedAt = -1
  epochs = 0
  givenUp = 0
  /** The storage's task: when it is done, and whether it fails; -1 before it is begun. */
  doneAt = -1
  fails = false
  made = false
  /** Volumes that exist, by handle, with their bytes. */
  volumes: { readonly handle: string; readonly bytes: string }[] = []
  /** The PersistentVolume made for the claim, and the volume it names. */
  object: string | undefined
  incidentAt = -1
  quietAt = 0

  private constructor(scenario: CloneScenario) {
    this.scenario = scenario
  }

  static begin(scenario: CloneScenario, seed: number): CloneWorld {
    const world = new CloneWorld(scenario)
    world.random = Math.imul(seed + 1, 0x9e3779b1) | 0
    if (scenario.incident !== undefined) world.incidentAt = startAt + Math.floor(world.chance() * 3_000)
    world.quietAt = startAt + scenario.quietAfterMs
    return world
  }

  fork(): CloneWorld {
    const copy = new CloneWorld(this.scenario)
    copy.now = this.now
    copy.random = this.random
    copy.stored = this.stored
    copy.version = this.version
    copy.exists = this.exists
    copy.deleting = this.deleting
    copy.stoppedAt = this.stoppedAt
    copy.epochs = this.epochs
    copy.givenUp = this.givenUp
    copy.doneAt = this.doneAt
    copy.fails = this.fails
    copy.made = this.made
    copy.volumes = this.volumes.slice()
    copy.object = this.object
    copy.incidentAt = this.incidentAt
    copy.quietAt = this.quietAt
    return copy
  }

  chance(): number {
    this.random = nextRandom(this.random)
    return unit(this.random)
  }

  advance(to: number): void {
    if (this.incidentAt >= 0 && this.incidentAt <= to) {
      this.incidentAt = -1
      this.deleting = true
      this.version++
      if (this.stored === undefined) this.exists = false
    }
    if (this.doneAt >= 0 && this.doneAt <= to && !this.made) {
      this.made = true
      if (!this.fails) this.volumes.push({ handle: 'clone', bytes: snapshotBytes })
    }
    this.now = to
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
    if (request.ask === 'perform') for (const effect of request.effects.slice(0, count)) this.#begin(effect)
  }

  #look(): Reply<Status> {
    this.advance(this.now + apiMs)
    if (this.#fault('apiSilent')) return silent
    if (!this.exists) return { got: 'nothing' }
    const { stored, version, deleting } = this
    const status = stored ?? newClone(instant(this.now))
    return { got: 'found', status, mark: stored, version: String(version), uid: 'c10e', deleting }
  }

  #store(status: Status, version: string): Reply<Status> {
    this.advance(this.now + apiMs)
    if (this.#fault('storeLost')) return silent
    if (!this.exists) return { got: 'nothing' }
    if (this.#fault('conflict')) this.version++
    if (version !== String(this.version)) return { got: 'conflict' }
    this.version++
    this.stored = status
    if (status.stage === 'Gone') this.exists = false
    if (this.#fault('storeAnswerLost')) return silent
    return { got: 'stored', version: String(this.version), mark: status, deleting: this.deleting }
  }

  #perform(effect: Effect): EffectOutcome {
    const from = instant(this.now)
    this.advance(this.now + apiMs)
    const silentNow = this.#fault('storageSilent') || this.#fault('apiSilent')
    if (!silentNow || this.chance() < 0.5) this.#begin(effect)
    const answer = silentNow ? unanswered : this.#answerTo(effect)
    this.advance(this.now + apiMs)
    return { from, to: instant(this.now), ...answer }
  }

  #begin(effect: Effect): void {
    switch (effect.do) {
      case 'clone-volume':
      case 'download':
        if (this.doneAt >= 0) return
        this.fails = this.#fault('storageFails')
        this.doneAt = this.now + 50 + Math.floor(this.chance() * (this.#fault('storageSlow') ? 60_000 : 300))
        return
      case 'discard-clone':
        if (this.doneAt > this.now) return
        this.volumes = []
        return
      case 'make-volume-object':
        this.object ??= effect.volume
        return
      case 'erase-volume-object':
        this.object = undefined
        return
      default:
        return
    }
  }

  #answerTo(effect: Effect): Answer {
    switch (effect.do) {
      case 'resolve':
        return { got: 'clone-plan', plan: this.scenario.cloud === undefined ? plan : { ...plan, cloud: {} } }
      case 'clone-volume':
      case 'download': {
        if (this.doneAt > this.now) return { got: 'running' }
        if (this.fails) return { got: 'failure', reason: full, mayPass: false }
        const [made] = this.volumes
        assert(made !== undefined, 'a finished clone is there')
        return { got: 'volume', volume: made.handle, sizeBytes: 1 }
      }
      case 'discard-clone':
        return this.doneAt > this.now ? { got: 'running' } : { got: 'done' }
      case 'find-users':
        return { got: 'pods', pods: [] }
      default:
        return { got: 'done' }
    }
  }

  #fault(name: keyof FaultRates): boolean {
    const rate = this.scenario.faults[name]
    return rate > 0 && this.now < this.quietAt && this.chance() < rate
  }
}

const startAt = Date.UTC(2026, 0, 1)
const apiMs = 5

const plan = {
  claim: 'copy',
  namespace: 'n',
  claimUid: 'c10e',
  persistentVolume: 'pvc-c10e',
  snapshot: 'snapshot',
  accessModes: [],
  storage: '1Gi',
}
const away: Reason = { code: 'unreachable', message: 'No answer.', blame: 'cluster' }
const full: Reason = { code: 'storage-failed', message: 'The pool is full.', blame: 'storage' }
const silent: Reply<Status> = { got: 'no-answer', reason: away }
const unanswered: Answer = { got: 'failure', reason: away, mayPass: true }
