/** Tells the tour: chapters, paragraphs, blocks of text, and claims that are checked while they are made. */

import type { Face } from '../face.ts'
import { charset } from '../output/charset.ts'
import type { Line } from '../output/draw-timeline.ts'
import { type Paint, type PaintTone, painter } from '../output/paint.ts'
import { sanitise } from '../output/sanitise.ts'
import { wrapText } from '../output/wrap-text.ts'

export type Teller = {
  readonly paint: Paint
  readonly columns: number
  chapter(title: string): void
  say(text: string): void
  /** Text as it is, indented. */
  show(text: string): void
  lines(lines: readonly Line[]): void
  /** Says what is true, marked by whether it is what the tour promises, and remembers it. */
  verdict(holds: boolean, text: string): void
  /** What was promised and did not come true. */
  broken(): readonly string[]
  /** How many claims were checked. */
  checked(): number
}

export function teller(face: Face, noColor: boolean): Teller {
  const { stdout } = face
  const paint = painter(face, stdout, noColor)
  const columns = Math.min(stdout.isTTY ? stdout.columns() : 100, 110)
  const characters = charset(face)
  const verdicts: { readonly holds: boolean; readonly text: string }[] = []
  let chapters = 0
  const print = (text: string) => stdout.write(`${text}\n`)
  const paragraph = (text: string, tone: PaintTone) => {
    for (const line of wrapText(sanitise(text), columns - 2)) print(paint(tone, line))
  }
  return {
    paint,
    columns,
    chapter: title => {
      chapters += 1
      const head = `${chapters}. ${title} `
      print(
        `\n${paint('strong', head)}${paint('muted', characters.rule.repeat(Math.max(3, columns - head.length - 1)))}\n`,
      )
    },
    say: text => paragraph(text, 'plain'),
    show: text => {
      for (const line of text.trimEnd().split('\n')) print(line === '' ? '' : `  ${line}`)
    },
    lines: lines => {
      for (const line of lines)
        print(
          line
            .map(({ text, tone }) => paint(tone, text))
            .join('')
            .trimEnd(),
        )
    },
    verdict: (holds, text) => {
      verdicts.push({ holds, text })
      const mark = holds ? paint('usable', characters.done) : paint('failed', characters.failed)
      const [first = '', ...more] = wrapText(sanitise(text), columns - 4)
      print(`${mark} ${first}`)
      for (const line of more) print(`  ${line}`)
    },
    broken: () => verdicts.filter(({ holds }) => !holds).map(({ text }) => text),
    checked: () => verdicts.length,
  }
}
