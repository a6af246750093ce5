/** Splits what psql is given into statements and its own backslash commands. */

export type ScriptItem =
  | { readonly kind: 'sql'; readonly text: string }
  | { readonly kind: 'shell'; readonly text: string }
  /** Any other backslash command, with its arguments. */
  | { readonly kind: 'meta'; readonly text: string }

/**
 * A statement ends at `;` or `\g` outside quotes and comments; a backslash command takes the rest of its line.
 *
 * Source: psql. In particular the command of `\!` goes on to the end of the line, `;` and all.
 */
export function splitScript(text: string): readonly ScriptItem[] {
  const items: ScriptItem[] = []
  let rest = text
  while (rest.trim() !== '') {
    rest = rest.trimStart()
    const comment = /^(--[^\n]*|\/\*[\s\S]*?\*\/)/.exec(rest)
    if (comment) {
      rest = rest.slice(comment[0].length)
      continue
    }
    if (rest.startsWith('\\')) {
      const line = /^[^\n]*/.exec(rest)?.[0] ?? ''
      rest = rest.slice(line.length)
      const shell = /^\\!\s*(.*)$/.exec(line)
      items.push(shell ? { kind: 'shell', text: shell[1] ?? '' } : { kind: 'meta', text: line.trim() })
      continue
    }
    const end = endOfStatement(rest)
    const words = rest.slice(0, end.at).trim()
    if (words !== '') items.push({ kind: 'sql', text: words })
    rest = rest.slice(end.next)
  }
  return items
}

function endOfStatement(text: string): { readonly at: number; readonly next: number } {
  let quote = ''
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? ''
    if (quote !== '') {
      if (letter === quote) quote = ''
    } else if (letter === "'" || letter === '"') quote = letter
    else if (letter === ';') return { at: index, next: index + 1 }
    else if (letter === '\\') {
      const goes = /^\\(g|gx)(?=\s|$)/.exec(text.slice(index))
      return { at: index, next: goes ? index + goes[0].length : index }
    }
  }
  return { at: text.length, next: text.length }
}
