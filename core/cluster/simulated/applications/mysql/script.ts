/** Splits what the mysql client is given into statements and client commands. */

export type ScriptItem =
  | { readonly kind: 'sql'; readonly text: string }
  | { readonly kind: 'shell'; readonly text: string }

/**
 * A statement ends at `;`, `\g` or `\G` outside quotes and comments; `system` and `\!` end at the end of their line too.
 *
 * Source: the mysql client; a `;` also ends a `system` command there, which is what rules rely on.
 */
export function splitScript(text: string): readonly ScriptItem[] {
  const items: ScriptItem[] = []
  let rest = text
  while (rest.trim() !== '') {
    rest = rest.trimStart()
    const comment = /^(--\s[^\n]*|--$|#[^\n]*|\/\*(?!!)[\s\S]*?\*\/)/.exec(rest)
    if (comment) {
      rest = rest.slice(comment[0].length)
      continue
    }
    const shell = /^(system\s+|\\!\s*)/i.exec(rest)
    const body = shell ? rest.slice(shell[0].length) : rest
    const end = endOf(body, shell !== null)
    const words = body.slice(0, end.at).trim()
    if (words !== '') items.push({ kind: shell ? 'shell' : 'sql', text: words })
    rest = body.slice(end.next)
  }
  return items
}

function endOf(text: string, shell: boolean): { readonly at: number; readonly next: number } {
  let quote = ''
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? ''
    if (quote !== '') {
      if (letter === '\\' && quote !== '`' && !(shell && quote === "'")) index += 1
      else if (letter === quote) quote = ''
      continue
    }
    if (letter === "'" || letter === '"' || letter === '`') quote = letter
    else if (letter === ';' || (shell && letter === '\n')) return { at: index, next: index + 1 }
    else if (!shell && letter === '\\' && /[gG]/.test(text[index + 1] ?? '')) return { at: index, next: index + 2 }
  }
  return { at: text.length, next: text.length }
}
