/**
 * Findings as comments under the lines they are about:
 *
 *     pvcSelector: {}
 *   #              ^^ error group-volume-snapshot/selector-empty  The selector matches no claims.
 *
 * `#<^^` stands for a place that begins at the very start of the line, where the `#` itself is.
 */

import { type LocatedFinding, lineIndex } from '@pxsnap/core/language'

const marker = /^\s*#<?\s*\^+ (?:error|warning|information) [a-z0-9-]+\/[a-z0-9-]+ {2}/

/** The text without its marks. */
export function withoutMarks(text: string): string {
  return text
    .split('\n')
    .filter(line => !marker.test(line))
    .join('\n')
}

/** The text with a mark for each finding. */
export function withMarks(text: string, findings: readonly LocatedFinding[]): string {
  const place = lineIndex(text)
  const marks = new Map<number, string[]>()
  for (const finding of findings) {
    const start = place(finding.range.start)
    const end = place(Math.max(finding.range.end, finding.range.start + 1))
    const from = start.column - 1
    const width = Math.max(1, end.line === start.line ? end.column - start.column : 1)
    const carets =
      from === 0 ? `#<${'^'.repeat(Math.max(1, width - 2))}` : `#${' '.repeat(from - 1)}${'^'.repeat(width)}`
    const mark = `${carets} ${finding.severity} ${finding.code}  ${finding.message}`
    marks.set(start.line, [...(marks.get(start.line) ?? []), mark])
  }
  return text
    .split('\n')
    .flatMap((line, index) => [line, ...(marks.get(index + 1) ?? [])])
    .join('\n')
}
