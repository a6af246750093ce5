/** Reads what our engine wrote on an object. Anybody can edit an annotation, so what does not fit counts as absent. */

import { type Evidence, noEvidence } from '../engine/index.ts'
import { evidence, isMap, type KubeObject } from '../specs/index.ts'

/** The object's evidence, or undefined when there is none or it cannot be read. */
export function evidenceOf(object: KubeObject): Evidence | undefined {
  const written = object.metadata.annotations?.[evidence.key]
  if (written === undefined) return undefined
  const read = parse(written)
  if (!isMap(read) || !isConsistency(read.consistency)) return undefined
  return {
    ...noEvidence,
    consistency: read.consistency,
    ...optional('because', read.because),
    ...optional('snapshotAt', read.snapshotAt),
    frozen: maps(read.frozen, ['namespace', 'pod', 'from']) as Evidence['frozen'],
    events: maps(read.events, ['at', 'what', 'text']) as Evidence['events'],
    commands: maps(read.commands, ['namespace', 'pod', 'command', 'from', 'to']) as Evidence['commands'],
    attempts: typeof read.attempts === 'number' ? read.attempts : 0,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isConsistency(value: unknown): value is Evidence['consistency'] {
  return value === 'application' || value === 'crash' || value === 'none'
}

function optional<K extends string>(key: K, value: unknown): { readonly [P in K]?: string } {
  return typeof value === 'string' ? ({ [key]: value } as { readonly [P in K]: string }) : {}
}

/** The maps of a list in which every needed field is text. */
function maps(value: unknown, needed: readonly string[]): readonly unknown[] {
  if (!Array.isArray(value)) return []
  return value.filter(item => isMap(item) && needed.every(field => typeof item[field] === 'string'))
}
