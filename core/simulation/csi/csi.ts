/** CSI's snapshot controller and provisioner in a simulated cluster, on the simulated storage. */

import type { ControlPlane } from '../../cluster/simulated/index.ts'
import type { Clock, StorageDriver } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import { csiDriver } from './content.ts'
import { passGroups } from './group-snapshots.ts'
import { passRestores } from './restored-claims.ts'
import { passSnapshots } from './snapshots.ts'

export type CsiOptions = {
  /** Whether there is a VolumeGroupSnapshotClass, without which nobody can take group snapshots. Absent: yes. */
  readonly groups?: boolean
  /** Whether the driver has default classes. Absent: yes. */
  readonly classes?: boolean
}

/** What its parts work with: objects as they are now, and the storage as a driver reaches it. */
export type CsiWorld = {
  readonly plane: ControlPlane
  readonly storage: StorageDriver
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** CSI begins to run in the cluster; time passes for it while the cluster is driven. What it remembers is in objects. */
export function startCsi(cluster: SimulatedCluster, options: CsiOptions = {}): SimulatedCsi {
  return new SimulatedCsi(cluster, options)
}

export class SimulatedCsi {
  readonly #life = new AbortController()
  /** A mistake of ours that ended it. */
  #broken: { readonly error: unknown } | undefined

  constructor({ plane, ports }: SimulatedCluster, { groups = true, classes = true }: CsiOptions) {
    if (classes) for (const object of classObjects(groups)) plane.create(object)
    const { signal } = this.#life
    const world = { plane, storage: ports.storage, clock: ports.clock, signal }
    run(world).catch(error => {
      if (!signal.aborted) this.#broken = { error }
    })
  }

  /** Ends it. Throws the mistake of ours that ended it before, if there was one. */
  stop(): void {
    this.#life.abort(new Error('CSI was taken away.'))
    if (this.#broken !== undefined) throw this.#broken.error
  }
}

async function run(world: CsiWorld): Promise<void> {
  const { plane, clock, signal } = world
  let isStale = true
  plane.onChange(() => {
    isStale = true
  })
  for (;;) {
    signal.throwIfAborted()
    isStale = false
    const busy = [await passGroups(world), await passSnapshots(world), await passRestores(world)].includes(true)
    if (isStale) await clock.sleep(reactionMs, signal)
    else if (busy) await clock.sleep(lookMs, signal)
    else await plane.log.next(signal)
  }
}

function classObjects(groups: boolean): readonly KubeObject[] {
  const snapshots = classObject('snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass', 'snapshot')
  if (!groups) return [snapshots]
  return [snapshots, classObject('groupsnapshot.storage.k8s.io/v1', 'VolumeGroupSnapshotClass', 'groupsnapshot')]
}

function classObject(apiVersion: string, kind: string, group: string): KubeObject {
  const annotations = { [`${group}.storage.kubernetes.io/is-default-class`]: 'true' }
  const parameters = { 'csi.openstorage.org/snapshot-type': 'local' }
  const metadata = { name: `px-${group}-class`, annotations }
  return { apiVersion, kind, metadata, driver: csiDriver, deletionPolicy: 'Delete', parameters }
}

/** How soon controllers see a change, and how often they ask after what is under way. */
const reactionMs = 5
const lookMs = 50
