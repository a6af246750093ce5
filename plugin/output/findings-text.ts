/** Findings for people: place, message, the line with a caret below, and what to do. */

import { blackOut } from '@pxsnap/core/base'
import { type LocatedFinding, lineIndex } from '@pxsnap/core/language'
import type { Paint, PaintTone } from './paint.ts'
import { sanitise, sanitiseLine } from './sanitise.ts'
import { truncate, width } from './width.ts'
import { wrapText } from './wrap-text.ts'

const tones: Readonly<Record<LocatedFinding['severity'], PaintTone>> = {
  error: 'failed',
  warning: 'working',
  information: 'frozen',
}

/** The findings of one file, in the order of their places. */
export function findingsText(
  findings: readonly LocatedFinding[],
  text: string,
  options: { readonly paint: Paint; readonly columns: number },
): string {
  const place = lineIndex(text)
  const lines = text.split('\n')
  return findings.map(finding => `${findingText(finding, place, lines, options)}\n`).join('')
}

function findingText(
  finding: LocatedFinding,
  place: ReturnType<typeof lineIndex>,
  lines: readonly string[],
  { paint, columns }: { readonly paint: Paint; readonly columns: number },
): string {
  const start = place(finding.range.start)
  const end = place(finding.range.end)
  const tone = tones[finding.severity]
  const where = paint('strong', `${sanitiseLine(finding.file)}:${start.line}:${start.column}:`)
  const head = `${where} ${paint(tone, finding.severity)}: ${sanitise(finding.message)} ${paint('muted', `(${finding.code})`)}`
  const source = (lines[start.line - 1] ?? '').replace(/\r$/, '').replaceAll('\t', ' ')
  const gutter = String(start.line)
  const help = `${finding.help}${finding.fix === undefined ? '' : ' --fix does it.'}`
  const indent = ' '.repeat(gutter.length + 3)
  // The place itself must stay in sight on a long line.
  const room = Math.max(20, columns - indent.length - 1)
  const window = excerpt(source, start.column - 1, end.line === start.line ? end.column - 1 : source.length, room)
  return [
    head,
    ...(source.trim() === ''
      ? []
      : [
          `${paint('muted', `${gutter} |`)} ${window.text}`,
          `${paint('muted', `${' '.repeat(gutter.length)} |`)} ${' '.repeat(window.caretAt)}${paint(tone, '^'.repeat(window.carets))}`,
        ]),
    ...wrapText(sanitise(help), Math.max(40, columns - indent.length - 6)).map(
      (line, index) => `${indent}${index === 0 ? paint('strong', 'help:') : '     '} ${line}`,
    ),
    '',
  ].join('\n')
}

/** The part of the line around the range, and where the carets go below it, in columns of the terminal. */
function excerpt(
  source: string,
  from: number,
  to: number,
  room: number,
): { readonly text: string; readonly caretAt: number; readonly carets: number } {
  const cutFrom = from > room - 20 ? from - 10 : 0
  const shown = withoutSecrets(source, from)
  const before = `${cutFrom > 0 ? '…' : ''}${sanitiseLine(shown.slice(cutFrom, from))}`
  const marked = sanitiseLine(shown.slice(from, to))
  const caretAt = width(before)
  const text = truncate(before + marked + sanitiseLine(shown.slice(to)), room)
  return { text, caretAt, carets: Math.max(1, Math.min(width(marked), width(text) - caretAt)) }
}

// Of a line as long as a file only what can be seen is looked through.
function withoutSecrets(source: string, from: number): string {
  const reach = 2_000
  if (source.length <= 2 * reach) return blackOut(source)
  const start = Math.max(0, from - reach)
  return `${' '.repeat(start)}${blackOut(source.slice(start, from + reach))}`
}
