/** Fields of what a schedule makes, written on the schedule instead of in its template. */

import { fieldAt } from './explain.ts'
import type { Neighbour } from './facts.ts'
import type { FixPlan } from './fix-plan.ts'
import { fixPlan, move } from './fix-plan.ts'
import { entry, isMap } from './json.ts'
import type { KindDeclaration } from './kind.ts'
import { type Path, valueAt } from './path.ts'

export type MisplacedField = { readonly path: Path; readonly to: Path; readonly fix: FixPlan | undefined }

/** Keys below `spec`, and below `spec.template`, that belong under `spec.template.spec`. */
export function fieldsOutsideTemplate(kind: KindDeclaration, raw: Neighbour): readonly MisplacedField[] {
  const places: readonly Path[] = [['spec'], ['spec', 'template']]
  return places.flatMap(place => {
    const written = valueAt(raw, place)
    if (!isMap(written)) return []
    return Object.keys(written)
      .filter(
        key =>
          fieldAt(kind, [...place, key]) === undefined &&
          fieldAt(kind, ['spec', 'template', 'spec', key]) !== undefined,
      )
      .map(key => {
        const path = [...place, key]
        const to = ['spec', 'template', 'spec', key]
        const template = entry(entry(raw.spec, 'template'), 'spec')
        const free = valueAt(raw, to) === undefined && (template === undefined || isMap(template))
        return { path, to, fix: free ? fixPlan('Move it into the template', move(path, to)) : undefined }
      })
  })
}
