/** The storage of the model: snapshot tasks that take time and share one instant, or fail, and the bytes they hold. */

export type ModelTask = {
  readonly key: string
  readonly volumes: readonly string[]
  /** The instant of the cut, and when the task is done. */
  readonly cutAt: number
  readonly doneAt: number
  readonly fails: boolean
  phase: 'running' | 'succeeded' | 'failed'
  /** Whether the instant has come. */
  cut: boolean
}

export type ModelCopy = { readonly handle: string; readonly volume: string; readonly key: string; readonly at: number }

export class ModelStorage {
  tasks: ModelTask[] = []
  copies: ModelCopy[] = []

  fork(): ModelStorage {
    const copy = new ModelStorage()
    for (const { key, volumes, cutAt, doneAt, fails, phase, cut } of this.tasks)
      copy.tasks.push({ key, volumes, cutAt, doneAt, fails, phase, cut })
    for (const one of this.copies) copy.copies.push(one)
    return copy
  }

  task(key: string): ModelTask | undefined {
    return this.tasks.find(task => task.key === key)
  }

  nextAt(): number {
    let next = Number.POSITIVE_INFINITY
    for (const task of this.tasks)
      if (task.phase === 'running') next = Math.min(next, task.cut ? task.doneAt : task.cutAt)
    return next
  }

  /** Lets happen what is due, and gives the tasks whose instant has just come, if any. */
  passTo(now: number): ModelTask[] | undefined {
    let cuts: ModelTask[] | undefined
    for (const task of this.tasks) {
      if (task.phase !== 'running') continue
      if (!task.cut && task.cutAt <= now) {
        task.cut = true
        cuts = [...(cuts ?? []), task]
      }
      if (task.doneAt > now) continue
      task.phase = task.fails ? 'failed' : 'succeeded'
      if (task.fails) continue
      for (const volume of task.volumes)
        this.copies.push({ handle: `${task.key}/${volume}`, volume, key: task.key, at: task.cutAt })
    }
    return cuts
  }

  discard(key: string): void {
    this.tasks = this.tasks.filter(task => task.key !== key)
    this.copies = this.copies.filter(copy => copy.key !== key)
  }

  remove(handle: string): void {
    this.copies = this.copies.filter(copy => copy.handle !== handle)
  }
}
