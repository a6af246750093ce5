/** Turns volumes back in place: a task that takes a moment and then changes all of its volumes, or none. */

import { after, drawBetween, type Instant } from '../../base/index.ts'
import type { InPlaceRestorer, RestoreTask } from '../../ports/index.ts'
import type { Root } from './block-tree.ts'
import type { StorageFault } from './faults.ts'
import { digestOfTree } from './volume-digest.ts'

type Member = Parameters<InPlaceRestorer['restore']>[0]['members'][number]

export type RestoreRecord = {
  readonly key: string
  readonly members: readonly Member[]
  readonly due: Instant
  readonly doomed?: string
  readonly state: RestoreTask
}

/** Whether a pod may be writing to a volume. */
export type VolumeUse = 'free' | 'used' | 'unknown'

export type RestorerOf = {
  readonly now: () => Instant
  readonly seed: () => number
  readonly use: (volume: string) => VolumeUse
  readonly volume: (handle: string) => { readonly sizeBytes: number; readonly root: () => Root } | undefined
  readonly snapshot: (handle: string) => { readonly sizeBytes: number; readonly root: Root } | undefined
  readonly replace: (volume: string, root: Root) => void
  /** Why the volume or snapshot cannot be reached; undefined when it can. */
  readonly offline: (handle: string) => string | undefined
  readonly struck: (members: readonly string[]) => readonly StorageFault[]
  readonly latencyMs: readonly [least: number, most: number]
}

export class SimulatedRestorer implements InPlaceRestorer {
  readonly #of: RestorerOf
  readonly #tasks = new Map<string, RestoreRecord>()

  constructor(of: RestorerOf, tasks: readonly RestoreRecord[] = []) {
    this.#of = of
    for (const task of tasks) this.#tasks.set(task.key, task)
  }

  async restore(request: Parameters<InPlaceRestorer['restore']>[0], signal?: AbortSignal): Promise<RestoreTask> {
    signal?.throwIfAborted()
    const existing = this.#tasks.get(request.key)
    if (existing !== undefined) return existing.state
    const { key, members } = request
    const faults = this.#of.struck(members.map(member => member.volume))
    const slowMs = faults.reduce((sum, fault) => sum + (fault.do === 'slow' ? fault.extraMs : 0), 0)
    const doomed = faults.find(fault => fault.do === 'fail')?.message
    const [least, most] = this.#of.latencyMs
    const due = after(this.#of.now(), drawBetween(least, most, this.#of.seed(), this.#tasks.size) + slowMs)
    const problem = this.#problemWith(members)
    const state: RestoreTask = problem ?? { phase: 'running' }
    this.#tasks.set(key, { key, members, due, state, ...(doomed === undefined ? {} : { doomed }) })
    return state
  }

  async restoreTask(key: string, signal?: AbortSignal): Promise<RestoreTask | undefined> {
    signal?.throwIfAborted()
    return this.#tasks.get(key)?.state
  }

  async digest(
    of: { readonly volume: string } | { readonly snapshot: string },
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    signal?.throwIfAborted()
    const found = this.#source(of)
    return found && digestOfTree(found.sizeBytes, found.root)
  }

  nextAt(): Instant | undefined {
    return this.#first()?.due
  }

  /** Does what is due first, if that is not after `now`; whether there was something. */
  advanceOnce(now: Instant): boolean {
    const first = this.#first()
    if (first === undefined || first.due > now) return false
    this.#tasks.set(first.key, { ...first, state: this.#finish(first) })
    return true
  }

  state(): readonly RestoreRecord[] {
    return [...this.#tasks.values()]
  }

  #first(): RestoreRecord | undefined {
    let first: RestoreRecord | undefined
    for (const task of this.#tasks.values())
      if (task.state.phase === 'running' && (first === undefined || task.due < first.due)) first = task
    return first
  }

  /** Everything is looked at before anything is changed, and nothing can come between the changes. */
  #finish({ members, doomed }: RestoreRecord): RestoreTask {
    if (doomed !== undefined) return { phase: 'failed', message: doomed, mayPass: true }
    const problem = this.#problemWith(members)
    if (problem !== undefined) return problem
    // One member may be restored from another's volume: all sources are taken as they were before.
    const roots = members.map(({ from }) => this.#source(from)?.root)
    members.forEach(({ volume }, index) => {
      const root = roots[index]
      if (root !== undefined) this.#of.replace(volume, root)
    })
    return { phase: 'succeeded' }
  }

  #problemWith(members: readonly Member[]): Extract<RestoreTask, { readonly phase: 'failed' }> | undefined {
    const failed = (message: string, mayPass: boolean) => ({ phase: 'failed', message, mayPass }) as const
    if (members.length === 0) return failed('A restore needs at least one volume.', false)
    if (new Set(members.map(({ volume }) => volume)).size < members.length)
      return failed('A volume is named twice in one restore.', false)
    for (const { volume, from } of members) {
      const target = this.#of.volume(volume)
      const source = this.#source(from)
      const name = 'snapshot' in from ? `snapshot ${from.snapshot}` : `volume ${from.volume}`
      if (target === undefined) return failed(`There is no volume ${volume}.`, false)
      if (source === undefined) return failed(`There is no ${name}.`, false)
      if (source.sizeBytes !== target.sizeBytes)
        return failed(
          `The volume ${volume} has ${target.sizeBytes} bytes and the ${name} ${source.sizeBytes}: restore it to a new volume.`,
          false,
        )
      const unreachable = this.#of.offline(volume) ?? this.#of.offline('snapshot' in from ? from.snapshot : from.volume)
      if (unreachable !== undefined) return failed(unreachable, true)
      const use = this.#of.use(volume)
      if (use === 'used') return failed(`The volume ${volume} is in use: scale its application down first.`, true)
      if (use === 'unknown') return failed(`Nobody can say whether the volume ${volume} is in use.`, true)
    }
    return undefined
  }

  #source(
    of: { readonly volume: string } | { readonly snapshot: string },
  ): { readonly sizeBytes: number; readonly root: Root } | undefined {
    if ('snapshot' in of) return this.#of.snapshot(of.snapshot)
    const volume = this.#of.volume(of.volume)
    return volume && { sizeBytes: volume.sizeBytes, root: volume.root() }
  }
}
