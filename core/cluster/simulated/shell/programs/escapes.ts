/** Backslash escapes of `echo` and `printf`. */

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}

/**
 * The text with its escapes carried out; `stopped` when `\c` ended it. Octal is `\0nnn` in `echo` and `%b`, `\nnn` in
 * the format of `printf`.
 */
export function withEscapes(
  text: string,
  octal: 'after-zero' | 'plain',
): { readonly text: string; readonly stopped: boolean } {
  let out = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char !== '\\') {
      out += char
      continue
    }
    const next = text[at + 1] ?? ''
    if (next === 'c' && octal === 'after-zero') return { text: out, stopped: true }
    const digits = (octal === 'plain' ? /^[0-7]{1,3}/ : /^0[0-7]{0,3}/).exec(text.slice(at + 1, at + 5))?.[0]
    if (digits !== undefined) {
      out += String.fromCharCode(Number.parseInt(digits, 8) & 0xff)
      at += digits.length
    } else if (Object.hasOwn(letters, next)) {
      out += letters[next]
      at++
    } else out += char
  }
  return { text: out, stopped: false }
}
