/** The migration controller: rules, volumes, resources, each pass as far as it comes. Errors are told and tried again. */

import { entry, isMap, type KubeObject, type ObjectRef, textOf } from '../../specs/index.ts'
import { openPair } from './cluster-pair.ts'
import type { EventRecorder } from './events.ts'
import type { GoChannel } from './go-channel.ts'
import { applyResources, type MigratedResource } from './migration-resources.ts'
import { beginVolumes, lookAtVolumes, type MigratedVolume, migratedVolumesOf, taskOf } from './migration-volumes.ts'
import { runRule } from './rule-run.ts'
import { storkVersion } from './snapshot-objects.ts'
import { fetchRule } from './snapshot-rules.ts'
import { followAll } from './stork-controller.ts'
import { messageOf, namespaceOf, put, StorkError, type StorkProcess, uidOf } from './stork-process.ts'

/** A Migration here may name any namespaces. Source: STORK, flag admin-namespace. */
const adminNamespace = 'kube-system'

/** Source: STORK, migration controller. */
export class MigrationController {
  readonly #stork: StorkProcess
  readonly #events: EventRecorder
  readonly #told = new Map<string, string>()

  constructor(stork: StorkProcess, events: EventRecorder) {
    this.#stork = stork
    this.#events = events
  }

  run(): Promise<void> {
    const cancel = async (migration: KubeObject) => {
      if (stageOf(migration) === 'Final') return
      for (const volume of migratedVolumesOf(migration))
        await this.#stork.storage.sender?.discardSend(taskOf(migration, volume), this.#stork.signal)
    }
    return followAll(this.#stork, 'Migration', migration => this.#pass(migration), cancel)
  }

  /** No error leaves: the next look is in ten seconds, or at once where something was written. */
  async #pass(migration: KubeObject): Promise<void> {
    try {
      await this.#handle(migration)
    } catch (error) {
      const message = messageOf(this.#stork, error)
      this.#events.say(migration, { type: 'Warning', reason: 'Failed', message })
      if (this.#told.get(uidOf(migration)) !== message)
        this.#stork.tell(migration, `${message}. Event Failed; again and again.`)
      this.#told.set(uidOf(migration), message)
    }
  }

  async #handle(migration: KubeObject): Promise<void> {
    const stage = stageOf(migration)
    if (stage === 'Final') return
    const pairName = textOf(entry(migration.spec, 'clusterPair')) ?? ''
    if (pairName === '') throw new StorkError('clusterPair to migrate to cannot be empty')
    const namespaces = listOf(entry(migration.spec, 'namespaces'))
    if (namespaces.length === 0) throw new StorkError('no namespaces to migrate')
    const own = namespaceOf(migration)
    if (own !== adminNamespace && namespaces.some(namespace => namespace !== own))
      throw new StorkError(`Spec.Namespaces should only contain the current namespace (${own})`)
    if (stage === 'Applications') return this.#resources(migration, namespaces, pairName)
    if (stage === 'Volumes' && migratedVolumesOf(migration).length > 0)
      return this.#follow(migration, namespaces, pairName)
    if (stage === '') await this.#check(migration, namespaces, own, pairName)
    const { current, channels } = await this.#preRule(migration, namespaces)
    if (current === undefined) return
    await this.#begin(current, namespaces, { pairName, channels })
  }

  async #check(migration: KubeObject, namespaces: readonly string[], own: string, pairName: string): Promise<void> {
    await openPair(this.#stork, own, pairName)
    for (const key of ['preExecRule', 'postExecRule'] as const) {
      const name = textOf(entry(migration.spec, key)) ?? ''
      if (name !== '') await fetchRule(this.#stork, own, name)
    }
    const [transform] = listOf(entry(migration.spec, 'transformSpecs'))
    if (transform === undefined) return
    for (const namespace of namespaces) {
      const ref: ObjectRef = { apiVersion: storkVersion, kind: 'ResourceTransformation', namespace, name: transform }
      const found = await this.#stork.cluster.get(ref, this.#stork.signal)
      if (entry(found?.status, 'status') !== 'Ready')
        throw new StorkError(`transformation ${transform} in namespace ${namespace} is not ready`)
    }
  }

  /** A status of InProgress is taken for a rule that runs: then the stage is left without running it (BUG). */
  async #preRule(
    migration: KubeObject,
    namespaces: readonly string[],
  ): Promise<{ readonly current: KubeObject | undefined; readonly channels: readonly GoChannel[] }> {
    const name = textOf(entry(migration.spec, 'preExecRule')) ?? ''
    if (name === '') return { current: withStatus(migration, { stage: 'Volumes', status: 'Pending' }), channels: [] }
    if (entry(migration.status, 'status') === 'InProgress') {
      const message = `Waiting for preExecRule ${name} to complete`
      this.#events.say(migration, { type: 'Normal', reason: 'InProgress', message })
      this.#stork.tell(migration, `${message}: STORK goes on to the volumes without running it.`)
      return { current: migration, channels: [] }
    }
    const started = await put(this.#stork, withStatus(migration, { stage: 'PreExecRule', status: 'InProgress' }))
    const channels: GoChannel[] = []
    try {
      for (const namespace of namespaces) {
        const rule = await fetchRule(this.#stork, namespaceOf(migration), name)
        const channel = await runRule(this.#stork, rule, 'pre', { owner: started, namespace, events: this.#events })
        if (channel !== undefined) channels.push(channel)
      }
    } catch (error) {
      const message = messageOf(this.#stork, error)
      for (const channel of channels) await channel.send(this.#stork.signal)
      this.#events.say(migration, { type: 'Warning', reason: 'Failed', message })
      this.#stork.tell(migration, `The pre rule failed: ${message}. From the beginning.`)
      await this.#reset(migration)
      return { current: undefined, channels: [] }
    }
    return { current: started, channels }
  }

  /** Holds are released when all tasks are accepted, and the post rule follows at once, while the data is being copied. */
  async #begin(
    migration: KubeObject,
    namespaces: readonly string[],
    { pairName, channels }: { readonly pairName: string; readonly channels: readonly GoChannel[] },
  ): Promise<void> {
    const own = namespaceOf(migration)
    if (entry(migration.spec, 'includeVolumes') === false) {
      // The channels are dropped, and nobody releases what holds (BUG).
      await put(this.#stork, withStatus(migration, { stage: 'Applications', status: 'InProgress' }))
      return
    }
    try {
      const { pair } = await openPair(this.#stork, own, pairName)
      if (entry(pair.status, 'storageStatus') !== 'Ready') {
        if (textOf(entry(migration.spec, 'preExecRule')) !== undefined) await this.#reset(migration)
        throw new StorkError(
          `cluster pair storage status is not ready: ${String(entry(pair.status, 'storageStatus') ?? '')}`,
        )
      }
      const volumes = await beginVolumes(this.#stork, migration, namespaces)
      this.#stork.tell(migration, `${volumes.length} volumes begin to be copied.`)
      await put(this.#stork, withStatus(migration, { stage: 'Volumes', status: 'InProgress', volumes }))
    } finally {
      if (!this.#stork.signal.aborted) for (const channel of channels) await channel.send(this.#stork.signal)
    }
    const post = textOf(entry(migration.spec, 'postExecRule')) ?? ''
    if (post === '') return
    const rule = await fetchRule(this.#stork, own, post)
    for (const namespace of namespaces)
      await runRule(this.#stork, rule, 'post', { owner: migration, namespace, events: this.#events })
  }

  async #follow(migration: KubeObject, namespaces: readonly string[], pairName: string): Promise<void> {
    const { remote } = await openPair(this.#stork, namespaceOf(migration), pairName)
    if (remote?.storage === undefined) throw new StorkError('the storage of the other cluster does not answer')
    const volumes = await lookAtVolumes(this.#stork, migration, migratedVolumesOf(migration), remote.storage.pairing)
    const failed = volumes.find(({ status }) => status === 'Failed')
    const busy = volumes.some(({ status }) => status === 'InProgress')
    if (failed !== undefined && !busy) {
      this.#stork.tell(migration, `Volume ${failed.volume} failed: ${failed.reason}. Final: Failed.`)
      await put(this.#stork, withStatus(migration, { stage: 'Final', status: 'Failed', volumes }))
    } else if (busy) await put(this.#stork, withStatus(migration, { volumes }))
    else await this.#resources(withStatus(migration, { stage: 'Applications', volumes }), namespaces, pairName)
  }

  async #resources(migration: KubeObject, namespaces: readonly string[], pairName: string): Promise<void> {
    const { remote } = await openPair(this.#stork, namespaceOf(migration), pairName)
    if (remote === undefined) throw new StorkError('cluster pair scheduler status is not ready')
    const resources = await applyResources(this.#stork, migration, namespaces, remote)
    const whole = resources.every(({ status }) => status === 'Successful')
    // Volumes only: whatever the objects have come to, it is a success (BUG).
    const status = whole || entry(migration.spec, 'includeResources') === false ? 'Successful' : 'PartialSuccess'
    this.#stork.tell(migration, `${resources.length} objects are applied. Final: ${status}.`)
    await put(this.#stork, withStatus(migration, { stage: 'Final', status, resources }))
  }

  async #reset(migration: KubeObject): Promise<void> {
    const { apiVersion, kind, metadata } = migration
    const ref = { apiVersion, kind, namespace: namespaceOf(migration), name: metadata.name }
    const fresh = await this.#stork.cluster.get(ref, this.#stork.signal)
    if (fresh !== undefined) await put(this.#stork, withStatus(fresh, { stage: '', status: '' }))
  }
}

function stageOf({ status }: KubeObject): string {
  return textOf(entry(status, 'stage')) ?? ''
}

function withStatus(
  migration: KubeObject,
  changed: {
    readonly stage?: string
    readonly status?: string
    readonly volumes?: readonly MigratedVolume[]
    readonly resources?: readonly MigratedResource[]
  },
): KubeObject {
  return { ...migration, status: { ...(isMap(migration.status) ? migration.status : {}), ...changed } }
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}
