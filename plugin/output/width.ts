/** How many columns of a terminal a text takes. */

import { displayWidth } from './display-width.ts'

/** Colors count nothing, wide characters two. */
export function width(text: string): number {
  return displayWidth(text)
}

/** The text with spaces after it until it is `columns` wide. Longer text stays as it is. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)))
}

/** The text cut to `columns`, ending in `…` when something was cut off. The text must not carry colors. */
export function truncate(text: string, columns: number): string {
  if (width(text) <= columns) return text
  if (columns <= 1) return '…'.slice(0, Math.max(0, columns))
  let kept = ''
  let used = 0
  for (const character of text) {
    const next = width(character)
    if (used + next > columns - 1) break
    kept += character
    used += next
  }
  return `${kept}…`
}
