/** Regular expressions as `grep` writes them, in JavaScript's form. */

export type ExpressionOptions = {
  readonly kind: 'basic' | 'extended' | 'fixed'
  readonly ignoreCase: boolean
  readonly wholeLine: boolean
  readonly wholeWord: boolean
}

/** Longer ones are not written by hand, and could take long to match. */
const longest = 500

/** The expression, or undefined when it cannot be read. */
export function posixExpression(
  text: string,
  { kind, ignoreCase, wholeLine, wholeWord }: ExpressionOptions,
): RegExp | undefined {
  if (text.length > longest) return undefined
  const lines = text
    .split('\n')
    .map(line =>
      kind === 'fixed' ? line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : translate(line, kind === 'extended'),
    )
  if (lines.includes(undefined)) return undefined
  const source = lines.join('|')
  const bounded = wholeLine ? `^(?:${source})$` : wholeWord ? `(?<!\\w)(?:${source})(?!\\w)` : source
  try {
    return new RegExp(bounded, ignoreCase ? 'i' : '')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}

/** In basic expressions `\(`, `\|`, `\{`, `\+` and `\?` are special; in extended ones the bare characters are. */
function translate(text: string, extended: boolean): string | undefined {
  let out = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '[') {
      const end = closing(text, at)
      if (end === undefined) return undefined
      out += bracket(text.slice(at, end))
      at = end - 1
    } else if (char === '\\') {
      const next = text[++at] ?? ''
      if (next === '<' || next === '>') out += '\\b'
      else if (!extended && '(){}|+?'.includes(next)) out += next
      else out += `\\${next}`
    } else if (!extended && '(){}|+?'.includes(char)) out += `\\${char}`
    else if (char === '*' && (out === '' || out === '^')) out += '\\*'
    else out += char
  }
  return out
}

/** Where the bracket that opens at `start` has ended, or undefined when it never does. */
function closing(text: string, start: number): number | undefined {
  const found = /^\[\^?\]?(?:\[:[a-z]+:\]|[^\]])*\]/.exec(text.slice(start))
  return found ? start + found[0].length : undefined
}

const classes: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  xdigit: '0-9A-Fa-f',
  punct: '!-\\/:-@\\[-`{-~',
}

function bracket(text: string): string {
  const inside = text.slice(1, -1)
  const negated = inside.startsWith('^')
  const body = (negated ? inside.slice(1) : inside).replace(/\\/g, '\\\\').replace(/^\]/, '\\]')
  const named = body.replace(/\[:([a-z]+):\]/g, (_, name: string) => classes[name] ?? '')
  return `[${negated ? '^' : ''}${named.replace(/(?<!\\)\[/g, '\\[')}]`
}
