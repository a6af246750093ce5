/** The newest backup of each volume and the tree it holds, kept so that the next one can be what has changed since. */

import type { Instant } from '../../base/index.ts'
import type { Root } from './block-tree.ts'

export type Base = {
  readonly credential: string
  readonly volume: string
  readonly at: Instant
  /** The backup's handle. */
  readonly backup: string
  readonly root: Root
}

export class Bases {
  readonly #bases = new Map<string, Base>()

  constructor(bases: readonly Base[]) {
    for (const base of bases) this.keep(base)
  }

  /** Replaces the volume's earlier one, unless that is newer. */
  keep(base: Base): void {
    const id = idOf(base)
    if ((this.#bases.get(id)?.at ?? base.at) <= base.at) this.#bases.set(id, base)
  }

  /** The volume's newest backup if it is older than the instant. */
  before(of: { readonly credential: string; readonly volume: string; readonly at: Instant }): Base | undefined {
    const base = this.#bases.get(idOf(of))
    return base !== undefined && base.at < of.at ? base : undefined
  }

  forget(backup: string): void {
    for (const [id, base] of this.#bases) if (base.backup === backup) this.#bases.delete(id)
  }

  all(): readonly Base[] {
    return [...this.#bases.values()]
  }
}

const idOf = ({ credential, volume }: { readonly credential: string; readonly volume: string }): string =>
  JSON.stringify([credential, volume])
