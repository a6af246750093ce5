/** A pod of the model: one application whose locks are the truth, and what our scripts keep in its /tmp. */

/** What a command does to the application: takes the nesting lock, gives it back, flushes, or fails. */
export type CommandEffect = 'lock' | 'unlock' | 'flush' | 'fail'

export type ModelHold = {
  readonly task: string
  readonly name: string
  /** When the lock is granted, and when the hold ends by itself. */
  readonly lockAt: number
  readonly deadline: number
  state: 'starting' | 'held' | 'released' | 'lost' | 'expired' | 'never'
}

export type ModelCommand = {
  readonly name: string
  readonly does: CommandEffect
  /** When it takes effect, and when it is stopped if it has not. */
  readonly actAt: number
  readonly stopAt: number
  exit: number | undefined
}

/** The directory of one task. */
export type TaskFiles = {
  readonly task: string
  commands: ModelCommand[]
  armed: boolean
  /** The watchdog's time; -1 when there is none. */
  firesAt: number
  posts: readonly string[]
  /** The post commands, by their names, that have succeeded once. */
  succeeded: readonly string[]
  fired: boolean
  closed: boolean
  disarmed: boolean
}

export class ModelPod {
  readonly uid: string
  /** Whether the rule reaches it. */
  readonly reached: boolean
  /** Whether it was there when the last attempt was planned. */
  known = false
  /** A pod that does not run neither writes nor answers. */
  running: boolean
  /** The nesting of the server-wide lock. */
  nested = 0
  holds: ModelHold[] = []
  tasks: TaskFiles[] = []
  /** Since when the application stands still; -1 while it does not. */
  frozenSince = -1
  /** How often a pre command has taken effect here. */
  quiesced = 0
  /** Until then no command gives the lock back. */
  stuckUntil = 0

  constructor(uid: string, running: boolean, reached: boolean) {
    this.uid = uid
    this.running = running
    this.reached = reached
  }

  fork(): ModelPod {
    const copy = new ModelPod(this.uid, this.running, this.reached)
    copy.known = this.known
    copy.nested = this.nested
    for (const { task, name, lockAt, deadline, state } of this.holds)
      copy.holds.push({ task, name, lockAt, deadline, state })
    for (const files of this.tasks) {
      const commands: ModelCommand[] = []
      for (const { name, does, actAt, stopAt, exit } of files.commands)
        commands.push({ name, does, actAt, stopAt, exit })
      const { task, armed, firesAt, posts, succeeded, fired, closed, disarmed } = files
      copy.tasks.push({ task, commands, armed, firesAt, posts, succeeded, fired, closed, disarmed })
    }
    copy.frozenSince = this.frozenSince
    copy.quiesced = this.quiesced
    copy.stuckUntil = this.stuckUntil
    return copy
  }

  isFrozen(): boolean {
    if (!this.running) return false
    if (this.nested > 0) return true
    for (const hold of this.holds) if (hold.state === 'held') return true
    return false
  }

  /** When something next happens here by itself; Infinity when nothing will. */
  nextAt(): number {
    let next = Number.POSITIVE_INFINITY
    for (const hold of this.holds) {
      if (hold.state === 'starting') next = Math.min(next, hold.lockAt, hold.deadline)
      else if (hold.state === 'held') next = Math.min(next, hold.deadline)
    }
    for (const task of this.tasks) {
      if (task.firesAt >= 0) next = Math.min(next, task.firesAt)
      for (const command of task.commands)
        if (command.exit === undefined) next = Math.min(next, command.actAt, command.stopAt)
    }
    return next
  }

  /** Lets happen what is due. Called for every instant of {@link nextAt} in turn. */
  passTo(now: number): void {
    for (const hold of this.holds) {
      // A lock that is granted only after the deadline finds the wait script expired, and is given back at once.
      if (hold.state === 'starting' && hold.deadline <= now) hold.state = 'expired'
      else if (hold.state === 'starting' && hold.lockAt <= now) {
        hold.state = 'held'
        this.quiesced++
      } else if (hold.state === 'held' && hold.deadline <= now) hold.state = 'expired'
    }
    for (const task of this.tasks) {
      for (const command of task.commands) {
        if (command.exit !== undefined) continue
        if (command.actAt <= now) this.#finish(task, command, now)
        else if (command.stopAt <= now) command.exit = 124
      }
      if (task.firesAt >= 0 && task.firesAt <= now) this.#fire(task, now)
    }
  }

  /** The container starts anew: its processes, its locks and its /tmp are gone. */
  restart(): void {
    this.nested = 0
    this.holds = []
    this.tasks = []
  }

  hold(task: string, name: string): ModelHold | undefined {
    return this.holds.find(hold => hold.task === task && hold.name === name)
  }

  task(task: string): TaskFiles | undefined {
    return this.tasks.find(files => files.task === task)
  }

  /** The task's directory, made if it is not there. */
  open(task: string): TaskFiles {
    const found = this.task(task)
    if (found !== undefined) return found
    const files: TaskFiles = {
      task,
      commands: [],
      armed: false,
      firesAt: -1,
      posts: [],
      succeeded: [],
      fired: false,
      closed: false,
      disarmed: false,
    }
    this.tasks.push(files)
    return files
  }

  /** No pre command of the task may take effect any more. */
  close(files: TaskFiles): void {
    files.closed = true
    for (const command of files.commands)
      if (command.exit === undefined && command.name.startsWith('pre')) command.exit = 137
  }

  #finish(files: TaskFiles, command: ModelCommand, now: number): void {
    const { does, name } = command
    // A further try of a post command that has succeeded meanwhile runs nothing.
    const base = name.replace(/-[rw]\d+$/, '')
    const isStuck = does === 'unlock' && now < this.stuckUntil
    command.exit = does === 'fail' || isStuck ? 1 : 0
    if (command.exit !== 0 || files.succeeded.includes(base)) return
    if (does === 'unlock') {
      this.nested = Math.max(0, this.nested - 1)
      files.succeeded = [...files.succeeded, base]
    }
    if (does === 'lock') this.nested++
    if (does === 'lock' || does === 'flush') this.quiesced++
  }

  // The watchdog repeats what fails, until it is closed.
  #fire(files: TaskFiles, now: number): void {
    const isFirst = !files.fired
    files.firesAt = -1
    files.fired = true
    this.close(files)
    for (let index = 0; index < files.posts.length; index++) {
      const post = `post-${index + 1}`
      if (files.succeeded.includes(post)) continue
      const isClaimed = files.commands.some(command => command.name === post)
      if (files.commands.some(one => one.name.startsWith(post) && one.exit === undefined)) {
        files.firesAt = now + watchdogPauseMs
        continue
      }
      const name = isFirst && !isClaimed ? post : `${post}-w${now}`
      const command: ModelCommand = { name, does: 'unlock', actAt: now, stopAt: now, exit: undefined }
      files.commands.push(command)
      this.#finish(files, command, now)
      if (command.exit !== 0) files.firesAt = now + watchdogPauseMs
    }
  }
}

/** From one try of a watchdog to the next, at most. */
export const watchdogPauseMs = 5_000
