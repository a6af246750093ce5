/** The text of a flag as the value of its field. */

import { type Field, typeInWords } from '@pxsnap/core/specs'
import { parse } from 'yaml'
import { Problem } from '../problem.ts'
import type { FieldFlag } from './field-flags.ts'

/** Throws a Problem that names the flag. Given several times, lists and maps grow; of single values the last counts. */
export function readField({ name, field }: FieldFlag, given: readonly string[]): unknown {
  const { type } = field
  if (type.is === 'map') return Object.fromEntries(given.flatMap(text => pairs(name, text)))
  if (type.is === 'list' && type.items.type.is !== 'object') {
    const { items } = type
    return given.flatMap(text => text.split(',')).map(text => scalar(name, items, text.trim()))
  }
  if (type.is === 'list' || type.is === 'object' || type.is === 'anything')
    return structure(name, field, given.at(-1) ?? '')
  return scalar(name, field, given.at(-1) ?? '')
}

function scalar(name: string, field: Field, text: string): unknown {
  const { type } = field
  const refuse = () => new Problem('usage', `--${name} is ${typeInWords(field)}, not "${text}".`)
  switch (type.is) {
    case 'flag':
      if (text === 'true' || text === 'false') return text === 'true'
      throw refuse()
    case 'count':
      if (/^-?\d+$/.test(text)) return Number(text)
      throw refuse()
    case 'choice':
      if (Object.hasOwn(type.values, text)) return text
      throw refuse()
    default:
      return text
  }
}

function pairs(name: string, text: string): readonly (readonly [string, string])[] {
  return text.split(',').map(pair => {
    const at = pair.indexOf('=')
    if (at > 0) return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    throw new Problem('usage', `--${name} is KEY=VALUE[,KEY=VALUE…], not "${text}".`)
  })
}

/** What has an inner shape is written as YAML or JSON. */
function structure(name: string, field: Field, text: string): unknown {
  const refuse = (why: string) =>
    new Problem('usage', `--${name} is ${typeInWords(field)}, written as YAML or JSON: ${why}`)
  let value: unknown
  try {
    value = parse(text, { maxAliasCount: 0 })
  } catch (error) {
    throw refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it cannot be read.')
  }
  if (field.type.is === 'list' && !Array.isArray(value)) throw refuse('it is no list.')
  if (field.type.is === 'object' && (typeof value !== 'object' || value === null)) throw refuse('it is no map.')
  return value
}
