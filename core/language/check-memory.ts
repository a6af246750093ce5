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
/** The kinds that were asked for, with their versions then. */
type Asked = readonly (readonly [kind: string, version: number])[]
/** What is known of one object; `asked` is what any of the checks asked for. */
type Known = { readonly answers: readonly Answer[]; readonly asked: Asked; readonly findings: readonly Finding[] }

export class CheckMemory {
  private readonly known = new WeakMap<Neighbour, Known>()
  private readonly asks = new Map<KindDeclaration | undefined, readonly Asking[]>()
  private readonly executor: Executor

  constructor(executor: Executor) {
    this.executor = executor
  }

  /** All findings about the object; the same ones as before where nothing that was asked for has changed. */
  findings(object: Neighbour, now: FactsNow): readonly Finding[] {
    const before = this.known.get(object)
    if (before !== undefined && isCurrent(before.asked, now)) return before.findings
    const answers = before
      ? before.answers.map(answer => (isCurrent(answer.asked, now) ? answer : this.ask(answer, object, now)))
      : this.asksOf(object).map(asking => this.ask(asking, object, now))
    const asked = [...new Map(answers.flatMap(answer => answer.asked))]
    const findings = withoutEchoes(answers.flatMap(answer => answer.findings))
    this.known.set(object, { answers, asked, findings })
    return findings
  }

  /** Whether asking again would give the same findings. */
  isCurrent(object: Neighbour, now: FactsNow): boolean {
    const known = this.known.get(object)
    return known !== undefined && isCurrent(known.asked, now)
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
