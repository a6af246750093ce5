/** Integer arithmetic of `$((…))`, in 64 bits. */

/** What an expression may ask of the shell it runs in. */
export type Variables = {
  readonly get: (name: string) => string | undefined
  readonly set: (name: string, value: string) => void
}

export type ArithmeticResult = { readonly value: bigint } | { readonly problem: string }

/** Source: POSIX arithmetic expansion; operators and messages as in dash. */
export function evaluate(expression: string, variables: Variables): ArithmeticResult {
  try {
    const reader = new Expression(expression, variables)
    return { value: reader.whole() }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    return { problem: `arithmetic expression: ${error.message}: "${expression}"` }
  }
}

class Mistake extends Error {}

const token = /\s*(\d[0-9A-Za-z]*|[A-Za-z_]\w*|<<=|>>=|\|\||&&|[<>=!]=|<<|>>|[-+*/%&|^]=|[-+*/%&|^<>=!~?:()])/y

/** Weakest first; all of them group to the left. */
const levels: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
]

/** Deeper than any expression written by a person. */
const deepest = 200

class Expression {
  private readonly tokens: readonly string[]
  private readonly variables: Variables
  private at = 0
  private depth = 0
  /** Parts that are not chosen, such as the right side of `0 && x`, are read and change nothing. */
  private dead = 0

  constructor(text: string, variables: Variables) {
    this.variables = variables
    const tokens: string[] = []
    token.lastIndex = 0
    let end = 0
    for (let found = token.exec(text); found; found = token.exec(text)) {
      tokens.push(found[1] ?? '')
      end = token.lastIndex
    }
    if (text.slice(end).trim() !== '') throw new Mistake('expecting EOF')
    this.tokens = tokens
  }

  whole(): bigint {
    if (this.tokens.length === 0) return 0n
    const value = this.assignment()
    if (this.at < this.tokens.length) throw new Mistake('expecting EOF')
    return value
  }

  private accept(...wanted: readonly string[]): string | undefined {
    const next = this.tokens[this.at]
    if (next === undefined || !wanted.includes(next)) return undefined
    this.at++
    return next
  }

  private assignment(): bigint {
    if (++this.depth > deepest) throw new Mistake('nested too deeply')
    const name = this.tokens[this.at]
    const operator = this.tokens[this.at + 1]
    const value =
      name !== undefined && /^[A-Za-z_]/.test(name) && operator !== undefined && /^([-+*/%&|^]|<<|>>)?=$/.test(operator)
        ? this.assign(name, operator)
        : this.choice()
    this.depth--
    return value
  }

  private assign(name: string, operator: string): bigint {
    this.at += 2
    const right = this.assignment()
    const value = operator === '=' ? right : this.apply(operator.slice(0, -1), this.variable(name), right)
    if (this.dead === 0) this.variables.set(name, String(value))
    return value
  }

  private choice(): bigint {
    const condition = this.or()
    if (this.accept('?') === undefined) return condition
    const yes = this.when(condition !== 0n, () => this.assignment())
    if (this.accept(':') === undefined) throw new Mistake("expecting ':'")
    const no = this.when(condition === 0n, () => this.assignment())
    return condition === 0n ? no : yes
  }

  private or(): bigint {
    let value = this.and()
    while (this.accept('||')) {
      const right = this.when(value === 0n, () => this.and())
      value = value !== 0n || right !== 0n ? 1n : 0n
    }
    return value
  }

  private and(): bigint {
    let value = this.binary(0)
    while (this.accept('&&')) {
      const right = this.when(value !== 0n, () => this.binary(0))
      value = value !== 0n && right !== 0n ? 1n : 0n
    }
    return value
  }

  private when(alive: boolean, read: () => bigint): bigint {
    if (!alive) this.dead++
    const value = read()
    if (!alive) this.dead--
    return value
  }

  private binary(level: number): bigint {
    const operators = levels[level]
    if (operators === undefined) return this.unary()
    let value = this.binary(level + 1)
    for (let operator = this.accept(...operators); operator; operator = this.accept(...operators))
      value = this.apply(operator, value, this.binary(level + 1))
    return value
  }

  private unary(): bigint {
    const operator = this.accept('-', '+', '!', '~')
    if (operator === undefined) return this.primary()
    if (++this.depth > deepest) throw new Mistake('nested too deeply')
    const value = this.unary()
    this.depth--
    if (operator === '!') return value === 0n ? 1n : 0n
    return BigInt.asIntN(64, operator === '-' ? -value : operator === '~' ? ~value : value)
  }

  private primary(): bigint {
    if (this.accept('(')) {
      const value = this.assignment()
      if (this.accept(')') === undefined) throw new Mistake("expecting ')'")
      return value
    }
    const next = this.tokens[this.at++]
    if (next === undefined) throw new Mistake('expecting primary')
    if (/^[A-Za-z_]/.test(next)) return this.variable(next)
    if (!/^\d/.test(next)) throw new Mistake('expecting primary')
    return number(next)
  }

  private variable(name: string): bigint {
    const text = this.variables.get(name)?.trim() ?? ''
    if (text === '') return 0n
    if (!/^[-+]?\d/.test(text)) throw new Mistake(`Illegal number: ${text}`)
    return text.startsWith('-') ? BigInt.asIntN(64, -number(text.slice(1))) : number(text.replace('+', ''))
  }

  private apply(operator: string, left: bigint, right: bigint): bigint {
    if ((operator === '/' || operator === '%') && right === 0n) {
      if (this.dead > 0) return 0n
      throw new Mistake('division by zero')
    }
    return BigInt.asIntN(64, calculate(operator, left, right))
  }
}

function number(text: string): bigint {
  if (/^0[xX][0-9A-Fa-f]+$/.test(text)) return BigInt.asIntN(64, BigInt(text))
  if (/^0[0-7]+$/.test(text)) return BigInt.asIntN(64, BigInt(`0o${text.slice(1)}`))
  if (!/^\d+$/.test(text) || /^0\d/.test(text)) throw new Mistake(`Illegal number: ${text}`)
  return BigInt.asIntN(64, BigInt(text))
}

function calculate(operator: string, left: bigint, right: bigint): bigint {
  const truth = (claim: boolean): bigint => (claim ? 1n : 0n)
  switch (operator) {
    case '|':
      return left | right
    case '^':
      return left ^ right
    case '&':
      return left & right
    case '==':
      return truth(left === right)
    case '!=':
      return truth(left !== right)
    case '<':
      return truth(left < right)
    case '<=':
      return truth(left <= right)
    case '>':
      return truth(left > right)
    case '>=':
      return truth(left >= right)
    case '<<':
      return left << BigInt.asUintN(6, right)
    case '>>':
      return left >> BigInt.asUintN(6, right)
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    default:
      return left % right
  }
}
