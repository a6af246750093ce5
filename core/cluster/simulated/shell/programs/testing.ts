/** `test` and `[`. */

import { absolutePath } from '../files.ts'
import type { Call, Program } from './program.ts'

/** Source: POSIX test, with `-a`, `-o`, brackets, and the `==` that bash adds. */
const test: Program = {
  run: call => answer(call, call.args),
}

const bracket: Program = {
  run: call =>
    call.args.at(-1) === ']' ? answer(call, call.args.slice(0, -1)) : { code: 2, stderr: '[: missing ]\n' },
}

export const testing: Readonly<Record<string, Program>> = { test, '[': bracket }

function answer(call: Call, args: readonly string[]): { code: number; stderr?: string } {
  try {
    return { code: new Condition(call, args).holds() ? 0 : 1 }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    return { code: 2, stderr: `test: ${error.message}\n` }
  }
}

class Mistake extends Error {}

const unary = new Set(['-e', '-f', '-d', '-n', '-z', '-s', '-r', '-w', '-x', '-h', '-L', '-p', '-S', '-b', '-c', '-t'])
const binary = new Set(['=', '==', '!=', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '<', '>'])

class Condition {
  private readonly call: Call
  private readonly args: readonly string[]
  private at = 0

  constructor(call: Call, args: readonly string[]) {
    this.call = call
    this.args = args
  }

  holds(): boolean {
    if (this.args.length === 0) return false
    const value = this.or()
    if (this.at < this.args.length) throw new Mistake(`${this.args[this.at]}: unexpected operator`)
    return value
  }

  private peek(ahead = 0): string | undefined {
    return this.args[this.at + ahead]
  }

  private or(): boolean {
    let value = this.and()
    while (this.peek() === '-o') {
      this.at++
      const right = this.and()
      value = value || right
    }
    return value
  }

  private and(): boolean {
    let value = this.not()
    while (this.peek() === '-a') {
      this.at++
      const right = this.not()
      value = value && right
    }
    return value
  }

  private not(): boolean {
    if (this.peek() === '!' && this.args.length - this.at > 1 && !this.isBinaryAhead()) {
      this.at++
      return !this.not()
    }
    return this.primary()
  }

  private isBinaryAhead(): boolean {
    return binary.has(this.peek(1) ?? '') && this.args.length - this.at === 3
  }

  private primary(): boolean {
    const first = this.args[this.at++]
    if (first === undefined) throw new Mistake('argument expected')
    const operator = this.peek()
    if (operator !== undefined && binary.has(operator) && this.peek(1) !== undefined) {
      this.at += 2
      return this.compare(first, operator, this.args[this.at - 1] ?? '')
    }
    if (first === '(' && this.args.length - this.at > 0) {
      const value = this.or()
      if (this.args[this.at++] !== ')') throw new Mistake('closing paren expected')
      return value
    }
    if (!unary.has(first) || operator === undefined) return first !== ''
    this.at++
    return this.ask(first, operator)
  }

  private compare(left: string, operator: string, right: string): boolean {
    switch (operator) {
      case '=':
      case '==':
        return left === right
      case '!=':
        return left !== right
      case '<':
        return left < right
      case '>':
        return left > right
      default:
        return compareNumbers(operator, number(left), number(right))
    }
  }

  private ask(operator: string, value: string): boolean {
    if (operator === '-n') return value !== ''
    if (operator === '-z') return value === ''
    if (operator === '-t') return false
    const node = this.call.kernel.files.node(absolutePath(this.call.self.cwd, value))
    if (value === '') return false
    if (value === '/dev/null') return '-e -r -w -c'.split(' ').includes(operator)
    switch (operator) {
      case '-e':
      case '-r':
      case '-w':
        return node !== undefined
      case '-f':
        return node?.is === 'file'
      case '-d':
        return node?.is === 'directory'
      case '-s':
        return node?.is === 'directory' || (node?.is === 'file' && node.text !== '')
      case '-x':
        return node?.is === 'directory' || (node?.is === 'file' && node.executable === true)
      default:
        return false
    }
  }
}

function number(text: string): bigint {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new Mistake(`Illegal number: ${text}`)
  return BigInt(text.trim().replace('+', ''))
}

function compareNumbers(operator: string, left: bigint, right: bigint): boolean {
  switch (operator) {
    case '-eq':
      return left === right
    case '-ne':
      return left !== right
    case '-lt':
      return left < right
    case '-le':
      return left <= right
    case '-gt':
      return left > right
    default:
      return left >= right
  }
}
