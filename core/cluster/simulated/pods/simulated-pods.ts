/** The pods of a simulated cluster: containers with processes and applications, reached as through the API server. */

import { type Instant, instant } from '../../../base/index.ts'
import type { ExecRequest, ExecResult, PodExec, VolumeHost } from '../../../ports/index.ts'
import { type KubeObject, textOf, valueAt } from '../../../specs/index.ts'
import type { Application, Ledger } from '../applications/index.ts'
import type { ExecFaults } from '../faults.ts'
import type { TimedComponent } from '../timed-component.ts'
import { containerSpecs, podFiles } from './container-spec.ts'
import { ExecBook, type ExecListener, type ExecStart } from './exec-book.ts'
import type { PodLookups } from './lookups.ts'
import type { ClaimMount, ExecState, JournalEntry, LogLine, PodState, PodsState } from './pods-state.ts'
import { newContainer, RunningContainer } from './running-container.ts'
import { seedOf } from './seed-of.ts'

export type SimulatedPodsOptions = {
  readonly now: () => Instant
  readonly volumes: VolumeHost
  readonly lookups: PodLookups
  /** In order of precedence. The one named `files` yields a volume to any other that mounts it. */
  readonly applications: readonly Application<unknown>[]
  readonly seed: number
  /** There and back again. */
  readonly execLatencyMs?: number
  readonly faults?: ExecFaults
  /** What earlier pods remembered; without it, there are none yet. */
  readonly state?: PodsState
}

/** An application at work on a claim. */
export type ClaimWriter = {
  readonly namespace: string
  readonly pod: string
  readonly container: string
  readonly application: Application<unknown>
  /** All claims that it has, this one among them. */
  readonly claims: readonly ClaimMount[]
  /** What it had acknowledged at an instant, on the volumes mounted at `paths` only; undefined when it does not know. */
  readonly ledger: (at: Instant, paths?: readonly string[]) => Ledger | undefined
}

/** How a container is. */
export type ContainerHealth = {
  readonly namespace: string
  readonly pod: string
  /** The pod's, to tell it from another of the same name. */
  readonly uid: string
  readonly container: string
  readonly restarts: number
  readonly refusal?: string
}

/** The caller's side of a program whose streams are open. */
export type ExecSession = {
  readonly write: (text: string) => void
  /** Ends its standard input. */
  readonly end: () => void
  /** Ctrl-C at its terminal. */
  readonly interrupt: () => void
  /** Ends its standard input and hears no more of it. */
  readonly hangUp: () => void
}

type LogListener = {
  readonly uid: string
  readonly container: string
  readonly heard: (line: LogLine | 'ended') => void
}

type StartedExec = NonNullable<ExecState['running']>

// Source: the API server, when the kubelet of the node refuses.
const refusedConnection = { problem: 'error dialing backend: the connection to the node was refused' } as const

type RunningPod = { readonly state: PodState; readonly containers: readonly RunningContainer[] }

const usualLatencyMs = 50
/** Older entries are forgotten. */
const longestJournal = 500

export class SimulatedPods implements PodExec, TimedComponent {
  readonly #options: SimulatedPodsOptions
  readonly #pods = new Map<string, RunningPod>()
  readonly #execs: ExecBook
  /** What to do when a program starts that somebody waits for to talk to. */
  readonly #opened = new Map<number, () => void>()
  readonly #logListeners = new Set<LogListener>()
  #journal: JournalEntry[]

  constructor(options: SimulatedPodsOptions) {
    this.#options = options
    const saved = options.state === undefined ? undefined : structuredClone(options.state)
    this.#execs = new ExecBook(options.execLatencyMs ?? usualLatencyMs, saved)
    this.#journal = [...(saved?.journal ?? [])]
    // Nobody writes to the programs of before any more.
    for (const { containers } of saved?.pods ?? [])
      for (const { kernel } of containers) for (const pipe of Object.values(kernel.pipes)) delete pipe.outside
    for (const pod of saved?.pods ?? []) this.#pods.set(keyOf(pod.namespace, pod.name), this.#run(pod))
  }

  /** Everything that is remembered, as a copy. */
  state(): PodsState {
    return structuredClone({
      pods: this.#sorted().map(({ state }) => state),
      execs: this.#execs.all,
      nextExec: this.#execs.next,
      journal: this.#journal,
    })
  }

  /**
   * Brings what runs in line with the pod's object: containers start when its phase is Running, and are killed when it
   * has another phase, is being deleted, or is another pod of the same name. Repeating it changes nothing.
   */
  follow(pod: KubeObject): void {
    const { namespace = 'default', name, uid = '', deletionTimestamp } = pod.metadata
    const key = keyOf(namespace, name)
    const current = this.#pods.get(key)
    const runs = textOf(valueAt(pod, ['status', 'phase'])) === 'Running' && deletionTimestamp === undefined
    if (current !== undefined && (!runs || current.state.uid !== uid)) this.#stop(key, current)
    if (!runs || this.#pods.has(key)) return
    const { lookups } = this.#options
    const specs = containerSpecs(pod, lookups)
    const containers = specs.map(spec => newContainer(spec, name))
    this.#pods.set(key, this.#run({ namespace, name, uid, files: podFiles(pod, lookups), containers }))
    this.#startApplications()
  }

  /** The pod's object is gone: its containers are killed. */
  forget(pod: KubeObject): void {
    const { namespace = 'default', name, uid = '' } = pod.metadata
    const key = keyOf(namespace, name)
    const current = this.#pods.get(key)
    if (current?.state.uid === uid) this.#stop(key, current)
  }

  /** Ends a container and starts it again, as after a crash of its application. False when there is no such container. */
  restart(at: { readonly namespace: string; readonly pod: string; readonly container?: string }): boolean {
    const found = this.#find(at)
    if ('problem' in found) return false
    found.container.restart(this.#options.now())
    this.#collect(found.pod, found.container, this.#options.now())
    return true
  }

  /** Every container whose application keeps from writing: the truth, whatever anybody believes. */
  frozenPods(): readonly { readonly namespace: string; readonly pod: string; readonly container: string }[] {
    return this.#sorted().flatMap(({ state, containers }) =>
      containers
        .filter(container => container.frozen())
        .map(container => ({ namespace: state.namespace, pod: state.name, container: container.state.name })),
    )
  }

  /** Every container that has a claim and writes to it, with the model that runs in it. */
  models(): readonly { readonly pod: string; readonly image: string; readonly model: string }[] {
    return this.#sorted().flatMap(({ state, containers }) =>
      containers.flatMap(({ state: container, volumes }) =>
        container.application === undefined || volumes.length === 0
          ? []
          : [{ pod: state.name, image: container.image, model: container.application.name }],
      ),
    )
  }

  /** Every container, with how often it was started again and why its application does not run, if so. */
  containers(): readonly ContainerHealth[] {
    return this.#sorted().flatMap(({ state, containers }) =>
      containers.map(container => {
        const refusal = container.refusal()
        return {
          namespace: state.namespace,
          pod: state.name,
          uid: state.uid,
          container: container.state.name,
          restarts: container.state.restarts,
          ...(refusal === undefined ? {} : { refusal }),
        }
      }),
    )
  }

  /** The application that writes to a claim; undefined when none does. */
  writerOf(namespace: string, claim: string): ClaimWriter | undefined {
    for (const { state, containers } of this.#sorted()) {
      for (const container of containers) {
        const { application } = container
        const running = container.state.application
        if (state.namespace !== namespace || application === undefined || running === undefined) continue
        if (!container.state.claims.some(mount => mount.claim === claim)) continue
        return {
          namespace,
          pod: state.name,
          container: container.state.name,
          application,
          claims: container.state.claims,
          ledger: (at, paths) => application.ledger(running.state, at, paths),
        }
      }
    }
    return undefined
  }

  /** What ran in the containers, oldest first; the last few hundred entries. */
  journal(): readonly JournalEntry[] {
    return this.#journal
  }

  /** Why nothing can be run there, in the words of the API server; undefined when a program can be started. */
  problemOf(at: { readonly namespace: string; readonly pod: string; readonly container?: string }): string | undefined {
    const found = this.#find(at)
    return 'problem' in found ? found.problem : undefined
  }

  /** What a container has printed, oldest first; undefined when there is no such container, or it was never restarted. */
  log(
    at: { readonly namespace: string; readonly pod: string; readonly container?: string },
    options: { readonly previous: boolean },
  ): readonly LogLine[] | undefined {
    const found = this.#find(at)
    if ('problem' in found) return undefined
    const { state } = found.container
    return options.previous ? state.previousLog : (state.log ?? [])
  }

  /** Hears every line that the container prints from now on, and of its end, until the returned function is called. */
  followLog(
    at: { readonly namespace: string; readonly pod: string; readonly container?: string },
    heard: (line: LogLine | 'ended') => void,
  ): () => void {
    const found = this.#find(at)
    if ('problem' in found) {
      heard('ended')
      return () => undefined
    }
    const listener = { uid: found.pod.state.uid, container: found.container.state.name, heard }
    this.#logListeners.add(listener)
    return () => {
      this.#logListeners.delete(listener)
    }
  }

  /** Starts a program and stays in touch with it. What is written before it has started waits for it. */
  open(request: ExecStart, listener: ExecListener): ExecSession {
    const id = this.#execs.open(request, this.#options.now(), listener)
    let early = ''
    let ended = false
    const withContainer = (use: (container: RunningContainer, running: StartedExec) => void): boolean => {
      const exec = this.#execs.find(id)
      const running = exec?.running
      if (exec === undefined || running === undefined) return false
      const found = this.#find({ ...exec, container: running.container })
      if ('problem' in found || found.pod.state.uid !== running.uid) return true
      use(found.container, running)
      found.container.run(this.#options.now())
      this.#collect(found.pod, found.container, this.#options.now())
      return true
    }
    const deliver = (text: string, isEnd: boolean) =>
      withContainer((container, { input }) => {
        if (input === undefined) return
        if (text !== '') container.write(input, text)
        if (isEnd) container.endInput(input)
      })
    this.#opened.set(id, () => {
      if (early !== '' || ended) deliver(early, ended)
      early = ''
    })
    return {
      write: text => {
        if (!deliver(text, false)) early += text
      },
      end: () => {
        ended = true
        deliver('', true)
      },
      interrupt: () => {
        withContainer((container, { pid }) => container.interrupt(pid))
      },
      hangUp: () => {
        deliver('', true)
        this.#opened.delete(id)
        this.#execs.hangUp(id)
      },
    }
  }

  run(request: ExecRequest, signal?: AbortSignal): Promise<ExecResult> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    return this.#execs.send(request, this.#options.now(), signal, this.#options.faults?.(request))
  }

  nextAt(): Instant | undefined {
    let next = this.#execs.nextAt()
    for (const { containers } of this.#pods.values()) {
      for (const container of containers) {
        const at = container.nextAt()
        if (at !== undefined && (next === undefined || at < next)) next = at
      }
    }
    return next === undefined ? undefined : instant(next)
  }

  /** Applications write as time passes, without asking for a moment of their own. */
  advanceTo(now: Instant): void {
    for (let next = this.nextAt(); next !== undefined && next <= now; next = this.nextAt()) this.#step(next)
    for (const { containers } of this.#sorted()) for (const container of containers) container.advance(now)
  }

  #step(now: Instant): void {
    for (const exec of this.#execs.arrived(now)) this.#start(exec, now)
    for (const pod of this.#sorted()) {
      for (const container of pod.containers) {
        const at = container.nextAt()
        if (at === undefined || at > now) continue
        container.run(now)
        this.#collect(pod, container, now)
      }
    }
    this.#execs.deliver(now)
  }

  #start(exec: ExecState, now: Instant): void {
    const found = exec.fault === 'refuse' ? refusedConnection : this.#find(exec)
    if ('problem' in found) {
      this.#execs.answer(exec, now, found)
      return
    }
    const { pod, container } = found
    const problem = container.problemOf(exec.argv)
    if (problem !== undefined) {
      this.#execs.answer(exec, now, { problem })
      return
    }
    const { uid, namespace, name } = pod.state
    const { name: containerName } = container.state
    this.#note({ at: now, namespace, pod: name, container: containerName, what: 'exec', argv: exec.argv })
    exec.running = { uid, container: containerName, ...container.start(exec.id, exec.argv, now, exec) }
    this.#opened.get(exec.id)?.()
    this.#opened.delete(exec.id)
    container.run(now)
    this.#collect(pod, container, now)
    if (exec.fault === 'drop') this.#execs.drop(exec)
  }

  /** Notes the ends of programs; a result goes back when nothing holds its output open any more. */
  #collect(pod: RunningPod, container: RunningContainer, now: number): void {
    const { uid, namespace, name } = pod.state
    for (const exec of this.#execs.all) {
      const { running } = exec
      if (running?.uid !== uid || running.container !== container.state.name || exec.answerAt !== undefined) continue
      const code = exec.exit ?? container.exitOf(running.pid)
      if (code === undefined) continue
      if (exec.exit === undefined)
        this.#note({
          at: now,
          namespace,
          pod: name,
          container: container.state.name,
          what: 'exec',
          argv: exec.argv,
          exit: code,
        })
      exec.exit = code
      if (!container.isChannelOpen(exec.id)) this.#execs.answer(exec, now, {})
    }
  }

  /** The container an exec is for, or why there is none, in the words of the API server. */
  #find(at: {
    readonly namespace: string
    readonly pod: string
    readonly container?: string
  }): { readonly pod: RunningPod; readonly container: RunningContainer } | { readonly problem: string } {
    const { namespace, pod: name, container: wanted } = at
    const pod = this.#pods.get(keyOf(namespace, name))
    if (pod === undefined) {
      const object = this.#options.lookups.object({ apiVersion: 'v1', kind: 'Pod', namespace, name })
      if (object === undefined) return { problem: `pods "${name}" not found` }
      const phase = textOf(valueAt(object, ['status', 'phase'])) ?? 'Pending'
      const deleting = object.metadata.deletionTimestamp === undefined ? '' : ', being deleted'
      return { problem: `cannot exec into pod "${namespace}/${name}": it is not running (${phase}${deleting})` }
    }
    const names = pod.containers.map(container => container.state.name)
    if (wanted === undefined && names.length > 1)
      return { problem: `a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]` }
    const container = pod.containers.find(({ state }) => wanted === undefined || state.name === wanted)
    if (container === undefined)
      return { problem: `container ${wanted} is not valid for pod ${name}, it has: [${names.join(' ')}]` }
    return { pod, container }
  }

  #run(state: PodState): RunningPod {
    const { seed, volumes, applications, now } = this.#options
    const { namespace, name } = state
    return {
      state,
      containers: state.containers.map(container => {
        const context = {
          pod: state,
          application: applications.find(({ runs }) => runs(container.image, container.name)),
          open: (volume: string) => volumes.open(volume),
          seed: seedOf(seed, [namespace, name, container.name]),
          events: {
            printed: (line: LogLine) => {
              for (const listener of this.#logListeners)
                if (listener.uid === state.uid && listener.container === container.name) listener.heard(line)
            },
            output: (exec: number, stream: 'stdout' | 'stderr', text: string) => this.#execs.write(exec, stream, text),
            ran: (what: 'client' | 'restarted', argv: readonly string[], at: number) =>
              this.#note({ at, namespace, pod: name, container: container.name, what, argv }),
          },
        }
        return new RunningContainer(container, context, now())
      }),
    }
  }

  #stop(key: string, pod: RunningPod): void {
    this.#pods.delete(key)
    const now = this.#options.now()
    for (const container of pod.containers) {
      container.advance(now)
      container.kill()
      this.#collect(pod, container, now)
    }
    for (const listener of this.#logListeners) if (listener.uid === pod.state.uid) listener.heard('ended')
    this.#startApplications()
  }

  /** A volume has one writer: databases come first, and who comes later waits until the volume is free. */
  #startApplications(): void {
    const containers = this.#sorted().flatMap(pod => pod.containers)
    const taken = new Set(
      containers
        .filter(({ state }) => state.application !== undefined)
        .flatMap(({ state }) => state.claims.map(mount => mount.volume)),
    )
    const waiting = containers.filter(({ state, application }) => state.application === undefined && application)
    for (const container of waiting.sort((a, b) => Number(isGeneric(a)) - Number(isGeneric(b)))) {
      const volumes = container.state.claims.map(mount => mount.volume)
      if (volumes.some(volume => taken.has(volume))) continue
      for (const volume of volumes) taken.add(volume)
      container.startApplication(this.#options.now())
    }
  }

  #note(entry: JournalEntry): void {
    this.#journal = [...this.#journal.slice(-longestJournal + 1), entry]
  }

  #sorted(): readonly RunningPod[] {
    return [...this.#pods.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pod]) => pod)
  }
}

function isGeneric({ application }: RunningContainer): boolean {
  return application?.name === 'files'
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`
}
