/** Annotation keys that are almost one that is read, and keys that nobody reads. */

import { annotationCatalogue, annotationsFor } from './annotations.ts'
import { nearest } from './nearest.ts'

/** Keys that others read, so that they are never taken for a slip of the pen. Source: STORK and Portworx. */
const readElsewhere: readonly string[] = [
  'stork.libopenstorage.org/skip-resource',
  'stork.libopenstorage.org/skipresource',
  'stork.libopenstorage.org/snapshot-schedule-created',
  'stork.libopenstorage.org/snapshotName',
  'stork.libopenstorage.org/migrated',
  'stork/pods-with-running-cmds',
  'stork/cmdexecutor-image',
  'openstorage/cmdexecutor-image',
  'px/secret-name',
  'px/secret-namespace',
  'px/secret-key',
]

/** How the keys of STORK and Portworx begin, and what people make of it. */
const families =
  /^(?:[a-z.]*stork[a-z.]*|[a-z.]*openstorage[a-z.]*|portworx[a-z.]*|px|pwx|snapshot\.[a-z.]*kubernetes\.io|kubernetes\.io)$/i

/** The key that was meant, or undefined when the key is known, of another tool, or near nothing. */
export function nearAnnotation(kind: string, key: string): string | undefined {
  const [family = '', name] = key.split('/')
  if (name === undefined || isKnown(key)) return undefined
  const candidates = annotationsFor(kind)
    .filter(({ setBy, prefix, era }) => setBy === 'user' && prefix !== true && (era === 'live' || era === 'deprecated'))
    .map(candidate => candidate.key)
  if (!families.test(family) && nearest(family, candidates.map(familyOf)) === undefined) return undefined
  // The same name under a wrong family first: those are many letters apart.
  const sameName = candidates.filter(candidate => nameOf(candidate) === name)
  return sameName.length === 1 ? sameName[0] : (nearest(key, candidates) ?? nearInFamily(family, name, candidates))
}

/** Whether the key is of Portworx's own old families and nobody ever read it. */
export function isUnknownPortworxKey(key: string): boolean {
  return /^(?:px|portworx|portworx\.io)\//.test(key) && !isKnown(key)
}

function nearInFamily(family: string, name: string, candidates: readonly string[]): string | undefined {
  const siblings = candidates.filter(candidate => familyOf(candidate) === family)
  const meant = nearest(name, siblings.map(nameOf))
  return siblings.find(candidate => nameOf(candidate) === meant)
}

function isKnown(key: string): boolean {
  return (
    readElsewhere.includes(key) ||
    annotationCatalogue.some(known => known.key === key || (known.prefix === true && key.startsWith(known.key)))
  )
}

function familyOf(key: string): string {
  return key.slice(0, key.indexOf('/'))
}

function nameOf(key: string): string {
  return key.slice(key.indexOf('/') + 1)
}
