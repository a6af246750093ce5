/** The words that users type for kinds: names, plurals, short names, with or without the API group, and `all`. */

import { findKindByWord, kindCatalogue, nearest } from '@pxsnap/core/specs'
import { Problem } from './problem.ts'

export type KindName = { readonly apiVersion: string; readonly kind: string; readonly scope: 'Namespaced' | 'Cluster' }

/** Short forms that the API does not define but people use. */
const ourShortNames: Readonly<Record<string, string>> = {
  vs: 'VolumeSnapshot',
  snap: 'VolumeSnapshot',
  snapshot: 'VolumeSnapshot',
  snapshots: 'VolumeSnapshot',
  gvs: 'GroupVolumeSnapshot',
  group: 'GroupVolumeSnapshot',
  groups: 'GroupVolumeSnapshot',
  vsr: 'VolumeSnapshotRestore',
  vsd: 'VolumeSnapshotData',
  claim: 'PersistentVolumeClaim',
  claims: 'PersistentVolumeClaim',
}

/** Kinds of Kubernetes that have no schema of ours but live in the same clusters. */
const others: readonly (KindName & { readonly words: readonly string[] })[] = [
  other('v1', 'Node', 'Cluster', ['node', 'nodes', 'no']),
  other('v1', 'ServiceAccount', 'Namespaced', ['serviceaccount', 'serviceaccounts', 'sa']),
  other('v1', 'Event', 'Namespaced', ['event', 'events', 'ev']),
  other('apps/v1', 'ReplicaSet', 'Namespaced', ['replicaset', 'replicasets', 'rs']),
  other('apps/v1', 'DaemonSet', 'Namespaced', ['daemonset', 'daemonsets', 'ds']),
]

/** What `all` stands for: everything that an application and its snapshots are made of. Rarer kinds are asked for by name. */
const all: readonly string[] = [
  'Pod',
  'Service',
  'Deployment',
  'StatefulSet',
  'PersistentVolumeClaim',
  'Rule',
  'VolumeSnapshot',
  'GroupVolumeSnapshot',
]

/**
 * The kinds that a comma-separated list of words names, each once; `more` knows kinds beyond ours. Throws a Problem for
 * a word that names none.
 */
export function kindsByWords(
  words: string,
  more: (word: string) => KindName | undefined = () => undefined,
): readonly KindName[] {
  const kinds = words
    .split(',')
    .flatMap(word => (word === 'all' ? all.map(kindByWord) : [more(word) ?? kindByWord(word)]))
  return [...new Map(kinds.map(kind => [`${kind.apiVersion}/${kind.kind}`, kind])).values()]
}

export function kindByWord(word: string): KindName {
  const plain = word.toLowerCase()
  const [name = '', ...group] = plain.split('.')
  const known = Object.hasOwn(ourShortNames, name)
    ? findKindByWord(ourShortNames[name] ?? '', group.join('.'))
    : findKindByWord(name, group.join('.'))
  const found = known ?? others.find(({ words }) => words.includes(name))
  if (found === undefined) throw unknownKind(word)
  const { apiVersion, kind, scope } = found
  if (
    group.length > 0 &&
    groupOf(apiVersion) !== group.join('.') &&
    `${group.join('.')}` !== `${versionedGroup(apiVersion)}`
  ) {
    const meant = `${name}.${groupOf(apiVersion)}`
    throw new Problem(
      'notFound',
      `pxsnap knows ${kind} of ${apiVersion}, not of "${group.join('.')}".`,
      `kubectl pxsnap get ${meant}`,
    )
  }
  return { apiVersion, kind, scope }
}

/** Every word that {@link kindByWord} takes. */
export function kindWords(): readonly string[] {
  return [
    ...kindCatalogue.flatMap(({ kind, plural, shortNames }) => [kind.toLowerCase(), plural, ...shortNames]),
    ...others.flatMap(({ words }) => words),
    ...Object.keys(ourShortNames),
  ]
}

export function unknownKind(word: string): Problem {
  const meant = nearest(word, kindWords())
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
  return new Problem('notFound', `pxsnap knows no kind "${word}".${hint}`, 'kubectl pxsnap explain')
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
}

/** `v1.apps` for `apps/v1`, as kubectl takes it. */
function versionedGroup(apiVersion: string): string {
  const [group = '', version = ''] = apiVersion.split('/')
  return version === '' ? group : `${version}.${group}`
}

function other(apiVersion: string, kind: string, scope: KindName['scope'], words: readonly string[]) {
  return { apiVersion, kind, scope, words }
}
