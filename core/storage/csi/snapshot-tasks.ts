/** Snapshots as VolumeSnapshots: one per claim, or all of a group by one VolumeGroupSnapshot where the cluster can. */

import { after, type Instant, instant } from '../../base/index.ts'
import { type Clock, type Cluster, PortError, type SnapshotTask, type StoredSnapshot } from '../../ports/index.ts'
import { annotationsOf, isMap, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import {
  allFound,
  type ClaimedVolume,
  ClaimedVolumes,
  change,
  cutLabel,
  inTreeDriver,
  isGoing,
  isNamed,
  isOfTask,
  isOwnedBy,
  labelClaim,
  labelsOf,
  listIfServed,
  managedBy,
  namedHandle,
  nameFor,
  readHandle,
  refOf,
  remove,
  specOf,
  unlabelClaim,
  volumesOf,
} from '../claims/index.ts'
import { areBound, type Bound, claimNamed, contentName, cutAt, cutState, errorOf } from './cut-state.ts'
import { type ClassKind, chooseClass } from './snapshot-class.ts'
import { groupObject, snapshotObject, snapshotVersion } from './snapshot-objects.ts'

export class SnapshotTasks {
  readonly #cluster: Cluster
  readonly #clock: Clock
  readonly #groupVersion: string | undefined
  readonly #volumes: ClaimedVolumes
  /** What failed before anything was made. Another process that is asked comes to the same. */
  readonly #refused = new Map<string, string>()
  /** The groups, by uid, whose claims were relieved of their label by this process. */
  readonly #tidied = new Set<string>()

  constructor(cluster: Cluster, clock: Clock, groupVersion: string | undefined) {
    this.#cluster = cluster
    this.#clock = clock
    this.#groupVersion = groupVersion
    this.#volumes = new ClaimedVolumes(cluster)
  }

  /** Why the volumes cannot be snapshotted, or undefined. */
  async objection(handles: readonly string[], signal?: AbortSignal): Promise<string | undefined> {
    const planned = await this.#plan([...new Set(handles)], signal)
    return 'problem' in planned ? planned.problem : undefined
  }

  async start(key: string, handles: readonly string[], signal?: AbortSignal): Promise<SnapshotTask> {
    const wanted = [...new Set(handles)]
    const existing = await this.find(key, signal)
    if (existing !== undefined && !(await this.#isHalfStarted(key, existing, signal))) return existing
    const planned = await this.#plan(wanted, signal)
    if ('problem' in planned) {
      this.#refused.set(key, planned.problem)
      return { phase: 'failed', message: planned.problem }
    }
    const { volumes, classes, groupVersion } = planned
    if (groupVersion !== undefined) {
      await Promise.all(volumes.map(volume => labelClaim(this.#cluster, volume, cutLabel(key), signal)))
      return this.#create(key, [groupObject(groupVersion, key, volumes, classes[0] ?? '')], signal)
    }
    const objects = volumes.map((_, member) => snapshotObject(key, volumes, member, classes[member] ?? ''))
    return this.#create(key, objects, signal)
  }

  async find(key: string, signal?: AbortSignal): Promise<SnapshotTask | undefined> {
    const refused = this.#refused.get(key)
    if (refused !== undefined) return { phase: 'failed', message: refused }
    const group = (await this.#groups(key, signal)).find(one => !isGoing(one))
    if (group !== undefined) return this.#groupState(group, signal)
    const snapshots = (await this.#snapshots(key, signal)).filter(one => !isGoing(one))
    const [first] = snapshots
    if (first === undefined) return undefined
    return this.#state(key, volumesOf(first), snapshots, signal)
  }

  /** Removes what the task made, and returns when it is gone: only then the key, and the names, are free. */
  async discard(key: string, signal?: AbortSignal): Promise<void> {
    this.#refused.delete(key)
    const label = cutLabel(key)
    for (let turn = 0; ; turn++) {
      const groups = await this.#groups(key, signal)
      const snapshots = await this.#snapshots(key, signal)
      const members = (await Promise.all(groups.map(group => this.#members(group, signal)))).flat()
      if (groups.length + snapshots.length + members.length === 0) return
      for (const group of groups) {
        await Promise.all(volumesOf(group).map(volume => unlabelClaim(this.#cluster, volume, label, signal)))
        if (!isGoing(group)) await this.#removeGroup(group, signal)
      }
      for (const one of snapshots)
        if (!isGoing(one)) await remove(this.#cluster, one, await this.#content(one, signal), signal)
      if (turn >= discardTurns) {
        const left = [...groups, ...snapshots, ...members].map(({ kind, metadata }) => `${kind} ${metadata.name}`)
        throw new PortError('timeout', `Still being deleted: ${left.join(', ')}.`)
      }
      await this.#clock.sleep(discardLookMs, signal)
    }
  }

  async delete(handle: string, signal?: AbortSignal): Promise<void> {
    const snapshot = await this.snapshotOf(handle, signal)
    if (snapshot === undefined || isGoing(snapshot)) return
    const group = await this.#groupOf(snapshot, signal)
    if (group === undefined) return remove(this.#cluster, snapshot, await this.#content(snapshot, signal), signal)
    // A member cannot go alone: it is marked, and the last one takes the group along. Source: external-snapshotter.
    await change(
      this.#cluster,
      refOf(snapshot),
      now => ({ ...now, metadata: { ...now.metadata, annotations: { ...annotationsOf(now), [dropped]: 'true' } } }),
      signal,
    )
    const members = await this.#members(group, signal)
    if (members.every(isDropped)) await this.#removeGroup(group, signal)
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

  async bound(snapshot: KubeObject, signal?: AbortSignal): Promise<Bound> {
    return { snapshot, content: await this.#content(snapshot, signal) }
  }

  /** The volume that a snapshot is of, as it was when the task began. */
  async sourceOf(snapshot: KubeObject, signal?: AbortSignal): Promise<ClaimedVolume | undefined> {
    const told = (await this.#groupOf(snapshot, signal)) ?? snapshot
    const claim = claimNamed(snapshot)
    return volumesOf(told).find(volume => volume.claim === claim && volume.namespace === snapshot.metadata.namespace)
  }

  /** Every finished snapshot that this driver made, oldest first. */
  async list(signal?: AbortSignal): Promise<readonly StoredSnapshot[]> {
    const own = await this.#listed('VolumeSnapshot', snapshotVersion, managedBy, signal)
    const groups = await this.#listed('VolumeGroupSnapshot', this.#groupVersion, managedBy, signal)
    const singles = await this.#cuts(
      own.filter(one => !isGoing(one)),
      signal,
    )
    const grouped = await Promise.all(
      groups
        .filter(one => !isGoing(one))
        .map(async group => {
          const state = await this.#groupState(group, signal)
          if (state.phase !== 'succeeded') return []
          const there = (await this.#members(group, signal))
            .filter(one => !isDropped(one) && !isGoing(one))
            .map(namedHandle)
          return state.snapshots.filter(one => there.includes(one.handle))
        }),
    )
    // Sorting is stable: what was cut at one instant stays in its order.
    return [...singles, ...grouped.flat()].sort((a, b) => a.at - b.at)
  }

  async #plan(
    handles: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<
    | {
        readonly volumes: readonly ClaimedVolume[]
        readonly classes: readonly string[]
        readonly groupVersion?: string
      }
    | { readonly problem: string }
  > {
    const found = allFound(await this.#volumes.find(handles, signal))
    if ('problem' in found) return found
    const inTree = found.find(one => one.driver === inTreeDriver)
    if (inTree !== undefined)
      return { problem: `The claim ${inTree.namespace}/${inTree.claim} is not behind a CSI driver.` }
    const [first] = found
    const asGroup = found.length > 1 ? this.#groupVersion : undefined
    if (asGroup === undefined || first === undefined) {
      const classes = await this.#classes('VolumeSnapshotClass', snapshotVersion, found, signal)
      return 'problem' in classes ? classes : { volumes: found, classes }
    }
    const stranger = found.find(one => one.driver !== first.driver || one.namespace !== first.namespace)
    if (stranger !== undefined) {
      const where = `${first.namespace}/${first.claim} (${first.driver}) and ${stranger.namespace}/${stranger.claim} (${stranger.driver})`
      return { problem: `One cut of ${where} is not possible: CSI groups are of one driver and one namespace.` }
    }
    const classes = await this.#classes('VolumeGroupSnapshotClass', asGroup, [first], signal)
    return 'problem' in classes ? classes : { volumes: found, classes, groupVersion: asGroup }
  }

  async #classes(
    kind: ClassKind,
    apiVersion: string,
    volumes: readonly ClaimedVolume[],
    signal: AbortSignal | undefined,
  ): Promise<readonly string[] | { readonly problem: string }> {
    const classes = await listIfServed(this.#cluster, { apiVersion, kind }, signal)
    const names: string[] = []
    for (const { driver } of volumes) {
      const chosen = chooseClass(kind, driver, classes)
      if ('problem' in chosen) return chosen
      names.push(chosen.name)
    }
    return names
  }

  async #create(key: string, objects: readonly KubeObject[], signal: AbortSignal | undefined): Promise<SnapshotTask> {
    const made = await Promise.all(objects.map(object => this.#cluster.create(object, signal)))
    for (const result of made)
      if (!result.ok && result.because !== 'already-exists') {
        this.#refused.set(key, result.message)
        return { phase: 'failed', message: result.message }
      }
    return { phase: 'running' }
  }

  /** Whether the process that asked for several snapshots ended in the middle. */
  async #isHalfStarted(key: string, task: SnapshotTask, signal: AbortSignal | undefined): Promise<boolean> {
    if (task.phase !== 'running' || this.#refused.has(key)) return false
    const snapshots = await this.#snapshots(key, signal)
    const [first] = snapshots
    return first !== undefined && snapshots.length < volumesOf(first).length
  }

  async #state(
    key: string,
    volumes: readonly ClaimedVolume[],
    snapshots: readonly KubeObject[],
    signal: AbortSignal | undefined,
  ): Promise<SnapshotTask> {
    const stored: StoredSnapshot[] = []
    let isRunning = false
    for (const [member, volume] of volumes.entries()) {
      const snapshot = snapshots.find(one => one.metadata.name === nameFor(key, member))
      if (snapshot === undefined) {
        isRunning = true
        continue
      }
      const state = cutState(await this.bound(snapshot, signal))
      if (state.is === 'failed') return { phase: 'failed', message: state.message }
      if (state.is === 'running') isRunning = true
      else if (state.stored.volume !== volume.handle) return otherVolume(volume, state.stored.volume)
      else stored.push(state.stored)
    }
    return isRunning ? { phase: 'running' } : { phase: 'succeeded', snapshots: apart(stored) }
  }

  async #groupState(group: KubeObject, signal: AbortSignal | undefined): Promise<SnapshotTask> {
    const volumes = volumesOf(group)
    const members = await this.#members(group, signal)
    const content = await this.#groupContent(group, signal)
    const error = errorOf(group) ?? (content === undefined ? undefined : errorOf(content))
    const bound = await Promise.all(members.map(member => this.bound(member, signal)))
    const at = content === undefined ? undefined : oneInstant(content, bound)
    const cuts = bound.map(one => cutState(one, at))
    const isAllCut = at !== undefined && cuts.length === volumes.length && cuts.every(one => one.is === 'cut')
    if (!isAllCut) {
      if (error !== undefined) return { phase: 'failed', message: `The group snapshot failed: ${error}` }
      const failed = cuts.find(one => one.is === 'failed')
      if (failed?.is === 'failed') return { phase: 'failed', message: failed.message }
      if (cuts.length > volumes.length) return { phase: 'failed', message: strangers(volumes, members) }
      return { phase: 'running' }
    }
    const stored = cuts.flatMap(one => (one.is === 'cut' ? [one.stored] : []))
    const inOrder = volumes.map(volume => stored.find(one => one.volume === volume.handle))
    const snapshots = inOrder.filter(one => one !== undefined)
    if (snapshots.length !== volumes.length) return { phase: 'failed', message: strangers(volumes, members) }
    this.#tidy(group, signal)
    return { phase: 'succeeded', snapshots }
  }

  /** Takes the label off the claims again. Nobody waits for it, least of all what is frozen; a label that stays says nothing. */
  #tidy(group: KubeObject, signal: AbortSignal | undefined): void {
    const { uid = '' } = group.metadata
    if (this.#tidied.has(uid)) return
    this.#tidied.add(uid)
    const label = Object.keys(labelsChosen(group))[0] ?? ''
    for (const volume of volumesOf(group))
      unlabelClaim(this.#cluster, volume, label, signal).catch(error => {
        if (!(error instanceof PortError) && signal?.aborted !== true) throw error
      })
  }

  async #cuts(snapshots: readonly KubeObject[], signal: AbortSignal | undefined): Promise<readonly StoredSnapshot[]> {
    if (snapshots.length === 0) return []
    const contents = await this.#listed('VolumeSnapshotContent', snapshotVersion, undefined, signal)
    const byName = new Map(contents.map(content => [content.metadata.name, content]))
    return snapshots.flatMap(snapshot => {
      const state = cutState({ snapshot, content: byName.get(contentName(snapshot) ?? '') })
      return state.is === 'cut' ? [state.stored] : []
    })
  }

  #groups(key: string, signal: AbortSignal | undefined): Promise<readonly KubeObject[]> {
    return this.#ofTask('VolumeGroupSnapshot', this.#groupVersion, key, signal)
  }

  #snapshots(key: string, signal: AbortSignal | undefined): Promise<readonly KubeObject[]> {
    return this.#ofTask('VolumeSnapshot', snapshotVersion, key, signal)
  }

  async #ofTask(kind: string, apiVersion: string | undefined, key: string, signal: AbortSignal | undefined) {
    const found = await this.#listed(kind, apiVersion, labelsOf(key), signal)
    return found.filter(one => isOfTask(one, key))
  }

  async #listed(
    kind: string,
    apiVersion: string | undefined,
    labels: Readonly<Record<string, string>> | undefined,
    signal: AbortSignal | undefined,
  ): Promise<readonly KubeObject[]> {
    if (apiVersion === undefined) return []
    const query = { apiVersion, kind, ...(labels === undefined ? {} : { labels }) }
    return (await this.#cluster.list(query, signal)).items
  }

  async #members(group: KubeObject, signal: AbortSignal | undefined): Promise<readonly KubeObject[]> {
    const { namespace = '' } = group.metadata
    const query = { apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace }
    const { items } = await this.#cluster.list(query, signal)
    return items.filter(one => isOwnedBy(one, group))
  }

  async #groupOf(snapshot: KubeObject, signal: AbortSignal | undefined): Promise<KubeObject | undefined> {
    const owner = snapshot.metadata.ownerReferences?.find(({ kind }) => kind === 'VolumeGroupSnapshot')
    if (owner === undefined) return undefined
    const { namespace = '' } = snapshot.metadata
    const { apiVersion, kind, name } = owner
    const found = await this.#cluster.get(
      { apiVersion: this.#groupVersion ?? apiVersion, kind, namespace, name },
      signal,
    )
    return found?.metadata.uid === owner.uid ? found : undefined
  }

  async #removeGroup(group: KubeObject, signal: AbortSignal | undefined): Promise<void> {
    for (const member of await this.#members(group, signal)) {
      const content = await this.#content(member, signal)
      if (content !== undefined) await this.#unretain(content, signal)
    }
    await remove(this.#cluster, group, await this.#groupContent(group, signal), signal)
  }

  async #unretain(content: KubeObject, signal: AbortSignal | undefined): Promise<void> {
    const policy = ['spec', 'deletionPolicy']
    const make = (now: KubeObject) =>
      valueAt(now, policy) === 'Delete' ? undefined : { ...now, spec: { ...specOf(now), deletionPolicy: 'Delete' } }
    await change(this.#cluster, refOf(content), make, signal)
  }

  async #content(snapshot: KubeObject, signal: AbortSignal | undefined): Promise<KubeObject | undefined> {
    const name = contentName(snapshot)
    if (name === undefined) return undefined
    const ref = { apiVersion: snapshotVersion, kind: 'VolumeSnapshotContent', name }
    const content = await this.#cluster.get(ref, signal)
    return content !== undefined && areBound(snapshot, content) ? content : undefined
  }

  async #groupContent(group: KubeObject, signal: AbortSignal | undefined): Promise<KubeObject | undefined> {
    const name = textOf(valueAt(group, ['status', 'boundVolumeGroupSnapshotContentName']))
    if (name === undefined) return undefined
    const ref = { apiVersion: group.apiVersion, kind: 'VolumeGroupSnapshotContent', name }
    const content = await this.#cluster.get(ref, signal)
    return valueAt(content, ['spec', 'volumeGroupSnapshotRef', 'uid']) === group.metadata.uid ? content : undefined
  }
}

function labelsChosen(group: KubeObject): Readonly<Record<string, unknown>> {
  const labels = valueAt(group, ['spec', 'source', 'selector', 'matchLabels'])
  return isMap(labels) ? labels : {}
}

/** The instant of the group's content, or of its first member where the driver tells it there. */
function oneInstant(group: KubeObject, members: readonly Bound[]): Instant | undefined {
  const finest = valueAt(group, ['status', 'creationTime'])
  if (typeof finest === 'number') return cutAt(group)
  // As a text it has whole seconds; its members have nanoseconds.
  const times = members.flatMap(({ content }) => (content === undefined ? [] : (cutAt(content) ?? [])))
  return times.length > 0 ? instant(Math.min(...times)) : cutAt(group)
}

/** Separate cuts never share an instant, however coarse the driver's clock; else they would pass for one cut. */
function apart(stored: readonly StoredSnapshot[]): readonly StoredSnapshot[] {
  const seen = new Set<number>()
  return stored.map(one => {
    let { at } = one
    while (seen.has(at)) at = after(at, 1)
    seen.add(at)
    return { ...one, at }
  })
}

function strangers(volumes: readonly ClaimedVolume[], members: readonly KubeObject[]): string {
  const wanted = volumes.map(({ claim }) => claim).join(', ')
  return `The group snapshot has other members than ${wanted}: ${members.map(claimNamed).join(', ')}.`
}

function otherVolume(volume: ClaimedVolume, got: string): SnapshotTask {
  return {
    phase: 'failed',
    message: `The snapshot of claim ${volume.claim} is of volume ${got}, not ${volume.handle}.`,
  }
}

function isDropped(snapshot: KubeObject): boolean {
  return annotationsOf(snapshot)[dropped] === 'true'
}

/** On a member of a group that was to be deleted, while others of its group stay. */
const dropped = 'pxsnap.io/dropped'
const discardLookMs = 250
const discardTurns = 240
