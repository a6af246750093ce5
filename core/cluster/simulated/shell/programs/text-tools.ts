/** Programs that read text and print some of it. */

import { absolutePath } from '../files.ts'
import { posixExpression } from './expression.ts'
import { type Call, type Outcome, options, type Program } from './program.ts'

type Input = { readonly name: string; readonly text: string }

/** The files that are named, or standard input when none is; `-` is standard input too. */
function inputs(
  call: Call,
  program: string,
  names: readonly string[],
): { readonly found: readonly Input[]; readonly stderr: string } {
  const found: Input[] = []
  let stderr = ''
  for (const name of names.length > 0 ? names : ['-']) {
    if (name === '-') {
      found.push({ name, text: call.stdin })
      continue
    }
    if (name === '/dev/null') {
      found.push({ name, text: '' })
      continue
    }
    const file = call.kernel.files.read(absolutePath(call.self.cwd, name))
    if ('text' in file) found.push({ name, text: file.text })
    else stderr += `${program}: ${name}: ${file.problem}\n`
  }
  return { found, stderr }
}

const readsWithoutFiles =
  (valued = '', before = 0) =>
  (args: readonly string[]): 'all' | 0 => {
    const { rest } = options(args, valued)
    const files = rest.slice(before)
    return files.length === 0 || files.includes('-') ? 'all' : 0
  }

const cat: Program = {
  reads: readsWithoutFiles(),
  run(call) {
    const { found, stderr } = inputs(call, 'cat', options(call.args).rest)
    return { code: stderr === '' ? 0 : 1, stdout: found.map(({ text }) => text).join(''), stderr }
  },
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

const joined = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('')

const grep: Program = {
  reads(args) {
    const { values, rest } = options(args, 'em')
    const files = values.has('e') ? rest : rest.slice(1)
    return files.length === 0 || files.includes('-') ? 'all' : 0
  },
  run(call) {
    const { flags, values, all, rest } = options(call.args, 'em')
    // Several patterns, each its own `-e` or line, match where any of them does.
    const wanted = (all.get('e') ?? rest.slice(0, 1)).flatMap(pattern => pattern.split('\n'))
    if (wanted.length === 0) return { code: 2, stderr: 'usage: grep [-EFivcqlnxo] pattern [file ...]\n' }
    const names = values.has('e') ? rest : rest.slice(1)
    const expressions = wanted.map(pattern =>
      posixExpression(pattern, {
        kind: flags.has('F') ? 'fixed' : flags.has('E') ? 'extended' : 'basic',
        ignoreCase: flags.has('i'),
        wholeLine: flags.has('x'),
        wholeWord: flags.has('w'),
      }),
    )
    const sources = expressions.flatMap(each => each?.source ?? [])
    if (sources.length < wanted.length)
      return { code: 2, stderr: `grep: ${wanted.join(' ')}: the expression cannot be read\n` }
    const expression = new RegExp(sources.map(source => `(?:${source})`).join('|'), expressions[0]?.flags)
    const everywhere = new RegExp(expression.source, `g${expression.flags}`)
    const { found, stderr } = inputs(call, 'grep', names)
    const most = Number(values.get('m') ?? Number.POSITIVE_INFINITY)
    const out: string[] = []
    let hits = 0
    for (const { name, text } of found) {
      const lines = linesOf(text)
        .map((line, index) => ({ line, number: index + 1 }))
        .filter(({ line }) => expression.test(line) !== flags.has('v'))
        .slice(0, most)
      hits += lines.length
      const prefix = names.length > 1 && !flags.has('h') ? `${name}:` : ''
      if (flags.has('l')) out.push(...(lines.length > 0 ? [name] : []))
      else if (flags.has('c')) out.push(`${prefix}${lines.length}`)
      else if (flags.has('o'))
        out.push(
          ...lines.flatMap(({ line }) =>
            (line.match(everywhere) ?? []).filter(part => part !== '').map(part => prefix + part),
          ),
        )
      else out.push(...lines.map(({ line, number }) => `${prefix}${flags.has('n') ? `${number}:` : ''}${line}`))
    }
    const code = hits > 0 ? 0 : stderr === '' ? 1 : 2
    return flags.has('q') ? { code, stderr } : { code, stdout: joined(out), stderr: flags.has('s') ? '' : stderr }
  },
}

/** `-n 5`, `-5` and nothing, which is 10. */
function count(
  args: readonly string[],
  letter: string,
): { readonly lines: number; readonly rest: readonly string[]; readonly from: boolean } {
  const short = /^-(\d+)$/.exec(args[0] ?? '')?.[1]
  if (short !== undefined) return { lines: Number(short), rest: args.slice(1), from: false }
  const { values, rest } = options(args, letter)
  const value = values.get(letter) ?? '10'
  return { lines: Math.abs(Number(value)) || 0, rest, from: value.startsWith('+') }
}

const head: Program = {
  reads(args) {
    if (args.includes('-c')) return 'all'
    const { lines, rest } = count(args, 'n')
    return rest.length === 0 ? lines : 0
  },
  run(call) {
    const bytes = options(call.args, 'c').values.get('c')
    const { lines, rest } = count(call.args, 'n')
    const { found, stderr } = inputs(call, 'head', bytes === undefined ? rest : options(call.args, 'c').rest)
    const cut = (text: string): string =>
      bytes === undefined
        ? text
            .split(/(?<=\n)/)
            .slice(0, lines)
            .join('')
        : text.slice(0, Number(bytes))
    return { code: stderr === '' ? 0 : 1, stdout: found.map(({ text }) => cut(text)).join(''), stderr }
  },
}

const tail: Program = {
  reads: args => (count(args, 'n').rest.length === 0 ? 'all' : 0),
  run(call) {
    const { lines, rest, from } = count(
      call.args.filter(arg => arg !== '-f' && arg !== '-F'),
      'n',
    )
    const { found, stderr } = inputs(call, 'tail', rest)
    const cut = (text: string): string => {
      const all = text === '' ? [] : text.split(/(?<=\n)/)
      return all.slice(from ? Math.max(0, lines - 1) : Math.max(0, all.length - lines)).join('')
    }
    return { code: stderr === '' ? 0 : 1, stdout: found.map(({ text }) => cut(text)).join(''), stderr }
  },
}

const wc: Program = {
  reads: readsWithoutFiles(),
  run(call) {
    const { flags, rest } = options(call.args)
    const { found, stderr } = inputs(call, 'wc', rest)
    const all = !['l', 'w', 'c', 'm'].some(flag => flags.has(flag))
    const rows = found.map(({ name, text }) => {
      const numbers = [
        ...(all || flags.has('l') ? [text.split('\n').length - 1] : []),
        ...(all || flags.has('w') ? [text.split(/\s+/).filter(word => word !== '').length] : []),
        ...(flags.has('m') ? [text.length] : []),
        ...(all || flags.has('c') ? [new TextEncoder().encode(text).length] : []),
      ]
      const width = numbers.length === 1 ? 1 : 7
      return `${numbers.map(value => String(value).padStart(width)).join(' ')}${name === '-' ? '' : ` ${name}`}`
    })
    return { code: stderr === '' ? 0 : 1, stdout: joined(rows), stderr }
  },
}

const sort: Program = {
  reads: readsWithoutFiles(),
  run(call) {
    const { flags, rest } = options(call.args)
    const { found, stderr } = inputs(call, 'sort', rest)
    const lines = found.flatMap(({ text }) => linesOf(text))
    const value = (line: string): number => Number.parseFloat(line) || 0
    const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
    const sorted = [...lines].sort((a, b) => (flags.has('n') ? value(a) - value(b) || plain(a, b) : plain(a, b)))
    const ordered = flags.has('r') ? sorted.reverse() : sorted
    return { code: stderr === '' ? 0 : 1, stdout: joined(flags.has('u') ? [...new Set(ordered)] : ordered), stderr }
  },
}

const uniq: Program = {
  reads: readsWithoutFiles(),
  run(call) {
    const { flags, rest } = options(call.args)
    const { found, stderr } = inputs(call, 'uniq', rest.slice(0, 1))
    const runs: { line: string; times: number }[] = []
    for (const line of found.flatMap(({ text }) => linesOf(text))) {
      const last = runs.at(-1)
      if (last?.line === line) last.times++
      else runs.push({ line, times: 1 })
    }
    const out = runs.map(({ line, times }) => (flags.has('c') ? `${String(times).padStart(7)} ${line}` : line))
    return { code: stderr === '' ? 0 : 1, stdout: joined(out), stderr }
  },
}

const cut: Program = {
  reads: readsWithoutFiles('dfc'),
  run(call) {
    const { values, rest } = options(call.args, 'dfc')
    const { found, stderr } = inputs(call, 'cut', rest)
    const list = values.get('f') ?? values.get('c')
    if (list === undefined) return { code: 1, stderr: 'cut: you must specify a list of characters or fields\n' }
    const wanted = ranges(list)
    const separator = values.has('f') ? (values.get('d') ?? '\t') : ''
    const lines = found
      .flatMap(({ text }) => linesOf(text))
      .map(line => {
        if (separator !== '' && !line.includes(separator)) return line
        return line
          .split(separator)
          .filter((_, index) => wanted(index + 1))
          .join(separator)
      })
    return { code: stderr === '' ? 0 : 1, stdout: joined(lines), stderr }
  },
}

function ranges(list: string): (position: number) => boolean {
  const parts = list.split(',').map(part => {
    const [low = '', high] = part.split('-')
    return {
      low: Number(low || 1),
      high: high === undefined ? Number(low) : high === '' ? Number.POSITIVE_INFINITY : Number(high),
    }
  })
  return position => parts.some(({ low, high }) => position >= low && position <= high)
}

const tr: Program = {
  reads: () => 'all',
  run({ args, stdin }): Outcome {
    const { flags, rest } = options(args)
    const from = characters(rest[0] ?? '')
    const to = characters(rest[1] ?? '')
    const complement = flags.has('c') || flags.has('C')
    const listed = (char: string): boolean => from.includes(char) !== complement
    if (flags.has('d')) return { code: 0, stdout: [...stdin].filter(char => !listed(char)).join('') }
    const translate = (char: string): string => {
      if (to.length === 0 || !listed(char)) return char
      return to[complement ? to.length - 1 : Math.min(from.lastIndexOf(char), to.length - 1)] ?? char
    }
    const squeezed = to.length > 0 ? to : from
    let out = ''
    for (const char of stdin) {
      const next = translate(char)
      const repeats = flags.has('s') && out.endsWith(next) && squeezed.includes(next)
      if (!repeats) out += next
    }
    return { code: 0, stdout: out }
  },
}

const classes: Readonly<Record<string, string>> = {
  '[:upper:]': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  '[:lower:]': 'abcdefghijklmnopqrstuvwxyz',
  '[:digit:]': '0123456789',
  '[:space:]': ' \t\n\v\f\r',
}

/** The characters a set of `tr` lists. */
function characters(set: string): readonly string[] {
  const named = set.replace(/\[:[a-z]+:\]/g, name => classes[name] ?? name)
  const plain = named.replace(
    /\\(n|t|r|\\|0)/g,
    (_, letter: string) => ({ n: '\n', t: '\t', r: '\r', '0': '\0' })[letter] ?? letter,
  )
  return [...plain.replace(/(.)-(.)/gs, (whole, low: string, high: string) => between(low, high) ?? whole)]
}

function between(low: string, high: string): string | undefined {
  const [from, to] = [low.charCodeAt(0), high.charCodeAt(0)]
  if (from > to) return undefined
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index)).join('')
}

const tee: Program = {
  reads: () => 'all',
  run({ args, stdin, kernel: { files }, self }) {
    const { flags, rest } = options(args)
    const problems = rest.flatMap(name => {
      const path = absolutePath(self.cwd, name)
      const before = flags.has('a') ? files.read(path) : { text: '' }
      const problem = files.write(path, ('text' in before ? before.text : '') + stdin)
      return problem ? [`tee: ${name}: ${problem}\n`] : []
    })
    return { code: problems.length > 0 ? 1 : 0, stdout: stdin, stderr: problems.join('') }
  },
}

export const textTools: Readonly<Record<string, Program>> = { cat, grep, head, tail, wc, sort, uniq, cut, tr, tee }
