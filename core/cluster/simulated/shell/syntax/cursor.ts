/** Where the parser is in the text of a script, and how it says that it cannot go on. */

/** Thrown inside the parser only; `parse` turns it into the script's mistake. */
export class SyntaxMistake extends Error {
  readonly line: number

  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

/** Deeper nesting than any script written by a person; keeps hostile text from exhausting the stack. */
const deepest = 200

export class Cursor {
  readonly text: string
  at = 0
  line: number
  private depth = 0

  constructor(text: string, line = 1, depth = 0) {
    this.text = text
    this.line = line
    this.depth = depth
  }

  get done(): boolean {
    return this.at >= this.text.length
  }

  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? ''
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at)
  }

  /** The next character, which is then behind the cursor. */
  take(): string {
    const char = this.text[this.at] ?? ''
    if (char === '\n') this.line++
    this.at++
    return char
  }

  skip(count: number): void {
    for (let i = 0; i < count && !this.done; i++) this.take()
  }

  /** Backslash and newline join two lines. */
  skipContinuation(): boolean {
    if (this.peek() !== '\\' || this.peek(1) !== '\n') return false
    this.skip(2)
    return true
  }

  nested<T>(read: () => T): T {
    if (++this.depth > deepest) this.fail('nested too deeply')
    const value = read()
    this.depth--
    return value
  }

  /** Another text that stands inside this one, such as a command between backquotes. */
  inside(text: string, line: number): Cursor {
    return new Cursor(text, line, this.depth)
  }

  fail(message: string): never {
    throw new SyntaxMistake(message, this.line)
  }
}
