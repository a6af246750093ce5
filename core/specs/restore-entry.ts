/** The entries of an allow-list as they stand in an object: joined in an annotation, or as a list in a group's spec. */

import { oldRestoreNamespaces, restoreNamespaces } from './annotations.ts'
import { at, type Found } from './check.ts'
import { annotationsOf, type Neighbour } from './facts.ts'
import { type Change, fixPlan, setValue } from './fix-plan.ts'
import { entry, textOf } from './json.ts'
import { groupVolumeSnapshot } from './kinds/group-volume-snapshot.ts'
import type { Path } from './path.ts'
import { type EntryProblem, entryProblem, restoreEntries } from './restore-namespaces.ts'

export type RestoreEntry = {
  readonly text: string
  readonly path: Path
  /** Puts another text in its place. */
  readonly replace: (text: string) => Change
}

export function restoreEntriesOf(raw: Neighbour): readonly RestoreEntry[] {
  if (raw.kind === groupVolumeSnapshot.kind) {
    const list = entry(raw.spec, 'restoreNamespaces')
    return (Array.isArray(list) ? list : []).flatMap((item, index) => {
      const text = textOf(item)?.trim()
      const path = ['spec', 'restoreNamespaces', index]
      return text === undefined ? [] : [{ text, path, replace: better => setValue(path, better) }]
    })
  }
  const annotations = annotationsOf(raw)
  const key = [restoreNamespaces.key, oldRestoreNamespaces.key].find(each => Object.hasOwn(annotations, each))
  const entries = key === undefined ? [] : restoreEntries(annotations[key] ?? '')
  if (key === undefined || typeof entries === 'string') return []
  const path = ['metadata', 'annotations', key]
  return entries.map((text, index) => ({
    text,
    path,
    replace: better => setValue(path, entries.map((other, at) => inRecord(at === index ? better : other)).join(',')),
  }))
}

/** One finding per entry with that problem. `better` gives the text that means what was probably meant. */
export function entryFindings(
  raw: Neighbour,
  problem: EntryProblem,
  message: (text: string) => string,
  better?: (text: string) => string,
): readonly Found[] {
  return restoreEntriesOf(raw)
    .filter(({ text }) => entryProblem(text) === problem)
    .map(({ text, path, replace }) => {
      const meant = better?.(text)
      return at(path, message(text), meant === undefined ? undefined : fixPlan(`Write ${meant}`, replace(meant)))
    })
}

function inRecord(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
