/** Label expressions that say no more than labels can. */

import type { Labels } from '../base/index.ts'
import { entry, textOf } from './json.ts'

/** The labels that stand for these expressions: each must be `In` with a single value. Otherwise undefined. */
export function equalityLabels(expressions: readonly unknown[]): Labels | undefined {
  const labels: [string, string][] = []
  for (const expression of expressions) {
    const key = textOf(entry(expression, 'key'))
    const values = entry(expression, 'values')
    const value = Array.isArray(values) && values.length === 1 ? textOf(values[0]) : undefined
    if (key === undefined || value === undefined || entry(expression, 'operator') !== 'In') return undefined
    if (labels.some(([known]) => known === key)) return undefined
    labels.push([key, value])
  }
  return labels.length === 0 ? undefined : Object.fromEntries(labels)
}
