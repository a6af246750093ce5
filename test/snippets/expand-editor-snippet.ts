/** What an editor makes of a snippet body: a small, independent reading of VS Code's snippet grammar. */

export type Expanded = {
  readonly text: string
  /** Distinct tab stops in the order in which they are visited; 0 is last. */
  readonly stops: readonly { readonly stop: number; readonly value: string }[]
}

/** Knows `$1`, `${1}`, `${1:text}` and the escapes `\$`, `\}` and `\\`; throws on a bare `$` or another variable. */
export function expandEditorSnippet(body: string): Expanded {
  const values = new Map<number, string>()
  let text = ''
  let at = 0
  const readUntil = (end: string | undefined): string => {
    let found = ''
    while (at < body.length && body[at] !== end) {
      if (body[at] === '\\' && '$}\\'.includes(body[at + 1] ?? ' ')) {
        found += body[at + 1]
        at += 2
      } else if (body[at] === '$') {
        found += readStop()
      } else {
        found += body[at]
        at += 1
      }
    }
    return found
  }
  const readStop = (): string => {
    const [head, plain, braced, colon] = /^\$(?:(\d+)|\{(\d+)(:|\}))/.exec(body.slice(at)) ?? []
    if (head === undefined) throw new Error(`not a tab stop: ${body.slice(at, at + 20)}`)
    at += head.length
    const stop = Number(plain ?? braced)
    if (colon !== ':') {
      values.set(stop, values.get(stop) ?? '')
      return values.get(stop) ?? ''
    }
    const value = readUntil('}')
    at += 1
    values.set(stop, values.get(stop) ?? value)
    return value
  }
  text = readUntil(undefined)
  const last = (stop: number): number => (stop === 0 ? Number.POSITIVE_INFINITY : stop)
  const stops = [...values].map(([stop, value]) => ({ stop, value })).sort((a, b) => last(a.stop) - last(b.stop))
  return { text, stops }
}
