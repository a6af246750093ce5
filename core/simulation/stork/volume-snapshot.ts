/** The snapshot controller: single VolumeSnapshots, tried for ever, and deleted with what is behind them. */

import { entry, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import type { EventRecorder } from './events.ts'
import { inform } from './informer.ts'
import type { BoundVolume } from './portworx.ts'
import { volumeOfClaim } from './portworx.ts'
import { takeSnapshot } from './single-snapshot.ts'
import { type Cut, conditions, dataRef, snapshotData, snapshotVersion } from './snapshot-objects.ts'
import {
  change,
  messageOf,
  namespaceOf,
  pause,
  post,
  put,
  refOf,
  StorkError,
  type StorkProcess,
  uidOf,
} from './stork-process.ts'
import { backoffMs } from './timings.ts'

/** What the process believes of a VolumeSnapshot: as it was first seen, whatever is edited later. */
type Wanted = { readonly snapshot: KubeObject; deleted: boolean; ready: boolean; busy: boolean }

/** Source: STORK, external-storage snapshot controller. No event is ever written by it. */
export function runSnapshotController(stork: StorkProcess, events: EventRecorder): Promise<void> {
  const wanted = new Map<string, Wanted>()
  const query = { apiVersion: snapshotVersion, kind: 'VolumeSnapshot' }
  return inform(stork, query, {
    added: snapshot => {
      if (!stork.isOurs(snapshot)) return
      const state = stateOf(snapshot)
      const one: Wanted = { snapshot, deleted: false, ready: state === 'Ready', busy: state === 'New' }
      wanted.set(uidOf(snapshot), one)
      if (state === 'New') stork.go(create(stork, events, one))
      if (state === 'Error') stork.tell(snapshot, 'STORK finds the status Error and leaves it at that.')
    },
    changed: () => {},
    deleted: snapshot => {
      const one = wanted.get(uidOf(snapshot))
      wanted.delete(uidOf(snapshot))
      if (one === undefined) return
      one.deleted = true
      if (one.ready) stork.go(remove(stork, snapshot))
      else if (one.busy) stork.tell(snapshot, 'Deleted while it is being made: what is under way is not stopped.')
      else stork.tell(snapshot, 'Deleted in Error: what is behind it stays (BUG, no finalizer).')
    },
  })
}

/** The last condition counts for the controller. */
function stateOf(snapshot: KubeObject): 'New' | 'Ready' | 'Error' {
  const list = valueAt(snapshot, ['status', 'conditions'])
  const type = Array.isArray(list) ? entry(list.at(-1), 'type') : undefined
  return type === 'Ready' || type === 'Error' ? type : 'New'
}

/** Everything is done again after each failure, the pre rule included, for as long as the object is wanted. */
async function create(stork: StorkProcess, events: EventRecorder, one: Wanted): Promise<void> {
  const { clock, timings, tell } = stork
  const { snapshot } = one
  await pause(stork, timings.snapshotLoopMs - (clock.now() % timings.snapshotLoopMs))
  for (let failures = 1; ; failures++) {
    try {
      await createOnce(stork, events, snapshot)
      one.ready = true
      one.busy = false
      return
    } catch (error) {
      const message = messageOf(stork, error)
      const waitMs = backoffMs(timings.snapshotBackoffMs, failures)
      tell(snapshot, `Attempt ${failures} failed: ${message}. All of it again in ${waitMs / 1000} s.`)
      await pause(stork, waitMs)
      if (one.deleted) return
    }
  }
}

async function createOnce(stork: StorkProcess, events: EventRecorder, snapshot: KubeObject): Promise<void> {
  const volume = await label(stork, snapshot)
  let cut: Cut
  try {
    cut = await takeSnapshot(stork, events, snapshot, volume)
  } catch (error) {
    // Errors from here on are shown; those before it are in STORK's log only.
    await showError(stork, snapshot, messageOf(stork, error))
    throw error
  }
  await record(stork, snapshot, volume, cut)
}

/** Looks up the claim's volume and writes the two labels. */
async function label(stork: StorkProcess, snapshot: KubeObject): Promise<BoundVolume> {
  const namespace = namespaceOf(snapshot)
  const name = textOf(entry(snapshot.spec, 'persistentVolumeClaimName')) ?? ''
  if (name === '') throw new StorkError('the PVC name is not specified')
  const volume = await volumeOfClaim(stork, { namespace, name })
  const fresh = await stork.cluster.get(refOf(snapshot), stork.signal)
  if (fresh === undefined) throw new StorkError(`volumesnapshots "${snapshot.metadata.name}" not found`)
  const labels = {
    ...fresh.metadata.labels,
    'SnapshotMetadata-PVName': volume.persistentVolume,
    'SnapshotMetadata-Timestamp': `${stork.clock.now()}000000`,
  }
  await put(stork, { ...fresh, metadata: { ...fresh.metadata, labels } })
  return volume
}

async function showError(stork: StorkProcess, snapshot: KubeObject, message: string): Promise<void> {
  const status = conditions('Error', `Failed to create the snapshot: ${message}`, stork.clock.now())
  await change(stork, refOf(snapshot), fresh => ({ ...fresh, status }))
}

/** The data object first, then one write that binds and says Ready. */
async function record(stork: StorkProcess, snapshot: KubeObject, volume: BoundVolume, cut: Cut): Promise<void> {
  const name = `k8s-volume-snapshot-${stork.ids.uuid()}`
  const owner = `${namespaceOf(snapshot)}/${snapshot.metadata.name}-${uidOf(snapshot)}`
  await post(
    stork,
    snapshotData(name, cut, {
      volumeSnapshotRef: { kind: 'VolumeSnapshot', name: owner },
      persistentVolumeRef: { kind: 'PersistentVolume', name: volume.persistentVolume },
    }),
  )
  const bound = await change(stork, refOf(snapshot), fresh => ({
    ...fresh,
    spec: { ...(typeof fresh.spec === 'object' ? fresh.spec : {}), snapshotDataName: name },
    status: conditions('Ready', 'Snapshot created successfully and it is ready', stork.clock.now()),
  }))
  if (bound === undefined)
    stork.tell(snapshot, `Deleted meanwhile: ${name} and the back end's snapshot are left behind (BUG).`)
  else stork.tell(snapshot, 'Ready.')
}

/** The back end's snapshot, then the data object. */
async function remove(stork: StorkProcess, snapshot: KubeObject): Promise<void> {
  const { cluster, storage, signal, timings, tell } = stork
  const name = textOf(entry(snapshot.spec, 'snapshotDataName')) ?? ''
  for (let failures = 1; ; failures++) {
    try {
      const data = await cluster.get(dataRef(name), signal)
      if (data === undefined) throw new StorkError(`volumesnapshotdatas "${name}" not found`)
      const source = entry(data.spec, 'portworxVolume')
      const id = textOf(entry(source, 'snapshotId')) ?? ''
      if (entry(source, 'snapshotType') === 'cloud') {
        const credential = textOf(entry(source, 'snapshotCloudCredID'))
        await storage.cloud?.deleteBackup(id, credential === '' ? undefined : credential, signal)
      } else await storage.deleteSnapshot(id, signal)
      await cluster.delete(dataRef(name), undefined, signal)
      tell(snapshot, 'Deleted, with its data object and the snapshot in the back end.')
      return
    } catch (error) {
      tell(snapshot, `Deletion: ${messageOf(stork, error)}`)
      await pause(stork, backoffMs(timings.snapshotBackoffMs, failures))
    }
  }
}
