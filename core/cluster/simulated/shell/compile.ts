/** Compiles shell text to operations, once per text. */

import type { CompiledPart, CompiledRedirect, CompiledWord, Operation, Program, SimpleCommand } from './operations.ts'
import { isPattern } from './run/pattern.ts'
import { parse } from './syntax/parse.ts'
import {
  type Command,
  type List,
  type Part,
  type Pipeline,
  plainText,
  type Redirect,
  type Statement,
  type Word,
} from './syntax/tree.ts'

/** The same few texts run over and over; what is compiled depends on nothing but the text. */
const compiled = new Map<string, Program>()
const remembered = 500

export function compile(text: string): Program {
  const found = compiled.get(text)
  if (found) return found
  const program = new Compiler().script(text)
  if (compiled.size >= remembered) compiled.clear()
  compiled.set(text, program)
  return program
}

class Compiler {
  private readonly ops: Operation[] = []
  /** The redirection that was ended most recently. */
  private lastRedirect: Extract<Operation, { op: 'redirect' }> | undefined

  script(text: string): Program {
    const { statements, mistake } = parse(text)
    this.list(statements)
    this.ops.push(mistake ? { op: 'mistake', ...mistake } : { op: 'end' })
    return this.ops
  }

  private get here(): number {
    return this.ops.length
  }

  private push<T extends Operation>(operation: T): T {
    this.ops.push(operation)
    return operation
  }

  private list(list: List): void {
    for (const statement of list) {
      if (!statement.background) this.statement(statement)
      else this.child('background', () => this.statement(statement))
    }
  }

  /** The operations of a child process, after the operation that starts it. */
  private child(op: 'subshell' | 'background' | 'capture', body: () => void): void {
    const start = this.push({ op, after: 0 })
    body()
    this.markLast()
    this.push({ op: 'child-ends' })
    start.after = this.here
  }

  /** A redirection that a child process ends with is never undone, so the child keeps nothing of before open. */
  private markLast(): void {
    if (this.ops.at(-1)?.op === 'redirect-ends' && this.lastRedirect?.failed === this.here)
      this.lastRedirect.last = true
  }

  private statement({ first, rest }: Statement): void {
    if (rest.length === 0) {
      this.pipeline(first)
      return
    }
    this.tested(() => this.pipeline(first))
    rest.forEach(({ after, pipeline }, index) => {
      const jump = this.push({ op: after === '&&' ? 'jump-if-failed' : 'jump-if-succeeded', to: 0 })
      if (index === rest.length - 1) this.pipeline(pipeline)
      else this.tested(() => this.pipeline(pipeline))
      jump.to = this.here
    })
  }

  private tested(body: () => void): void {
    this.push({ op: 'tested' })
    body()
    this.push({ op: 'untested' })
  }

  private pipeline({ negated, commands }: Pipeline): void {
    if (!negated) {
      this.commands(commands)
      return
    }
    this.tested(() => this.commands(commands))
    this.push({ op: 'negate' })
  }

  private commands(commands: readonly Command[]): void {
    const [only] = commands
    if (only && commands.length === 1) {
      this.command(only)
      return
    }
    const entries: number[] = []
    const start = this.push({ op: 'pipeline', entries, after: 0 })
    for (const command of commands) {
      entries.push(this.here)
      this.command(command)
      this.push({ op: 'child-ends' })
    }
    start.after = this.here
  }

  private command(command: Command): void {
    switch (command.is) {
      case 'simple':
        this.simple(command)
        return
      case 'redirected':
        this.redirected(command.redirects, () => this.command(command.command))
        return
      case 'subshell':
        this.child('subshell', () => this.list(command.body))
        return
      case 'group':
        this.list(command.body)
        return
      case 'if':
        this.conditional(command)
        return
      case 'loop':
        this.loop(command)
        return
      case 'for':
        this.each(command)
        return
      case 'case':
        this.choice(command)
        return
      case 'function':
        this.define(command)
        return
    }
  }

  private simple({ line, assignments, words, redirects }: Extract<Command, { is: 'simple' }>): void {
    const use = new Captures()
    const [first] = words
    const declares = first !== undefined && declarations.has(plainText(first) ?? '')
    const compiledWords = words.map((word): CompiledWord => {
      const compiledWord = this.word(word, use)
      return declares && isAssignment(word) ? { ...compiledWord, assigns: true } : compiledWord
    })
    const compiledAssignments = assignments.map(({ name, value }) => ({ name, value: this.word(value, use) }))
    const operation: SimpleCommand = {
      op: 'command',
      line,
      words: compiledWords,
      assignments: compiledAssignments,
      redirects: redirects.map(redirect => this.redirect(redirect, use)),
      captures: use.count,
    }
    this.push(operation)
  }

  private redirected(redirects: readonly Redirect[], body: () => void): void {
    const use = new Captures()
    const compiledRedirects = redirects.map(redirect => this.redirect(redirect, use))
    const start = this.push<Extract<Operation, { op: 'redirect' }>>({
      op: 'redirect',
      redirects: compiledRedirects,
      captures: use.count,
      failed: 0,
      last: false,
    })
    body()
    this.push({ op: 'redirect-ends' })
    start.failed = this.here
    this.lastRedirect = start
  }

  private conditional({ branches, otherwise }: Extract<Command, { is: 'if' }>): void {
    const exits: { to: number }[] = []
    for (const { condition, body } of branches) {
      this.tested(() => this.list(condition))
      const skip = this.push({ op: 'jump-if-failed', to: 0 })
      this.list(body)
      exits.push(this.push({ op: 'jump', to: 0 }))
      skip.to = this.here
    }
    if (otherwise) this.list(otherwise)
    else this.push({ op: 'succeed' })
    for (const exit of exits) exit.to = this.here
  }

  private loop({ until, condition, body }: Extract<Command, { is: 'loop' }>): void {
    const start = this.push({ op: 'loop', next: 0, end: 0 })
    start.next = this.here
    this.tested(() => this.list(condition))
    const leave = this.push({ op: until ? 'jump-if-succeeded' : 'jump-if-failed', to: 0 })
    this.list(body)
    this.push({ op: 'turn-ends' })
    this.push({ op: 'jump', to: start.next })
    leave.to = this.here
    this.push({ op: 'loop-ends' })
    start.end = this.here
  }

  private each({ name, items, body }: Extract<Command, { is: 'for' }>): void {
    const use = new Captures()
    const words = items?.map(word => this.word(word, use))
    const start = this.push({
      op: 'for',
      name,
      ...(words === undefined ? {} : { items: words }),
      captures: use.count,
      next: 0,
      end: 0,
    })
    start.next = this.here
    const next = this.push({ op: 'next-item', to: 0 })
    this.list(body)
    this.push({ op: 'turn-ends' })
    this.push({ op: 'jump', to: start.next })
    next.to = this.here
    this.push({ op: 'loop-ends' })
    start.end = this.here
  }

  private choice({ subject, arms }: Extract<Command, { is: 'case' }>): void {
    const use = new Captures()
    const word = this.word(subject, use)
    this.push({ op: 'case', subject: word, captures: use.count })
    const exits: { to: number }[] = []
    for (const { patterns, body } of arms) {
      const captures = new Captures()
      const words = patterns.map(pattern => this.word(pattern, captures))
      const match = this.push({ op: 'match', patterns: words, captures: captures.count, to: 0 })
      if (body.length > 0) this.list(body)
      else this.push({ op: 'succeed' })
      exits.push(this.push({ op: 'jump', to: 0 }))
      match.to = this.here
    }
    this.push({ op: 'no-match' })
    for (const exit of exits) exit.to = this.here
  }

  private define({ name, body }: Extract<Command, { is: 'function' }>): void {
    const start = this.push({ op: 'define', name, entry: this.here + 1, after: 0 })
    this.command(body)
    this.push({ op: 'return' })
    start.after = this.here
  }

  private redirect({ how, fd, target }: Redirect, use: Captures): CompiledRedirect {
    return { how, fd, target: this.word(target, use) }
  }

  private word(word: Word, use: Captures): CompiledWord {
    const parts = word.map(part => this.part(part, use))
    const literal = fixedText(parts)
    return literal === undefined ? { parts } : { parts, literal }
  }

  private part(part: Part, use: Captures): CompiledPart {
    switch (part.part) {
      case 'command':
        this.child('capture', () => this.list(part.script.statements))
        return { part: 'captured', index: use.count++, quoted: part.quoted }
      case 'arithmetic':
        return { part: 'arithmetic', expression: this.word(part.expression, use), quoted: part.quoted }
      case 'parameter': {
        const { name, quoted } = part
        if (!part.with) return { part: 'parameter', name, quoted }
        const { operator, word } = part.with
        return {
          part: 'parameter',
          name,
          quoted,
          with: { operator, word: this.wordWhenNeeded(name, operator, word, use) },
        }
      }
      default:
        return part
    }
  }

  private wordWhenNeeded(name: string, operator: CompiledUseOperator, word: Word, use: Captures): CompiledWord {
    const before = use.count
    const skip = this.push({ op: 'skip-unless-needed', name, operator, captures: 0, to: 0 })
    const words = this.word(word, use)
    skip.captures = use.count - before
    skip.to = this.here
    if (skip.captures === 0) this.ops.pop()
    return words
  }
}

type CompiledUseOperator = Extract<Operation, { op: 'skip-unless-needed' }>['operator']

/** Counts the captured texts that one operation uses. */
class Captures {
  count = 0
}

/** Source: dash; POSIX calls them declaration utilities. */
const declarations = new Set(['export', 'readonly', 'local'])

function isAssignment([first]: Word): boolean {
  return first?.part === 'text' && !first.quoted && /^[A-Za-z_][A-Za-z0-9_]*=/.test(first.text)
}

/** The text of a word that is the same whatever the shell's state and files are. */
function fixedText(parts: readonly CompiledPart[]): string | undefined {
  const texts = parts.filter(part => part.part === 'text')
  if (texts.length < parts.length || isPattern(texts)) return undefined
  return texts.map(part => part.text).join('')
}
