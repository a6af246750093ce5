/** The names of a schedule's runs. */

import { type Instant, toIso } from '../base/index.ts'
import type { SectionKind } from '../specs/index.ts'

/**
 * Schedule, section, end of the schedule's uid, and the slot in UTC; at most 63 characters. The slot makes the name, so
 * that whoever makes the run again makes the same one. Source: STORK's name format, which has the time of creation there.
 */
export function runName(of: { readonly name: string; readonly uid: string }, kind: SectionKind, slot: Instant): string {
  const text = toIso(slot)
  const time = `${text.slice(0, 10)}-${text.slice(11, 19).replaceAll(':', '')}`
  const tail = `-${kind.toLowerCase()}-${of.uid.slice(-4)}-${time}`
  const head = of.name.slice(0, longestName - tail.length).replace(/[^a-z0-9]+$/, '')
  return `${head}${tail}`
}

const longestName = 63
