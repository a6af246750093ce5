/** Reads the little JavaScript that people pass to the MongoDB shells: calls, members, literals. */

export type Expression =
  | { readonly is: 'literal'; readonly value: Value }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'member'; readonly of: Expression; readonly name: string }
  | { readonly is: 'call'; readonly of: Expression; readonly args: readonly Expression[] }
  | { readonly is: 'object'; readonly entries: readonly (readonly [string, Expression])[] }
  | { readonly is: 'array'; readonly items: readonly Expression[] }

export type Value = null | undefined | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }

/** The statements of a script with their own text, or what it stumbled over. */
export function readScript(
  text: string,
):
  | { readonly statements: readonly { readonly text: string; readonly expression: Expression }[] }
  | { readonly problem: string } {
  try {
    return { statements: new Reader(text).script() }
  } catch (problem) {
    if (problem instanceof Unreadable) return { problem: problem.message }
    throw problem
  }
}

class Unreadable extends Error {}

/** Source: `use DB` and `show …` are commands of the shell and not JavaScript. */
const shellCommand = /^(use|show)[ \t]+(\w+)[ \t]*(?:;|\n|$)/

const deepest = 100

class Reader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  script(): { text: string; expression: Expression }[] {
    const statements: { text: string; expression: Expression }[] = []
    for (;;) {
      while (this.#take(/^(?:;|\s+|\/\/[^\n]*)/) !== undefined);
      if (this.#at >= this.#text.length) return statements
      const from = this.#at
      const command = shellCommand.exec(this.#text.slice(from))
      if (command) {
        this.#at += command[0].length
        const of: Expression = { is: 'name', name: `${command[1]} command` }
        const word: Expression = { is: 'literal', value: command[2] }
        statements.push({ text: command[0].trim(), expression: { is: 'call', of, args: [word] } })
        continue
      }
      this.#take(/^(?:var|let|const)\s+\w+\s*=\s*/)
      const expression = this.#expression()
      statements.push({ text: this.#text.slice(from, this.#at).trim(), expression })
      if (this.#take(/^[ \t]*(?:;|\n|\r)/) === undefined && this.#text.slice(this.#at).trim() !== '')
        throw this.#unreadable()
    }
  }

  #expression(): Expression {
    this.#depth += 1
    if (this.#depth > deepest) throw new Unreadable(`nested deeper than ${deepest} levels`)
    let expression = this.#primary()
    for (;;) {
      const member = this.#take(/^\s*\.\s*([A-Za-z_$][\w$]*)/)
      if (member) expression = { is: 'member', of: expression, name: member[1] ?? '' }
      else if (this.#take(/^\s*\(/)) expression = { is: 'call', of: expression, args: this.#list(/^\s*\)/) }
      else {
        this.#depth -= 1
        return expression
      }
    }
  }

  #primary(): Expression {
    const number = this.#take(/^\s*(-?\d+(?:\.\d+)?)/)
    if (number) return { is: 'literal', value: Number(number[1]) }
    const quoted = this.#take(/^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/)
    if (quoted) return { is: 'literal', value: (quoted[1] ?? quoted[2] ?? quoted[3] ?? '').replace(/\\(.)/g, '$1') }
    if (this.#take(/^\s*\{/)) return { is: 'object', entries: this.#entries() }
    if (this.#take(/^\s*\[/)) return { is: 'array', items: this.#list(/^\s*\]/) }
    if (this.#take(/^\s*\(/)) {
      const inner = this.#expression()
      if (!this.#take(/^\s*\)/)) throw this.#unreadable()
      return inner
    }
    const word = this.#take(/^\s*([A-Za-z_$][\w$]*)/)?.[1]
    if (word === undefined) throw this.#unreadable()
    if (word === 'true' || word === 'false') return { is: 'literal', value: word === 'true' }
    if (word === 'null') return { is: 'literal', value: null }
    return { is: 'name', name: word }
  }

  #list(end: RegExp): Expression[] {
    const items: Expression[] = []
    while (!this.#take(end)) {
      items.push(this.#expression())
      if (!this.#take(/^\s*,/) && !end.test(this.#text.slice(this.#at))) throw this.#unreadable()
    }
    return items
  }

  #entries(): (readonly [string, Expression])[] {
    const entries: (readonly [string, Expression])[] = []
    while (!this.#take(/^\s*\}/)) {
      const key = this.#take(/^\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z_$][\w$]*))\s*:/)
      if (!key) throw this.#unreadable()
      entries.push([key[1] ?? key[2] ?? key[3] ?? '', this.#expression()])
      if (!this.#take(/^\s*,/) && !/^\s*\}/.test(this.#text.slice(this.#at))) throw this.#unreadable()
    }
    return entries
  }

  #take(form: RegExp): RegExpExecArray | undefined {
    const match = form.exec(this.#text.slice(this.#at))
    if (match === null || match[0] === '') return undefined
    this.#at += match[0].length
    return match
  }

  #unreadable(): Unreadable {
    const rest = this.#text.slice(this.#at).trim()
    return new Unreadable(
      rest === '' ? 'the script ends in the middle of an expression' : `near '${rest.slice(0, 40)}'`,
    )
  }
}
