/** A terminal between a person and a program: echo, line editing, and the keys that mean something to it. */

export type TerminalKeys = {
  /** A line, with its newline, or what stood there when Ctrl-D was pressed. */
  readonly line: (text: string) => void
  /** Ctrl-D on an empty line. */
  readonly end: () => void
  /** Ctrl-C. */
  readonly interrupt: () => void
  /** What the person sees of what is typed. */
  readonly echo: (text: string) => void
}

export type Terminal = {
  readonly typed: (text: string) => void
}

/** Source: POSIX, general terminal interface, canonical mode. Escape sequences such as cursor keys do nothing here. */
export function terminal(keys: TerminalKeys): Terminal {
  let line: readonly string[] = []
  const one = (character: string) => {
    switch (character) {
      case '\r':
      case '\n':
        keys.echo('\r\n')
        keys.line(`${line.join('')}\n`)
        line = []
        return
      case '\u0003':
        keys.echo('^C\r\n')
        line = []
        keys.interrupt()
        return
      case '\u0004':
        if (line.length === 0) keys.end()
        else keys.line(line.join(''))
        line = []
        return
      case '\u007f':
      case '\b':
        if (line.length > 0) keys.echo('\b \b')
        line = line.slice(0, -1)
        return
      case '\u0015':
        keys.echo('\b \b'.repeat(line.length))
        line = []
        return
      default:
        if (character < ' ' && character !== '\t') return
        line = [...line, character]
        keys.echo(character)
    }
  }
  return {
    typed: text => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
      for (const character of text.replaceAll(/\u001b(?:\[[0-9;]*[A-Za-z~]|O.|.)?/g, '')) one(character)
    },
  }
}

/** Output as a terminal shows it: a newline also returns to the margin. */
export function toTerminal(text: string): string {
  return text.replaceAll(/\r?\n/g, '\r\n')
}
