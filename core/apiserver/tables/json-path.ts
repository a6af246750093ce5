/** The JSON paths of printer columns: `.status.conditions[?(@.type=="Ready")].status`. */

import { isMap } from '../../specs/index.ts'

type Step =
  | { readonly key: string }
  | { readonly position: number }
  | { readonly every: true }
  | { readonly where: readonly string[]; readonly is: string; readonly not: boolean }

/** All values that the path leads to; none when it leads nowhere or is no path of this kind. */
export function valuesAt(object: unknown, path: string): readonly unknown[] {
  const steps = stepsOf(path)
  return steps === undefined ? [] : steps.reduce<readonly unknown[]>(follow, [object])
}

const known = new Map<string, readonly Step[] | undefined>()
const mostKnown = 2000

function stepsOf(path: string): readonly Step[] | undefined {
  if (known.has(path)) return known.get(path)
  const steps = parse(path)
  if (known.size < mostKnown) known.set(path, steps)
  return steps
}

const key = /^\.((?:[^.[\]\\]|\\.)+)/
const quoted = /^\[(['"])(.*?)\1\]/
const position = /^\[(-?\d+)\]/
const every = /^\[\*\]/
const filter = /^\[\?\(\s*@\.([^=!\s]+)\s*(==|!=)\s*(['"]?)(.*?)\3\s*\)\]/

function parse(path: string): readonly Step[] | undefined {
  const steps: Step[] = []
  let rest = path.replace(/^\{|\}$/g, '').replace(/^\$/, '')
  if (rest !== '' && !/^[.[]/.test(rest)) rest = `.${rest}`
  while (rest !== '' && rest !== '.') {
    const found = step(rest)
    if (found === undefined) return undefined
    steps.push(found.step)
    rest = rest.slice(found.length)
  }
  return steps
}

function step(text: string): { readonly step: Step; readonly length: number } | undefined {
  const named = key.exec(text)
  if (named !== null) return { step: { key: (named[1] ?? '').replaceAll(/\\(.)/g, '$1') }, length: named[0].length }
  const quotedKey = quoted.exec(text)
  if (quotedKey !== null) return { step: { key: quotedKey[2] ?? '' }, length: quotedKey[0].length }
  const placed = position.exec(text)
  if (placed !== null) return { step: { position: Number(placed[1]) }, length: placed[0].length }
  const all = every.exec(text)
  if (all !== null) return { step: { every: true }, length: all[0].length }
  const filtered = filter.exec(text)
  if (filtered === null) return undefined
  const [whole, where = '', how, , is = ''] = filtered
  return { step: { where: where.split('.'), is, not: how === '!=' }, length: whole.length }
}

function follow(values: readonly unknown[], one: Step): readonly unknown[] {
  return values.flatMap(value => {
    if ('key' in one) return isMap(value) && Object.hasOwn(value, one.key) ? [value[one.key]] : []
    if ('position' in one) return Array.isArray(value) ? value.slice(one.position).slice(0, 1) : []
    const items: readonly unknown[] = Array.isArray(value) ? value : isMap(value) ? Object.values(value) : []
    if ('every' in one) return items
    return items.filter(item => {
      const found = one.where.reduce<unknown>((inner, field) => (isMap(inner) ? inner[field] : undefined), item)
      return (String(found) === one.is) !== one.not
    })
  })
}
