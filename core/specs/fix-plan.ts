/** What a fix changes, said by path. Only `language` turns a plan into edits of a text that keep comments and quotes. */

import type { Json, JsonObject } from './json.ts'
import { type Path, pathOf } from './path.ts'

/** Carried out in order; each change sees the object as the ones before it left it. */
export type FixPlan = { readonly title: string; readonly changes: readonly Change[] }

export type Change =
  /** Gives the key at `path` another name; value and comments stay. */
  | { readonly do: 'rename-key'; readonly path: Path; readonly to: string }
  /** Sets the value at `path`. Keys that are missing on the way are inserted. */
  | { readonly do: 'set-value'; readonly path: Path; readonly value: Json }
  /** Puts quotes around the scalar at `path`, so that `1`, `yes` or `0123` stays text exactly as written. */
  | { readonly do: 'quote'; readonly path: Path }
  /** Removes the key or list item at `path`, with the comments that belong to it. */
  | { readonly do: 'remove'; readonly path: Path }
  /** Puts the value at `from` under `to`, inserting keys that are missing on the way. Removes what it empties. */
  | { readonly do: 'move'; readonly from: Path; readonly to: Path }
  /** A new document in the same file, before or after the one with the finding. Carried out last. */
  | { readonly do: 'insert-document'; readonly where: 'before' | 'after'; readonly object: JsonObject }
  /** The whole document becomes this object. Comments above the first key stay. */
  | { readonly do: 'replace-document'; readonly object: JsonObject }

type At = string | Path

export function fixPlan(title: string, ...changes: readonly Change[]): FixPlan {
  return { title, changes }
}

export function renameKey(path: At, to: string): Change {
  return { do: 'rename-key', path: pathOf(path), to }
}

export function setValue(path: At, value: Json): Change {
  return { do: 'set-value', path: pathOf(path), value }
}

export function quote(path: At): Change {
  return { do: 'quote', path: pathOf(path) }
}

export function remove(path: At): Change {
  return { do: 'remove', path: pathOf(path) }
}

export function move(from: At, to: At): Change {
  return { do: 'move', from: pathOf(from), to: pathOf(to) }
}

export function insertDocument(where: 'before' | 'after', object: JsonObject): Change {
  return { do: 'insert-document', where, object }
}

export function replaceDocument(object: JsonObject): Change {
  return { do: 'replace-document', object }
}
