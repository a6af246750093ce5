/** Reads an object by its kind: whatever has the wrong type counts as missing, so that a check can rely on types. */

import { isMap } from './json.ts'
import type { DraftOf, KindDeclaration } from './kind.ts'
import type { Field, Fields } from './schema.ts'

export function draftOf<D extends KindDeclaration>(kind: D, raw: unknown): DraftOf<D> {
  if (!isMap(raw)) return {} as DraftOf<D>
  const known = drafts.get(raw)
  if (known !== undefined && known.kind === kind) return known.draft as DraftOf<D>
  const draft = readFields(kind.fields, kind.open, raw)
  drafts.set(raw, { kind, draft })
  return draft as unknown as DraftOf<D>
}

/** Objects never change, and many checks read the same one. */
const drafts = new WeakMap<object, { readonly kind: KindDeclaration; readonly draft: object }>()

function readFields(fields: Fields, open: boolean, raw: Readonly<Record<string, unknown>>): object {
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(raw)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    const kept = field === undefined ? (open ? value : undefined) : readValue(field, value)
    if (kept !== undefined) define(read, name, kept)
  }
  return read
}

function readValue(field: Field, value: unknown): unknown {
  const { type } = field
  switch (type.is) {
    case 'text':
    case 'time':
    case 'choice':
    case 'reference':
      return typeof value === 'string' ? value : undefined
    case 'count':
      return typeof value === 'number' ? value : undefined
    case 'flag':
      return typeof value === 'boolean' ? value : undefined
    case 'quantity':
      return typeof value === 'string' || typeof value === 'number' ? value : undefined
    case 'list':
      return Array.isArray(value) ? value.map(item => readValue(type.items, item)) : undefined
    case 'map': {
      if (!isMap(value)) return undefined
      const read: Record<string, unknown> = {}
      for (const [key, item] of Object.entries(value)) {
        const kept = readValue(type.values, item)
        if (kept !== undefined) define(read, key, kept)
      }
      return read
    }
    case 'object':
      return isMap(value) ? readFields(type.fields, type.open, value) : undefined
    case 'anything':
      return value
  }
}

/** Sets an own property also when the text says `__proto__`. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
