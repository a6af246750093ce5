/** The findings about snapshot commands of the days before Rules, for the kinds on which people wrote them. */

import {
  type AnnotationDeclaration,
  oldPostSnapshotRule,
  oldPreSnapshotRule,
  postSnapshotRule,
  preSnapshotRule,
  runOnceKeys,
} from './annotations.ts'
import { atKey, type Found } from './check.ts'
import { annotationsOf, type Facts, type Neighbour, nameOf, namespaceOf } from './facts.ts'
import { type Change, type FixPlan, fixPlan, insertDocument, remove, renameKey, setValue } from './fix-plan.ts'
import { groupMembers } from './group-members.ts'
import { entry, textOf } from './json.ts'
import { groupVolumeSnapshot } from './kinds/group-volume-snapshot.ts'
import { endsNothing, ruleForCommand } from './legacy-command.ts'
import type { Path } from './path.ts'
import { snapshotOwner } from './snapshot-owner.ts'

/** A finding for each of the keys that the object carries; the first one comes with the fix. */
export function legacyCommandFindings(
  raw: Neighbour,
  facts: Facts,
  when: 'pre' | 'post',
  declarations: readonly AnnotationDeclaration[],
): readonly Found[] {
  const annotations = annotationsOf(raw)
  const present = declarations.map(({ key }) => key).filter(key => Object.hasOwn(annotations, key))
  const newKey = when === 'pre' ? preSnapshotRule.key : postSnapshotRule.key
  const oldKey = when === 'pre' ? oldPreSnapshotRule.key : oldPostSnapshotRule.key
  const named = snapshotOwner(raw)?.rules.some(rule => rule.when === when) === true
  const taken = named || Object.hasOwn(annotations, newKey) || Object.hasOwn(annotations, oldKey)
  return present.map((key, index) => {
    const value = annotations[key] ?? ''
    const moment = when === 'pre' ? 'before' : 'after'
    const message = `STORK does not read \`${key}\`: \`${shortened(value)}\` does not run ${moment} the snapshot.`
    const fix = index > 0 || taken ? undefined : fixFor({ raw, facts, when, key, newKey, value })
    return atKey(annotationPath(key), message, fix)
  })
}

type Place = {
  readonly raw: Neighbour
  readonly facts: Facts
  readonly when: 'pre' | 'post'
  readonly key: string
  readonly newKey: string
  readonly value: string
}

function fixFor({ raw, facts, when, key, newKey, value }: Place): FixPlan | undefined {
  const name = nameOf(raw)
  if (name === undefined || value.trim() === '') return fixPlan('Remove the annotation', remove(annotationPath(key)))
  const annotations = annotationsOf(raw)
  const onceKeys = runOnceKeys
    .map(each => each.key)
    .filter(each => each.includes(`/${when}-`) && Object.hasOwn(annotations, each))
  const withoutOnce: readonly Change[] = onceKeys.map(each => remove(annotationPath(each)))
  if (when === 'post' && endsNothing(value)) {
    return fixPlan('Remove it: the lock ends with its session', ...withoutOnce, remove(annotationPath(key)))
  }
  const rule = ruleForCommand(facts, {
    when,
    value,
    once: onceKeys.some(each => annotations[each] === 'true'),
    claims: claimsOf(raw, facts),
    owner: name,
    namespace: namespaceOf(raw),
  })
  const ruleName = textOf(entry(rule.metadata, 'name')) ?? ''
  const renamed =
    raw.kind === groupVolumeSnapshot.kind
      ? [setValue(['spec', when === 'pre' ? 'preExecRule' : 'postExecRule'], ruleName), remove(annotationPath(key))]
      : [renameKey(annotationPath(key), newKey), setValue(annotationPath(newKey), ruleName)]
  return fixPlan(`Create the Rule ${ruleName} and name it`, ...withoutOnce, ...renamed, insertDocument('before', rule))
}

function claimsOf(raw: Neighbour, facts: Facts): readonly string[] {
  const single = textOf(entry(raw.spec, 'persistentVolumeClaimName'))
  if (single !== undefined) return [single]
  return groupMembers(facts, raw).map(({ name }) => name)
}

function annotationPath(key: string): Path {
  return ['metadata', 'annotations', key]
}

function shortened(command: string): string {
  const line = command.trim().replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
