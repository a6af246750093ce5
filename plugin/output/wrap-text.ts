/** Breaks text into lines at spaces. */

import { width } from './width.ts'

/** Lines of at most `columns`, unless a single word is longer. Newlines in the text are kept. */
export function wrapText(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap(paragraph => wrapParagraph(paragraph, columns))
}

function wrapParagraph(paragraph: string, columns: number): readonly string[] {
  const lines: string[] = []
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || width(last) + 1 + width(word) > columns) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
