/** What a command has printed for a terminal, as lines of toned text: the inverse of `output/paint.ts`. */

import { type Paint, type PaintTone, painter } from '../../output/paint.ts'
import { sanitise } from '../../output/sanitise.ts'
import type { Line, Piece } from '../screen.ts'

/** Escape sequences other than the tones' own are taken out; a line that was written over shows its last state. */
export function tonedLines(text: string): readonly Line[] {
  const lines = text.split('\n').map(line => tonedLine(line.slice(line.lastIndexOf('\r') + 1)))
  return lines.at(-1)?.length === 0 ? lines.slice(0, -1) : lines
}

function tonedLine(text: string): Line {
  const pieces: Piece[] = []
  let tone: PaintTone = 'plain'
  for (const part of text.split(sequence)) {
    const next = part.startsWith('\u001b[') ? toneBy.get(part) : undefined
    if (next !== undefined) tone = next
    else if (part !== '' && !part.startsWith('\u001b['))
      pieces.push({ text: sanitise(part).replaceAll('\t', '  '), tone })
  }
  return pieces
}

/** Colors text so that {@link tonedLines} knows the tones again. */
export const tonePaint: Paint = painter({ env: {} }, { isTTY: true }, false)

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this looks for
const sequence = /(\u001b\[[0-9;]*[A-Za-z])/

const tones: readonly PaintTone[] = ['usable', 'working', 'failed', 'frozen', 'muted', 'strong']

/** What begins each tone, and what ends it. */
const toneBy: ReadonlyMap<string, PaintTone> = new Map(
  tones.flatMap((tone): readonly (readonly [string, PaintTone])[] => {
    const [before = '', after = ''] = tonePaint(tone, '|').split('|')
    return [
      [after, 'plain'],
      [before, tone],
    ]
  }),
)
