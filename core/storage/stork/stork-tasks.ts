/** Snapshots that STORK takes: a VolumeSnapshot or GroupVolumeSnapshot without rules, so that freezing is left to us. */

import { type Instant, instant } from '../../base/index.ts'
import { type Clock, type Cluster, PortError, type SnapshotTask, type StoredSnapshot } from '../../ports/index.ts'
import { annotationsOf, entry, type KubeObject, snapshotType, textOf, valueAt } from '../../specs/index.ts'
import {
  allFound,
  type ClaimedVolume,
  ClaimedVolumes,
  change,
  cutLabel,
  isGoing,
  isNamed,
  isOfTask,
  isOwnedBy,
  labelClaim,
  labelsOf,
  managedBy,
  marksOf,
  namedHandle,
  nameFor,
  readHandle,
  refOf,
  remove,
  taskVolumes,
  unlabelClaim,
  volumeHandle,
  volumesOf,
  withinSecond,
} from '../claims/index.ts'
import { cutAt, dataName, groupVersion, membersOf, snapshotVersion, standingOf } from './stork-state.ts'

export class StorkTasks {
  readonly #cluster: Cluster
  readonly #clock: Clock
  readonly #volumes: ClaimedVolumes
  /** What failed before anything was made. Another process that is asked comes to the same. */
  readonly #refused = new Map<string, string>()

  constructor(cluster: Cluster, clock: Clock) {
    this.#cluster = cluster
    this.#clock = clock
    this.#volumes = new ClaimedVolumes(cluster)
  }

  /** Why the volumes cannot be snapshotted, or undefined. */
  async objection(handles: readonly string[], signal?: AbortSignal): Promise<string | undefined> {
    const planned = await this.#plan(handles, signal)
    return 'problem' in planned ? planned.problem : undefined
  }

  async start(key: string, handles: readonly string[], signal?: AbortSignal): Promise<SnapshotTask> {
    const existing = await this.find(key, signal)
    if (existing !== undefined) return existing
    const volumes = await this.#plan(handles, signal)
    if ('problem' in volumes) return this.#refuse(key, volumes.problem)
    if (volumes.length > 1)
      await Promise.all(volumes.map(volume => labelClaim(this.#cluster, volume, cutLabel(key), signal)))
    const made = await this.#cluster.create(objectFor(key, volumes), signal)
    if (made.ok || made.because === 'already-exists') return { phase: 'running' }
    return this.#refuse(key, made.message)
  }

  async find(key: string, signal?: AbortSignal): Promise<SnapshotTask | undefined> {
    const refused = this.#refused.get(key)
    if (refused !== undefined) return { phase: 'failed', message: refused }
    const object = await this.#objectOf(key, signal)
    if (object === undefined || isGoing(object)) return undefined
    return object.kind === 'VolumeSnapshot' ? this.#state(object, signal) : this.#groupState(object, signal)
  }

  /**
   * Removes what the task made, and returns when it is gone. STORK leaves the copy behind when its object is deleted while
   * it works, so it is let finish first. Source: STORK, snapshot controller.
   */
  async discard(key: string, signal?: AbortSignal): Promise<void> {
    this.#refused.delete(key)
    const left = new Set<string>()
    for (let turn = 0; ; turn++) {
      const object = await this.#objectOf(key, signal)
      const members = object === undefined ? [] : await this.#members(object, signal)
      for (const one of [object, ...members]) {
        const name = one === undefined ? undefined : dataName(one)
        if (name !== undefined) left.add(name)
      }
      if (object === undefined) {
        for (const name of left) if ((await this.#data(name, signal)) === undefined) left.delete(name)
        if (left.size === 0) return
      } else if (!isGoing(object)) {
        for (const volume of volumesOf(object)) await unlabelClaim(this.#cluster, volume, cutLabel(key), signal)
        if (await this.#isAtRest(object, signal)) await remove(this.#cluster, object, undefined, signal)
      }
      if (turn >= discardTurns) throw new PortError('timeout', `STORK has not put away ${nameFor(key)} yet.`)
      await this.#clock.sleep(discardLookMs, signal)
    }
  }

  async delete(handle: string, signal?: AbortSignal): Promise<void> {
    const snapshot = await this.snapshotOf(handle, signal)
    if (snapshot === undefined || isGoing(snapshot)) return
    const group = await this.#groupOf(snapshot, signal)
    if (group === undefined) return remove(this.#cluster, snapshot, undefined, signal)
    // A group whose first member is gone is an endless error to STORK; so the last one takes the group along.
    const marked = { [dropped]: 'true' }
    await change(
      this.#cluster,
      refOf(snapshot),
      now => ({ ...now, metadata: { ...now.metadata, annotations: { ...annotationsOf(now), ...marked } } }),
      signal,
    )
    if ((await this.#members(group, signal)).every(isDropped)) await remove(this.#cluster, group, undefined, signal)
  }

  /** The VolumeSnapshot of a handle; undefined when it is gone, or another of its name is there. */
  async snapshotOf(handle: string, signal?: AbortSignal): Promise<KubeObject | undefined> {
    const named = readHandle(handle)
    if (named === undefined) return undefined
    const { namespace, name } = named
    const ref = { apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name }
    const found = await this.#cluster.get(ref, signal)
    return isNamed(found, named) && !isDropped(found) ? found : undefined
  }

  /** The volume that a snapshot is of, as it was when the task began. Members have their group's annotations. */
  sourceOf(snapshot: KubeObject): ClaimedVolume | undefined {
    const claim = entry(snapshot.spec, 'persistentVolumeClaimName')
    return volumesOf(snapshot).find(volume => volume.claim === claim)
  }

  /** Every finished snapshot that this driver had made, oldest first. */
  async list(signal?: AbortSignal): Promise<readonly StoredSnapshot[]> {
    const [snapshots, groups] = await Promise.all([
      this.#listed('VolumeSnapshot', snapshotVersion, managedBy, signal),
      this.#listed('GroupVolumeSnapshot', groupVersion, managedBy, signal),
    ])
    const states = await Promise.all([
      ...snapshots.filter(one => !isGoing(one) && ownerOf(one) === undefined).map(one => this.#state(one, signal)),
      ...groups.filter(one => !isGoing(one)).map(one => this.#groupState(one, signal)),
    ])
    const there = new Set(snapshots.filter(one => !isDropped(one) && !isGoing(one)).map(namedHandle))
    return states
      .flatMap(state => (state.phase === 'succeeded' ? state.snapshots : []))
      .filter(({ handle }) => there.has(handle))
      .sort((a, b) => a.at - b.at)
  }

  #refuse(key: string, message: string): SnapshotTask {
    this.#refused.set(key, message)
    return { phase: 'failed', message }
  }

  async #plan(
    handles: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<readonly ClaimedVolume[] | { readonly problem: string }> {
    const found = allFound(await this.#volumes.find([...new Set(handles)], signal))
    if ('problem' in found) return found
    const [first] = found
    const stranger = found.find(one => one.namespace !== first?.namespace)
    if (first === undefined || stranger === undefined) return found
    const where = `${first.namespace}/${first.claim} and ${stranger.namespace}/${stranger.claim}`
    return { problem: `One cut of ${where} is not possible: STORK's groups are of one namespace.` }
  }

  async #state(snapshot: KubeObject, signal: AbortSignal | undefined): Promise<SnapshotTask> {
    const standing = standingOf(snapshot)
    if (standing.is === 'failed') return { phase: 'failed', message: standing.message }
    if (standing.is === 'running') return { phase: 'running' }
    const data = await this.#data(dataName(snapshot) ?? '', signal)
    const at = data === undefined ? undefined : cutAt(data)
    if (data === undefined || at === undefined) return { phase: 'running' }
    const source = this.sourceOf(snapshot)
    const volume = (await this.#volumeIn(data, signal)) ?? source?.handle ?? ''
    return {
      phase: 'succeeded',
      snapshots: [
        { handle: namedHandle(snapshot), volume, at, ...withinSecond(at), sizeBytes: source?.sizeBytes ?? 0 },
      ],
    }
  }

  async #groupState(group: KubeObject, signal: AbortSignal | undefined): Promise<SnapshotTask> {
    const volumes = volumesOf(group)
    const members = membersOf(group)
    if (members === undefined) {
      if (valueAt(group, ['status', 'status']) === 'Failed')
        return { phase: 'failed', message: 'STORK gave the group snapshot up.' }
      const said = await this.#warningOf(group, signal)
      return said === undefined ? { phase: 'running' } : { phase: 'failed', message: said }
    }
    const snapshots = await this.#members(group, signal)
    const stored: (Omit<StoredSnapshot, 'at'> & { readonly at: Instant })[] = []
    for (const volume of volumes) {
      const member = members.find(one => one.volume === volume.handle)
      const snapshot = snapshots.find(one => one.metadata.name === member?.snapshot)
      const data = snapshot === undefined ? undefined : await this.#data(dataName(snapshot) ?? '', signal)
      const at = data === undefined ? undefined : cutAt(data)
      if (snapshot === undefined || at === undefined)
        return { phase: 'failed', message: `STORK's group has no snapshot of claim ${volume.claim}.` }
      stored.push({ handle: namedHandle(snapshot), volume: volume.handle, at, sizeBytes: volume.sizeBytes })
    }
    if (members.length !== volumes.length)
      return { phase: 'failed', message: `STORK's group has ${members.length} members, not ${volumes.length}.` }
    // One call to the back end cuts them all.
    const at = instant(Math.min(...stored.map(one => one.at)))
    return { phase: 'succeeded', snapshots: stored.map(one => ({ ...one, at, ...withinSecond(at) })) }
  }

  /** Whether STORK has come to an end with it, well or not. */
  async #isAtRest(object: KubeObject, signal: AbortSignal | undefined): Promise<boolean> {
    if (object.kind === 'VolumeSnapshot') return standingOf(object).is !== 'running'
    if (valueAt(object, ['status', 'stage']) === 'Final') return true
    return membersOf(object) === undefined && (await this.#warningOf(object, signal)) !== undefined
  }

  /** What goes wrong with a local group is told by events alone, and tried again for ever. Source: STORK. */
  async #warningOf(group: KubeObject, signal: AbortSignal | undefined): Promise<string | undefined> {
    const { namespace = '', uid } = group.metadata
    const { items } = await this.#cluster.list({ apiVersion: 'v1', kind: 'Event', namespace }, signal)
    const last = items.findLast(
      one => entry(one.involvedObject, 'uid') === uid && one.type === 'Warning' && one.reason === 'Failed',
    )
    return last === undefined ? undefined : `STORK: ${textOf(last.message) ?? ''}`
  }

  async #volumeIn(data: KubeObject, signal: AbortSignal | undefined): Promise<string | undefined> {
    const name = textOf(valueAt(data, ['spec', 'persistentVolumeRef', 'name']))
    if (name === undefined || name === '') return undefined
    const volume = await this.#cluster.get({ apiVersion: 'v1', kind: 'PersistentVolume', name }, signal)
    return volume === undefined ? undefined : volumeHandle(volume)
  }

  async #objectOf(key: string, signal: AbortSignal | undefined): Promise<KubeObject | undefined> {
    for (const [kind, version] of [
      ['GroupVolumeSnapshot', groupVersion],
      ['VolumeSnapshot', snapshotVersion],
    ] as const) {
      const found = await this.#listed(kind, version, labelsOf(key), signal)
      const own = found.find(one => isOfTask(one, key) && one.metadata.name === nameFor(key))
      if (own !== undefined) return own
    }
    return undefined
  }

  async #members(group: KubeObject, signal: AbortSignal | undefined): Promise<readonly KubeObject[]> {
    if (group.kind !== 'GroupVolumeSnapshot') return []
    const { namespace = '' } = group.metadata
    const query = { apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace }
    const { items } = await this.#cluster.list(query, signal)
    return items.filter(one => isOwnedBy(one, group))
  }

  async #groupOf(snapshot: KubeObject, signal: AbortSignal | undefined): Promise<KubeObject | undefined> {
    const owner = ownerOf(snapshot)
    const { namespace = '' } = snapshot.metadata
    if (owner === undefined) return undefined
    const { apiVersion, kind, name } = owner
    const found = await this.#cluster.get({ apiVersion, kind, namespace, name }, signal)
    return found?.metadata.uid === owner.uid ? found : undefined
  }

  #data(name: string, signal: AbortSignal | undefined): Promise<KubeObject | undefined> {
    return this.#cluster.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshotData', name }, signal)
  }

  async #listed(
    kind: string,
    apiVersion: string,
    labels: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<readonly KubeObject[]> {
    return (await this.#cluster.list({ apiVersion, kind, labels }, signal)).items
  }
}

/** Without rules, and local: nothing of STORK's own quiescing or uploading takes part. */
function objectFor(key: string, volumes: readonly ClaimedVolume[]): KubeObject {
  const { labels, annotations } = marksOf(key)
  const [first] = volumes
  const metadata = {
    name: nameFor(key),
    namespace: first?.namespace ?? '',
    labels,
    annotations: { ...annotations, ...taskVolumes(volumes), [snapshotType.key]: 'local' },
  }
  if (volumes.length === 1) {
    const spec = { persistentVolumeClaimName: first?.claim ?? '' }
    return { apiVersion: snapshotVersion, kind: 'VolumeSnapshot', metadata, spec }
  }
  const spec = { pvcSelector: { matchLabels: { [cutLabel(key)]: 'true' } }, maxRetries: 0 }
  return { apiVersion: groupVersion, kind: 'GroupVolumeSnapshot', metadata, spec }
}

function ownerOf(snapshot: KubeObject) {
  return snapshot.metadata.ownerReferences?.find(({ kind }) => kind === 'GroupVolumeSnapshot')
}

function isDropped(snapshot: KubeObject): boolean {
  return annotationsOf(snapshot)[dropped] === 'true'
}

/** On a member of a group that was to be deleted, while others of its group stay. */
const dropped = 'pxsnap.io/dropped'
const discardLookMs = 500
const discardTurns = 240
