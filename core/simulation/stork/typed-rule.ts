/** A Rule as STORK's own types read it: keys it does not know are nothing, and a value of another type is an error. */

import type { Labels } from '../../base/index.ts'
import { entry, isMap, type KubeObject } from '../../specs/index.ts'
import { StorkError } from './stork-process.ts'

export type TypedRule = { readonly name: string; readonly items: readonly TypedItem[] }
export type TypedItem = {
  readonly selector: Labels
  readonly container: string
  readonly actions: readonly TypedAction[]
}
export type TypedAction = {
  readonly type: string
  readonly background: boolean
  readonly runInSinglePod: boolean
  readonly value: string
}

/**
 * A Rule without items, such as one with the list below `spec`, is a Rule that does nothing. Throws a StorkError for a
 * value of a wrong type. Source: STORK, Rule type.
 */
export function typedRule(object: KubeObject): TypedRule {
  const items = list(object.rules, 'rules').map((item, index): TypedItem => {
    const where = `rules[${index}]`
    return {
      selector: labels(entry(item, 'podSelector'), `${where}.podSelector`),
      container: text(entry(item, 'container'), `${where}.container`),
      actions: list(entry(item, 'actions'), `${where}.actions`).map((action, at) => ({
        type: text(entry(action, 'type'), `${where}.actions[${at}].type`),
        background: flag(entry(action, 'background'), `${where}.actions[${at}].background`),
        runInSinglePod: flag(entry(action, 'runInSinglePod'), `${where}.actions[${at}].runInSinglePod`),
        value: text(entry(action, 'value'), `${where}.actions[${at}].value`),
      })),
    }
  })
  return { name: object.metadata.name, items }
}

/** Throws a StorkError for what the rule runner refuses before it runs anything. Source: STORK, rule runner. */
export function validate({ name, items }: TypedRule, when: 'pre' | 'post'): void {
  for (const { actions } of items) {
    for (const { type, background } of actions) {
      if (type !== 'command') throw new StorkError(`unsupported action type: ${type} in rule: [${name}]`)
      if (background && when === 'post')
        throw new StorkError(`background actions are not supported for post exec rules (rule: [${name}])`)
    }
  }
}

function list(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw mistyped(path, 'a list')
  return value
}

function labels(value: unknown, path: string): Labels {
  if (value === undefined || value === null) return {}
  if (!isMap(value)) throw mistyped(path, 'a map of texts')
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, text(item, `${path}.${key}`)]))
}

function text(value: unknown, path: string): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') throw mistyped(path, 'text')
  return value
}

function flag(value: unknown, path: string): boolean {
  if (value === undefined || value === null) return false
  if (typeof value !== 'boolean') throw mistyped(path, 'true or false')
  return value
}

function mistyped(path: string, wanted: string): StorkError {
  return new StorkError(`json: cannot decode ${path}: it is not ${wanted}`)
}
