/** The shape of every lifecycle's step: what it sees, what it answers, and the three ways to answer. */

import type { Instant } from '../base/index.ts'
import type { Effect, Outcomes } from './effect.ts'

/** One fresh look. Failures are part of it: they arrive as outcomes. */
export type Seen = {
  readonly now: Instant
  /** The object's uid; names everything that is made for it. */
  readonly uid: string
  /** The process that looks, and since when it runs. Another process's commands are not in `outcomes`. */
  readonly epoch: string
  readonly startedAt: Instant
  /** The object is marked for deletion. */
  readonly deleting: boolean
  /** The user asked this process to stop: thaw and end. */
  readonly stopping: boolean
  /** What this process's effects on this object have come to, by their keys. */
  readonly outcomes: Outcomes
}

/** When to look again: when the answer to the effects is there, at a time, when the object changes, or never. */
export type Wake =
  | { readonly on: 'outcome' }
  | { readonly on: 'time'; readonly at: Instant }
  | { readonly on: 'change' }
  | { readonly on: 'never' }

/**
 * A step either asks for effects, or waits, or enters a status. The order is kept in reconcile.ts: a status is stored
 * before the effects of the next step are performed, except for one that says `keep: 'in-memory'`, because something is
 * frozen and must not wait for the API server.
 */
export type Step<Status> = {
  readonly status: Status
  readonly effects: readonly Effect[]
  readonly wake: Wake
  readonly keep: 'stored' | 'in-memory'
}

/** Asks for effects and stays. */
export function perform<Status>(status: Status, effects: readonly Effect[]): Step<Status> {
  return { status, effects, wake: { on: 'outcome' }, keep: 'stored' }
}

/** Stays until a time. */
export function waitUntil<Status>(status: Status, at: Instant): Step<Status> {
  return { status, effects: [], wake: { on: 'time', at }, keep: 'stored' }
}

/** Nothing will happen by itself any more. */
export function rest<Status>(status: Status): Step<Status> {
  return { status, effects: [], wake: { on: 'never' }, keep: 'stored' }
}

/** Goes on with another status, stored first. */
export function enter<Status>(status: Status): Step<Status> {
  return { status, effects: [], wake: { on: 'outcome' }, keep: 'stored' }
}

/** Goes on with another status at once; the object still says what a later process must assume. */
export function enterInMemory<Status>(status: Status): Step<Status> {
  return { status, effects: [], wake: { on: 'outcome' }, keep: 'in-memory' }
}
