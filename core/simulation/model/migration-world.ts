/** A small synchronous world for one migration: an application that writes here, and what arrives in another cluster. */

import { assert, instant } from '../../base/index.ts'
import {
  type Answer,
  type Effect,
  type EffectOutcome,
  type MigrationLifecycle,
  type MigrationPlan,
  newMigration,
  noEvidence,
  type Reason,
  type Reply,
  type Request,
  type Targets,
} from '../../engine/index.ts'
import { beginInPod, noAnswer, podAnswer, unanswered } from './in-pod.ts'
import { ModelPod } from './model-pod.ts'
import { ModelStorage } from './model-storage.ts'
import { apiMs, ObjectWorld, startAt } from './object-world.ts'
import type { MigrationScenario } from './scenario.ts'
import { commandWaves } from './scenario-rules.ts'

type Asked = Extract<Request<MigrationLifecycle>, { ask: 'perform' }>

/** The storage's instant of one snapshot task, what the volume held, and whether the application stood still. */
export type MigrationCut = { readonly key: string; readonly data: number; readonly still: boolean }

type Send = {
  readonly task: string
  /** What the snapshot holds. */
  readonly data: number
  readonly doneAt: number
  readonly fate: 'arrives' | 'fails' | 'arrives wrong'
  done: boolean
}

export const migrationUid = '316247e'

export class MigrationWorld extends ObjectWorld<MigrationLifecycle> {
  readonly scenario: MigrationScenario
  /** Here: what is wanted, what runs, and what it has written: a millisecond each. */
  replicas = 1
  pod = new ModelPod('0', true, true)
  data = 0
  podChangesAt = -1
  storage = new ModelStorage()
  cuts: MigrationCut[] = []
  sends: Send[] = []
  /** There: what the volume holds, which kinds were applied, what is wanted, and what the application found at its start. */
  arrived: number | undefined
  applied: readonly string[] = []
  replicasThere = 0
  foundAtStart: number | undefined
  /** The truth about promise 6, and about freezes. */
  bothActive = false
  frozenSince = -1
  longestFreezeMs = 0
  overwrittenInUse = false
  incidentAt = -1
  partition: readonly [from: number, to: number] = [-1, -1]

  private constructor(scenario: MigrationScenario, seed: number) {
    const { faults, quietAfterMs } = scenario
    super({ faults, quietAfterMs, uid: migrationUid, fresh: now => newMigration(now, noEvidence) }, seed)
    this.scenario = scenario
  }

  static begin(scenario: MigrationScenario, seed: number): MigrationWorld {
    const world = new MigrationWorld(scenario, seed)
    if (scenario.incident !== undefined) world.incidentAt = startAt + Math.floor(world.chance() * 6_000)
    if (scenario.partition) {
      const from = startAt + Math.floor(world.chance() * 6_000)
      world.partition = [from, from + Math.floor(world.chance() * 100_000)]
    }
    return world
  }

  fork(): MigrationWorld {
    const copy = this.copyTo(new MigrationWorld(this.scenario, 0))
    copy.replicas = this.replicas
    copy.pod = this.pod.fork()
    copy.data = this.data
    copy.podChangesAt = this.podChangesAt
    copy.storage = this.storage.fork()
    copy.cuts = this.cuts.slice()
    copy.sends = this.sends.map(send => ({ ...send }))
    copy.arrived = this.arrived
    copy.applied = this.applied
    copy.replicasThere = this.replicasThere
    copy.foundAtStart = this.foundAtStart
    copy.bothActive = this.bothActive
    copy.frozenSince = this.frozenSince
    copy.longestFreezeMs = this.longestFreezeMs
    copy.overwrittenInUse = this.overwrittenInUse
    copy.incidentAt = this.incidentAt
    copy.partition = this.partition
    return copy
  }

  advance(to: number): void {
    for (;;) {
      const dues = [this.incidentAt, this.podChangesAt, ...this.sends.map(send => (send.done ? -1 : send.doneAt))]
      const due = Math.min(...dues.filter(one => one >= 0), this.storage.nextAt(), this.pod.nextAt())
      if (due > to) break
      this.#passTo(Math.max(this.now, due))
      this.#happen()
    }
    this.#passTo(to)
  }

  /** Whether somebody runs here, or is to. */
  isActiveHere(): boolean {
    return this.replicas > 0 || this.pod.running
  }

  protected answerAll(request: Asked): Reply<MigrationLifecycle> {
    return { got: 'outcomes', outcomes: request.effects.map(effect => this.#perform(effect)) }
  }

  protected begin(effect: Effect): void {
    if (this.#isOutOfReach(effect)) return
    if ('target' in effect) {
      if (this.pod.running) beginInPod(this, this.pod, effect)
      this.#observe()
      return
    }
    switch (effect.do) {
      case 'snapshot':
        this.#beginSnapshot(effect.task)
        return
      case 'discard':
        this.storage.discard(effect.task)
        return
      case 'send-volume':
        this.#beginSend(effect.task, effect.snapshot)
        return
      case 'stop-sending':
        this.sends = this.sends.filter(send => send.task !== effect.task)
        return
      case 'stop-here':
        this.#want(0)
        return
      case 'start-here':
        this.#want(effect.workload.replicas)
        return
      case 'apply-there':
        if (!this.applied.includes(effect.kind)) this.applied = [...this.applied, effect.kind]
        return
      case 'start-there':
        if (this.replicas > 0 && !effect.bothRun) return
        if (!this.applied.includes('StatefulSet')) return
        this.replicasThere = effect.workload.replicas
        this.foundAtStart ??= this.arrived
        this.#observe()
        return
      case 'remove-there':
        this.applied = []
        this.replicasThere = 0
        this.arrived = undefined
        return
      default:
        return
    }
  }

  #passTo(to: number): void {
    if (this.pod.running && !this.pod.isFrozen()) this.data += to - this.now
    this.now = to
  }

  #happen(): void {
    const { now } = this
    if (this.incidentAt >= 0 && this.incidentAt <= now) {
      this.incidentAt = -1
      if (this.scenario.incident === 'deletion') this.delete()
      else this.stoppedAt = now
    }
    if (this.podChangesAt >= 0 && this.podChangesAt <= now) {
      this.podChangesAt = -1
      this.pod.running = this.replicas > 0
      this.pod.restart()
    }
    this.pod.passTo(now)
    const still = !this.pod.running || this.pod.isFrozen()
    for (const { key } of this.storage.passTo(now) ?? []) this.cuts.push({ key, data: this.data, still })
    for (const send of this.sends) {
      if (send.done || send.doneAt > now) continue
      send.done = true
      if (send.fate === 'fails') continue
      if (this.replicasThere > 0) this.overwrittenInUse = true
      this.arrived = send.fate === 'arrives' ? send.data : -1
    }
    this.#observe()
  }

  #observe(): void {
    if (this.isActiveHere() && this.replicasThere > 0) this.bothActive = true
    const frozen = this.pod.isFrozen()
    if (frozen && this.frozenSince < 0) this.frozenSince = this.now
    if (!frozen && this.frozenSince >= 0) {
      this.longestFreezeMs = Math.max(this.longestFreezeMs, this.now - this.frozenSince)
      this.frozenSince = -1
    }
  }

  #want(replicas: number): void {
    if (this.replicas === replicas) return
    this.replicas = replicas
    this.podChangesAt = this.now + 50 + Math.floor(this.chance() * 2_000)
    this.#observe()
  }

  #beginSnapshot(key: string): void {
    if (this.storage.task(key) !== undefined) return
    const slow = this.fault('storageSlow') ? 20_000 + Math.floor(this.chance() * 60_000) : 0
    const cutAt = this.now + 100 + Math.floor(this.chance() * 300) + slow
    const doneAt = cutAt + 50 + Math.floor(this.chance() * 200)
    const fails = this.fault('storageFails')
    this.storage.tasks.push({ key, volumes: ['volume'], cutAt, doneAt, fails, phase: 'running', cut: false })
  }

  #beginSend(task: string, snapshot: string): void {
    if (this.sends.some(send => send.task === task)) return
    const copy = this.storage.copies.find(({ handle }) => handle === snapshot)
    const cut = this.cuts.find(({ key }) => key === copy?.key)
    if (cut === undefined) return
    const slow = this.fault('storageSlow') ? Math.floor(this.chance() * 60_000) : 0
    const doneAt = this.now + 100 + Math.floor(this.chance() * 2_000) + slow
    const bad = this.fault('storageFails') ? (this.chance() < 0.5 ? 'fails' : 'arrives wrong') : undefined
    this.sends.push({ task, data: cut.data, doneAt, fate: bad ?? 'arrives', done: false })
  }

  /** What concerns the other cluster cannot be done while it is out of reach. */
  #isOutOfReach(effect: Effect): boolean {
    if (!('of' in effect) || !remote.has(effect.do)) return false
    return this.now >= this.partition[0] && this.now < this.partition[1]
  }

  #perform(effect: Effect): EffectOutcome {
    const from = instant(this.now)
    this.advance(this.now + apiMs)
    const fate = this.#fate(effect)
    if (fate !== 'lost') this.begin(effect)
    this.advance(Math.max(this.now, this.#doneAt(effect, fate)))
    const answer = fate === 'clear' ? this.#answerTo(effect) : unanswered(effect)
    this.advance(this.now + apiMs)
    return { from, to: instant(this.now), ...answer }
  }

  #fate(effect: Effect): 'clear' | 'lost' | 'unheard' {
    if (this.#isOutOfReach(effect)) return 'lost'
    if ('target' in effect) {
      if (!this.pod.running || this.fault('execLost')) return 'lost'
      return this.fault('answerLost') ? 'unheard' : 'clear'
    }
    const silent = this.fault('apiSilent') || this.fault('storageSilent')
    if (!silent) return 'clear'
    return this.chance() < 0.5 ? 'lost' : 'unheard'
  }

  #doneAt(effect: Effect, fate: string): number {
    if (fate !== 'clear' || !('target' in effect)) return this.now
    if (effect.do === 'hold') {
      const hold = this.pod.hold(effect.target.task, effect.name)
      if (hold?.state !== 'starting') return this.now
      return Math.min(hold.lockAt, hold.deadline, this.now + effect.readySeconds * 1000)
    }
    if (effect.do !== 'run') return this.now
    const command = this.pod.task(effect.target.task)?.commands.find(one => one.name === effect.name)
    return command === undefined || command.exit !== undefined ? this.now : Math.min(command.actAt, command.stopAt)
  }

  #answerTo(effect: Effect): Answer {
    if ('target' in effect) return podAnswer(this.pod, effect)
    switch (effect.do) {
      case 'plan-migration':
        return { got: 'migration-plan', plan: this.#plan() }
      case 'find-members':
        return this.#members(effect.withRules)
      case 'find-migrated-writers':
      case 'find-running-here':
        return { got: 'pods', pods: this.pod.running ? [{ uid: '0', name: 'n/0' }] : [] }
      case 'snapshot':
        return this.#snapshotAnswer(effect.task)
      case 'send-volume':
        return this.#sendAnswer(effect.task)
      case 'compare-volume': {
        const cut = this.cuts.find(({ key }) => effect.snapshot.startsWith(`${key}/`))
        return { got: 'digests', here: String(cut?.data), there: String(this.arrived) }
      }
      case 'apply-there': {
        const bad = effect.kind === 'StatefulSet' && this.fault('recordFails')
        const result = { apiVersion: 'v1', kind: effect.kind, name: 'one' }
        return {
          got: 'applied',
          results: [
            bad ? { ...result, status: 'Failed', reason: 'It is refused.' } : { ...result, status: 'Successful' },
          ],
        }
      }
      case 'start-there':
        if (this.replicasThere > 0) return { got: 'done' }
        return { got: 'failure', reason: { ...noAnswer, code: 'source-active' }, mayPass: true }
      default:
        return { got: 'done' }
    }
  }

  #plan(): MigrationPlan {
    const { moves } = this.scenario
    return {
      cluster: 'there',
      pairing: 'there',
      namespaces: ['n'],
      volumes: [{ namespace: 'n', claim: 'claim', persistentVolume: 'pv', volume: 'volume' }],
      workloads: [{ kind: 'StatefulSet', namespace: 'n', name: 'one', replicas: 1 }],
      kinds: ['PersistentVolume', 'StatefulSet'],
      moves,
      keepsSource: false,
    }
  }

  #members(withRules: boolean): Answer {
    const members = [{ claim: 'n/claim', persistentVolume: 'pv', volume: 'volume' }]
    const none: Targets = { members, targets: [], pre: [], post: [], known: [], selectors: [], notes: [] }
    const { rule } = this.scenario
    if (!withRules || rule === 'none') return { got: 'targets', targets: none }
    if (!this.pod.running) return { got: 'problem', reason: nobody, mayPass: true }
    const target = { namespace: 'n', pod: '0', uid: '0', container: 'c' }
    return { got: 'targets', targets: { ...none, ...commandWaves(rule, 1), targets: [target], known: ['0'] } }
  }

  #snapshotAnswer(key: string): Answer {
    const task = this.storage.task(key)
    if (task === undefined || task.phase === 'running') return { got: 'task', task: { phase: 'running' } }
    if (task.phase === 'failed') return { got: 'task', task: { phase: 'failed', message: 'The pool is full.' } }
    const copies = this.storage.copies.filter(copy => copy.key === key)
    const snapshots = copies.map(({ handle, volume, at }) => ({ handle, volume, at: instant(at), sizeBytes: 1 }))
    return { got: 'task', task: { phase: 'succeeded', snapshots } }
  }

  #sendAnswer(task: string): Answer {
    const send = this.sends.find(one => one.task === task)
    assert(send !== undefined, 'a send that was heard of has begun')
    if (!send.done) return { got: 'running' }
    if (send.fate !== 'fails') return { got: 'volume', volume: 'pv', sizeBytes: 1 }
    this.sends = this.sends.filter(one => one !== send)
    return { got: 'failure', reason: { ...noAnswer, code: 'storage-failed' }, mayPass: true }
  }
}

const remote: ReadonlySet<string> = new Set([
  'plan-migration',
  'send-volume',
  'compare-volume',
  'apply-there',
  'start-there',
  'remove-there',
])
const nobody: Reason = { code: 'rule-matches-nothing', message: 'No pod is running.', blame: 'spec' }
