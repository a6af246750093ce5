/** Fields of what a schedule makes, written on the schedule instead of in its template. */

import { fieldAt } from './explain.ts'
import type { Neighbour } from './facts.ts'
import { type FixPlan, fixPlan, move } from './fix-plan.ts'
import { isMap } from './json.ts'
import type { KindDeclaration } from './kind.ts'
import { type Path, valueAt } from './path.ts'

/** `fix` moves all of them at once, since one alone would leave the template incomplete. */
export type MisplacedFields = { readonly paths: readonly Path[]; readonly fix: FixPlan | undefined }

const template: Path = ['spec', 'template', 'spec']

/** Keys below `spec`, and below `spec.template`, that belong under `spec.template.spec`. */
export function fieldsOutsideTemplate(kind: KindDeclaration, raw: Neighbour): MisplacedFields {
  const places: readonly Path[] = [['spec'], ['spec', 'template']]
  const paths = places.flatMap(place => {
    const written = valueAt(raw, place)
    const keys = isMap(written) ? Object.keys(written) : []
    return keys
      .filter(key => fieldAt(kind, [...place, key]) === undefined && fieldAt(kind, [...template, key]) !== undefined)
      .map(key => [...place, key])
  })
  const targets = paths.map(path => [...template, path.at(-1) ?? ''])
  const inner = valueAt(raw, template)
  const free = (inner === undefined || isMap(inner)) && targets.every(target => valueAt(raw, target) === undefined)
  const moves = paths.map((path, index) => move(path, targets[index] ?? path))
  return { paths, fix: free && paths.length > 0 ? fixPlan('Move them into the template', ...moves) : undefined }
}
