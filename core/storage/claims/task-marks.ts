/** What is written on objects of a task, so that any process finds them again by the task's key. */

import { sha256 } from '../../base/index.ts'
import { annotationsOf, type KubeObject } from '../../specs/index.ts'

export const managedBy = { 'app.kubernetes.io/managed-by': 'pxsnap' } as const

/** Labels are short, so they carry a digest of the key; the annotation has the key itself. */
export function marksOf(key: string): {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
} {
  return { labels: { ...managedBy, [taskLabel]: taskDigest(key) }, annotations: { [keyAnnotation]: key } }
}

/** The labels by which a server finds the objects of a task. */
export function labelsOf(key: string): Readonly<Record<string, string>> {
  return { [taskLabel]: taskDigest(key) }
}

export function isOfTask(object: KubeObject, key: string): boolean {
  return annotationsOf(object)[keyAnnotation] === key
}

/** The name of a task's object; `member` numbers those of one task. */
export function nameFor(key: string, member?: number): string {
  return `pxsnap-${taskDigest(key)}${member === undefined ? '' : `-${member}`}`
}

/** On the claims of a group while it is cut: a label of this task alone, so that tasks may overlap. */
export function cutLabel(key: string): string {
  return `pxsnap.io/cut-${taskDigest(key).slice(0, 16)}`
}

function taskDigest(key: string): string {
  return sha256(new TextEncoder().encode(key)).slice(0, 24)
}

const taskLabel = 'pxsnap.io/task'
const keyAnnotation = 'pxsnap.io/task-key'
