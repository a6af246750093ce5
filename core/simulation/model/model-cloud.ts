/** The object store of the model: uploads that take time, fail or are cancelled, and the backups they leave. */

import { instant } from '../../base/index.ts'
import type { UploadTask } from '../../ports/index.ts'

export type ModelUpload = {
  readonly key: string
  /** The local snapshot that is uploaded, its volume and its instant. */
  readonly snapshot: string
  readonly volume: string
  readonly at: number
  readonly from: number
  readonly doneAt: number
  /** `refused`: it can never succeed. */
  readonly fate: 'succeeded' | 'failed' | 'refused'
  done: boolean
}

export type ModelBackup = {
  readonly handle: string
  readonly snapshot: string
  readonly volume: string
  readonly key: string
  readonly at: number
}

export class ModelCloud {
  tasks: ModelUpload[] = []
  backups: ModelBackup[] = []

  fork(): ModelCloud {
    const copy = new ModelCloud()
    for (const task of this.tasks) copy.tasks.push({ ...task })
    copy.backups = this.backups.slice()
    return copy
  }

  task(key: string): ModelUpload | undefined {
    return this.tasks.find(task => task.key === key)
  }

  nextAt(): number {
    let next = Number.POSITIVE_INFINITY
    for (const task of this.tasks) if (!task.done) next = Math.min(next, task.doneAt)
    return next
  }

  /** Lets happen what is due, and gives the local snapshots whose upload has just succeeded, if any. */
  passTo(now: number): string[] | undefined {
    let succeeded: string[] | undefined
    for (const task of this.tasks) {
      if (task.done || task.doneAt > now) continue
      task.done = true
      if (task.fate !== 'succeeded') continue
      const { key, snapshot, volume, at } = task
      this.backups.push({ handle: `store/${key}`, snapshot, volume, key, at })
      succeeded = [...(succeeded ?? []), snapshot]
    }
    return succeeded
  }

  answer(key: string, now: number): UploadTask {
    const task = this.task(key)
    if (task === undefined) return { phase: 'queued' }
    if (!task.done) {
      const totalBytes = task.doneAt - task.from
      return { phase: 'running', doneBytes: Math.min(totalBytes, now - task.from), totalBytes }
    }
    if (task.fate === 'failed') return { phase: 'failed', message: 'The store answered 503.', mayPass: true }
    if (task.fate === 'refused') return { phase: 'failed', message: 'The snapshot is not there.', mayPass: false }
    const { volume, at } = task
    const handle = `store/${key}`
    return {
      phase: 'succeeded',
      backup: { handle, volume, at: instant(at), sizeBytes: 1, storedBytes: 1, kind: 'full' },
    }
  }

  discard(key: string): void {
    this.tasks = this.tasks.filter(task => task.key !== key)
    this.backups = this.backups.filter(backup => backup.key !== key)
  }

  remove(handle: string): void {
    this.backups = this.backups.filter(backup => backup.handle !== handle)
  }
}
