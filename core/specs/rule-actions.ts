/** The actions of a Rule with what their values do, also of one that is still written in an older form. */

import { draftOf } from './draft.ts'
import type { Neighbour } from './facts.ts'
import { entry } from './json.ts'
import type { DraftOf } from './kind.ts'
import { rule } from './kinds/rule.ts'
import { oncePer } from './once-per.ts'
import type { Path } from './path.ts'
import { type CommandStudy, studyCommand } from './rule-command.ts'

type Item = NonNullable<NonNullable<DraftOf<typeof rule>['rules']>[number]>
type Action = NonNullable<NonNullable<Item['actions']>[number]>

export type RuleItem = { readonly path: Path; readonly item: Item }

export type RuleAction = {
  readonly path: Path
  readonly itemPath: Path
  readonly item: Item
  readonly action: Action
  /** Empty when it is missing or no text. */
  readonly value: string
  readonly background: boolean
  readonly study: CommandStudy
}

/**
 * The items of a Rule. Those of the old `spec` form are read too: no runner reads them, but whoever corrects the key
 * wants to know at once what else there is to correct.
 */
export const itemsOf = oncePer((raw: Neighbour): readonly RuleItem[] => {
  const path = itemsPath(raw)
  const list = path.reduce<unknown>((value, key) => entry(value, String(key)), raw)
  const items = draftOf(rule, { rules: list }).rules ?? []
  return items.flatMap((item, index) => (item === undefined ? [] : [{ path: [...path, index], item }]))
})

export const actionsOf = oncePer((raw: Neighbour): readonly RuleAction[] =>
  itemsOf(raw).flatMap(({ path: itemPath, item }) =>
    (item.actions ?? []).flatMap((action, index) => {
      if (action === undefined) return []
      const value = action.value ?? ''
      const path = [...itemPath, 'actions', index]
      return [
        { path, itemPath, item, action, value, background: action.background === true, study: studyCommand(value) },
      ]
    }),
  ),
)

/** Where the items stand: under `rules`, or in the old forms under `spec` or `spec.rules`. */
function itemsPath(raw: Neighbour): Path {
  if (Object.hasOwn(raw, 'rules')) return ['rules']
  if (Array.isArray(raw.spec)) return ['spec']
  return Array.isArray(entry(raw.spec, 'rules')) ? ['spec', 'rules'] : ['rules']
}
