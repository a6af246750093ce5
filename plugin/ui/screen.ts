/** What a screen is, as data and functions: no screen knows Ink, the terminal or its neighbours on the stack. */

import type { KubeObject } from '@pxsnap/core/specs'
import type { Charset } from '../output/charset.ts'
import type { Piece as PlainPiece } from '../output/draw-timeline.ts'
import type { KeyPress } from './input/key-press.ts'
import type { Look } from './skin.ts'

/** A piece of a line in one tone; `look` for what a screen marks besides: the row under the cursor, a match, a key. */
export type Piece = PlainPiece & { readonly look?: Look }
export type Line = readonly Piece[]

/**
 * One page of the terminal UI. It keeps its own state (cursor, scroll, what was typed) and draws itself as lines of
 * toned text; the frame around it, the stack, filters, help and confirmations belong to the shell.
 */
export type Screen = {
  /** The same for two screens that show the same, such as `list:VolumeSnapshot`. */
  readonly id: string
  /** For the breadcrumbs: a word or two, `snapshots` or `orders-nightly`. Not yet sanitised. */
  title(): string
  /** What stands right of the title: how many rows, which sort, what is marked. */
  status?(): Line
  /** Keys of this screen, before those that hold everywhere. The help and the footer are made of them. */
  keys(): readonly KeyBinding[]
  /** At most `room.rows` lines. Texts are already sanitised; what is wider than the room is cut by the frame. */
  draw(room: Room): readonly Line[]
  /** Everything, for a pipe: no cursor, no window, no marks of selection. */
  plain(room: Pick<Room, 'columns' | 'charset'>): readonly Line[]
  /** What Ctrl-S writes in place of the plain text, with the ending of the file. */
  saved?(): { readonly text: string; readonly ending: string }
  /** The objects that keys such as `d`, `y`, `Ctrl-D` mean: the marked ones, or the one under the cursor. Absent: none. */
  subjects?(): readonly KubeObject[]
  /** Takes `/`. Undefined takes the filter away. Answers what is wrong with it, in words. */
  filter?(text: string | undefined): string | undefined
  /** While it answers true, every key but Ctrl-C and Esc goes to `typed` first: a form that is being filled in. */
  isTyping?(): boolean
  /** A key that nothing else is bound to, or any key while typing. Answers whether it was used. */
  typed?(press: KeyPress): boolean
  /** Esc: answers true when it undid something in the screen itself, so that the screen stays. */
  escape?(): boolean
  /** Comes to the top of the stack. The signal aborts when it leaves the stack for good. */
  shown?(signal: AbortSignal): void
}

export type Room = {
  readonly columns: number
  readonly rows: number
  readonly charset: Charset
  /** Linear text without columns and drawings, for a screen reader. */
  readonly linear: boolean
}

/** A key with what it does, as data. */
export type KeyBinding = {
  /** One or several spellings of `KeyPress.key`, such as `['s']` or `['down', 'j']`. The first is shown. */
  readonly keys: readonly string[]
  /** A verb phrase without a full stop: `describes the object`. Shown in the help. */
  readonly does: string
  /** One word for the footer; absent: not shown there. */
  readonly hint?: string
  readonly group: KeyGroup
  /** Refused in read-only mode. */
  readonly writes?: true
  run(): void
}

export type KeyGroup = 'Move' | 'Show' | 'Act' | 'List' | 'Leave'
