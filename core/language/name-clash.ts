/** Two documents of one file that are the same object: whoever applies the file keeps only the last. */

import { dotted, nameOf, namespaceOf, type Path, textOf } from '../specs/index.ts'
import type { Analysis } from './analyse.ts'
import type { LocalFinding } from './diagnose.ts'
import { rangeOf } from './locate.ts'
import { textChecks } from './text-checks.ts'

/** One finding for every object that an earlier document of the file names too, by the number of its document. */
export function nameClashes(documents: readonly Analysis[]): ReadonlyMap<number, readonly LocalFinding[]> {
  const first = new Map<string, number>()
  const clashes = new Map<number, LocalFinding[]>()
  for (const [number, analysis] of documents.entries()) {
    for (const identity of identitiesOf(analysis)) {
      const earlier = first.get(identity.key)
      if (earlier === undefined) first.set(identity.key, number)
      else {
        const finding = clash(analysis, identity, earlier === number ? undefined : earlier)
        clashes.set(number, [...(clashes.get(number) ?? []), finding])
      }
    }
  }
  return clashes
}

type Identity = { readonly key: string; readonly kind: string; readonly name: string; readonly place: Path }

function identitiesOf(analysis: Analysis): readonly Identity[] {
  const known = remembered.get(analysis)
  if (known !== undefined) return known
  const { objects, checkable } = analysis
  const identities = (checkable ? objects : []).flatMap(({ object, path }): readonly Identity[] => {
    const name = nameOf(object)
    const kind = textOf(object.kind)
    if (name === undefined || kind === undefined) return []
    const key = JSON.stringify([object.apiVersion, kind, namespaceOf(object) ?? '', name])
    return [{ key, kind, name, place: [...path, 'metadata', 'name'] }]
  })
  remembered.set(analysis, identities)
  return identities
}

const remembered = new WeakMap<Analysis, readonly Identity[]>()

/** `earlier` is the other document's number, or undefined when both are items of one list. */
function clash({ text, tree }: Analysis, { kind, name, place }: Identity, earlier: number | undefined): LocalFinding {
  const where = earlier === undefined ? 'further up in this list' : `in document ${earlier + 1} of this file`
  return {
    ...textChecks.nameClash,
    path: dotted(place),
    message: `A ${kind} named \`${name}\` stands ${where} already; the last one applied wins.`,
    range: tree === undefined ? { start: 0, end: 0 } : rangeOf(text, tree, place, 'value'),
  }
}
