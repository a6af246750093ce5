/** A small synchronous world for one snapshot run. It answers the engine's requests and keeps the truth. */

import { assert, type Instant, instant } from '../../base/index.ts'
import type { Answer, Effect, EffectOutcome, Reply, Request, SnapshotLifecycle } from '../../engine/index.ts'
import { newSnapshot, noEvidence } from '../../engine/index.ts'
import { beginInPod, noAnswer, podAnswer, unanswered } from './in-pod.ts'
import { ModelCloud } from './model-cloud.ts'
import { ModelPod } from './model-pod.ts'
import { ModelStorage, type ModelTask } from './model-storage.ts'
import { nextRandom, unit } from './random.ts'
import { resolveModel } from './resolve-model.ts'
import type { FaultRates, SnapshotScenario } from './scenario.ts'
import { forkTruth, type Truth } from './truth.ts'

type Status = SnapshotLifecycle

const startAt = Date.UTC(2026, 0, 1)

/** The uid of the only object. */
export const modelUid = '0b1ec7'

export class SnapshotWorld {
  readonly scenario: SnapshotScenario
  now: number = startAt
  random = 0
  /** The stored status; undefined until something is stored. */
  stored: Status | undefined
  version = 1
  exists = true
  deleting = false
  pods: ModelPod[] = []
  storage = new ModelStorage()
  cloud = new ModelCloud()
  /** Claims whose VolumeSnapshotData (and member) exist, with the copy they point at. */
  records: { readonly claim: string; readonly handle: string }[] = []
  truth: Truth = { freezes: [], cuts: [], uploads: [] }
  /** Commands that are still on their way after their caller gave up. */
  late: { readonly at: number; readonly effect: Effect }[] = []
  incidentAt = -1
  /** When the user asked the running process to stop; -1 while nobody has. */
  stoppedAt = -1
  quietAt = 0
  /** How many processes have begun, and how many gave up. */
  epochs = 0
  givenUp = 0

  private constructor(scenario: SnapshotScenario) {
    this.scenario = scenario
  }

  /** The world before the first request. All chance in it comes from the seed. */
  static begin(scenario: SnapshotScenario, seed: number): SnapshotWorld {
    const world = new SnapshotWorld(scenario)
    world.random = Math.imul(seed + 1, 0x9e3779b1) | 0
    for (let index = 0; index < scenario.pods; index++) world.pods.push(new ModelPod(String(index), true, true))
    if (scenario.incident !== undefined) world.incidentAt = startAt + Math.floor(world.chance() * incidentWithinMs)
    world.quietAt = startAt + scenario.quietAfterMs
    return world
  }

  /** A copy that goes its own way. */
  fork(): SnapshotWorld {
    const copy = new SnapshotWorld(this.scenario)
    copy.now = this.now
    copy.random = this.random
    copy.stored = this.stored
    copy.version = this.version
    copy.exists = this.exists
    copy.deleting = this.deleting
    for (const pod of this.pods) copy.pods.push(pod.fork())
    copy.storage = this.storage.fork()
    copy.cloud = this.cloud.fork()
    copy.records = this.records.slice()
    copy.truth = forkTruth(this.truth)
    copy.late = this.late.slice()
    copy.incidentAt = this.incidentAt
    copy.stoppedAt = this.stoppedAt
    copy.quietAt = this.quietAt
    copy.epochs = this.epochs
    copy.givenUp = this.givenUp
    return copy
  }

  /** From 0 to 1, from the seed. */
  chance(): number {
    this.random = nextRandom(this.random)
    return unit(this.random)
  }

  fault(name: keyof FaultRates): boolean {
    const rate = this.scenario.faults[name]
    return rate > 0 && this.now < this.quietAt && this.chance() < rate
  }

  between([least, most]: readonly [number, number]): number {
    return least + Math.floor(this.chance() * (most - least + 1))
  }

  answer(request: Request<Status>): Reply<Status> {
    switch (request.ask) {
      case 'look':
        return this.#look()
      case 'perform':
        return { got: 'outcomes', outcomes: this.#perform(request.effects) }
      case 'store':
        return this.#store(request.status, request.version)
      case 'wait':
        this.advance(Math.max(this.now, request.until))
        return { got: 'waited' }
    }
  }

  /** The request takes effect, or of several the first `count` do, and then the asking process dies. */
  takesEffect(request: Request<Status>, count: number): void {
    if (request.ask === 'store') this.#store(request.status, request.version)
    if (request.ask === 'perform') for (const effect of request.effects.slice(0, count)) this.#begin(effect)
  }

  /** Lets time pass, event by event. */
  advance(to: number): void {
    for (;;) {
      let next = Math.min(this.storage.nextAt(), this.cloud.nextAt())
      for (const pod of this.pods) next = Math.min(next, pod.nextAt())
      for (const one of this.late) next = Math.min(next, one.at)
      if (this.incidentAt >= 0) next = Math.min(next, this.incidentAt)
      if (next > to) break
      this.now = Math.max(this.now, next)
      this.#happen()
    }
    this.now = to
  }

  /** Whether nothing more happens here by itself. */
  isQuiet(): boolean {
    return (
      this.storage.nextAt() === Number.POSITIVE_INFINITY &&
      this.cloud.nextAt() === Number.POSITIVE_INFINITY &&
      this.pods.every(pod => !pod.isFrozen())
    )
  }

  #happen(): void {
    const { now } = this
    if (this.incidentAt >= 0 && this.incidentAt <= now) this.#strike()
    if (this.late.length > 0) {
      const due = this.late.filter(one => one.at <= now)
      this.late = this.late.filter(one => one.at > now)
      for (const { effect } of due) this.#begin(effect)
    }
    for (let index = 0; index < this.pods.length; index++) {
      this.pods[index]?.passTo(now)
      this.#observeFreeze(index)
    }
    const cuts = this.storage.passTo(now)
    if (cuts !== undefined) for (const task of cuts) this.#observeCut(task)
    const done = this.cloud.passTo(now)
    if (done !== undefined)
      for (const snapshot of done) this.truth.uploads.push({ snapshot, what: 'done', frozen: this.#anyFrozen() })
  }

  #observeCut(task: ModelTask): void {
    let allFrozen = true
    let strangers = false
    const quiesced: number[] = []
    for (const pod of this.pods) {
      quiesced.push(pod.quiesced)
      if (!pod.running) continue
      if (!pod.reached) strangers ||= !pod.known
      else if (!pod.isFrozen()) allFrozen = false
    }
    this.truth.cuts.push({ task: task.key, at: task.cutAt, allFrozen, strangers, quiesced })
  }

  #anyFrozen(): boolean {
    return this.pods.some(pod => pod.reached && pod.running && pod.isFrozen())
  }

  #observeFreeze(index: number): void {
    const pod = this.pods[index]
    if (pod === undefined) return
    const frozen = pod.isFrozen()
    if (frozen && pod.frozenSince < 0) {
      pod.frozenSince = this.now
      this.truth.freezes.push({ pod: index, from: this.now, to: -1, stuckUntil: pod.stuckUntil })
    } else if (!frozen && pod.frozenSince >= 0) {
      pod.frozenSince = -1
      for (const freeze of this.truth.freezes) if (freeze.pod === index && freeze.to === -1) freeze.to = this.now
    }
  }

  #strike(): void {
    this.incidentAt = -1
    const victim = this.pods[this.pods.length - 1]
    switch (this.scenario.incident) {
      case 'deletion':
        this.deleting = true
        if (this.stored === undefined) this.exists = false
        this.version++
        return
      case 'new-writer':
        this.pods.push(new ModelPod(String(this.pods.length), true, false))
        return
      case 'pod-gone':
        if (victim !== undefined) victim.running = false
        return
      case 'pod-restart':
        victim?.restart()
        return
      case 'stop':
        this.stoppedAt = this.now
        return
      case 'stuck':
        this.#stick()
        return
      case undefined:
        return
    }
  }

  // From a moment to half as long again as an application may be frozen.
  #stick(): void {
    const until = this.now + Math.floor(this.chance() * stuckMs)
    for (const pod of this.pods) pod.stuckUntil = until
    const { freezes } = this.truth
    for (let at = 0; at < freezes.length; at++) {
      const freeze = freezes[at]
      if (freeze?.to === -1) freezes[at] = { ...freeze, stuckUntil: until }
    }
  }

  #look(): Reply<Status> {
    this.advance(this.now + apiMs)
    if (this.fault('apiSilent')) return silent
    if (!this.exists) return { got: 'nothing' }
    const { stored, version, deleting } = this
    const status = stored ?? newSnapshot(instant(this.now), noEvidence)
    return { got: 'found', status, mark: stored, version: String(version), uid: modelUid, deleting }
  }

  #store(status: Status, version: string): Reply<Status> {
    this.advance(this.now + apiMs)
    if (this.fault('storeLost')) return silent
    if (!this.exists) return { got: 'nothing' }
    if (this.fault('conflict')) this.version++
    if (version !== String(this.version)) return { got: 'conflict' }
    this.version++
    this.stored = status
    if (status.stage === 'Gone') this.exists = false
    if (this.fault('storeAnswerLost')) return silent
    return { got: 'stored', version: String(this.version), mark: status, deleting: this.deleting }
  }

  // All effects are sent at once; the reply is there when the last answer is.
  #perform(effects: readonly Effect[]): EffectOutcome[] {
    const from = instant(this.now)
    const { length } = effects
    const fates: Fate[] = []
    this.advance(this.now + sendMs)
    for (let index = 0; index < length; index++) {
      const effect = effects[index]
      assert(effect !== undefined, 'an effect is there')
      const fate = this.#fateOf(effect)
      fates.push(fate)
      if (fate === 'lost') continue
      if (fate === 'late') this.late.push({ at: this.now + 1000 + Math.floor(this.chance() * 90_000), effect })
      else this.#begin(effect)
    }
    const outcomes: EffectOutcome[] = new Array(length)
    const doneAt: number[] = []
    for (let index = 0; index < length; index++) doneAt.push(this.#doneAt(effects[index], fates[index]))
    for (let done = 0; done < length; done++) {
      let next = -1
      for (let index = 0; index < length; index++) {
        if (outcomes[index] !== undefined) continue
        if (next === -1 || (doneAt[index] ?? 0) < (doneAt[next] ?? 0)) next = index
      }
      const effect = effects[next]
      assert(effect !== undefined, 'an effect is there')
      this.advance(Math.max(this.now, doneAt[next] ?? 0))
      const answer = fates[next] === 'clear' ? this.#answerTo(effect) : unanswered(effect)
      this.advance(this.now + replyMs)
      outcomes[next] = stamped(answer, from, instant(this.now))
    }
    return outcomes
  }

  #fateOf(effect: Effect): Fate {
    if (!('target' in effect)) return this.#portFate(effect)
    if (this.pods[Number(effect.target.uid)]?.running !== true) return 'lost'
    if (this.fault('execLost')) return 'lost'
    if (this.fault('execLate')) return 'late'
    if (this.fault('answerLost')) return 'unheard'
    return 'clear'
  }

  #portFate(effect: Effect): Fate {
    switch (effect.do) {
      case 'snapshot':
      case 'discard':
      case 'delete-copy':
      case 'upload':
      case 'discard-upload':
      case 'delete-backup':
        if (this.fault('storageSilent')) return this.chance() < 0.5 ? 'lost' : 'unheard'
        return 'clear'
      case 'record':
      case 'erase-record':
        if (this.fault('recordFails')) return this.chance() < 0.5 ? 'lost' : 'unheard'
        return 'clear'
      default:
        return this.fault('apiSilent') ? 'lost' : 'clear'
    }
  }

  #doneAt(effect: Effect | undefined, fate: Fate | undefined): number {
    if (effect === undefined) return this.now
    const limit = 'seconds' in effect ? effect.seconds * 1000 + 5000 : 10_000
    if (fate === 'late') return this.now + limit
    if (fate !== 'clear' || !('target' in effect)) return this.now
    const pod = this.pods[Number(effect.target.uid)]
    if (effect.do === 'hold') {
      const hold = pod?.hold(effect.target.task, effect.name)
      if (hold?.state !== 'starting') return this.now
      return Math.min(hold.lockAt, hold.deadline, this.now + effect.readySeconds * 1000)
    }
    if (effect.do === 'run') {
      const files = pod?.task(effect.target.task)
      const command = files?.commands.find(one => one.name === effect.name)
      if (command === undefined || command.exit !== undefined) return this.now
      return Math.min(command.actAt, command.stopAt)
    }
    return this.now
  }

  /** The effect reaches whom it is for. */
  #begin(effect: Effect): void {
    if ('target' in effect) {
      const index = Number(effect.target.uid)
      const pod = this.pods[index]
      if (pod?.running === true) beginInPod(this, pod, effect)
      this.#observeFreeze(index)
      return
    }
    switch (effect.do) {
      case 'snapshot':
        this.#beginSnapshot(effect.task, effect.volumes)
        return
      case 'discard':
        this.storage.discard(effect.task)
        return
      case 'delete-copy':
        this.storage.remove(effect.handle)
        return
      case 'upload':
        this.#beginUpload(effect.task, effect.snapshot)
        return
      case 'discard-upload':
        this.cloud.discard(effect.task)
        return
      case 'delete-backup':
        this.cloud.remove(effect.handle)
        return
      case 'record': {
        const { claim } = effect.copy.member
        this.records = this.records.filter(record => record.claim !== claim)
        this.records.push({ claim, handle: effect.copy.handle })
        return
      }
      case 'erase-record':
        this.records = this.records.filter(record => record.claim !== effect.copy.member.claim)
        return
      default:
        return
    }
  }

  #beginSnapshot(key: string, volumes: readonly string[]): void {
    if (this.storage.task(key) !== undefined) return
    const slow = this.fault('storageSlow') ? 20_000 + Math.floor(this.chance() * 60_000) : 0
    const cutAt = this.now + this.between(this.scenario.cutMs) + slow
    const doneAt = cutAt + this.between(this.scenario.finishMs)
    const fails = this.fault('storageFails')
    this.storage.tasks.push({ key, volumes, cutAt, doneAt, fails, phase: 'running', cut: false })
  }

  #beginUpload(key: string, snapshot: string): void {
    if (this.cloud.task(key) !== undefined) return
    const copy = this.storage.copies.find(one => one.handle === snapshot)
    const slow = this.fault('cloudSlow') ? 60_000 + Math.floor(this.chance() * 600_000) : 0
    const doneAt = this.now + 200 + Math.floor(this.chance() * 5_000) + slow
    const fate = copy === undefined ? 'refused' : this.fault('cloudFails') ? 'failed' : 'succeeded'
    this.cloud.tasks.push({
      key,
      snapshot,
      volume: copy?.volume ?? '',
      at: copy?.at ?? 0,
      from: this.now,
      doneAt,
      fate,
      done: false,
    })
    this.truth.uploads.push({ snapshot, what: 'begun', frozen: this.#anyFrozen() })
  }

  #answerTo(effect: Effect): Answer {
    if ('target' in effect) return podAnswer(this.pods[Number(effect.target.uid)], effect)
    switch (effect.do) {
      case 'resolve':
        return resolveModel(this)
      case 'find-writers':
        return {
          got: 'pods',
          pods: this.pods.filter(pod => pod.running).map(pod => ({ uid: pod.uid, name: pod.uid })),
        }
      case 'snapshot':
        return this.#taskAnswer(effect.task)
      case 'upload':
        return { got: 'upload', task: this.cloud.answer(effect.task, this.now) }
      default:
        return { got: 'done' }
    }
  }

  #taskAnswer(key: string): Answer {
    const task = this.storage.task(key)
    if (task === undefined || task.phase === 'running') return { got: 'task', task: { phase: 'running' } }
    if (task.phase === 'failed') return { got: 'task', task: { phase: 'failed', message: 'The pool is full.' } }
    const snapshots = this.storage.copies
      .filter(copy => copy.key === key)
      .map(({ handle, volume, at }) => ({ handle, volume, at: instant(at), sizeBytes: 1 }))
    return { got: 'task', task: { phase: 'succeeded', snapshots } }
  }
}

/** `late`: reaches the pod long after; `unheard`: takes effect, and nobody is told. */
type Fate = 'clear' | 'lost' | 'late' | 'unheard'

const apiMs = 5
const sendMs = 20
const replyMs = 25
const incidentWithinMs = 3_000
const stuckMs = 90_000

const silent: Reply<Status> = { got: 'no-answer', reason: noAnswer }

// Answers are made anew for each effect, so they can be stamped in place; a copy costs thirty times as much.
function stamped(answer: Answer, from: Instant, to: Instant): EffectOutcome {
  const outcome = answer as Answer & { from: Instant; to: Instant }
  outcome.from = from
  outcome.to = to
  return outcome
}
