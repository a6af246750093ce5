/** Shell patterns: `*`, `?` and `[…]`, as `case`, `${name#pattern}` and file names use them. */

/** A stretch of text; quoted characters stand for themselves. */
export type Piece = { readonly text: string; readonly quoted: boolean }

type Item =
  | { readonly is: 'char'; readonly char: string }
  | { readonly is: 'any' }
  | { readonly is: 'many' }
  | {
      readonly is: 'set'
      readonly negated: boolean
      readonly ranges: readonly (readonly [string, string])[]
      readonly classes: readonly string[]
    }

export type Pattern = readonly Item[]

export function pattern(pieces: readonly Piece[]): Pattern {
  const chars = pieces.flatMap(({ text, quoted }) => [...text].map(char => ({ char, quoted })))
  const items: Item[] = []
  for (let at = 0; at < chars.length; at++) {
    const { char, quoted } = chars[at] ?? { char: '', quoted: true }
    if (quoted) items.push({ is: 'char', char })
    else if (char === '*') items.push({ is: 'many' })
    else if (char === '?') items.push({ is: 'any' })
    else if (char === '\\' && at + 1 < chars.length) items.push({ is: 'char', char: chars[++at]?.char ?? '' })
    else {
      const set = char === '[' ? readSet(chars, at) : undefined
      items.push(set?.item ?? { is: 'char', char })
      at = set?.end ?? at
    }
  }
  return items
}

/** Whether any unquoted character of the pieces makes them a pattern. A bracket that is never closed does not. */
export function isPattern(pieces: readonly Piece[]): boolean {
  if (pieces.some(({ text, quoted }) => !quoted && /[*?]/.test(text))) return true
  return (
    pieces.some(({ text, quoted }) => !quoted && text.includes('[')) && pieces.some(({ text }) => text.includes(']'))
  )
}

/** Whether the pattern describes the whole text. Linear in the text for each `*`. */
export function matches(items: Pattern, text: string): boolean {
  const chars = [...text]
  let item = 0
  let at = 0
  let star = -1
  let resume = 0
  while (at < chars.length) {
    const current = items[item]
    if (current?.is === 'many') {
      star = item++
      resume = at
    } else if (current !== undefined && matchesOne(current, chars[at] ?? '')) {
      item++
      at++
    } else if (star >= 0) {
      item = star + 1
      at = ++resume
    } else return false
  }
  while (items[item]?.is === 'many') item++
  return item === items.length
}

function matchesOne(item: Item, char: string): boolean {
  switch (item.is) {
    case 'any':
      return true
    case 'char':
      return item.char === char
    case 'set':
      return (
        (item.ranges.some(([low, high]) => char >= low && char <= high) ||
          item.classes.some(name => classes[name]?.test(char) === true)) !== item.negated
      )
    case 'many':
      return false
  }
}

const classes: Readonly<Record<string, RegExp>> = {
  alpha: /^[A-Za-z]$/,
  digit: /^[0-9]$/,
  alnum: /^[A-Za-z0-9]$/,
  upper: /^[A-Z]$/,
  lower: /^[a-z]$/,
  space: /^\s$/,
  blank: /^[ \t]$/,
  punct: /^[!-/:-@[-`{-~]$/,
  xdigit: /^[0-9A-Fa-f]$/,
}

function readSet(
  chars: readonly { readonly char: string; readonly quoted: boolean }[],
  start: number,
): { readonly item: Item; readonly end: number } | undefined {
  let at = start + 1
  const negated = chars[at]?.char === '!' || chars[at]?.char === '^'
  if (negated) at++
  const ranges: (readonly [string, string])[] = []
  const named: string[] = []
  for (let first = true; at < chars.length; first = false) {
    const { char, quoted } = chars[at] ?? { char: '', quoted: false }
    if (char === ']' && !quoted && !first) return { item: { is: 'set', negated, ranges, classes: named }, end: at }
    const name = char === '[' && !quoted ? className(chars, at) : undefined
    if (name !== undefined) {
      named.push(name)
      at += name.length + 4
      continue
    }
    const high = chars[at + 1]?.char === '-' && chars[at + 2]?.char !== ']' ? chars[at + 2]?.char : undefined
    ranges.push([char, high ?? char])
    at += high === undefined ? 1 : 3
  }
  return undefined
}

function className(chars: readonly { readonly char: string }[], at: number): string | undefined {
  const text = chars
    .slice(at, at + 12)
    .map(({ char }) => char)
    .join('')
  const found = /^\[:([a-z]+):\]/.exec(text)?.[1]
  return found !== undefined && Object.hasOwn(classes, found) ? found : undefined
}
