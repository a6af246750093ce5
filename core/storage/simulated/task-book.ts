/** The tasks of a back end by their keys, and which of them are still moving. */

import { assert, type Instant } from '../../base/index.ts'
import { type CloneRecord, finished, type Milestone, pausing, type SnapshotRecord, type TaskRecord } from './tasks.ts'

export class TaskBook {
  readonly #tasks = new Map<string, TaskRecord>()
  /** So that asking who is moving costs the tasks in flight, not those of all time. */
  readonly #moving = new Set<string>()

  snapshot(key: string): SnapshotRecord | undefined {
    const task = this.#tasks.get(`snapshot ${key}`)
    return task?.kind === 'snapshot' ? task : undefined
  }

  clone(key: string): CloneRecord | undefined {
    const task = this.#tasks.get(`clone ${key}`)
    return task?.kind === 'clone' ? task : undefined
  }

  all(): readonly TaskRecord[] {
    return [...this.#tasks.values()]
  }

  write(task: TaskRecord): void {
    const id = `${task.kind} ${task.key}`
    this.#tasks.set(id, task)
    if (finished(task)) this.#moving.delete(id)
    else this.#moving.add(id)
  }

  strike(task: TaskRecord): void {
    const id = `${task.kind} ${task.key}`
    this.#tasks.delete(id)
    this.#moving.delete(id)
  }

  moving(): readonly { readonly task: TaskRecord; readonly next: Milestone }[] {
    return Array.from(this.#moving, id => {
      const task = this.#tasks.get(id)
      const next = task?.milestones[task.reached]
      assert(task !== undefined && next !== undefined, 'A moving task has a milestone ahead.')
      return { task, next }
    })
  }

  /** The moving task whose milestone comes first. Of two at one instant, the one that started first. */
  first(): { readonly task: TaskRecord; readonly next: Milestone } | undefined {
    return [...this.moving()].sort((a, b) => a.next.at - b.next.at)[0]
  }

  nextAt(): Instant | undefined {
    return this.first()?.next.at
  }

  /** Whether a task holds the writers of this volume at the moment. */
  pauses(volume: string): boolean {
    if (this.#moving.size === 0) return false
    return this.moving().some(({ task }) => task.kind === 'snapshot' && pausing(task) && task.volumes.includes(volume))
  }

  /** Handles of snapshots that may yet be taken back, because their task is not done. */
  uncertain(): ReadonlySet<string> {
    return new Set(
      this.moving().flatMap(({ task }) => (task.kind === 'snapshot' ? task.cut.map(snapshot => snapshot.handle) : [])),
    )
  }
}
