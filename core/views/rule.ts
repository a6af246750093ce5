/** A Rule's commands in the order they run, with the pods they run in. */

import { redact } from '../base/index.ts'
import { draftOf, type KubeObject, rule } from '../specs/index.ts'
import { cell } from './cell.ts'
import type { Section } from './description.ts'
import { labelText } from './listing-columns.ts'

export function ruleSections(object: KubeObject): readonly Section[] {
  const items = draftOf(rule, object).rules ?? []
  const rows = items.flatMap((item, index) =>
    (item?.actions ?? []).map((action, order) => [
      cell(`${index + 1}.${order + 1}`),
      cell(labelText(item, 'podSelector') ?? 'pods that use the claims'),
      cell(item?.container ?? ''),
      cell(action?.background === true ? 'held' : 'waited for'),
      cell(redact(action?.value ?? '')),
    ]),
  )
  return rows.length === 0 ? [] : [{ title: 'Commands', columns: ['STEP', 'PODS', 'CONTAINER', 'IS', 'COMMAND'], rows }]
}
