/** The check framework: one declaration per finding, addressed by path, never by position in a text. */

import { draftOf } from './draft.ts'
import { type Facts, type Neighbour, noFacts } from './facts.ts'
import type { FixPlan } from './fix-plan.ts'
import type { DraftOf, KindDeclaration } from './kind.ts'
import { type Path, pathOf } from './path.ts'

export type Severity = 'error' | 'warning' | 'information'

/** Who carries out the spec. Some checks speak only about STORK, which ignores what our own executor honours. */
export type Executor = 'stork' | 'pxsnap'

/** One thing to say about an object. `code` names the file of its check. */
export type Finding = {
  readonly code: string
  readonly severity: Severity
  readonly path: Path
  /** Whether the key or the value at the path is meant. */
  readonly on: 'key' | 'value'
  readonly message: string
  readonly help: string
  readonly fix?: FixPlan
}

/** What a check found: where, what is true, and how to put it right. */
export type Found = Pick<Finding, 'path' | 'on' | 'message' | 'fix'>

export type CheckContext = {
  readonly facts: Facts
  readonly executor: Executor
  /** The object exactly as written, for looking at fields that have the wrong type or are not of the kind. */
  readonly raw: Neighbour
  readonly kind: KindDeclaration
}

export type Check = {
  readonly code: string
  readonly severity: Severity
  readonly help: string
  readonly executors: readonly Executor[]
  /** The kinds it looks at; `any` also looks at objects of kinds that we do not know. */
  readonly kinds: readonly KindDeclaration[] | 'any'
  readonly find: (raw: Neighbour, kind: KindDeclaration | undefined, context: InspectionContext) => readonly Found[]
}

export type InspectionContext = { readonly facts: Facts; readonly executor: Executor }

type Declaration<Object, Context> = {
  /** `<kind's stem>/<slug>`, which is also the check's path under `checks/`. */
  readonly code: string
  readonly severity: Severity
  /** What to do about it, in one or two sentences. */
  readonly help: string
  /** Absent: true whoever carries out the spec. */
  readonly executors?: readonly Executor[]
  readonly find: (object: Object, context: Context) => readonly Found[]
}

const bothExecutors: readonly Executor[] = ['stork', 'pxsnap']

/** A check of the objects of one kind, or of several kinds that share the fields it reads. */
export function check<D extends KindDeclaration>(
  kinds: D | readonly D[],
  declaration: Declaration<DraftOf<D>, CheckContext>,
): Check {
  return {
    code: declaration.code,
    severity: declaration.severity,
    help: declaration.help,
    executors: declaration.executors ?? bothExecutors,
    kinds: Array.isArray(kinds) ? (kinds as readonly D[]) : [kinds as D],
    find: (raw, kind, { facts, executor }) =>
      kind === undefined ? [] : declaration.find(draftOf(kind as D, raw), { facts, executor, raw, kind }),
  }
}

/** A check of every object, also of kinds that we do not know; `kind` is undefined for those. */
export function checkAnyObject(
  declaration: Declaration<Neighbour, InspectionContext & { readonly kind: KindDeclaration | undefined }>,
): Check {
  return {
    code: declaration.code,
    severity: declaration.severity,
    help: declaration.help,
    executors: declaration.executors ?? bothExecutors,
    kinds: 'any',
    find: (raw, kind, { facts, executor }) => declaration.find(raw, { facts, executor, kind }),
  }
}

/** Something found at a value. Write keys with dots in them, such as annotations, as a path array. */
export function at(path: string | Path, message: string, fix?: FixPlan): Found {
  return { path: pathOf(path), on: 'value', message, ...(fix === undefined ? {} : { fix }) }
}

/** Something found at a key. */
export function atKey(path: string | Path, message: string, fix?: FixPlan): Found {
  return { path: pathOf(path), on: 'key', message, ...(fix === undefined ? {} : { fix }) }
}

/** All findings of these checks about one object, in the order of the checks. */
export function runChecks(
  checks: readonly Check[],
  raw: Neighbour,
  kind: KindDeclaration | undefined,
  context: Partial<InspectionContext> = {},
): readonly Finding[] {
  const full: InspectionContext = { facts: context.facts ?? noFacts, executor: context.executor ?? 'stork' }
  return checks.filter(each => concerns(each, kind, full.executor)).flatMap(each => runCheck(each, raw, kind, full))
}

/** Whether the check has anything to say about objects of the kind for that executor. */
export function concerns({ kinds, executors }: Check, kind: KindDeclaration | undefined, executor: Executor): boolean {
  return executors.includes(executor) && (kinds === 'any' || (kind !== undefined && kinds.includes(kind)))
}

export function runCheck(
  { code, severity, help, find }: Check,
  raw: Neighbour,
  kind: KindDeclaration | undefined,
  context: InspectionContext,
): readonly Finding[] {
  return find(raw, kind, context).map(found => ({ code, severity, help, ...found }))
}
