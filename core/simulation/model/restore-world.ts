/** A small synchronous world for one restore in place: an application that writes, its volumes, and the old data. */

import { instant } from '../../base/index.ts'
import {
  type Answer,
  type Effect,
  type EffectOutcome,
  newRestore,
  noEvidence,
  type Reply,
  type Request,
  type RestoreLifecycle,
  type RestorePlan,
} from '../../engine/index.ts'
import { noAnswer } from './in-pod.ts'
import { apiMs, ObjectWorld, startAt } from './object-world.ts'
import type { RestoreScenario } from './scenario.ts'

/** What a volume holds. `writes` counts what the application has written on top. */
export type Held = { readonly from: 'old' | 'snapshot' | 'torn'; readonly writes: number }

type Write = {
  readonly key: string
  readonly doneAt: number
  readonly fate: 'written' | 'failed' | 'torn'
  /** What the volumes hold afterwards, when it is written. */
  readonly held: readonly Held[]
  done: boolean
}
type Asked = Extract<Request<RestoreLifecycle>, { ask: 'perform' }>

export const restoreUid = '7e5704e'
/** What the workload runs with before anything is done. */
export const usualReplicas = 3

export class RestoreWorld extends ObjectWorld<RestoreLifecycle> {
  readonly scenario: RestoreScenario
  volumes: Held[] = []
  /** What the safety snapshots hold, when they are there. */
  safety: readonly Held[] | undefined
  /** Whether a temporary volume holds the fetched backup. */
  fetched: boolean[] = []
  replicas = usualReplicas
  /** When pods come or end, following the replicas; -1 when nothing is due. */
  podsChangeAt = -1
  running = true
  writes: Write[] = []
  incidentAt = -1
  /** What the volumes held when the pods last ended, and each time they came again. */
  heldAtStop: readonly Held[] = []
  starts: (readonly Held[])[] = []
  /** Whether a volume was written under a running application. */
  underfoot = false

  private constructor(scenario: RestoreScenario, seed: number) {
    const { faults, quietAfterMs } = scenario
    super({ faults, quietAfterMs, uid: restoreUid, fresh: now => newRestore(now, noEvidence) }, seed)
    this.scenario = scenario
    for (let index = 0; index < scenario.members; index++) {
      this.volumes.push({ from: 'old', writes: 0 })
      this.fetched.push(false)
    }
    this.running = scenario.used
  }

  static begin(scenario: RestoreScenario, seed: number): RestoreWorld {
    const world = new RestoreWorld(scenario, seed)
    if (scenario.incident !== undefined) world.incidentAt = startAt + Math.floor(world.chance() * 8_000)
    return world
  }

  fork(): RestoreWorld {
    const copy = this.copyTo(new RestoreWorld(this.scenario, 0))
    copy.volumes = this.volumes.slice()
    copy.safety = this.safety
    copy.fetched = this.fetched.slice()
    copy.replicas = this.replicas
    copy.podsChangeAt = this.podsChangeAt
    copy.running = this.running
    copy.writes = this.writes.map(write => ({ ...write }))
    copy.incidentAt = this.incidentAt
    copy.heldAtStop = this.heldAtStop
    copy.starts = this.starts.slice()
    copy.underfoot = this.underfoot
    return copy
  }

  advance(to: number): void {
    for (;;) {
      const dues = [this.incidentAt, this.podsChangeAt, ...this.writes.map(write => (write.done ? -1 : write.doneAt))]
      const next = Math.min(...dues.filter(due => due >= 0), Number.POSITIVE_INFINITY)
      if (next > to) break
      this.now = Math.max(this.now, next)
      this.#happen()
    }
    this.now = to
  }

  protected answerAll(request: Asked): Reply<RestoreLifecycle> {
    return { got: 'outcomes', outcomes: request.effects.map(effect => this.#perform(effect)) }
  }

  protected begin(effect: Effect): void {
    switch (effect.do) {
      case 'scale': {
        const wanted = effect.up ? effect.workload.replicas : 0
        if (this.replicas === wanted || (effect.up && this.replicas !== 0)) return
        this.replicas = wanted
        const slow = this.fault('lockSlow') ? Math.floor(this.chance() * 90_000) : 0
        this.podsChangeAt = this.now + 100 + Math.floor(this.chance() * 2_000) + slow
        return
      }
      case 'snapshot':
        if (!this.fault('storageFails')) this.safety ??= this.volumes.slice()
        return
      case 'write-volumes': {
        if (this.running || this.writes.some(write => write.key === effect.task)) return
        const slow = this.fault('storageSlow') ? Math.floor(this.chance() * 400_000) : 0
        const doneAt = this.now + 100 + Math.floor(this.chance() * 2_000) + slow
        const fate = this.fault('storageFails') ? (this.chance() < 0.5 ? 'failed' : 'torn') : 'written'
        const wrong = fate === 'written' && this.fault('storageWrong')
        const held = effect.volumes.map(({ from }) => (wrong ? torn : this.#held(from)))
        this.writes.push({ key: effect.task, doneAt, fate, held, done: false })
        return
      }
      case 'download':
        this.fetched[Number(effect.backup.slice('backup-'.length))] = true
        return
      case 'discard':
        this.safety = undefined
        return
      case 'discard-clone':
        this.fetched = this.fetched.map((is, index) => is && !effect.task.includes(`volume-${index}`))
        return
      default:
        return
    }
  }

  #happen(): void {
    const { now } = this
    if (this.incidentAt >= 0 && this.incidentAt <= now) {
      this.incidentAt = -1
      if (this.scenario.incident === 'deletion') this.delete()
      else this.stoppedAt = now
    }
    if (this.podsChangeAt >= 0 && this.podsChangeAt <= now) {
      this.podsChangeAt = -1
      this.#podsFollow()
    }
    for (const write of this.writes) {
      if (write.done || write.doneAt > now) continue
      write.done = true
      if (this.running) this.underfoot = true
      if (write.fate === 'written') this.volumes = write.held.slice()
      if (write.fate === 'torn') this.volumes = this.volumes.map((held, index) => (index === 0 ? torn : held))
    }
  }

  #podsFollow(): void {
    const wanted = this.replicas > 0
    if (wanted === this.running) return
    this.running = wanted
    if (!wanted) {
      // What the application wrote while it ran is there now, and must not be lost.
      this.volumes = this.volumes.map(held => ({ ...held, writes: held.writes + 1 }))
      this.heldAtStop = this.volumes.slice()
    } else this.starts.push(this.volumes.slice())
  }

  #perform(effect: Effect): EffectOutcome {
    const from = instant(this.now)
    this.advance(this.now + apiMs)
    const isStorage = !('of' in effect) || effect.do === 'write-volumes' || effect.do === 'compare'
    const silent = this.fault(isStorage ? 'storageSilent' : 'apiSilent')
    if (!silent || this.chance() < 0.5) this.begin(effect)
    const answer: Answer = silent ? { got: 'failure', reason: noAnswer, mayPass: true } : this.#answerTo(effect)
    this.advance(this.now + apiMs)
    return { from, to: instant(this.now), ...answer }
  }

  #answerTo(effect: Effect): Answer {
    switch (effect.do) {
      case 'plan-restore':
        return { got: 'restore-plan', plan: planOf(this.scenario) }
      case 'find-mounts':
        return { got: 'pods', pods: this.running ? [{ uid: 'p', name: 'p' }] : [] }
      case 'snapshot':
        return this.#safetyAnswer()
      case 'write-volumes':
        return this.#writeAnswer(effect.task)
      case 'compare': {
        const same = effect.volumes.every(({ from }, index) => isSame(this.volumes[index], this.#held(from)))
        return { got: 'compared', same }
      }
      case 'download':
        return { got: 'volume', volume: effect.backup.replace('backup', 'fetched'), sizeBytes: 1 }
      default:
        return { got: 'done' }
    }
  }

  #safetyAnswer(): Answer {
    if (this.safety === undefined) return { got: 'task', task: { phase: 'failed', message: 'The pool is full.' } }
    const snapshots = this.safety.map((_, index) => ({
      handle: `safety-${index}`,
      volume: `volume-${index}`,
      at: instant(this.now),
      sizeBytes: 1,
    }))
    return { got: 'task', task: { phase: 'succeeded', snapshots } }
  }

  #writeAnswer(key: string): Answer {
    const write = this.writes.find(one => one.key === key)
    if (write === undefined)
      return { got: 'failure', reason: { code: 'refused', message: 'A pod uses it.', blame: 'storage' }, mayPass: true }
    if (!write.done) return { got: 'running' }
    if (write.fate === 'written') return { got: 'written' }
    const reason = { code: 'storage-failed', message: 'A node is away.', blame: 'storage' } as const
    return { got: 'failure', reason, mayPass: true }
  }

  #held(from: { readonly snapshot: string } | { readonly volume: string }): Held {
    if ('volume' in from) return this.fetched[Number(from.volume.slice('fetched-'.length))] ? whole : torn
    const [, index] = /^safety-(\d+)$/.exec(from.snapshot) ?? []
    return index === undefined ? whole : (this.safety?.[Number(index)] ?? torn)
  }
}

const whole: Held = { from: 'snapshot', writes: 0 }
const torn: Held = { from: 'torn', writes: 0 }

function isSame(one: Held | undefined, other: Held): boolean {
  return one !== undefined && one.from === other.from && one.writes === other.writes && one.from !== 'torn'
}

function planOf({ members, used, cloud }: RestoreScenario): RestorePlan {
  const workload = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'n', name: 'app', uid: 'w' } as const
  return {
    workloads: used ? [{ ...workload, replicas: usualReplicas }] : [],
    members: Array.from({ length: members }, (_, index) => ({
      claim: `claim-${index}`,
      namespace: 'n',
      volume: `volume-${index}`,
      snapshot: `snapshot-${index}`,
      handle: cloud === undefined ? `snap-${index}` : `backup-${index}`,
      ...(cloud === undefined ? {} : { cloud: {} }),
    })),
  }
}
