/** What a project says about findings: which codes it does not want to hear of, and which weigh more or less. */

import { checkCatalogue, nearest, type Severity } from '../specs/index.ts'
import type { LocatedFinding } from './finding.ts'
import { textCheckCatalogue } from './text-checks.ts'

export type Level = 'off' | Severity

/** `codes` is a code, or `<stem>/*` for all codes of one stem. Of several that fit, the last counts. */
export type LevelRule = { readonly codes: string; readonly level: Level }

export type LevelReading =
  | { readonly ok: true; readonly rule: LevelRule }
  | { readonly ok: false; readonly problem: string }

const levelWords: Readonly<Record<string, Level>> = {
  off: 'off',
  info: 'information',
  information: 'information',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
}

/** A rule from the words that users write. Codes that do not exist are refused, so that a typo does not pass silently. */
export function readLevelRule(codes: string, word: string): LevelReading {
  const level = Object.hasOwn(levelWords, word) ? levelWords[word] : undefined
  if (level === undefined) return problem(`The level of ${codes} is off, information, warn or error, not "${word}".`)
  const known = knownCodes()
  const isStem = codes.endsWith('/*')
  if (isStem ? !known.some(code => code.startsWith(codes.slice(0, -1))) : !known.includes(codes)) {
    const meant = isStem ? undefined : nearest(codes, known)
    return problem(`There is no finding ${codes}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`)
  }
  if (level === 'off' && codes.startsWith('yaml/'))
    return problem(`${codes} cannot be turned off: nothing else is checked in a document that cannot be read.`)
  return { ok: true, rule: { codes, level } }
}

/** The findings as the rules want them, in the same order. */
export function withLevels(
  findings: readonly LocatedFinding[],
  rules: readonly LevelRule[],
): readonly LocatedFinding[] {
  if (rules.length === 0) return findings
  return findings.flatMap(finding => {
    const rule = rules.findLast(({ codes }) => fits(codes, finding.code))
    if (rule === undefined) return [finding]
    return rule.level === 'off' ? [] : [{ ...finding, severity: rule.level }]
  })
}

function fits(codes: string, code: string): boolean {
  return codes.endsWith('/*') ? code.startsWith(codes.slice(0, -1)) : codes === code
}

function knownCodes(): readonly string[] {
  return [...checkCatalogue, ...textCheckCatalogue].map(({ code }) => code)
}

function problem(text: string): LevelReading {
  return { ok: false, problem: text }
}
