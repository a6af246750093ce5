/** What stands still at this moment, as far as this UI knows: from its own runs, and from the evidence on objects. */

import { fromIso, type Instant } from '@pxsnap/core/base'
import type { KubeObject } from '@pxsnap/core/specs'
import { evidenceOf, liveLanes } from '@pxsnap/core/views'
import type { Run } from './runs.ts'

export type FrozenNow = { readonly pod: string; readonly since: Instant }

/** Each pod once, the longest frozen first. `objects`: those whose evidence may tell of more. */
export function frozenNow(runs: readonly Run[], objects: readonly KubeObject[] = []): readonly FrozenNow[] {
  const own = runs
    .filter(({ state }) => state === 'running')
    .flatMap(({ live }) => liveLanes(live))
    .flatMap(({ of, name, spans }): readonly FrozenNow[] => {
      const open = of === 'pod' ? spans.find(({ what, to }) => what === 'frozen' && to === undefined) : undefined
      return open === undefined ? [] : [{ pod: name, since: open.from }]
    })
  const told = objects.flatMap(object =>
    (evidenceOf(object)?.frozen ?? []).flatMap(({ pod, from, to }): readonly FrozenNow[] => {
      const since = fromIso(from)
      return to === undefined && since !== undefined ? [{ pod, since }] : []
    }),
  )
  const first = new Map<string, FrozenNow>()
  for (const frozen of [...own, ...told].sort((one, other) => one.since - other.since)) {
    if (!first.has(frozen.pod)) first.set(frozen.pod, frozen)
  }
  return [...first.values()]
}
