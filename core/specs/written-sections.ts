/** What is written in a policy's sections, as it is, for checks that look at one field of each. */

import type { Neighbour } from './facts.ts'
import { entry, isMap } from './json.ts'
import type { Path } from './path.ts'
import { type SectionKind, sectionKinds } from './policy-sections.ts'

export type WrittenSection = {
  readonly kind: SectionKind
  readonly path: Path
  readonly written: Readonly<Record<string, unknown>>
}

/** The sections that are maps, in STORK's order. */
export function writtenSections(raw: Neighbour): readonly WrittenSection[] {
  return sectionKinds.flatMap(kind => {
    const name = kind.toLowerCase()
    const written = entry(entry(raw, 'policy'), name)
    return isMap(written) ? [{ kind, path: ['policy', name], written }] : []
  })
}
