/** The verdict on a copy of an application's volumes, reached by running its recovery over their bytes. */

import type { Application, Facts, Ledger, MountedVolumes } from './application.ts'

export type Verdict = {
  readonly verdict: 'clean' | 'recovers' | 'torn' | 'lost-writes'
  /** One or two sentences for people. */
  readonly text: string
  readonly facts: Facts
}

/**
 * `clean`: opens as it is. `recovers`: the application's own log brings everything back. `torn`: parts of different
 * instants, which recovery cannot join. `lost-writes`: whole, but without writes that the ledger says were promised.
 *
 * `volumes` carry the mount paths of the original. Without a ledger nobody can tell whether writes are missing at the end;
 * of copies taken at different instants it must be the ledger at the earliest.
 */
export function judgeCopy<State>(
  application: Application<State>,
  volumes: MountedVolumes,
  ledger: Ledger | undefined,
): Verdict {
  const found = application.inspect(volumes)
  const promised = ledger?.promised ?? 0
  switch (found.condition) {
    case 'empty':
      if (promised > 0) return lost(application.name, 0, promised, {})
      return { verdict: 'clean', text: `Nothing of ${application.name} was ever written to it.`, facts: { writes: 0 } }
    case 'torn':
      return { verdict: 'torn', text: found.because, facts: found.facts }
    case 'whole': {
      const facts = { writes: found.writes, replayed: found.replayed, ...found.facts }
      if (found.writes < promised) return lost(application.name, found.writes, promised, facts)
      const late = found.quiescedUntil !== undefined && ledger !== undefined && ledger.at > found.quiescedUntil
      const unpromised = ledger?.unpromised === undefined ? 0 : ledger.acknowledged - found.writes
      const remark = unpromised > 0 ? ` ${unpromised} newer writes ${ledger?.unpromised}: no copy has them.` : ''
      return {
        verdict: found.quiesced && !late ? 'clean' : 'recovers',
        text: found.text + remark,
        facts: unpromised > 0 ? { ...facts, unpromised } : facts,
      }
    }
  }
}

function lost(name: string, writes: number, promised: number, facts: Facts): Verdict {
  const missing = promised - writes
  return {
    verdict: 'lost-writes',
    text: `${name} opens the copy, but ${missing} of the ${promised} writes it had promised to keep are missing.`,
    facts: { ...facts, writes, promised, missing },
  }
}
