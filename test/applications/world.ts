/** One application on simulated volumes, with time and client programs, for the tests of applications. */

import { type Instant, instant } from '../../core/base/index.ts'
import type {
  Application,
  ApplicationState,
  ContainerFacts,
  Json,
  MountedVolumes,
  ProgramNext,
} from '../../core/cluster/simulated/applications/index.ts'
import { judgeCopy, type Verdict } from '../../core/cluster/simulated/applications/index.ts'
import { SimulatedStorage, type SimulatedStorageOptions } from '../../core/storage/simulated/index.ts'

export type Finished = { readonly code: number; readonly stdout: string; readonly stderr: string }
/** A program that is still there: what it waits for, and its session. */
export type Running = { readonly program: string; readonly session: string; next: ProgramNext }

/** Runs an application and moves it and its storage through time in the order that a world must keep. */
export class ApplicationWorld<State extends ApplicationState> {
  now: Instant = instant(1_700_000_000_000)
  readonly storage: SimulatedStorage
  readonly application: Application<State>
  readonly paths: readonly string[]
  readonly volumes: MountedVolumes
  readonly handles: readonly string[]
  state: State
  #sessions = 0
  #tasks = 0

  constructor(
    application: Application<State>,
    paths: readonly string[],
    seed: number,
    options: Partial<SimulatedStorageOptions> & {
      readonly sizeBytes?: number
      readonly container?: ContainerFacts
    } = {},
  ) {
    this.application = application
    this.paths = paths
    this.storage = new SimulatedStorage({ seed, ...options, now: () => this.now })
    this.handles = paths.map(path =>
      this.storage.provision({ key: path, sizeBytes: options.sizeBytes ?? 64 * 2 ** 20 }),
    )
    this.volumes = this.mount(this.handles)
    this.state = application.start(this.volumes, this.now, seed, options.container)
  }

  mount(handles: readonly string[]): MountedVolumes {
    return this.paths.map((path, index) => {
      const claim = handles[index] ?? ''
      const device = this.storage.open(claim)
      if (device === undefined) throw new Error(`There is no volume ${claim}.`)
      return { path, claim, device }
    })
  }

  /** Everybody sees every instant at which storage does something; applications write first, storage cuts second. */
  advance(ms: number): void {
    const end = instant(this.now + ms)
    while (this.now < end) {
      const next = this.storage.nextAt()
      const stop = next !== undefined && next <= end ? next : end
      this.application.advance(this.state, this.volumes, this.now, stop)
      this.now = stop
      this.storage.advanceTo(stop)
    }
  }

  begin(argv: readonly string[], env: Readonly<Record<string, string>> = {}, stdin = ''): Running {
    const name = argv[0] ?? ''
    const program = this.application.programs[name]
    if (program === undefined) throw new Error(`${this.application.name} has no program ${name}.`)
    this.#sessions += 1
    const session = `s${this.#sessions}`
    const running = {
      program: name,
      session,
      next: program.begin({ argv, env, stdin, session }, this.state, this.volumes, this.now),
    }
    return this.#through(running)
  }

  /** The shell command that a client started has ended. */
  shellEnded(running: Running, code = 0, output = ''): Running {
    if (running.next.do !== 'shell') throw new Error('No shell command is running.')
    const memory: Json = JSON.parse(JSON.stringify(running.next.memory))
    const program = this.application.programs[running.program]
    if (program === undefined) throw new Error('The program is gone.')
    running.next = program.resume(memory, { kind: 'shell-exit', code, output }, this.state, this.volumes, this.now)
    return this.#through(running)
  }

  kill(running: Running): void {
    this.application.programs[running.program]?.ended(running.session, this.state)
  }

  /** Runs a program that starts no shell to its end. */
  run(argv: readonly string[], env: Readonly<Record<string, string>> = {}, stdin = ''): Finished {
    const running = this.begin(argv, env, stdin)
    if (running.next.do !== 'exit') throw new Error(`It still waits: ${JSON.stringify(running.next)}`)
    this.kill(running)
    return running.next
  }

  /** Sleeps pass; an exit or a shell command is where it stops. */
  #through(running: Running): Running {
    while (running.next.do === 'sleep') {
      const { ms, memory } = running.next
      this.advance(ms)
      const program = this.application.programs[running.program]
      if (program === undefined) throw new Error('The program is gone.')
      running.next = program.resume(
        JSON.parse(JSON.stringify(memory)),
        { kind: 'woken' },
        this.state,
        this.volumes,
        this.now,
      )
    }
    return running
  }

  /** Snapshots the volumes together, or one after the other with `gapMs` between; the handles and the earliest instant. */
  async snapshot(how: 'group' | { readonly gapMs: number; readonly order: readonly number[] }): Promise<Copies> {
    const groups = how === 'group' ? [this.handles] : how.order.map(index => [this.handles[index] ?? ''])
    const found = new Map<string, { readonly handle: string; readonly at: Instant }>()
    for (const volumes of groups) {
      this.#tasks += 1
      const key = `task-${this.#tasks}`
      await this.storage.snapshot({ key, volumes })
      for (let task = await this.storage.snapshotTask(key); task?.phase === 'running'; ) {
        this.advance((this.storage.nextAt() ?? this.now) - this.now)
        task = await this.storage.snapshotTask(key)
        if (task?.phase === 'failed') throw new Error(task.message)
        if (task?.phase === 'succeeded') for (const snapshot of task.snapshots) found.set(snapshot.volume, snapshot)
      }
      if (how !== 'group') this.advance(how.gapMs)
    }
    const snapshots = this.handles.map(handle => found.get(handle)?.handle ?? '')
    const at = instant(Math.min(...Array.from(found.values(), snapshot => snapshot.at)))
    return { snapshots, at }
  }

  /** New volumes with the bytes of the snapshots, mounted at the same paths. */
  async clone(copies: Copies): Promise<MountedVolumes> {
    const handles: string[] = []
    for (const snapshot of copies.snapshots) {
      this.#tasks += 1
      const key = `task-${this.#tasks}`
      await this.storage.clone({ key, snapshot })
      let task = await this.storage.cloneTask(key)
      while (task?.phase === 'running') {
        this.advance((this.storage.nextAt() ?? this.now) - this.now)
        task = await this.storage.cloneTask(key)
      }
      if (task?.phase !== 'succeeded') throw new Error(`The clone came to ${JSON.stringify(task)}.`)
      handles.push(task.volume)
    }
    return this.mount(handles)
  }

  async judge(copies: Copies): Promise<Verdict> {
    return judgeCopy(this.application, await this.clone(copies), this.application.ledger(this.state, copies.at))
  }

  /** The state as it would come back from disk. */
  reload(): void {
    this.state = JSON.parse(JSON.stringify(this.state))
  }
}

export type Copies = { readonly snapshots: readonly string[]; readonly at: Instant }
