/** Takes an entry or an item out of a text. Comments on the lines that go away stay, each on a line of its own. */

import type { TextEdit, TextRange } from '../text-edit.ts'
import type { ListNode, MapEntry, MapNode } from '../tree.ts'
import { commentsIn } from './comments.ts'
import { columnOf, lineEndOf, lineStart, lineStop, nextLine, startsLine } from './lines.ts'

/** `moved`: a stretch of the text that goes on living elsewhere, with the comments in it. */
export type RemoveOptions = { readonly moved?: TextRange }

export function removeEntry(text: string, map: MapNode, entry: MapEntry, options: RemoveOptions = {}): TextEdit[] {
  const index = map.entries.indexOf(entry)
  const next = map.entries[index + 1]
  if (map.flow) {
    const parts = map.entries.map(({ key, value }) => ({ start: key.start, end: Math.max(key.end, value.end) }))
    return removePart(parts, index)
  }
  const end = lineStop(text, Math.max(entry.value.end, entry.key.end))
  const kept = keptComments(text, entry.key.start, end, options)
  const indent = ' '.repeat(columnOf(text, entry.key.start))
  const newline = lineEndOf(text)
  if (startsLine(text, entry.key.start)) return removeLines(text, entry.key.start, end, kept, indent)
  // The first key of a list item stands behind the dash, which must stay.
  const restart = next === undefined ? end : next.key.start
  const between = commentsIn(text, end, restart)
  const comments = [...kept, ...between].map(comment => `${comment}${newline}${indent}`).join('')
  const rest = next === undefined ? `${comments}{}` : comments
  return [{ range: { start: entry.key.start, end: restart }, newText: rest }]
}

/** Nothing when the item cannot be taken out by whole lines. */
export function removeItem(
  text: string,
  list: ListNode,
  index: number,
  options: RemoveOptions = {},
): TextEdit[] | undefined {
  const item = list.items[index]
  if (item === undefined) return undefined
  if (list.flow) return removePart(list.items, index)
  const dash = dashOf(text, list, index)
  if (!startsLine(text, dash)) return undefined
  const end = lineStop(text, Math.max(item.end, dash + 1))
  return removeLines(text, dash, end, keptComments(text, dash, end, options), ' '.repeat(columnOf(text, dash)))
}

/** Where the dash of a block list's item stands. */
export function dashOf(text: string, list: ListNode, index: number): number {
  const before = list.items[index - 1]
  let at = before === undefined ? list.start : Math.max(before.end, list.start + 1)
  while (at < text.length && text[at] !== '-') at = text[at] === '#' ? nextLine(text, at) : at + 1
  return at
}

function keptComments(text: string, start: number, end: number, { moved }: RemoveOptions): readonly string[] {
  if (moved === undefined) return commentsIn(text, start, end)
  return [...commentsIn(text, start, moved.start), ...commentsIn(text, moved.end, end)]
}

/** Whole lines become the comments that are kept. */
function removeLines(text: string, start: number, end: number, kept: readonly string[], indent: string): TextEdit[] {
  const newline = lineEndOf(text)
  const from = lineStart(text, start)
  const to = nextLine(text, end)
  const comments = kept.map(comment => `${indent}${comment}`).join(newline)
  const lastLine = to === text.length && text[to - 1] !== '\n'
  if (comments === '' && lastLine && from > 0)
    return [{ range: { start: beforeLineEnd(text, from), end: to }, newText: '' }]
  const closing = comments === '' || lastLine ? '' : newline
  return [{ range: { start: from, end: to }, newText: `${comments}${closing}` }]
}

function beforeLineEnd(text: string, at: number): number {
  return text[at - 2] === '\r' ? at - 2 : at - 1
}

/** One part of a collection in brackets goes, with the comma that is left over. */
function removePart(parts: readonly { readonly start: number; readonly end: number }[], index: number): TextEdit[] {
  const part = parts[index]
  if (part === undefined) return []
  const next = parts[index + 1]
  if (next !== undefined) return [{ range: { start: part.start, end: next.start }, newText: '' }]
  const before = parts[index - 1]
  return [{ range: { start: before?.end ?? part.start, end: part.end }, newText: '' }]
}
