/** Words as one line that a POSIX shell reads as the same words. */

/** Quotes what a shell would read as something else. Line breaks stay inside the quotes. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ')
}

function shellWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word
  return `'${word.replaceAll("'", `'\\''`)}'`
}
