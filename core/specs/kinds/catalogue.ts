/** Every kind we know. */

import type { KindDeclaration } from '../kind.ts'
import { groupVolumeSnapshot } from './group-volume-snapshot.ts'
import { rule } from './rule.ts'
import { volumeSnapshot } from './volume-snapshot.ts'

export const kindCatalogue: readonly KindDeclaration[] = [volumeSnapshot, groupVolumeSnapshot, rule]

/** The kind of that API version and name, or undefined when we do not know it. */
export function findKind(apiVersion: string, kind: string): KindDeclaration | undefined {
  return kindCatalogue.find(candidate => candidate.kind === kind && candidate.apiVersion === apiVersion)
}

/** The kind that people mean by a word: its name, plural, singular or a short name, in any case. */
export function findKindByWord(word: string): KindDeclaration | undefined {
  const wanted = word.toLowerCase()
  return kindCatalogue.find(({ kind, plural, shortNames }) =>
    [kind.toLowerCase(), plural, ...shortNames].includes(wanted),
  )
}
