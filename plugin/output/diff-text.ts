/** What changes between two texts, as a unified diff. */

import { createTwoFilesPatch } from 'diff'
import type { Paint } from './paint.ts'
import { sanitise, sanitiseLine } from './sanitise.ts'

/** Takes what `patch -p0` takes; lines are colored on a terminal. Nothing when the texts are the same. */
export function diffText(
  { name, before, after }: { readonly name: string; readonly before: string; readonly after: string },
  paint: Paint,
): string {
  if (before === after) return ''
  const file = sanitiseLine(name)
  const patch = createTwoFilesPatch(file, file, before, after, 'as it is', 'fixed')
  const lines = patch.split('\n').filter(line => !/^(={10,}$|Index: )/.test(line))
  return lines.map(line => paint(toneOf(line), sanitise(line))).join('\n')
}

function toneOf(line: string): Parameters<Paint>[0] {
  if (line.startsWith('+++') || line.startsWith('---')) return 'strong'
  if (line.startsWith('+')) return 'usable'
  if (line.startsWith('-')) return 'failed'
  return line.startsWith('@@') ? 'frozen' : 'plain'
}
