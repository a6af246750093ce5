/** The group snapshot controller: one stage per pass, and what it remembers between passes in the process only. */

import { entry, isMap, type KubeObject, snapshotType, textOf, valueAt } from '../../specs/index.ts'
import type { EventRecorder } from './events.ts'
import type { GoChannel } from './go-channel.ts'
import { cutCloudGroup, followCloudGroup } from './group-cloud.ts'
import { cutLocalGroup } from './group-local.ts'
import { createMembers } from './group-objects.ts'
import { type GroupMember, groupStatusOf, isDone, withStatus } from './group-status.ts'
import { runRule } from './rule-run.ts'
import { snapshotVersion } from './snapshot-objects.ts'
import { fetchRule } from './snapshot-rules.ts'
import { followAll } from './stork-controller.ts'
import { messageOf, namespaceOf, put, refOf, StorkError, type StorkProcess, uidOf } from './stork-process.ts'

/** Source: STORK, group snapshot controller. */
export class GroupController {
  readonly #stork: StorkProcess
  readonly #events: EventRecorder
  /** Release channels of pre rules, by the group's uid. Gone with the process. */
  readonly #channels = new Map<string, GoChannel>()
  readonly #told = new Map<string, string>()

  constructor(stork: StorkProcess, events: EventRecorder) {
    this.#stork = stork
    this.#events = events
  }

  run(): Promise<void> {
    const pass = (group: KubeObject) => this.#pass(group)
    return followAll(this.#stork, 'GroupVolumeSnapshot', pass, group => this.#delete(group))
  }

  async #pass(group: KubeObject): Promise<void> {
    try {
      const next = await this.#handle(group)
      if (next !== undefined) await put(this.#stork, next)
    } catch (error) {
      const message = messageOf(this.#stork, error)
      const { stage } = groupStatusOf(group)
      if (stage !== 'Final') {
        this.#events.say(group, { type: 'Warning', reason: 'Failed', message })
        const where = stage === '' ? 'initial' : stage
        this.#stork.tell(group, `Stage ${where}: ${message}. Event Failed; STORK comes back.`)
      }
      throw error
    }
  }

  /** The object to be written, or undefined when nothing changes. */
  async #handle(group: KubeObject): Promise<KubeObject | undefined> {
    const { stage } = groupStatusOf(group)
    switch (stage) {
      case '':
      case 'PreChecks':
        return this.#begin(group)
      case 'PreSnapshot':
        return this.#preRule(group)
      case 'Snapshot':
        return this.#snapshot(group)
      case 'PostSnapshot':
        return this.#postRule(group)
      case 'Final':
        return this.#final(group)
      default:
        throw new StorkError(`invalid stage for group snapshot: ${stage}`)
    }
  }

  /** Looks at selector, claims and Rules. What it finds wrong is said in an event and saved nowhere. */
  async #begin(group: KubeObject): Promise<KubeObject> {
    const { cluster, signal } = this.#stork
    const labels = selectorOf(group)
    const namespace = namespaceOf(group)
    const query = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, labels }
    const { items: claims } = await cluster.list(query, signal)
    if (claims.length === 0)
      throw new StorkError(`found no PVCs for group snapshot with given label selectors: ${spell(labels)}`)
    const pending = claims.find(claim => valueAt(claim, ['status', 'phase']) === 'Pending')
    if (pending !== undefined)
      throw new StorkError(`PVC: [${namespace}] ${pending.metadata.name} is still in pending phase`)
    const pre = ruleName(group, 'preExecRule')
    const post = ruleName(group, 'postExecRule')
    if (pre !== undefined) await fetchRule(this.#stork, namespace, pre)
    if (post !== undefined) await fetchRule(this.#stork, namespace, post)
    const next = pre === undefined ? 'Snapshot' : 'PreSnapshot'
    this.#stork.tell(group, `${claims.length} claims match. Stage ${next}.`)
    return withStatus(group, { status: 'InProgress', stage: next })
  }

  async #preRule(group: KubeObject): Promise<KubeObject | undefined> {
    const { cluster, signal } = this.#stork
    const namespace = namespaceOf(group)
    const rule = await fetchRule(this.#stork, namespace, ruleName(group, 'preExecRule') ?? '')
    const channel = await runRule(this.#stork, rule, 'pre', { owner: group, namespace, events: this.#events })
    if (channel !== undefined) this.#channels.set(uidOf(group), channel)
    const fresh = await cluster.get(refOf(group), signal)
    if (fresh === undefined) return undefined
    this.#stork.tell(group, 'The pre rule is done. Stage Snapshot.')
    return withStatus(fresh, { status: 'InProgress', stage: 'Snapshot' })
  }

  async #snapshot(group: KubeObject): Promise<KubeObject> {
    const cloud = typeOf(group) === 'cloud'
    const before = groupStatusOf(group).members
    const labels = selectorOf(group)
    const members = !cloud
      ? await cutLocalGroup(this.#stork, group, labels)
      : before.length === 0
        ? await cutCloudGroup(this.#stork, group, labels)
        : await followCloudGroup(this.#stork, group, before)
    // With none queued, every member has a condition.
    if (members.every(member => member.condition !== undefined) && cloud) await this.#release(group)
    const failed = members.find(member => member.condition?.type === 'Error')
    if (failed !== undefined) return this.#afterFailure(group, failed)
    if (!members.every(isDone)) return withStatus(group, { members })
    const recorded = await createMembers(this.#stork, group, members)
    await this.#release(group)
    this.#stork.tell(group, `All ${members.length} members are there. Stage PostSnapshot.`)
    return withStatus(group, { status: 'InProgress', stage: 'PostSnapshot', members: recorded })
  }

  /** A retry begins a new backend group without running the pre rule again. Only tasks in the cloud come here. */
  #afterFailure(group: KubeObject, failed: GroupMember): KubeObject {
    const { retries } = groupStatusOf(group)
    const allowed = Number(entry(group.spec, 'maxRetries') ?? 0)
    const message = `the cloud backup of volume ${failed.volume} failed: ${failed.condition?.message ?? ''}`
    this.#events.say(group, { type: 'Warning', reason: 'Failed', message })
    if (retries < allowed) {
      this.#stork.tell(group, `${message}. Retry ${retries + 1} of ${allowed}, without running the pre rule again.`)
      return withStatus(group, { status: 'Pending', stage: 'Snapshot', retries: retries + 1, members: [] })
    }
    this.#stork.tell(group, `${message}. No retries are left: Failed, and then the post rule.`)
    return withStatus(group, { status: 'Failed', stage: 'PostSnapshot' })
  }

  async #postRule(group: KubeObject): Promise<KubeObject | undefined> {
    const { cluster, signal } = this.#stork
    const namespace = namespaceOf(group)
    const name = ruleName(group, 'postExecRule')
    if (name !== undefined) {
      const rule = await fetchRule(this.#stork, namespace, name)
      await runRule(this.#stork, rule, 'post', { owner: group, namespace, events: this.#events })
    }
    const fresh = await cluster.get(refOf(group), signal)
    if (fresh === undefined) return undefined
    const status = groupStatusOf(fresh).status === 'Failed' ? 'Failed' : 'Successful'
    this.#stork.tell(group, `Final: ${status}.`)
    return withStatus(fresh, { status, stage: 'Final' })
  }

  /** restoreNamespaces are compared with the first child's, every ten seconds. */
  async #final(group: KubeObject): Promise<undefined> {
    const { cluster, signal } = this.#stork
    const { members } = groupStatusOf(group)
    const [first] = members
    if (first === undefined) return
    const ref = {
      apiVersion: snapshotVersion,
      kind: 'VolumeSnapshot',
      namespace: namespaceOf(group),
      name: first.snapshot,
    }
    // A group that Failed has members without a name, so this fails for ever (BUG, in STORK's log only).
    if (first.snapshot === '' || (await cluster.get(ref, signal)) === undefined) {
      const message = `volumesnapshots "${first.snapshot}" not found`
      if (this.#told.get(uidOf(group)) !== message)
        this.#stork.tell(group, `Final, every pass from now on: ${message}.`)
      this.#told.set(uidOf(group), message)
      throw new StorkError(message)
    }
  }

  /** One message; a channel of an earlier process is not known here. */
  async #release(group: KubeObject): Promise<void> {
    const channel = this.#channels.get(uidOf(group))
    this.#channels.delete(uidOf(group))
    await channel?.send(this.#stork.signal)
  }

  /** Members without a name are passed over, holds are not released, and the post rule is not run (BUG). */
  async #delete(group: KubeObject): Promise<void> {
    const { cluster, signal } = this.#stork
    const { members, stage } = groupStatusOf(group)
    for (const { snapshot: name } of members) {
      if (name === '') continue
      const ref = { apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace: namespaceOf(group), name }
      await cluster.delete(ref, undefined, signal)
    }
    this.#stork.tell(group, `Deleted in stage ${stage === '' ? 'initial' : stage}.`)
  }
}

/** Throws a StorkError for what STORK's groups do not take. The emptiness of matchLabels is said last, so it is what is told. */
function selectorOf(group: KubeObject): Readonly<Record<string, string>> {
  const selector = valueAt(group, ['spec', 'pvcSelector'])
  const labels = entry(selector, 'matchLabels')
  if (!isMap(labels) || Object.keys(labels).length === 0)
    throw new StorkError('matchLabels are required for group snapshots. Refer to spec examples.')
  const expressions = entry(selector, 'matchExpressions')
  if (Array.isArray(expressions) && expressions.length > 0)
    throw new StorkError('matchExpressions are currently not supported in the spec. Use matchLabels')
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]))
}

/** Looked at only now that the pre rule has run. */
function typeOf(group: KubeObject): 'local' | 'cloud' {
  const type = textOf(valueAt(group, ['spec', 'options', snapshotType.key])) ?? 'local'
  if (type === 'local' || type === 'cloud') return type
  throw new StorkError(`invalid snapshot type: ${type}`)
}

function ruleName(group: KubeObject, key: 'preExecRule' | 'postExecRule'): string | undefined {
  const name = textOf(entry(group.spec, key))
  return name === '' ? undefined : name
}

function spell(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
