/** Two documents of one file that are the same object: whoever applies the file keeps only the last. */

import { dotted, entry, nameOf, namespaceOf, textOf } from '../specs/index.ts'
import type { Analysis } from './analyse.ts'
import type { LocalFinding } from './diagnose.ts'
import { rangeOf } from './locate.ts'
import { textChecks } from './text-checks.ts'

/** One finding for every object that an earlier document of the file names too, by the number of its document. */
export function nameClashes(documents: readonly Analysis[]): ReadonlyMap<number, readonly LocalFinding[]> {
  const first = new Map<string, number>()
  const clashes = new Map<number, LocalFinding[]>()
  for (const [number, { text, tree, objects, checkable }] of documents.entries()) {
    if (!checkable || tree === undefined) continue
    for (const { object, path } of objects) {
      const name = nameOf(object)
      if (name === undefined || entry(object.metadata, 'generateName') !== undefined) continue
      const kind = textOf(object.kind) ?? ''
      const key = JSON.stringify([object.apiVersion, kind, namespaceOf(object) ?? '', name])
      const earlier = first.get(key)
      if (earlier === undefined) {
        first.set(key, number)
        continue
      }
      const place = [...path, 'metadata', 'name']
      const where = earlier === number ? 'further up in this list' : `in document ${earlier + 1} of this file`
      const finding: LocalFinding = {
        ...textChecks.nameClash,
        path: dotted(place),
        message: `A ${kind} named \`${name}\` stands ${where} already; the last one applied wins.`,
        range: rangeOf(text, tree, place, 'value'),
      }
      clashes.set(number, [...(clashes.get(number) ?? []), finding])
    }
  }
  return clashes
}
