/** Remembers what every check said about every object, so that an edit repeats only the checks that it concerns. */

import {
  type Check,
  checksFor,
  type Executor,
  type Finding,
  findKind,
  type KindDeclaration,
  type Neighbour,
  runCheck,
  textOf,
  withoutEchoes,
} from '../specs/index.ts'
import type { WatchedFacts } from './watched-facts.ts'

/** The facts of the moment, and how often the objects of a kind have changed so far. */
export type FactsNow = {
  readonly facts: WatchedFacts
  readonly version: (kind: string) => number
}

type Asking = { readonly check: Check; readonly kind: KindDeclaration | undefined }
type Answer = Asking & { readonly findings: readonly Finding[]; readonly asked: Asked }
/** The kinds that a check asked for, with their versions then. */
type Asked = readonly (readonly [kind: string, version: number])[]

export class CheckMemory {
  private readonly answers = new WeakMap<Neighbour, readonly Answer[]>()
  private readonly asks = new Map<KindDeclaration | undefined, readonly Asking[]>()
  private readonly executor: Executor

  constructor(executor: Executor) {
    this.executor = executor
  }

  /** All findings about the object; the same ones as before where nothing that was asked for has changed. */
  findings(object: Neighbour, now: FactsNow): readonly Finding[] {
    const before = this.answers.get(object)
    const after = before
      ? before.map(answer => (isCurrent(answer.asked, now) ? answer : this.ask(answer, object, now)))
      : this.asksOf(object).map(asking => this.ask(asking, object, now))
    this.answers.set(object, after)
    return withoutEchoes(after.flatMap(({ findings }) => findings))
  }

  /** Whether asking again would give the same findings. */
  isCurrent(object: Neighbour, now: FactsNow): boolean {
    return this.answers.get(object)?.every(({ asked }) => isCurrent(asked, now)) ?? false
  }

  private asksOf(object: Neighbour): readonly Asking[] {
    const kind = findKind(textOf(object.apiVersion) ?? '', textOf(object.kind) ?? '')
    const known = this.asks.get(kind)
    if (known !== undefined) return known
    const asks = checksFor(kind, this.executor).map(check => ({ check, kind }))
    this.asks.set(kind, asks)
    return asks
  }

  private ask({ check, kind }: Asking, object: Neighbour, { facts, version }: FactsNow): Answer {
    const { result, asked } = facts.watch(() => runCheck(check, object, kind, { facts, executor: this.executor }))
    if (asked.size === 0) return { check, kind, findings: result, asked: nothing }
    return { check, kind, findings: result, asked: [...asked].map(name => [name, version(name)]) }
  }
}

const nothing: Asked = []

function isCurrent(asked: Asked, { version }: FactsNow): boolean {
  return asked.every(([kind, then]) => version(kind) === then)
}
