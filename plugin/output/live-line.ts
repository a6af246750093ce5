/** A line on a terminal that is written over while work goes on, and gone when it is over. */

import type { OutputStream } from '../face.ts'

export type LiveLine = { show(text: string): void; clear(): void }

/** Silent where the stream is no terminal. Longer texts are cut, since a line that wraps cannot be written over. */
export function liveLine(stream: OutputStream): LiveLine {
  let isShown = false
  return {
    show: text => {
      if (!stream.isTTY) return
      isShown = true
      stream.write(`\r${eraseLine}${text.slice(0, Math.max(0, stream.columns() - 1))}`)
    },
    clear: () => {
      if (isShown) stream.write(`\r${eraseLine}`)
      isShown = false
    },
  }
}

// Source: ECMA-48, erase in line.
const eraseLine = '\u001b[K'
