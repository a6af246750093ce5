/** A snapshot or group as the owner of rule runs: which rules it names where, and which snapshot it takes. */

import {
  cloudCredential,
  oldPostSnapshotRule,
  oldPreSnapshotRule,
  postSnapshotRule,
  preSnapshotRule,
  snapshotType,
} from './annotations.ts'
import { annotationsOf, type Facts, type Neighbour, nameOf, namespaceOf, sameNamespace } from './facts.ts'
import { entry, textOf } from './json.ts'
import { groupVolumeSnapshot } from './kinds/group-volume-snapshot.ts'
import { rule } from './kinds/rule.ts'
import { volumeSnapshot } from './kinds/volume-snapshot.ts'
import { groupedBy, oncePerFacts } from './once-per.ts'
import type { Path } from './path.ts'

export type RuleReference = { readonly when: 'pre' | 'post'; readonly name: string; readonly path: Path }

export type SnapshotOwner = {
  readonly object: Neighbour
  readonly kind: 'VolumeSnapshot' | 'GroupVolumeSnapshot'
  readonly name: string
  readonly namespace: string | undefined
  /** Rules named by a text that is not empty. */
  readonly rules: readonly RuleReference[]
  /** Whether it asks for an upload. */
  readonly cloud: boolean
  /** Where the type of the snapshot stands, or belongs. */
  readonly typePath: Path
  readonly credentialPath: Path
}

/** The object as an owner, or undefined when it is neither of the two kinds. */
export function snapshotOwner(object: Neighbour): SnapshotOwner | undefined {
  const name = nameOf(object) ?? ''
  const namespace = namespaceOf(object)
  if (object.kind === volumeSnapshot.kind && object.apiVersion === volumeSnapshot.apiVersion) {
    const annotations = annotationsOf(object)
    const from = (when: 'pre' | 'post', key: string, oldKey: string): readonly RuleReference[] => {
      // The newer key wins even when it is empty.
      const used = Object.hasOwn(annotations, key) ? key : oldKey
      return reference(when, annotations[used], ['metadata', 'annotations', used])
    }
    return {
      object,
      kind: volumeSnapshot.kind,
      name,
      namespace,
      rules: [
        ...from('pre', preSnapshotRule.key, oldPreSnapshotRule.key),
        ...from('post', postSnapshotRule.key, oldPostSnapshotRule.key),
      ],
      cloud: annotations[snapshotType.key] === 'cloud',
      typePath: ['metadata', 'annotations', snapshotType.key],
      credentialPath: ['metadata', 'annotations', cloudCredential.key],
    }
  }
  if (object.kind !== groupVolumeSnapshot.kind || object.apiVersion !== groupVolumeSnapshot.apiVersion) return undefined
  const options = entry(object.spec, 'options')
  return {
    object,
    kind: groupVolumeSnapshot.kind,
    name,
    namespace,
    rules: [
      ...reference('pre', entry(object.spec, 'preExecRule'), ['spec', 'preExecRule']),
      ...reference('post', entry(object.spec, 'postExecRule'), ['spec', 'postExecRule']),
    ],
    cloud: entry(options, snapshotType.key) === 'cloud',
    typePath: ['spec', 'options', snapshotType.key],
    credentialPath: ['spec', 'options', cloudCredential.key],
  }
}

const allOwners = oncePerFacts((facts: Facts): readonly SnapshotOwner[] =>
  [volumeSnapshot, groupVolumeSnapshot]
    .flatMap(({ kind, apiVersion }) => facts.everywhere({ kind, apiVersion }))
    .flatMap(object => snapshotOwner(object) ?? []),
)

/** The known owners that name this Rule, each with the place where it does. */
export function ownersOfRule(
  facts: Facts,
  raw: Neighbour,
): readonly { readonly owner: SnapshotOwner; readonly reference: RuleReference }[] {
  const namespace = namespaceOf(raw)
  const named = ownersByRule(facts).get(nameOf(raw) ?? '') ?? []
  return named.filter(({ owner }) => sameNamespace(owner.namespace, namespace))
}

type RuleUse = { readonly owner: SnapshotOwner; readonly reference: RuleReference }

const ownersByRule = oncePerFacts((facts: Facts): ReadonlyMap<string, readonly RuleUse[]> => {
  const uses = allOwners(facts).flatMap(owner => owner.rules.map(reference => ({ owner, reference })))
  return groupedBy(uses, ({ reference: { name } }) => [name])
})

/** The Rule that an owner names, when it is known. */
export function ruleNamed(facts: Facts, owner: SnapshotOwner, name: string): Neighbour | undefined {
  const { kind, apiVersion } = rule
  const known = facts.find({ kind, apiVersion, namespace: owner.namespace, name })
  return known.is === 'exists' ? known.object : undefined
}

function reference(when: 'pre' | 'post', name: unknown, path: Path): readonly RuleReference[] {
  const text = textOf(name)?.trim() ?? ''
  return text === '' ? [] : [{ when, name: text, path }]
}
