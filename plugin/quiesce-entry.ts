/** Which entry of the quiesce library a word means, and the kinds whose pods keep the data that it is about. */

import { findQuiesceEntry, nearest, type QuiesceEntry, quiesceLibrary } from '@pxsnap/core/specs'
import { Problem } from './problem.ts'

/** Kinds whose pods keep data; what they made themselves is told by its owner. */
export const kindsWithPods = [
  { apiVersion: 'v1', kind: 'Pod' },
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map(kind => ({ apiVersion: 'apps/v1', kind })),
]

/** Throws a Problem that names the nearest entry when there is none. */
export function entryNamed(word: string): QuiesceEntry {
  const found = findQuiesceEntry(word)
  if (found !== undefined) return found
  const meant = nearest(
    word.toLowerCase(),
    quiesceLibrary.map(({ id }) => id),
  )
  throw new Problem(
    'notFound',
    `The library has nothing for "${word}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
    'kubectl pxsnap generate rule --list',
  )
}
