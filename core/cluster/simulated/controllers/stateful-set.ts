/** StatefulSets: pods with lasting names and claims of their own, brought up in order and down in reverse. */

import { entry, isMap, type KubeObject, textOf, valueAt } from '../../../specs/index.ts'
import { templateHash } from '../generated-name.ts'
import { refOf } from '../object-index.ts'
import type { ObjectStore } from '../object-store.ts'
import { type Controller, controlled, controlledBy, ownersOf, setStatus } from './controller.ts'
import { isActive, isReady, replicasOf, templateOf } from './pod-fields.ts'

const revisionLabel = 'controller-revision-hash'

export const statefulSets: Controller = {
  concerns: change => {
    if (change.object.kind === 'StatefulSet') return [refOf(change.object)]
    return change.object.kind === 'Pod' ? ownersOf(change, 'StatefulSet') : []
  },

  reconcile: (ref, { store }) => {
    const set = store.get(ref)
    if (set === undefined || set.metadata.deletionTimestamp !== undefined) return
    const revision = `${set.metadata.name}-${templateHash(templateOf(set))}`
    const wanted = replicasOf(set)
    bringDown(store, set, wanted, revision)
    bringUp(store, set, wanted, revision)
    const pods = controlled(store, set, 'Pod').filter(isActive)
    const ready = pods.filter(isReady).length
    const upToDate = pods.filter(pod => pod.metadata.labels?.[revisionLabel] === revision).length
    setStatus(store, set, {
      observedGeneration: set.metadata.generation,
      replicas: pods.length,
      readyReplicas: ready,
      availableReplicas: ready,
      // Helm 4 waits for both, as `rollout status` does for the second.
      currentReplicas: upToDate,
      updatedReplicas: upToDate,
      currentRevision: revision,
      updateRevision: revision,
    })
  },
}

/** Pods beyond the wanted number, or of an older template, from the highest ordinal down. Their claims stay. */
function bringDown(store: ObjectStore, set: KubeObject, wanted: number, revision: string): void {
  const pods = controlled(store, set, 'Pod').filter(isActive)
  const surplus = pods.filter(pod => ordinalOf(set, pod) >= wanted || pod.metadata.labels?.[revisionLabel] !== revision)
  for (const pod of surplus.sort((left, right) => ordinalOf(set, right) - ordinalOf(set, left))) {
    store.delete(refOf(pod))
  }
}

function bringUp(store: ObjectStore, set: KubeObject, wanted: number, revision: string): void {
  const inOrder = valueAt(set, ['spec', 'podManagementPolicy']) !== 'Parallel'
  for (let ordinal = 0; ordinal < wanted; ordinal += 1) {
    const pod = podOf(set, ordinal, revision)
    for (const claim of claimsOf(set, ordinal)) if (store.get(refOf(claim)) === undefined) store.create(claim)
    const existing = store.get(refOf(pod))
    if (existing === undefined) store.create(pod)
    // The next one waits until this one is ready, which may take a claim that is not bound yet.
    if (inOrder && (existing === undefined || !isReady(existing))) return
  }
}

function podOf(set: KubeObject, ordinal: number, revision: string): KubeObject {
  const { labels, annotations, spec } = templateOf(set)
  const name = `${set.metadata.name}-${ordinal}`
  const volumes = Array.isArray(spec.volumes) ? spec.volumes : []
  const own = claimTemplatesOf(set).map(template => ({
    name: template.name,
    persistentVolumeClaim: { claimName: `${template.name}-${name}` },
  }))
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ...(set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace }),
      labels: {
        ...labels,
        [revisionLabel]: revision,
        'statefulset.kubernetes.io/pod-name': name,
        'apps.kubernetes.io/pod-index': String(ordinal),
      },
      annotations,
      ownerReferences: controlledBy(set),
    },
    spec: {
      ...spec,
      hostname: name,
      subdomain: valueAt(set, ['spec', 'serviceName']),
      volumes: [...volumes.filter(volume => !own.some(({ name: taken }) => entry(volume, 'name') === taken)), ...own],
    },
  }
}

/** The claims of one pod, named template-set-ordinal. They carry the set's selector labels, as Kubernetes gives them. */
function claimsOf(set: KubeObject, ordinal: number): readonly KubeObject[] {
  const selected = valueAt(set, ['spec', 'selector', 'matchLabels'])
  return claimTemplatesOf(set).map(({ name, template }) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: `${name}-${set.metadata.name}-${ordinal}`,
      ...(set.metadata.namespace === undefined ? {} : { namespace: set.metadata.namespace }),
      labels: textMap(valueAt(template, ['metadata', 'labels']), selected),
      annotations: textMap(valueAt(template, ['metadata', 'annotations'])),
    },
    spec: entry(template, 'spec'),
  }))
}

function claimTemplatesOf(set: KubeObject): readonly { readonly name: string; readonly template: unknown }[] {
  const templates = valueAt(set, ['spec', 'volumeClaimTemplates'])
  return (Array.isArray(templates) ? templates : []).flatMap(template => {
    const name = textOf(valueAt(template, ['metadata', 'name']))
    return name === undefined ? [] : [{ name, template }]
  })
}

function ordinalOf(set: KubeObject, pod: KubeObject): number {
  return Number(pod.metadata.name.slice(set.metadata.name.length + 1))
}

function textMap(...values: readonly unknown[]): Readonly<Record<string, string>> {
  const entries = values.flatMap(value => (isMap(value) ? Object.entries(value) : []))
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]))
}
