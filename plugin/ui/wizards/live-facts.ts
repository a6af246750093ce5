/** The facts of wizards out of the live lists. */

import type { LiveList } from '../live/live-objects.ts'
import type { Ui } from '../ui.ts'
import type { WizardFacts } from './facts.ts'

const kinds = [
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'Rule' },
  { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot' },
  { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'GroupVolumeSnapshot' },
  { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'ClusterPair' },
] as const

/** Watched from the first call on. `clusters`: others that can be paired with; `within`: where what was marked is. */
export function liveFacts(
  ui: Ui,
  { clusters = [], within }: { readonly clusters?: readonly string[]; readonly within?: string | undefined },
): () => WizardFacts {
  let seen: readonly (readonly unknown[])[] = []
  let objects: WizardFacts['objects'] = []
  return () => {
    const lists = kinds.map((kind): ReturnType<LiveList['objects']> => ui.live.list(kind).objects())
    // A list is the same array until something changes, and there may be thousands of objects.
    if (lists.some((list, index) => list !== seen[index])) objects = lists.flat()
    seen = lists
    const namespace = within ?? ui.namespace()
    return {
      now: ui.now(),
      objects,
      home: ui.world.namespace,
      clusters,
      ...(namespace === undefined ? {} : { namespace }),
    }
  }
}
