/** One container at work: its processes, its files, and the application on its volumes. */

import { type Instant, instant } from '../../../base/index.ts'
import type { BlockDevice } from '../../../ports/index.ts'
import { entry, textOf } from '../../../specs/index.ts'
import type { Application, MountedVolumes } from '../applications/index.ts'
import {
  baseTree,
  closeFromOutside,
  emptyKernelState,
  FileSystem,
  find,
  type Host,
  interruptGroup,
  isChannelOpen,
  type Kernel,
  killAll,
  knownPrograms,
  nextWake,
  openInput,
  runAll,
  startProgram,
  writeFromOutside,
} from '../shell/index.ts'
import { type ContainerSpec, rootTree } from './container-spec.ts'
import type { ContainerState, LogLine, PodState } from './pods-state.ts'

/** Lines; older ones are forgotten, as a node rotates its logs. */
const longestLog = 500

/** What a container tells its pod. */
export type ContainerEvents = {
  readonly output: (exec: number, stream: 'stdout' | 'stderr', text: string) => void
  readonly printed: (line: LogLine) => void
  readonly ran: (what: 'client' | 'restarted', argv: readonly string[], at: number) => void
}

export type ContainerContext = {
  readonly pod: PodState
  readonly application: Application<unknown> | undefined
  readonly open: (volume: string) => BlockDevice | undefined
  readonly seed: number
  readonly events: ContainerEvents
}

export function newContainer(spec: ContainerSpec, hostname: string): ContainerState {
  return { ...spec, kernel: emptyKernelState(), root: baseTree(hostname), restarts: 0 }
}

export class RunningContainer {
  readonly state: ContainerState
  readonly application: Application<unknown> | undefined
  readonly #context: ContainerContext
  #kernel: Kernel
  #volumes: MountedVolumes | undefined
  #restarting = false
  /** Of programs started from outside, until they are asked for. */
  readonly #exits = new Map<number, number>()

  constructor(state: ContainerState, context: ContainerContext, now: Instant) {
    this.state = state
    this.application = context.application
    this.#context = context
    this.#kernel = this.#newKernel(now)
  }

  /** The volumes it mounts, in the order of its mounts. */
  get volumes(): MountedVolumes {
    this.#volumes ??= this.state.claims.flatMap(({ path, claim, volume }) => {
      const device = this.#context.open(volume)
      return device === undefined ? [] : [{ path, claim, device }]
    })
    return this.#volumes
  }

  /** Starts the application on its volumes, unless it runs. */
  startApplication(now: Instant): void {
    const { application, state } = this
    if (application === undefined || state.application !== undefined) return
    const { image, env, user, arguments: words = [] } = state
    const facts = { image, env, user, arguments: words }
    const started = application.start(this.volumes, now, this.#context.seed + state.restarts, facts)
    state.application = { name: application.name, state: started, advancedTo: now }
    const refusal = this.refusal()
    const paths = this.volumes.map(({ path }) => path).join(', ')
    const where = paths === '' ? '' : `, data in ${paths}`
    this.#print(now, refusal === undefined ? `${application.name}: ready${where}` : `${application.name}: ${refusal}`)
  }

  /** Lets the application write what it writes until then. */
  advance(to: Instant): void {
    const running = this.state.application
    if (running === undefined || running.advancedTo >= to) return
    this.application?.advance(running.state, this.volumes, instant(running.advancedTo), to)
    running.advancedTo = to
  }

  /** When a process goes on by itself. */
  nextAt(): number | undefined {
    return nextWake(this.#kernel)
  }

  /** Why a program cannot be started at all, in the words of a container runtime; undefined when it can. */
  problemOf(argv: readonly string[]): string | undefined {
    const [name = ''] = argv
    const found = find(this.#kernel, this.state.cwd, name, this.state.env.PATH)
    const because =
      found.is === 'missing'
        ? 'executable file not found in $PATH'
        : found.is === 'refused'
          ? 'permission denied'
          : undefined
    return because && `failed to start exec: unable to start container process: exec: "${name}": ${because}`
  }

  /** Starts a program from outside; its number, and that of its standard input when it was given one. */
  start(
    exec: number,
    argv: readonly string[],
    now: Instant,
    streams: { readonly stdin?: boolean; readonly terminal?: boolean } = {},
  ): { readonly pid: number; readonly input?: number } {
    this.advance(now)
    this.#kernel.now = now
    const { env, cwd } = this.state
    const common = { argv, env, cwd, channel: exec, terminal: streams.terminal === true }
    if (streams.stdin !== true) return { pid: startProgram(this.#kernel, common) }
    const input = openInput(this.#kernel)
    return { pid: startProgram(this.#kernel, { ...common, input }), input }
  }

  /** Writes to the standard input of a program; what nothing reads is lost. */
  write(input: number, text: string): void {
    writeFromOutside(this.#kernel, input, text)
  }

  /** Ends the standard input of a program. */
  endInput(input: number): void {
    closeFromOutside(this.#kernel, input)
  }

  /** Ctrl-C: what a program from outside has started ends, and so does the program, unless it is a shell at its prompt. */
  interrupt(pid: number): void {
    interruptGroup(this.#kernel, pid)
  }

  /** Runs every process that can run now. */
  run(now: Instant): void {
    this.advance(now)
    this.#kernel.now = now
    runAll(this.#kernel)
    if (this.#restarting) this.restart(now)
  }

  /** How a program that was started from outside has ended; undefined while it runs. Told once. */
  exitOf(pid: number): number | undefined {
    const code = this.#exits.get(pid)
    this.#exits.delete(pid)
    return code
  }

  isChannelOpen(exec: number): boolean {
    return isChannelOpen(this.#kernel, exec)
  }

  frozen(): boolean {
    const running = this.state.application
    return running !== undefined && this.application?.frozen(running.state) === true
  }

  /** Why its application does not run, in the application's words; undefined when it runs, or when there is none. */
  refusal(): string | undefined {
    return textOf(entry(this.state.application?.state, 'refusal'))
  }

  /** Ends all processes, as the container's end does; their sessions end with them. */
  kill(): void {
    killAll(this.#kernel)
  }

  /** Starts the container again: its own files are lost, and the application opens what is on its volumes. */
  restart(now: Instant): void {
    this.#restarting = false
    this.kill()
    const { state } = this
    this.#print(now, 'the container ends')
    state.previousLog = state.log ?? []
    state.log = []
    state.restarts++
    state.root = baseTree(this.#context.pod.name)
    state.kernel = { ...emptyKernelState(), nextPid: state.kernel.nextPid }
    delete state.application
    this.#volumes = undefined
    this.#kernel = this.#newKernel(now)
    this.#context.events.ran('restarted', [], now)
    this.startApplication(now)
  }

  /** Writes a line to the container's log. Arguments of programs stay out of it: they may be passwords. */
  #print(at: Instant, text: string): void {
    const line = { at, text }
    const { state } = this
    state.log = [...(state.log ?? []).slice(1 - longestLog), line]
    this.#context.events.printed(line)
  }

  #newKernel(now: Instant): Kernel {
    const { state } = this
    const files = new FileSystem(state.mounts, { ...this.#context.pod.files, [rootTree]: state.root })
    return { state: state.kernel, files, host: this.#host(), now }
  }

  #host(): Host {
    const { events, pod } = this.#context
    const application = this.application
    const programs = application?.programs ?? {}
    const clientOf = (name: string) => (Object.hasOwn(programs, name) ? programs[name] : undefined)
    const refused = { do: 'exit', code: 1, stdout: '', stderr: 'the application is not running\n' } as const
    return {
      hostname: pod.name,
      user: this.state.user,
      understands: application?.understands ?? [],
      hasClient: name =>
        clientOf(name) !== undefined && (this.state.application !== undefined || !knownPrograms.includes(name)),
      begin: call => {
        events.ran('client', call.argv, this.#kernel.now)
        this.#print(instant(this.#kernel.now), `${application?.name ?? ''}: ${call.argv[0] ?? ''} connected`)
        const running = this.state.application
        const client = clientOf(call.argv[0] ?? '')
        if (running === undefined || client === undefined) return refused
        return client.begin(call, running.state, this.volumes, instant(this.#kernel.now))
      },
      resume: (name, memory, event) => {
        const running = this.state.application
        const client = clientOf(name)
        if (running === undefined || client === undefined) return refused
        return client.resume(memory, event, running.state, this.volumes, instant(this.#kernel.now))
      },
      ended: (name, session) => {
        const running = this.state.application
        if (running !== undefined) clientOf(name)?.ended(session, running.state)
      },
      output: events.output,
      exited: (pid, code) => {
        this.#exits.set(pid, code)
      },
      stopped: () => {
        this.#restarting = true
      },
    }
  }
}
