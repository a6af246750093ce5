/** `--sort-by`: objects in the order of one of their fields. */

import { parseQuantity } from '@pxsnap/core/base'
import type { KubeObject } from '@pxsnap/core/specs'
import { Problem } from '../problem.ts'
import { jsonPathQuery } from './jsonpath.ts'

/**
 * Sorted by what the path leads to: numbers and quantities by size, text with its numbers counted (`a9` before `a10`).
 * Objects without the field come first, as with kubectl. Throws a Problem for a path that is not understood or that
 * no object has.
 */
export function sortObjects<T>(items: readonly T[], path: string, objectOf: (item: T) => KubeObject): readonly T[] {
  const query = jsonPathQuery(path)
  if (!query.ok) throw new Problem('usage', `The path of --sort-by is not understood: ${query.problem}`)
  const keyed = items.map(item => ({ item, key: query.find(objectOf(item))[0] }))
  if (keyed.length > 0 && keyed.every(({ key }) => key === undefined))
    throw new Problem('usage', `No object has the field "${path}" to sort by.`)
  return keyed.sort((one, other) => compare(one.key, other.key)).map(({ item }) => item)
}

/** Made when it is needed: it costs 15 ms, and most lists are not sorted. */
let numbersInside: Intl.Collator | undefined
function byNumbersInside(one: string, other: string): number {
  numbersInside ??= new Intl.Collator('en', { numeric: true })
  return numbersInside.compare(one, other)
}

function compare(one: unknown, other: unknown): number {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined)
  const [left, right] = [sizeOf(one), sizeOf(other)]
  if (left !== undefined && right !== undefined) return left - right
  return byNumbersInside(String(one), String(other))
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' ? parseQuantity(value) : undefined
}
