/** The volumes of a task, written on what it makes: a process that comes later reads there what was asked for. */

import { annotationsOf, type KubeObject } from '../../specs/index.ts'
import type { ClaimedVolume } from './claimed-volumes.ts'

/** The annotation that remembers them. */
export function taskVolumes(volumes: readonly ClaimedVolume[]): Readonly<Record<string, string>> {
  return { [volumesAnnotation]: JSON.stringify(volumes) }
}

/** The volumes that the task was asked for, in that order. */
export function volumesOf(object: KubeObject): readonly ClaimedVolume[] {
  const stored = parse(annotationsOf(object)[volumesAnnotation] ?? '[]')
  return Array.isArray(stored) ? stored.filter(isClaimedVolume) : []
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Anybody may have edited it; a task without volumes fails.
    return undefined
  }
}

function isClaimedVolume(value: unknown): value is ClaimedVolume {
  if (typeof value !== 'object' || value === null) return false
  const texts = ['handle', 'driver', 'namespace', 'claim', 'storageClass', 'volumeMode']
  const fields: Readonly<Record<string, unknown>> = { ...value }
  return (
    texts.every(key => typeof fields[key] === 'string') &&
    Array.isArray(fields.accessModes) &&
    typeof fields.sizeBytes === 'number'
  )
}

const volumesAnnotation = 'pxsnap.io/task-volumes'
