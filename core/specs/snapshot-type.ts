/** The types of snapshots, and the words that people use for them. */

import { nearest } from './nearest.ts'

const otherWords: Readonly<Record<string, 'local' | 'cloud'>> = {
  'in-cluster': 'local',
  incluster: 'local',
  cloudsnap: 'cloud',
  s3: 'cloud',
}

/** The type that was meant, or undefined when nothing is near. */
export function typeMeant(word: string): 'local' | 'cloud' | undefined {
  const plain = word.trim().toLowerCase()
  if (plain === 'local' || plain === 'cloud') return plain
  const known = Object.hasOwn(otherWords, plain) ? otherWords[plain] : undefined
  const near = nearest(plain, ['local', 'cloud'])
  return known ?? (near === 'local' || near === 'cloud' ? near : undefined)
}
