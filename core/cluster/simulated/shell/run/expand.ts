/** Turns the words of a command into texts: parameters, captured outputs, arithmetic, fields, file names. */

import { absolutePath } from '../files.ts'
import type { CompiledPart, CompiledUse, CompiledWord } from '../operations.ts'
import { evaluate } from './arithmetic.ts'
import { Fields } from './fields.ts'
import type { Kernel } from './kernel.ts'
import { isPattern, matches, type Pattern, type Piece, pattern } from './pattern.ts'
import { ScriptFailure } from './script-failure.ts'
import type { Process, ShellImage } from './state.ts'
import { assign, lookup } from './variables.ts'

export type Scope = {
  readonly kernel: Kernel
  readonly self: Process
  readonly shell: ShellImage
  /** Where the captured texts of the current operation begin on the stack. */
  readonly base: number
}

/** Doubling a list over and over must end, too. */
const mostFields = 20_000

/** The fields that words become: each may give none, one or many. */
export function expandFields(scope: Scope, words: readonly CompiledWord[]): string[] {
  const out: string[] = []
  for (const word of words) {
    if (word.literal !== undefined || word.assigns) {
      out.push(expandText(scope, word))
      continue
    }
    const fields = new Fields(separators(scope.shell))
    addParts(scope, fields, word.parts, false)
    for (const pieces of fields.finish()) for (const name of fileNames(scope, pieces)) out.push(name)
    if (out.length > mostFields) throw new ScriptFailure('Argument list too long')
  }
  return out
}

/** The word as one text, which is neither split nor matched with file names. */
export function expandText(scope: Scope, word: CompiledWord): string {
  return word.literal ?? expandPieces(scope, word).reduce((text, piece) => text + piece.text, '')
}

export function expandPattern(scope: Scope, word: CompiledWord): Pattern {
  return pattern(expandPieces(scope, word))
}

/** Whether the word of `${name-word}` is used. */
export function isWordNeeded(scope: Scope, name: string, operator: CompiledUse['operator']): boolean {
  const value = lookup(scope.shell, name)
  const missing = operator.startsWith(':') ? value === undefined || value === '' : value === undefined
  if (operator.endsWith('+')) return !missing
  return operator.startsWith('#') || operator.startsWith('%') ? true : missing
}

function expandPieces(scope: Scope, word: CompiledWord): readonly Piece[] {
  if (word.literal !== undefined) return word.parts.filter(part => part.part === 'text')
  const fields = new Fields(undefined)
  addParts(scope, fields, word.parts, false)
  return fields.finish().flat()
}

/** `splitText`: the parts stand in `${name-word}` outside of quotes, where also plain text is split into fields. */
function addParts(scope: Scope, fields: Fields, parts: readonly CompiledPart[], splitText: boolean): void {
  for (const part of parts) {
    switch (part.part) {
      case 'text':
        if (splitText && !part.quoted) fields.split(part.text)
        else fields.add(part.text, part.quoted)
        break
      case 'captured':
        fields.value(scope.shell.values[scope.base + part.index] ?? '', part.quoted)
        break
      case 'arithmetic':
        fields.value(calculate(scope, expandText(scope, part.expression)), part.quoted)
        break
      case 'length':
        fields.value(lengthOf(scope, part.name), part.quoted)
        break
      case 'home':
        fields.add(lookup(scope.shell, 'HOME') ?? '~', true)
        break
      case 'bad-substitution':
        throw new ScriptFailure('Bad substitution')
      case 'parameter':
        addParameter(scope, fields, part)
    }
  }
}

function addParameter(scope: Scope, fields: Fields, part: Extract<CompiledPart, { part: 'parameter' }>): void {
  const { shell } = scope
  const { name, quoted } = part
  if (part.with && isWordNeeded(scope, name, part.with.operator)) {
    const { operator, word } = part.with
    if (operator.startsWith('#') || operator.startsWith('%')) fields.value(trimmed(scope, name, part.with), quoted)
    else if (operator.endsWith('=')) fields.value(assignDefault(scope, name, word), quoted)
    else if (operator.endsWith('?')) throw new ScriptFailure(`${name}: ${complaint(scope, word, operator)}`)
    else {
      if (quoted) fields.add('', true)
      addParts(scope, fields, word.parts, !quoted)
    }
    return
  }
  if (part.with?.operator.endsWith('+')) {
    if (quoted) fields.add('', true)
    return
  }
  if (name === '@' || name === '*') {
    const whole = fields.single || (name === '*' && quoted)
    if (whole) fields.add(shell.args.join((lookup(shell, 'IFS') ?? ' ').slice(0, 1)), quoted)
    else fields.each(shell.args, quoted)
    return
  }
  fields.value(lookup(shell, name) ?? missing(shell, name), quoted)
}

function missing(shell: ShellImage, name: string): string {
  if (shell.options.u && name !== '!') throw new ScriptFailure(`${name}: parameter not set`)
  return ''
}

function assignDefault(scope: Scope, name: string, word: CompiledWord): string {
  const value = expandText(scope, word)
  if (!/^[A-Za-z_]/.test(name)) throw new ScriptFailure(`${name}: bad variable name`)
  setVariable(scope.shell, name, value)
  return value
}

function complaint(scope: Scope, word: CompiledWord, operator: string): string {
  const text = expandText(scope, word)
  if (text !== '') return text
  return operator === ':?' ? 'parameter not set or null' : 'parameter not set'
}

function lengthOf({ shell }: Scope, name: string): string {
  if (name === '@' || name === '*') return String(shell.args.length)
  return String((lookup(shell, name) ?? missing(shell, name)).length)
}

function trimmed(scope: Scope, name: string, { operator, word }: CompiledUse): string {
  const value = lookup(scope.shell, name) ?? missing(scope.shell, name)
  const wanted = expandPattern(scope, word)
  const longest = operator.length === 2
  const atStart = operator.startsWith('#')
  for (let step = 0; step <= value.length; step++) {
    const length = longest ? value.length - step : step
    const part = atStart ? value.slice(0, length) : value.slice(value.length - length)
    if (matches(wanted, part)) return atStart ? value.slice(length) : value.slice(0, value.length - length)
  }
  return value
}

function calculate({ shell }: Scope, expression: string): string {
  const result = evaluate(expression, {
    get: name => lookup(shell, name),
    set: (name, value) => setVariable(shell, name, value),
  })
  if ('problem' in result) throw new ScriptFailure(result.problem)
  return String(result.value)
}

export function setVariable(shell: ShellImage, name: string, value: string): void {
  const problem = assign(shell, name, value)
  if (problem !== undefined) throw new ScriptFailure(problem)
}

function separators(shell: ShellImage): string {
  return lookup(shell, 'IFS') ?? ' \t\n'
}

/** The files a field with `*`, `?` or `[…]` names; the field itself when there are none. */
function fileNames({ kernel, self, shell }: Scope, pieces: readonly Piece[]): readonly string[] {
  const text = pieces.reduce((all, piece) => all + piece.text, '')
  if (shell.options.f || !isPattern(pieces)) return [text]
  const found = text.startsWith('/')
    ? walk(kernel, '/', segments(pieces), '/')
    : walk(kernel, self.cwd, segments(pieces), '')
  return found.length > 0 ? found : [text]
}

function walk(kernel: Kernel, from: string, wanted: readonly (readonly Piece[])[], shown: string): readonly string[] {
  const [first, ...rest] = wanted
  if (first === undefined) return [shown.replace(/(.)\/$/, '$1')]
  const plain = first.reduce((all, piece) => all + piece.text, '')
  const names = isPattern(first) ? matching(kernel, from, first, plain.startsWith('.')) : [plain]
  return names.flatMap(name => {
    const path = absolutePath(from, name)
    const node = kernel.files.node(path)
    if (node === undefined || (rest.length > 0 && node.is !== 'directory')) return []
    return walk(kernel, path, rest, `${shown}${name}${rest.length > 0 ? '/' : ''}`)
  })
}

function matching(kernel: Kernel, directory: string, pieces: readonly Piece[], hidden: boolean): readonly string[] {
  const wanted = pattern(pieces)
  return kernel.files.list(directory).filter(name => (hidden || !name.startsWith('.')) && matches(wanted, name))
}

/** Cuts a field at its slashes. */
function segments(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const out: Piece[][] = [[]]
  for (const { text, quoted } of pieces) {
    text.split('/').forEach((part, index) => {
      if (index > 0) out.push([])
      out.at(-1)?.push({ text: part, quoted })
    })
  }
  return out.filter(segment => segment.some(piece => piece.text !== ''))
}
