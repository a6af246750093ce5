/** What a screen gets of the rest of the UI. */

import type { Instant } from '@pxsnap/core/base'
import type { Executor, KubeObject } from '@pxsnap/core/specs'
import type { GlobalValues } from '../args.ts'
import type { Face } from '../face.ts'
import type { World } from '../open-world.ts'
import type { PaintTone } from '../output/paint.ts'
import type { CommandLog } from './command-log.ts'
import type { LiveObjects } from './live/live-objects.ts'
import type { Runs } from './runs.ts'
import type { Line, Screen } from './screen.ts'

export type Ui = {
  readonly face: Face
  /** As the UI was started: which cluster, as whom. */
  readonly global: GlobalValues
  /** Its ports can be called at any time: time passes in the background, so `world.drive` is not needed here. */
  readonly world: World
  /** Objects of the cluster that stay up to date. */
  readonly live: LiveObjects
  /** What pxsnap itself carries out in this process. */
  readonly runs: Runs
  /** Every action as the command it equals. */
  readonly log: CommandLog
  readonly readOnly: boolean
  /** Who carries specs out here; undefined while that is not known yet. */
  readonly executor: Executor | undefined
  /** The namespace that lists are narrowed to; undefined: all. */
  namespace(): string | undefined
  setNamespace(namespace: string | undefined): void
  /** The time to show; goes on between two steps of a simulation. */
  now(): Instant
  /** Says that something to draw has changed. Frames are drawn at most 15 times a second. */
  redraw(): void
  /** Puts the screen on top. A screen with the id of the one on top takes its place. */
  open(screen: Screen): void
  /** Puts the named screen of `screens/catalogue.ts` on top; says so when its words make no sense. */
  show(words: string, subjects?: readonly KubeObject[]): void
  /** Takes the screen off the top, if there is one below. */
  back(): void
  /** A message in the footer that goes away by itself. */
  say(text: string, tone?: PaintTone): void
  /** A question above the footer. `word`: it must be typed in full, for what cannot be undone. */
  confirm(question: Question): Promise<boolean>
  /** Runs in the background; what it throws is said in the footer. The signal aborts when the UI is left. */
  background(what: string, work: (signal: AbortSignal) => Promise<void>): void
  /** Gives the terminal to another program, such as an editor, and takes it back afterwards. */
  suspended<T>(work: () => Promise<T>): Promise<T>
}

export type Question = { readonly text: string; readonly details?: readonly Line[]; readonly word?: string }
