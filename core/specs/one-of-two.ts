/** Fields of which exactly one is to be set, as the CSI kinds have in their sources. */

import { at, type Found } from './check.ts'
import type { Neighbour } from './facts.ts'
import { isMap } from './json.ts'
import { type Path, valueAt } from './path.ts'

/** What is wrong when the map at the path has both fields or neither; nothing when it is missing altogether. */
export function oneOfTwo(raw: Neighbour, path: Path, fields: readonly [string, string]): readonly Found[] {
  const map = valueAt(raw, path)
  if (!isMap(map)) return []
  const set = fields.filter(field => (map[field] ?? '') !== '')
  const [one, other] = fields
  if (set.length === 2)
    return [at([...path, other], `Only one of \`${one}\` and \`${other}\` can be given, and here are both.`)]
  if (set.length === 1) return []
  return [at(path, `Neither \`${one}\` nor \`${other}\` is given, and one of them must be.`)]
}
