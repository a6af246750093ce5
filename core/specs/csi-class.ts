/** What the checks of both CSI snapshot classes have in common. */

import { at, atKey, type Found } from './check.ts'
import { annotationsOf, type Facts, type Neighbour, nameOf } from './facts.ts'
import { fixPlan, move, remove } from './fix-plan.ts'
import { isMap, textOf } from './json.ts'
import type { KindDeclaration } from './kind.ts'

/** Fields under `spec`, where a class has none. */
export function fieldsUnderSpec(raw: Neighbour, kind: KindDeclaration): readonly Found[] {
  const { spec } = raw
  if (!isMap(spec)) return []
  const keys = Object.keys(spec)
  const movable = keys.length > 0 && keys.every(key => Object.hasOwn(kind.fields, key) && !Object.hasOwn(raw, key))
  const fix = movable
    ? fixPlan('Move the fields to the top level', ...keys.map(key => move(['spec', key], [key])), remove('spec'))
    : undefined
  const emptied = keys.length === 0 ? fixPlan('Remove the empty spec', remove('spec')) : fix
  return [
    atKey(
      'spec',
      `A ${kind.kind} has no \`spec\`: its fields stand at the top level, and the API server refuses it.`,
      emptied,
    ),
  ]
}

/** Another class that is the default of the same driver. */
export function secondDefault(facts: Facts, raw: Neighbour, kind: KindDeclaration, key: string): readonly Found[] {
  const driver = textOf(raw.driver)
  if (driver === undefined || annotationsOf(raw)[key] !== 'true') return []
  const others = facts
    .everywhere({ kind: kind.kind })
    .filter(other => other.driver === driver && annotationsOf(other)[key] === 'true')
    .flatMap(other => nameOf(other) ?? [])
  const twin = others.find(name => name !== nameOf(raw))
  if (twin === undefined) return []
  return [
    at(
      ['metadata', 'annotations', key],
      `\`${twin}\` is the default of \`${driver}\` too: snapshots that name no class fail.`,
    ),
  ]
}
