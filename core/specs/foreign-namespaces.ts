/** Namespaces that an object asks for and may not have: only the admin namespace may act on others. */

import { mayBeAdmin } from './admin-namespace.ts'
import { type Neighbour, namespaceOf } from './facts.ts'
import { textOf } from './json.ts'
import { type Path, valueAt } from './path.ts'
import { isSpelledOut } from './placeholder.ts'

export type ForeignNamespace = { readonly name: string; readonly own: string; readonly path: Path }

/** Those in the list at the path that are not the object's own; none where the object may be in the admin namespace. */
export function foreignNamespaces(raw: Neighbour, list: Path): readonly ForeignNamespace[] {
  const own = namespaceOf(raw)
  const names = valueAt(raw, list)
  if (own === undefined || mayBeAdmin(own) || !isSpelledOut(own) || !Array.isArray(names)) return []
  return names.flatMap((item, index) => {
    const name = textOf(item)
    return name === undefined || name === own || !isSpelledOut(name) ? [] : [{ name, own, path: [...list, index] }]
  })
}
