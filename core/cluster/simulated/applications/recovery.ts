/** What the recovery of a model may find on its volumes, and how that becomes an inspection. */

import type { Inspection, MountedVolumes } from './application.ts'

export type Damage = {
  readonly found: 'damage'
  readonly because: string
  readonly facts: Readonly<Record<string, number>>
}

/** A database holds the writes 1 to `writes`, `replayed` of which only its log had. */
export type Recovered<Details> =
  | { readonly found: 'nothing' }
  | Damage
  | ({
      readonly found: 'database'
      readonly seed: number
      readonly writes: number
      readonly replayed: number
    } & Details)

export type Whole = Extract<Inspection, { condition: 'whole' }>

/** Runs a recovery over the files that `filesOf` sees on the volumes; `tell` puts a whole database into words. */
export function inspectWith<Files, Details>(
  filesOf: (volumes: MountedVolumes) => Files | undefined,
  recover: (files: Files) => Recovered<Details>,
  tell: (found: Extract<Recovered<Details>, { found: 'database' }>) => Omit<Whole, 'condition' | 'writes' | 'replayed'>,
): (volumes: MountedVolumes) => Inspection {
  return volumes => {
    const files = filesOf(volumes)
    const found: Recovered<Details> = files === undefined ? { found: 'nothing' } : recover(files)
    switch (found.found) {
      case 'nothing':
        return { condition: 'empty' }
      case 'damage':
        return { condition: 'torn', because: found.because, facts: found.facts }
      case 'database':
        return { condition: 'whole', writes: found.writes, replayed: found.replayed, ...tell(found) }
    }
  }
}

export function damage(because: string, facts: Readonly<Record<string, number>> = {}): Damage {
  return { found: 'damage', because, facts }
}
