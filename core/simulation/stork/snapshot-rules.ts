/** Which Rules a VolumeSnapshot names, and how STORK fetches them. */

import {
  annotationsOf,
  type KubeObject,
  oldPostSnapshotRule,
  oldPreSnapshotRule,
  postSnapshotRule,
  preSnapshotRule,
} from '../../specs/index.ts'
import { storkVersion } from './snapshot-objects.ts'
import { StorkError, type StorkProcess } from './stork-process.ts'
import { typedRule, validate } from './typed-rule.ts'

/** The newer key wins, even when it is empty. Source: STORK, Portworx driver. */
export function preRuleOf(snapshot: KubeObject): string | undefined {
  const annotations = annotationsOf(snapshot)
  return named(annotations[preSnapshotRule.key] ?? annotations[oldPreSnapshotRule.key])
}

export function postRuleOf(snapshot: KubeObject): string | undefined {
  const annotations = annotationsOf(snapshot)
  return named(annotations[postSnapshotRule.key] ?? annotations[oldPostSnapshotRule.key])
}

/** Both are looked at before the first runs; only a post rule under the older key is forgotten (BUG). */
export async function validateRules(stork: StorkProcess, snapshot: KubeObject, namespace: string): Promise<void> {
  const pre = preRuleOf(snapshot)
  const post = named(annotationsOf(snapshot)[postSnapshotRule.key])
  if (pre !== undefined) validate(typedRule(await fetchRule(stork, namespace, pre)), 'pre')
  if (post !== undefined) validate(typedRule(await fetchRule(stork, namespace, post)), 'post')
}

export async function fetchRule(
  { cluster, signal }: StorkProcess,
  namespace: string,
  name: string,
): Promise<KubeObject> {
  const rule = await cluster.get({ apiVersion: storkVersion, kind: 'Rule', namespace, name }, signal)
  if (rule === undefined) throw new StorkError(`rules.stork.libopenstorage.org "${name}" not found`)
  return rule
}

function named(name: string | undefined): string | undefined {
  return name === '' ? undefined : name
}
