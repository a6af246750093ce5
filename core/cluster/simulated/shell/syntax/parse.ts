/** Parses shell text into a tree. Any text gives a tree: what stands before a mistake, and the mistake. */

import { Cursor, SyntaxMistake } from './cursor.ts'
import { Tokens } from './tokens.ts'
import type { Arm, Assignment, Branch, Command, List, Pipeline, Redirect, Script, Statement, Word } from './tree.ts'

/** A person's script is a few kilobytes; nothing larger is read. */
const longestText = 1_000_000

/** Source: POSIX shell grammar, with the messages of dash. */
export function parse(text: string): Script {
  const statements: Statement[] = []
  if (text.length > longestText) return { statements, mistake: { line: 1, message: 'the script is too long' } }
  const parser = new Parser(new Cursor(text))
  try {
    for (let line = parser.line(); line !== undefined; line = parser.line()) statements.push(...line)
    return { statements }
  } catch (error) {
    if (!(error instanceof SyntaxMistake)) throw error
    return { statements, mistake: { line: error.line, message: error.message } }
  }
}

function readCommands(cursor: Cursor, closing: ')' | 'end'): List {
  const parser = new Parser(cursor)
  const list = parser.list()
  parser.close(closing)
  return list
}

const reserved = [
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'while',
  'until',
  'do',
  'done',
  'for',
  'case',
  'esac',
  '{',
  '}',
  '!',
  'in',
]
const closers = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}'])
const name = /^[A-Za-z_][A-Za-z0-9_]*$/
const redirections = new Set(['<', '>', '>>', '<<', '<<-', '<&', '>&', '<>', '>|', '&>', '&>>'])

class Parser {
  private readonly tokens: Tokens

  constructor(cursor: Cursor) {
    this.tokens = new Tokens(cursor, readCommands)
  }

  /** The statements of one line, as far as a shell reads before it runs them; undefined at the end. */
  line(): List | undefined {
    const { tokens } = this
    const statements: Statement[] = []
    while (tokens.peek().is !== 'newline' && tokens.peek().is !== 'end') {
      const before = statements.length
      this.statement(statements)
      if (statements.length === before) this.unexpected()
    }
    if (tokens.peek().is === 'end') return statements.length > 0 ? statements : undefined
    tokens.take()
    return statements
  }

  /** Statements up to a closing word or bracket, which is left standing. */
  list(): List {
    const { tokens } = this
    return tokens.cursor.nested(() => {
      const statements: Statement[] = []
      this.skipNewlines()
      while (!this.atClose()) {
        this.statement(statements)
        this.skipNewlines()
      }
      return statements
    })
  }

  close(closing: ')' | 'end'): void {
    const { tokens } = this
    if (closing === 'end' ? tokens.peek().is !== 'end' : tokens.operator() !== ')')
      this.unexpected(closing === 'end' ? undefined : ')')
    tokens.take()
  }

  private atClose(): boolean {
    const { tokens } = this
    if (tokens.peek().is === 'end') return true
    const operator = tokens.operator()
    if (operator === ')' || operator === ';;') return true
    const plain = tokens.plain()
    return plain !== undefined && closers.has(plain)
  }

  private statement(into: Statement[]): void {
    const { tokens } = this
    const first = this.pipeline()
    const rest: Statement['rest'][number][] = []
    for (let after = tokens.operator(); after === '&&' || after === '||'; after = tokens.operator()) {
      tokens.take()
      this.skipNewlines()
      rest.push({ after, pipeline: this.pipeline() })
    }
    const separator = tokens.operator()
    if (separator === ';' || separator === '&') tokens.take()
    else if (tokens.peek().is !== 'newline' && !this.atClose()) this.unexpected()
    into.push({ first, rest, background: separator === '&' })
  }

  private pipeline(): Pipeline {
    const { tokens } = this
    const negated = tokens.plain() === '!'
    if (negated) tokens.take()
    const commands = [this.command()]
    while (tokens.operator() === '|') {
      tokens.take()
      this.skipNewlines()
      commands.push(this.command())
    }
    return { negated, commands }
  }

  private command(): Command {
    const { tokens } = this
    const compound = this.compound()
    if (compound === undefined) return this.simple()
    if (compound.is === 'function') return compound
    const redirects: Redirect[] = []
    while (this.redirect(redirects));
    if (tokens.peek().is === 'word' && !this.atClose()) this.unexpected()
    return redirects.length > 0 ? { is: 'redirected', command: compound, redirects } : compound
  }

  private compound(): Command | undefined {
    const { tokens } = this
    if (tokens.operator() === '(') {
      tokens.take()
      const body = this.filled(this.list())
      this.close(')')
      return { is: 'subshell', body }
    }
    switch (tokens.plain()) {
      case '{': {
        tokens.take()
        const body = this.filled(this.list())
        this.expect('}')
        return { is: 'group', body }
      }
      case 'if':
        return this.conditional()
      case 'while':
      case 'until': {
        const until = tokens.plain() === 'until'
        tokens.take()
        const condition = this.filled(this.list())
        return { is: 'loop', until, condition, body: this.doGroup() }
      }
      case 'for':
        return this.each()
      case 'case':
        return this.choice()
      default:
        return undefined
    }
  }

  private conditional(): Command {
    const branches: Branch[] = []
    let word = this.tokens.plain()
    while (word === 'if' || word === 'elif') {
      this.tokens.take()
      const condition = this.filled(this.list())
      this.expect('then')
      branches.push({ condition, body: this.filled(this.list()) })
      word = this.tokens.plain()
    }
    if (word !== 'else') {
      this.expect('fi')
      return { is: 'if', branches }
    }
    this.tokens.take()
    const otherwise = this.filled(this.list())
    this.expect('fi')
    return { is: 'if', branches, otherwise }
  }

  private doGroup(): List {
    this.expect('do')
    const body = this.filled(this.list())
    this.expect('done')
    return body
  }

  private each(): Command {
    const { tokens } = this
    tokens.take()
    const variable = tokens.plain()
    if (variable === undefined || !name.test(variable)) return tokens.cursor.fail('Bad for loop variable')
    tokens.take()
    this.skipNewlines()
    if (tokens.plain() !== 'in') {
      if (tokens.operator() === ';') tokens.take()
      this.skipNewlines()
      return { is: 'for', name: variable, body: this.doGroup() }
    }
    tokens.take()
    const items: Word[] = []
    for (let token = tokens.peek(); token.is === 'word'; token = tokens.peek()) {
      items.push(token.word)
      tokens.take()
    }
    if (tokens.operator() === ';') tokens.take()
    else if (tokens.peek().is !== 'newline') this.unexpected('do')
    this.skipNewlines()
    return { is: 'for', name: variable, items, body: this.doGroup() }
  }

  private choice(): Command {
    const { tokens } = this
    tokens.take()
    const token = tokens.take()
    if (token.is !== 'word') return tokens.cursor.fail('word expected after "case"')
    this.skipNewlines()
    this.expect('in')
    this.skipNewlines()
    const arms: Arm[] = []
    while (tokens.plain() !== 'esac') {
      arms.push(this.arm())
      this.skipNewlines()
    }
    tokens.take()
    return { is: 'case', subject: token.word, arms }
  }

  private arm(): Arm {
    const { tokens } = this
    if (tokens.operator() === '(') tokens.take()
    const patterns: Word[] = []
    while (true) {
      const token = tokens.peek()
      if (token.is !== 'word') return this.unexpected(')')
      patterns.push(token.word)
      tokens.take()
      if (tokens.operator() !== '|') break
      tokens.take()
    }
    this.close(')')
    const body = this.list()
    if (tokens.operator() === ';;') tokens.take()
    else if (tokens.plain() !== 'esac') this.unexpected(';;')
    return { patterns, body }
  }

  private simple(): Command {
    const { tokens } = this
    const line = tokens.cursor.line
    const assignments: Assignment[] = []
    const words: Word[] = []
    const redirects: Redirect[] = []
    while (true) {
      if (this.redirect(redirects)) continue
      const token = tokens.peek()
      if (token.is !== 'word') break
      const plain =
        words.length === 0 && redirects.length === 0 && assignments.length === 0 ? tokens.plain() : undefined
      if (plain !== undefined && reserved.includes(plain) && plain !== 'in') this.unexpected()
      tokens.take()
      const assignment = words.length === 0 ? asAssignment(token.word) : undefined
      if (assignment) assignments.push(assignment)
      else words.push(token.word)
      if (plain !== undefined && tokens.operator() === '(') return this.functionNamed(plain)
    }
    if (assignments.length + words.length + redirects.length === 0) this.unexpected()
    return { is: 'simple', line, assignments, words, redirects }
  }

  private functionNamed(found: string): Command {
    const { tokens } = this
    tokens.take()
    this.close(')')
    if (!name.test(found)) tokens.cursor.fail('Bad function name')
    this.skipNewlines()
    return { is: 'function', name: found, body: tokens.cursor.nested(() => this.command()) }
  }

  private redirect(into: Redirect[]): boolean {
    const { tokens } = this
    const token = tokens.peek()
    if (token.is === 'descriptor') tokens.take()
    const operator = tokens.operator()
    if (operator === undefined || !redirections.has(operator)) return false
    tokens.take()
    const reads = operator.startsWith('<')
    const fd = token.is === 'descriptor' ? token.fd : reads ? 0 : 1
    if (operator === '<<' || operator === '<<-') {
      into.push(tokens.hereDocument(fd, operator === '<<-'))
      return true
    }
    const target = tokens.peek()
    if (target.is !== 'word') return this.unexpected()
    tokens.take()
    into.push({ how: howOf(operator), fd, target: target.word })
    return true
  }

  private skipNewlines(): void {
    while (this.tokens.peek().is === 'newline') this.tokens.take()
  }

  private expect(word: string): void {
    if (this.tokens.plain() !== word) this.unexpected(word)
    this.tokens.take()
  }

  private filled(list: List): List {
    if (list.length === 0) this.unexpected()
    return list
  }

  private unexpected(expecting?: string): never {
    this.tokens.cursor.fail(this.tokens.unexpected(expecting))
  }
}

function howOf(operator: string): Redirect['how'] {
  switch (operator) {
    case '<':
      return 'read'
    case '>>':
      return 'append'
    case '<>':
      return 'read-write'
    case '<&':
    case '>&':
      return 'duplicate'
    case '&>':
      return 'both'
    case '&>>':
      return 'both-append'
    default:
      return 'write'
  }
}

/** `NAME=value`, where neither the name nor the sign is quoted. */
function asAssignment(word: Word): Assignment | undefined {
  const [first, ...rest] = word
  if (first?.part !== 'text' || first.quoted) return undefined
  const found = /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(first.text)
  if (found?.[1] === undefined) return undefined
  const text = first.text.slice(found[0].length)
  if (text === '~' || text.startsWith('~/'))
    return {
      name: found[1],
      value: [{ part: 'home', quoted: true }, { part: 'text', text: text.slice(1), quoted: false }, ...rest],
    }
  return { name: found[1], value: text === '' ? rest : [{ part: 'text', text, quoted: false }, ...rest] }
}
