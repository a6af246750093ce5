/**
 * The part of kubectl's JSONPath that people use: `{.items[*].metadata.name}`, `['a.b']`, `[0]`, `[-1]`, `[1:3]`, `..name`,
 * `[?(@.kind=="Pod")]`, `{range .items[*]}…{end}` and quoted text such as `{"\n"}`.
 */

export type JsonPath =
  | { readonly ok: true; readonly run: (data: unknown) => string }
  | { readonly ok: false; readonly problem: string }

type Step =
  | { readonly at: 'field'; readonly name: string }
  | { readonly at: 'anything' }
  | { readonly at: 'slice'; readonly from?: number; readonly to?: number }
  | { readonly at: 'index'; readonly index: number }
  | { readonly at: 'anywhere'; readonly name: string }
  | { readonly at: 'filter'; readonly path: readonly Step[]; readonly operator: string; readonly value: unknown }
type Part =
  | { readonly part: 'text'; readonly text: string }
  | { readonly part: 'path'; readonly steps: readonly Step[] }
  | { readonly part: 'range'; readonly steps: readonly Step[]; readonly body: readonly Part[] }

/** Compiles a template, or says what in it is not understood. */
export function jsonPath(template: string): JsonPath {
  try {
    const tokens = tokenize(template)
    const parts = parseParts(tokens, false)
    return { ok: true, run: data => render(parts, data) }
  } catch (error) {
    if (error instanceof NotUnderstood) return { ok: false, problem: error.message }
    throw error
  }
}

export type JsonPathQuery =
  | { readonly ok: true; readonly find: (data: unknown) => readonly unknown[] }
  | { readonly ok: false; readonly problem: string }

/** One path, as kubectl takes it for columns and for sorting: `.metadata.name`, `metadata.name` or `{.metadata.name}`. */
export function jsonPathQuery(path: string): JsonPathQuery {
  const inner = /^\{(.*)\}$/s.exec(path.trim())?.[1]?.trim() ?? path.trim()
  if (inner === '') return { ok: false, problem: 'The path is empty.' }
  try {
    const steps = parseSteps(/^[.[$@]/.test(inner) ? inner : `.${inner}`)
    return { ok: true, find: data => follow(steps, [data]) }
  } catch (error) {
    if (error instanceof NotUnderstood) return { ok: false, problem: error.message }
    throw error
  }
}

class NotUnderstood extends Error {}

type Token = { readonly braces: boolean; readonly text: string }

function tokenize(template: string): Token[] {
  // kubectl also takes a bare path without braces.
  if (!template.includes('{')) return [{ braces: true, text: template.startsWith('.') ? template : `.${template}` }]
  const tokens: Token[] = []
  let at = 0
  while (at < template.length) {
    const open = template.indexOf('{', at)
    if (open === -1) {
      tokens.push({ braces: false, text: template.slice(at) })
      break
    }
    if (open > at) tokens.push({ braces: false, text: template.slice(at, open) })
    const close = closingBrace(template, open)
    tokens.push({ braces: true, text: template.slice(open + 1, close).trim() })
    at = close + 1
  }
  return tokens
}

function closingBrace(template: string, open: number): number {
  let quote: string | undefined
  for (let at = open + 1; at < template.length; at++) {
    const character = template[at] ?? ''
    if (quote !== undefined) {
      if (character === '\\') at++
      else if (character === quote) quote = undefined
    } else if (character === '"' || character === "'") quote = character
    else if (character === '}') return at
  }
  throw new NotUnderstood('A "{" is not closed.')
}

function parseParts(tokens: Token[], inRange: boolean): readonly Part[] {
  const parts: Part[] = []
  for (;;) {
    const token = tokens.shift()
    if (token === undefined) {
      if (inRange) throw new NotUnderstood('A {range} has no {end}.')
      return parts
    }
    if (!token.braces) parts.push({ part: 'text', text: token.text })
    else if (token.text === 'end') {
      if (!inRange) throw new NotUnderstood('An {end} has no {range}.')
      return parts
    } else if (/^range\s/.test(token.text)) {
      const steps = parseSteps(token.text.slice(5).trim())
      parts.push({ part: 'range', steps, body: parseParts(tokens, true) })
    } else if (/^["'].*["']$/s.test(token.text)) parts.push({ part: 'text', text: unquote(token.text) })
    else parts.push({ part: 'path', steps: parseSteps(token.text) })
  }
}

const stepForms: readonly (readonly [RegExp, (match: RegExpExecArray) => Step])[] = [
  [/^\.\.([\w-]+)/, match => ({ at: 'anywhere', name: match[1] ?? '' })],
  [/^\.\*|^\[\*\]/, () => ({ at: 'anything' })],
  [/^\[(-?\d+)\]/, match => ({ at: 'index', index: Number(match[1]) })],
  [/^\[(-?\d*):(-?\d*)\]/, match => ({ at: 'slice', ...bound('from', match[1]), ...bound('to', match[2]) })],
  [/^\[\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*\]/, match => ({ at: 'field', name: unquote(match[1] ?? '') })],
  [/^\[\?\(\s*@([^\]=!<>]*?)\s*(?:(==|!=|<=|>=|<|>)\s*([^\])]+?)\s*)?\)\]/, parseFilter],
  [/^\.((?:[^.[\]\\\s]|\\.)+)/, match => ({ at: 'field', name: (match[1] ?? '').replace(/\\(.)/g, '$1') })],
]

function parseSteps(path: string): readonly Step[] {
  const steps: Step[] = []
  let rest = path.replace(/^[$@]/, '')
  if (rest === '.') return steps
  while (rest !== '') {
    const found = stepForms
      .map(([form, make]) => ({ match: form.exec(rest), make }))
      .find(({ match }) => match !== null)
    if (found?.match === undefined || found.match === null)
      throw new NotUnderstood(`"${rest}" is not understood in "${path}".`)
    steps.push(found.make(found.match))
    rest = rest.slice(found.match[0].length)
  }
  return steps
}

function parseFilter(match: RegExpExecArray): Step {
  const [, path = '', operator = 'exists', value = ''] = match
  const literal = /^["']/.test(value)
    ? unquote(value)
    : value === 'true'
      ? true
      : value === 'false'
        ? false
        : Number(value)
  if (operator !== 'exists' && Number.isNaN(literal))
    throw new NotUnderstood(`"${value}" is neither quoted text nor a number.`)
  return { at: 'filter', path: parseSteps(path), operator, value: literal }
}

function bound(name: 'from' | 'to', digits: string | undefined): { readonly from?: number; readonly to?: number } {
  return digits ? { [name]: Number(digits) } : {}
}

function unquote(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' }
  return text.slice(1, -1).replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character)
}

function render(parts: readonly Part[], data: unknown): string {
  return parts
    .map(part => {
      if (part.part === 'text') return part.text
      const found = follow(part.steps, [data])
      return part.part === 'range' ? found.map(item => render(part.body, item)).join('') : found.map(show).join(' ')
    })
    .join('')
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function follow(steps: readonly Step[], start: readonly unknown[]): readonly unknown[] {
  return steps.reduce<readonly unknown[]>((values, step) => values.flatMap(value => take(step, value)), start)
}

function take(step: Step, value: unknown): readonly unknown[] {
  switch (step.at) {
    case 'field':
      return isRecord(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : []
    case 'anything':
      return children(value)
    case 'index':
      return Array.isArray(value) ? value.slice(step.index, step.index === -1 ? undefined : step.index + 1) : []
    case 'slice':
      return Array.isArray(value) ? value.slice(step.from, step.to) : []
    case 'anywhere':
      return [...take({ at: 'field', name: step.name }, value), ...children(value).flatMap(child => take(step, child))]
    case 'filter':
      return Array.isArray(value) ? value.filter(item => holds(step, item)) : []
  }
}

function holds(filter: Extract<Step, { at: 'filter' }>, item: unknown): boolean {
  const found = follow(filter.path, [item])
  if (filter.operator === 'exists') return found.length > 0
  return found.some(value => compare(value, filter.operator, filter.value))
}

function compare(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return left === right
  if (operator === '!=') return left !== right
  if (typeof left === 'number' && typeof right === 'number') return ordered(left, operator, right)
  if (typeof left === 'string' && typeof right === 'string') return ordered(left, operator, right)
  return false
}

function ordered<T extends number | string>(left: T, operator: string, right: T): boolean {
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  return operator === '>' ? left > right : left >= right
}

function children(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return isRecord(value) ? Object.values(value) : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
