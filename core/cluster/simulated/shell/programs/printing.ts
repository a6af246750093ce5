/** Programs that print their arguments: echo, printf, seq, basename, dirname. */

import { withEscapes } from './escapes.ts'
import { done, type Outcome, type Program } from './program.ts'

/** As in dash: escapes are always carried out, and `-n` is the only option. */
const echo: Program = {
  run({ args }) {
    const silent = args[0] === '-n'
    const { text, stopped } = withEscapes((silent ? args.slice(1) : args).join(' '), 'after-zero')
    return { code: 0, stdout: silent || stopped ? text : `${text}\n` }
  },
}

const printf: Program = {
  run({ args }) {
    const rest = args[0] === '--' ? args.slice(1) : args
    const [format, ...values] = rest
    if (format === undefined) return { code: 2, stderr: 'printf: usage: printf format [arg ...]\n' }
    return print(format, values)
  },
}

function print(format: string, values: readonly string[]): Outcome {
  const pieces = format.match(/%[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d*))?[a-zA-Z%]|(?:[^%\\]|\\[\s\S]?)+|%|\\/g) ?? []
  const problems: string[] = []
  let out = ''
  let next = 0
  do {
    const before = next
    for (const piece of pieces) {
      if (!piece.startsWith('%') || piece === '%') {
        out += withEscapes(piece, 'plain').text
        continue
      }
      if (piece.endsWith('%')) {
        out += '%'
        continue
      }
      let width = /^%[-+ #0]*(\*|\d*)/.exec(piece)?.[1] ?? ''
      if (width === '*') width = values[next++] ?? '0'
      const value = values[next++]
      const formatted = conversion(piece, width, value ?? '', problems)
      out += formatted.text
      if (formatted.stopped) return { code: 0, stdout: out }
    }
    if (next === before) break
  } while (next < values.length)
  return problems.length > 0
    ? { code: 1, stdout: out, stderr: problems.map(problem => `printf: ${problem}\n`).join('') }
    : { code: 0, stdout: out }
}

function conversion(
  piece: string,
  width: string,
  value: string,
  problems: string[],
): { readonly text: string; readonly stopped: boolean } {
  const kind = piece.at(-1) ?? 's'
  const flags = /^%([-+ #0]*)/.exec(piece)?.[1] ?? ''
  const precision = /\.(\d*)/.exec(piece)?.[1]
  const left = flags.includes('-') || width.startsWith('-')
  const size = Math.min(Math.abs(Number(width)) || 0, 10_000)
  const pad = (text: string, zeros: boolean): string => {
    if (left) return text.padEnd(size)
    if (!zeros || !flags.includes('0')) return text.padStart(size)
    const sign = /^[-+ ]/.exec(text)?.[0] ?? ''
    return sign + text.slice(sign.length).padStart(size - sign.length, '0')
  }
  switch (kind) {
    case 'c':
      return { text: pad(value.slice(0, 1), false), stopped: false }
    case 'b': {
      const { text, stopped } = withEscapes(value, 'after-zero')
      return { text: pad(text, false), stopped }
    }
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return { text: pad(integer(kind, flags, precision, value, problems), precision === undefined), stopped: false }
    case 'f':
    case 'e':
    case 'g':
      return { text: pad(signed(decimal(kind, precision, value, problems), flags), true), stopped: false }
    case 's':
      return { text: pad(precision === undefined ? value : value.slice(0, Number(precision)), false), stopped: false }
    default:
      problems.push(`%${kind}: invalid directive`)
      return { text: '', stopped: false }
  }
}

function integer(
  kind: string,
  flags: string,
  precision: string | undefined,
  value: string,
  problems: string[],
): string {
  const found = /^\s*([-+]?)(0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9]\d*)/.exec(value)
  let number = 0n
  if (/^["']/.test(value)) number = BigInt(value.codePointAt(1) ?? 0)
  else if (found?.[2] !== undefined) {
    const digits = found[2]
    number = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits)
    if (found[1] === '-') number = -number
  }
  if (!/^["']/.test(value) && value !== '' && found?.[0] !== value)
    problems.push(found ? `${value}: not completely converted` : `${value}: expected numeric value`)
  const magnitude = number < 0n ? -number : number
  const base = kind === 'o' ? 8 : kind === 'x' || kind === 'X' ? 16 : 10
  const plain = base === 10 ? magnitude.toString() : BigInt.asUintN(64, number).toString(base)
  const cased = kind === 'X' ? plain.toUpperCase() : plain
  const digits = cased.padStart(Math.min(Number(precision ?? 0), 1000), '0')
  if (base !== 10) return flags.includes('#') && number !== 0n ? `${base === 8 ? '0' : `0${kind}`}${digits}` : digits
  return number < 0n ? `-${digits}` : signed(digits, kind === 'u' ? '' : flags)
}

function decimal(kind: string, precision: string | undefined, value: string, problems: string[]): string {
  const number = value === '' ? 0 : Number(value)
  if (Number.isNaN(number)) problems.push(`${value}: expected numeric value`)
  const places = Math.min(Number(precision ?? 6), 100)
  const safe = Number.isNaN(number) ? 0 : number
  if (kind === 'f') return safe.toFixed(places)
  if (kind === 'e') return safe.toExponential(places).replace(/e([-+])(\d)$/, 'e$10$2')
  return String(Number(safe.toPrecision(Math.max(places, 1))))
}

function signed(text: string, flags: string): string {
  if (text.startsWith('-')) return text
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text
}

const seq: Program = {
  run({ args }) {
    const numbers = args.map(Number)
    if (args.length < 1 || args.length > 3 || numbers.some(Number.isNaN))
      return { code: 1, stderr: 'seq: invalid argument\n' }
    const [first = 1, last = 1] = numbers.length === 1 ? [1, numbers[0]] : [numbers[0], numbers.at(-1)]
    const step = numbers.length === 3 ? (numbers[1] ?? 1) : 1
    if (step === 0) return { code: 1, stderr: 'seq: invalid Zero increment value\n' }
    const count = Math.min(Math.floor((last - first) / step + 1e-9) + 1, 100_000)
    const places = Math.max(0, ...args.map(arg => (arg.split('.')[1] ?? '').length))
    let out = ''
    for (let index = 0; index < count; index++) out += `${(first + index * step).toFixed(places)}\n`
    return { code: 0, stdout: out }
  },
}

const basename: Program = {
  run({ args: [path = '', suffix = ''] }) {
    const last = path.replace(/\/+$/, '').split('/').at(-1) ?? ''
    const name = last === '' && path.startsWith('/') ? '/' : last
    const cut = suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name
    return { code: 0, stdout: `${cut}\n` }
  },
}

const dirname: Program = {
  run({ args: [path = ''] }) {
    const parent = path
      .replace(/\/+$/, '')
      .replace(/[^/]*$/, '')
      .replace(/\/+$/, '')
    return { code: 0, stdout: `${parent !== '' ? parent : path.startsWith('/') ? '/' : '.'}\n` }
  },
}

export const printing: Readonly<Record<string, Program>> = {
  echo,
  printf,
  seq,
  basename,
  dirname,
  true: { run: () => done },
  false: { run: () => ({ code: 1 }) },
}
