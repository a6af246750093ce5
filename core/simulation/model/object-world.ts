/** What every small world of one object has: its stored status, the API server in front of it, chance and faults. */

import { instant } from '../../base/index.ts'
import type { Reply, Request } from '../../engine/index.ts'
import { noAnswer } from './in-pod.ts'
import { nextRandom, unit } from './random.ts'
import type { FaultRates } from './scenario.ts'

export const startAt = Date.UTC(2026, 0, 1)
export const apiMs = 5

export type WorldRules<Status> = {
  readonly faults: FaultRates
  readonly quietAfterMs: number
  readonly uid: string
  readonly fresh: (now: ReturnType<typeof instant>) => Status
}

export abstract class ObjectWorld<Status extends { readonly stage: string }> {
  readonly rules: WorldRules<Status>
  now = startAt
  random = 0
  /** The stored status; undefined until something is stored. */
  stored: Status | undefined
  version = 1
  exists = true
  deleting = false
  stoppedAt = -1
  epochs = 0
  givenUp = 0
  quietAt = startAt

  constructor(rules: WorldRules<Status>, seed: number) {
    this.rules = rules
    this.random = Math.imul(seed + 1, 0x9e3779b1) | 0
    this.quietAt = startAt + rules.quietAfterMs
  }

  abstract advance(to: number): void
  protected abstract answerAll(request: Extract<Request<Status>, { ask: 'perform' }>): Reply<Status>
  protected abstract begin(effect: Extract<Request<Status>, { ask: 'perform' }>['effects'][number]): void

  /** What every world has, as it is here. */
  protected copyTo<World extends ObjectWorld<Status>>(copy: World): World {
    copy.now = this.now
    copy.random = this.random
    copy.stored = this.stored
    copy.version = this.version
    copy.exists = this.exists
    copy.deleting = this.deleting
    copy.stoppedAt = this.stoppedAt
    copy.epochs = this.epochs
    copy.givenUp = this.givenUp
    copy.quietAt = this.quietAt
    return copy
  }

  /** From 0 to 1, from the seed. */
  chance(): number {
    this.random = nextRandom(this.random)
    return unit(this.random)
  }

  fault(name: keyof FaultRates): boolean {
    const rate = this.rules.faults[name]
    return rate > 0 && this.now < this.quietAt && this.chance() < rate
  }

  answer(request: Request<Status>): Reply<Status> {
    switch (request.ask) {
      case 'look':
        return this.#look()
      case 'perform':
        return this.answerAll(request)
      case 'store':
        return this.#store(request.status, request.version)
      case 'wait':
        this.advance(Math.max(this.now, request.until))
        return { got: 'waited' }
    }
  }

  /** The request takes effect, or of several effects the first `count` do, and then the asking process dies. */
  takesEffect(request: Request<Status>, count: number): void {
    if (request.ask === 'store') this.#store(request.status, request.version)
    if (request.ask === 'perform') for (const effect of request.effects.slice(0, count)) this.begin(effect)
  }

  /** Somebody deletes the object. */
  protected delete(): void {
    this.deleting = true
    this.version++
    if (this.stored === undefined) this.exists = false
  }

  #look(): Reply<Status> {
    this.advance(this.now + apiMs)
    if (this.fault('apiSilent')) return { got: 'no-answer', reason: noAnswer }
    if (!this.exists) return { got: 'nothing' }
    const { stored, version, deleting } = this
    const status = stored ?? this.rules.fresh(instant(this.now))
    return { got: 'found', status, mark: stored, version: String(version), uid: this.rules.uid, deleting }
  }

  #store(status: Status, version: string): Reply<Status> {
    this.advance(this.now + apiMs)
    if (this.fault('storeLost')) return { got: 'no-answer', reason: noAnswer }
    if (!this.exists) return { got: 'nothing' }
    if (this.fault('conflict')) this.version++
    if (version !== String(this.version)) return { got: 'conflict' }
    this.version++
    this.stored = status
    if (status.stage === 'Gone') this.exists = false
    if (this.fault('storeAnswerLost')) return { got: 'no-answer', reason: noAnswer }
    return { got: 'stored', version: String(this.version), mark: status, deleting: this.deleting }
  }
}
