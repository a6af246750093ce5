/** Strategic merge patch: like a merge patch, with lists that are merged by a key. Source: Kubernetes, strategicpatch. */

import { entry, isMap } from '../../specs/index.ts'
import { type Definitions, fieldSchema, itemSchema, type Schema } from '../openapi/schema.ts'
import { mergedOrder } from './merged-order.ts'
import { badRequest, type PatchRefusal } from './refusal.ts'

export function strategicMerge(
  current: unknown,
  patch: unknown,
  { schema, definitions }: { readonly schema: Schema; readonly definitions: Definitions },
): { readonly ok: true; readonly value: unknown } | PatchRefusal {
  if (!isMap(patch)) return badRequest('error decoding patch: a strategic merge patch is an object')
  try {
    return { ok: true, value: mergeMap(isMap(current) ? current : {}, patch, { schema, definitions }) }
  } catch (error) {
    if (error instanceof PatchMistake) return badRequest(error.message)
    throw error
  }
}

/** Aborts a merge from within its recursion; never leaves this file. */
class PatchMistake extends Error {
  override readonly name = 'PatchMistake'
}

type Fields = Readonly<Record<string, unknown>>
type Context = { readonly schema: Schema | undefined; readonly definitions: Definitions }

const deletesFromList = '$deleteFromPrimitiveList/'
const setsOrder = '$setElementOrder/'
const keepsOnly = '$retainKeys'
const directive = '$patch'

function mergeMap(current: Fields, patch: Fields, context: Context): Fields {
  switch (patch[directive]) {
    case undefined:
    case 'merge':
      break
    case 'replace':
      return withoutDirectives(patch)
    case 'delete':
      return {}
    default:
      throw new PatchMistake(`unrecognized patch type: ${JSON.stringify(patch[directive])}`)
  }
  const merged = new Map(Object.entries(retained(current, patch)))
  for (const field of patchedFields(patch)) {
    const value = patch[field]
    if (Object.hasOwn(patch, field) && value === null) {
      merged.delete(field)
      continue
    }
    const list = {
      value,
      remove: patch[`${deletesFromList}${field}`],
      order: patch[`${setsOrder}${field}`],
    }
    const next = mergeField(merged.get(field), list, {
      ...context,
      schema: fieldSchema(context.schema, field, context.definitions),
    })
    if (next !== undefined) merged.set(field, next)
  }
  return Object.fromEntries(merged)
}

/** The fields that the patch speaks of, directives for lists included. */
function patchedFields(patch: Fields): readonly string[] {
  const fields = Object.keys(patch).flatMap(key => {
    if (key === directive || key === keepsOnly) return []
    if (key.startsWith(deletesFromList)) return [key.slice(deletesFromList.length)]
    if (key.startsWith(setsOrder)) return [key.slice(setsOrder.length)]
    return [key]
  })
  return [...new Set(fields)]
}

/** What `$retainKeys` leaves: the keys it names, among them those that the patch then sets. */
function retained(current: Fields, patch: Fields): Fields {
  const keys = patch[keepsOnly]
  if (keys === undefined) return current
  if (!Array.isArray(keys)) throw new PatchMistake(`${keepsOnly} is no list of fields`)
  const lost = Object.keys(patch).find(key => !key.startsWith('$') && patch[key] !== null && !keys.includes(key))
  if (lost !== undefined) throw new PatchMistake(`${keepsOnly} does not name "${lost}", which the patch sets`)
  return Object.fromEntries(Object.entries(current).filter(([key]) => keys.includes(key)))
}

type FieldPatch = { readonly value: unknown; readonly remove: unknown; readonly order: unknown }

function mergeField(current: unknown, { value, remove, order }: FieldPatch, context: Context): unknown {
  if (isMap(value)) {
    const replaces = strategies(context.schema).includes('replace')
    return replaces ? withoutDirectives(value) : mergeMap(isMap(current) ? current : {}, value, context)
  }
  const isList = Array.isArray(value) || (value === undefined && (remove !== undefined || order !== undefined))
  if (!isList) return value
  if (!strategies(context.schema).includes('merge')) return value ?? current
  const before: readonly unknown[] = Array.isArray(current) ? current : []
  const patch: readonly unknown[] = Array.isArray(value) ? value : []
  const key = context.schema?.['x-kubernetes-patch-merge-key']
  const orders = order === undefined ? undefined : listOf(order, setsOrder)
  if (key === undefined || ![...before, ...patch, ...(orders ?? [])].some(isMap)) {
    const removed = remove === undefined ? [] : listOf(remove, deletesFromList)
    return mergeScalars(before, { patch, removed, order: orders })
  }
  return mergeItems(before, { patch, key, order: orders }, context)
}

function strategies(schema: Schema | undefined): readonly string[] {
  return schema?.['x-kubernetes-patch-strategy']?.split(',') ?? []
}

function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new PatchMistake(`${what.slice(0, -1)} is no list`)
}

type ListPatch = { readonly patch: readonly unknown[]; readonly order: readonly unknown[] | undefined }

function mergeScalars(
  before: readonly unknown[],
  { patch, removed, order }: ListPatch & { readonly removed: readonly unknown[] },
): readonly unknown[] {
  const kept = before.filter(item => !removed.includes(item))
  const merged = [...new Set([...kept, ...patch])]
  if (order === undefined) return merged
  const items = merged.map(value => ({ key: JSON.stringify(value), value }))
  return mergedOrder(items, {
    wanted: order.map(item => JSON.stringify(item)),
    before: before.map(item => JSON.stringify(item)),
  })
}

function mergeItems(
  before: readonly unknown[],
  { patch, key, order }: ListPatch & { readonly key: string },
  context: Context,
): readonly unknown[] {
  const keyOf = (item: unknown): string => {
    const value = entry(item, key)
    if (value === undefined)
      throw new PatchMistake(`map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`)
    return JSON.stringify(value)
  }
  const items = patch.filter(item => entry(item, directive) === undefined)
  if (patch.some(item => entry(item, directive) === 'replace')) return items
  const schema = itemSchema(context.schema, context.definitions)
  const merged = new Map(before.map(item => [keyOf(item), item]))
  for (const item of patch) {
    switch (entry(item, directive)) {
      case undefined:
      case 'merge': {
        if (!isMap(item)) throw new PatchMistake(`map: ${JSON.stringify(item)} is no object`)
        const current = merged.get(keyOf(item))
        merged.set(keyOf(item), mergeMap(isMap(current) ? current : {}, item, { ...context, schema }))
        break
      }
      case 'delete':
        merged.delete(keyOf(item))
        break
      default:
        throw new PatchMistake(`unrecognized patch type: ${JSON.stringify(entry(item, directive))}`)
    }
  }
  if (order === undefined) return [...merged.values()]
  const keyed = [...merged].map(([name, value]) => ({ key: name, value }))
  return mergedOrder(keyed, { wanted: order.map(keyOf), before: before.map(keyOf) })
}

/** A value that is set as a whole: nulls and directives in it say nothing. */
function withoutDirectives(value: Fields): Fields {
  return Object.fromEntries(Object.entries(value).filter(([key, item]) => !key.startsWith('$') && item !== null))
}
