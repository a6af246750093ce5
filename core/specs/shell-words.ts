/** Reads shell text as far as a reader needs it: commands, their words without quotes, and what joins them. */

/** What stands after a command. `''` is the end of the text or of a group. */
export type ShellOperator = '' | ';' | '&' | '&&' | '||' | '|'

export type ShellWord = {
  /** Without quotes and escapes. Expansions such as `$X`, `${X}` and `$(x)` stay as they are written. */
  readonly text: string
  /** UTF-16 offsets in the shell text, quotes included. */
  readonly start: number
  readonly end: number
  /** Whether it contains an expansion that the shell carries out; one in single quotes is plain text. */
  readonly expands: boolean
}

export type ShellCommand = {
  readonly is: 'command'
  /** `NAME=value` before the program; the whole command when there is no program. */
  readonly assignments: readonly ShellAssignment[]
  /** The program and its arguments. */
  readonly words: readonly ShellWord[]
  /** What a here-document or here-string feeds to the program. */
  readonly input?: string
  /** Whether `<` feeds it from a file. */
  readonly readsFile: boolean
  readonly next: ShellOperator
}

export type ShellAssignment = { readonly name: string; readonly value: ShellWord }

export type ShellGroup = {
  /** `loop` runs its list more than once, `branch` may leave parts of it out. */
  readonly is: 'subshell' | 'braces' | 'loop' | 'branch'
  readonly list: ShellList
  readonly next: ShellOperator
}

export type ShellList = readonly (ShellCommand | ShellGroup)[]

export type ShellText = {
  readonly list: ShellList
  /** A quote or bracket that is opened and never closed: the shell refuses the whole text. */
  readonly unclosed?: '"' | "'" | '`' | '$(' | '${' | '('
}

/**
 * Total: any text gives a list. It knows quotes, escapes, expansions, comments, operators, groups, loops, branches,
 * redirections and here-documents; it does not know functions, arithmetic or patterns of `case`.
 */
export function readShell(text: string): ShellText {
  const reader = new Reader(text)
  const list = reader.list(0)
  return reader.unclosed === undefined ? { list } : { list, unclosed: reader.unclosed }
}

/** All commands of the list in the order of the text, those in groups included. */
export function allCommands(list: ShellList): readonly ShellCommand[] {
  return list.flatMap(item => (item.is === 'command' ? [item] : allCommands(item.list)))
}

type Token =
  | { readonly is: 'word'; readonly word: ShellWord; readonly bare: boolean }
  | { readonly is: 'operator'; readonly text: string }
  | { readonly is: 'redirect'; readonly text: string }

type Heredoc = { readonly end: string; readonly stripTabs: boolean; readonly deliver: (body: string) => void }

const maxDepth = 40
const closers: Readonly<Record<string, ShellGroup['is']>> = { fi: 'branch', esac: 'branch', done: 'loop' }
const openers: Readonly<Record<string, ShellGroup['is']>> = {
  if: 'branch',
  case: 'branch',
  while: 'loop',
  until: 'loop',
  for: 'loop',
}
const separators = new Set(['then', 'else', 'elif', 'do', '!'])

/** Owned mutable state: the position in one text. */
class Reader {
  unclosed: ShellText['unclosed'] = undefined
  private position = 0
  private readonly text: string
  private readonly heredocs: Heredoc[] = []
  private peeked: Token | undefined

  constructor(text: string) {
    this.text = text
  }

  /** Reads commands until the text ends or the group is closed; the closing word is consumed. */
  list(depth: number, until?: string): ShellList {
    const items: (ShellCommand | ShellGroup)[] = []
    for (;;) {
      const token = this.peek()
      if (token === undefined) {
        if (until === ')') this.unclosed ??= '('
        return items
      }
      if (token.is === 'operator') {
        this.take()
        if (token.text === until) return items
        if (token.text === '(' && depth < maxDepth) items.push(this.group('subshell', depth, ')'))
        continue
      }
      if (token.is === 'word' && token.bare) {
        const keyword = token.word.text
        if (keyword === until) {
          this.take()
          return items
        }
        if (separators.has(keyword)) {
          this.take()
          continue
        }
        if (keyword === '{' && depth < maxDepth) {
          this.take()
          items.push(this.group('braces', depth, '}'))
          continue
        }
        const kind = openers[keyword]
        if (kind !== undefined && depth < maxDepth) {
          this.take()
          if (keyword === 'for' || keyword === 'case') this.skipHead()
          items.push(this.group(kind, depth, kind === 'loop' ? 'done' : keyword === 'if' ? 'fi' : 'esac'))
          continue
        }
        if (closers[keyword] !== undefined) {
          this.take()
          continue
        }
      }
      items.push(this.command())
    }
  }

  private group(is: ShellGroup['is'], depth: number, until: string): ShellGroup {
    const list = this.list(depth + 1, until)
    while (this.peek()?.is === 'redirect') {
      this.take()
      if (this.peek()?.is === 'word') this.take()
    }
    return { is, list, next: this.operator() }
  }

  /** The words of `for x in a b` and `case x in`, which are no command. */
  private skipHead(): void {
    for (let token = this.peek(); token !== undefined && token.is !== 'operator'; token = this.peek()) {
      if (token.is === 'word' && token.bare && token.word.text === 'do') return
      this.take()
    }
  }

  private command(): ShellCommand {
    const assignments: ShellAssignment[] = []
    const words: ShellWord[] = []
    let input: string | undefined
    let readsFile = false
    for (let token = this.peek(); token !== undefined && token.is !== 'operator'; token = this.peek()) {
      this.take()
      if (token.is === 'word') {
        const name = words.length === 0 ? /^([A-Za-z_]\w*)=/.exec(token.word.text)?.[1] : undefined
        if (name === undefined) words.push(token.word)
        else assignments.push({ name, value: { ...token.word, text: token.word.text.slice(name.length + 1) } })
        continue
      }
      const target = this.peek()
      if (target?.is !== 'word') continue
      this.take()
      if (token.text === '<<' || token.text === '<<-') {
        this.heredocs.push({
          end: target.word.text,
          stripTabs: token.text === '<<-',
          deliver: body => {
            input = body
          },
        })
      }
      if (token.text === '<<<') input = target.word.text
      if (token.text === '<') readsFile = true
    }
    const next = this.operator()
    return { is: 'command', assignments, words, ...(input === undefined ? {} : { input }), readsFile, next }
  }

  private operator(): ShellOperator {
    const token = this.peek()
    if (token?.is !== 'operator' || token.text === '(' || token.text === ')') return ''
    this.take()
    if (token.text === '\n' || token.text === ';;') return ';'
    return token.text as ShellOperator
  }

  private peek(): Token | undefined {
    this.peeked ??= this.token()
    return this.peeked
  }

  private take(): void {
    this.peeked = undefined
  }

  private token(): Token | undefined {
    this.skipBlanks()
    const rest = this.text.slice(this.position, this.position + 3)
    if (rest === '') return undefined
    const operator = /^(?:&&|\|\||;;|[;&|()\n])/.exec(rest)?.[0]
    if (operator !== undefined && !rest.startsWith('&>')) {
      this.position += operator.length
      if (operator === '\n') this.readHeredocs()
      return { is: 'operator', text: operator }
    }
    const redirect = /^(?:<<<|<<-|<<|<&|>&|&>|<>|>>|>\||[<>])/.exec(rest)?.[0]
    if (redirect !== undefined) {
      this.position += redirect.length
      return { is: 'redirect', text: redirect }
    }
    return this.word()
  }

  private skipBlanks(): void {
    for (;;) {
      const here = this.text[this.position]
      if (here === '\\' && this.text[this.position + 1] === '\n') this.position += 2
      else if (here === ' ' || here === '\t' || here === '\r') this.position++
      else if (here === '#') {
        const end = this.text.indexOf('\n', this.position)
        this.position = end < 0 ? this.text.length : end
      } else return
    }
  }

  private readHeredocs(): void {
    for (const { end, stripTabs, deliver } of this.heredocs.splice(0)) {
      const lines: string[] = []
      while (this.position < this.text.length) {
        const stop = this.text.indexOf('\n', this.position)
        const line = this.text.slice(this.position, stop < 0 ? undefined : stop)
        this.position = stop < 0 ? this.text.length : stop + 1
        const bare = stripTabs ? line.replace(/^\t+/, '') : line
        if (bare === end) break
        lines.push(bare)
      }
      deliver(lines.join('\n'))
    }
  }

  private word(): Token {
    const start = this.position
    const parts: string[] = []
    let bare = true
    let expands = false
    const push = (piece: string): void => {
      parts.push(piece)
    }
    while (this.position < this.text.length) {
      const here = this.text[this.position] ?? ''
      if (/[\s;&|()<>]/.test(here)) {
        // A number before a redirection belongs to it: `2>&1`.
        if ((here === '<' || here === '>') && bare && /^\d+$/.test(parts.join(''))) return this.numbered(here)
        break
      }
      if (here === "'") {
        bare = false
        const end = this.text.indexOf("'", this.position + 1)
        if (end < 0) this.unclosed ??= "'"
        push(this.text.slice(this.position + 1, end < 0 ? undefined : end))
        this.position = end < 0 ? this.text.length : end + 1
      } else if (here === '"') {
        bare = false
        const inside = this.doubleQuoted()
        push(inside.text)
        expands ||= inside.expands
      } else if (here === '\\') {
        bare = false
        if (this.text[this.position + 1] !== '\n') push(this.text.slice(this.position + 1, this.position + 2))
        this.position += 2
      } else if (here === '$' || here === '`') {
        const piece = this.expansion()
        expands ||= piece !== '$'
        push(piece)
      } else {
        push(here)
        this.position++
      }
    }
    return { is: 'word', word: { text: parts.join(''), start, end: this.position, expands }, bare }
  }

  private numbered(here: string): Token {
    const redirect = /^(?:<&|>&|>>|[<>])/.exec(this.text.slice(this.position, this.position + 2))?.[0] ?? here
    this.position += redirect.length
    // A numbered input is not the standard input.
    return { is: 'redirect', text: redirect === '<' ? '<&' : redirect }
  }

  private doubleQuoted(): { readonly text: string; readonly expands: boolean } {
    const parts: string[] = []
    let expands = false
    this.position++
    while (this.position < this.text.length) {
      const here = this.text[this.position] ?? ''
      if (here === '"') {
        this.position++
        return { text: parts.join(''), expands }
      }
      if (here === '\\') {
        const escaped = this.text[this.position + 1] ?? ''
        parts.push('$`"\\'.includes(escaped) ? escaped : escaped === '\n' ? '' : `\\${escaped}`)
        this.position += 2
      } else if (here === '$' || here === '`') {
        const piece = this.expansion()
        expands ||= piece !== '$'
        parts.push(piece)
      } else {
        parts.push(here)
        this.position++
      }
    }
    this.unclosed ??= '"'
    return { text: parts.join(''), expands }
  }

  /** `$X`, `${X}`, `$(x)` or backticks, as written. */
  private expansion(): string {
    const start = this.position
    const opening = this.text.slice(start, start + 2)
    if (opening === "$'") {
      this.position = this.endOfEscapedQuotes(start + 2)
    } else if (opening.startsWith('`')) {
      const end = this.text.indexOf('`', start + 1)
      if (end < 0) this.unclosed ??= '`'
      this.position = end < 0 ? this.text.length : end + 1
    } else if (opening === '$(' || opening === '${') {
      this.position = this.closing(start + 2, opening === '$(' ? ['(', ')'] : ['{', '}'])
      if (this.position < 0) {
        this.unclosed ??= opening
        this.position = this.text.length
      }
    } else {
      this.position += Math.max(1, /^\$(?:\w+|[!?$@*#-])?/.exec(this.text.slice(start, start + 80))?.[0].length ?? 1)
    }
    return this.text.slice(start, this.position)
  }

  /** The offset after the bracket that closes one opened before `from`, or -1. Quoted brackets do not count. */
  private closing(from: number, [open, close]: readonly [string, string]): number {
    let depth = 1
    for (let at = from; at < this.text.length; at++) {
      const here = this.text[at]
      if (here === '\\') at++
      else if (here === "'" && open === '(') {
        const end = this.text.indexOf("'", at + 1)
        if (end < 0) return -1
        at = end
      } else if (here === '"' && open === '(') {
        at = this.endOfDoubleQuotes(at + 1)
        if (at < 0) return -1
      } else if (here === open) depth++
      else if (here === close && --depth === 0) return at + 1
    }
    return -1
  }
  /** The offset after the quote that closes `$'…'`, in which a backslash escapes one. */
  private endOfEscapedQuotes(from: number): number {
    for (let at = from; at < this.text.length; at++) {
      if (this.text[at] === '\\') at++
      else if (this.text[at] === "'") return at + 1
    }
    this.unclosed ??= "'"
    return this.text.length
  }

  private endOfDoubleQuotes(from: number): number {
    for (let at = from; at < this.text.length; at++) {
      if (this.text[at] === '\\') at++
      else if (this.text[at] === '"') return at
    }
    return -1
  }
}
