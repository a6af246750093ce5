/** A command of the plugin that runs inside the UI: its plan and question are shown there, and its run goes on in the background. */

import { setMaxListeners } from 'node:events'
import type { EngineEvent } from '@pxsnap/core/engine'
import type { Executor, KubeObject } from '@pxsnap/core/specs'
import { emptyLiveRun, withEvent, withMigrationEvent } from '@pxsnap/core/views'
import { allCommands } from '../../all-commands.ts'
import { dispatch } from '../../dispatch.ts'
import { type ExitCode, exitCodes } from '../../exit-codes.ts'
import type { Face } from '../../face.ts'
import type { Host } from '../../host.ts'
import { progressLine } from '../../output/progress-line.ts'
import type { Run } from '../runs.ts'
import type { Line } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { clusterFlags } from './cluster-flags.ts'
import { type PlanReview, reviewPlan } from './plan-review.ts'
import { shellLine } from './shell-words.ts'
import { tonedLines, tonePaint } from './toned-text.ts'

/** `planning`: it has not asked yet. `over` with an exit code other than `done` is told in the printed lines. */
export type CommandPhase =
  | { readonly is: 'planning' }
  | { readonly is: 'asking'; readonly question: string }
  | { readonly is: 'running' }
  | { readonly is: 'over'; readonly exit: ExitCode }

/** So wide that a command cuts nothing: the screen breaks lines itself. */
const columns = 4000

/** The newest characters of what is told. */
const mostTold = 100_000

export class HostedCommand {
  /** As typed in a shell, after the name of the program. */
  readonly line: string
  readonly #ui: Ui
  readonly #words: readonly string[]
  readonly #question: string | undefined
  readonly #own = new AbortController()
  #phase: CommandPhase = { is: 'planning' }
  #text = ''
  /** How much of the text is the plan. */
  #planLength: number | undefined
  #executor: Executor | undefined
  #review: PlanReview | undefined
  #told = ''
  #stage = ''
  #answer: ((yes: boolean) => void) | undefined
  #run: (() => Run) | undefined
  #become: ((change: Partial<Run>) => void) | undefined
  #over: Promise<ExitCode> | undefined

  /** `question`: asked before a command that asks none itself. */
  constructor(ui: Ui, words: readonly string[], question?: string) {
    this.#ui = ui
    this.#question = question
    this.#words = [...words, ...clusterFlags(ui.global, ui.world)]
    this.line = shellLine(this.#words)
    setMaxListeners(0, this.#own.signal)
  }

  get phase(): CommandPhase {
    return this.#phase
  }

  /** Who carries it out; undefined before that is planned. */
  get executor(): Executor | undefined {
    return this.#executor
  }

  /** Absent until it is worked out. */
  get review(): PlanReview | undefined {
    return this.#review
  }

  /** Present once the user has agreed. */
  get run(): Run | undefined {
    return this.#run?.()
  }

  /** The plan as the command prints it, and what it printed after the question. */
  get printed(): { readonly plan: readonly Line[]; readonly after: readonly Line[] } {
    const length = this.#planLength ?? (this.#phase.is === 'over' ? 0 : this.#text.length)
    return { plan: tonedLines(this.#text.slice(0, length)), after: tonedLines(this.#text.slice(length)) }
  }

  /** What has happened so far in the run, a line per event. */
  get told(): readonly Line[] {
    return tonedLines(this.#told)
  }

  /** Begins to plan. Answers at once. */
  start(): void {
    this.#over = this.#carryOut()
    this.#ui.background(this.line, async signal => {
      const stop = () => this.stop(signal.reason)
      signal.addEventListener('abort', stop, { once: true })
      await this.#over
      signal.removeEventListener('abort', stop)
    })
  }

  /** To the question. Does nothing when there is none. */
  answer(yes: boolean): void {
    this.#answer?.(yes)
  }

  /** Whatever is frozen is thawed first. */
  stop(reason: unknown = new Error('stopped')): void {
    this.#own.abort(reason)
    this.#answer?.(false)
  }

  async #carryOut(): Promise<ExitCode> {
    if (this.#question !== undefined && !(await this.#ask(this.#question))) {
      this.#enter({ is: 'over', exit: exitCodes.interrupted })
      return exitCodes.interrupted
    }
    const exit = (await dispatch(this.#face(), this.#words, allCommands)) ?? exitCodes.usage
    this.#enter({ is: 'over', exit })
    return exit
  }

  #enter(phase: CommandPhase): void {
    this.#phase = phase
    this.#ui.redraw()
  }

  #face(): Face {
    const { face } = this.#ui
    const stream = {
      write: (text: string) => {
        this.#text += text
        this.#ui.redraw()
      },
      isTTY: true,
      columns: () => columns,
      rows: () => 1000,
    }
    return {
      stdin: { isTTY: true, readAll: async () => new Uint8Array(), readLine: async () => undefined },
      stdout: stream,
      stderr: stream,
      env: { ...face.env, NO_COLOR: undefined },
      cwd: face.cwd,
      homeDirectory: face.homeDirectory,
      signal: this.#own.signal,
      ...(face.simulators === undefined ? {} : { simulators: face.simulators }),
      host: this.#host(),
      edit: file =>
        this.#ui.suspended(async () => (await import('../../commands/edit.ts')).runEditor(this.#ui.face, file)),
      onInterruptAgain: () => () => undefined,
    }
  }

  #host(): Host {
    const { world } = this.#ui
    return {
      // Time passes in the background while the UI is open.
      world: {
        ...world,
        drive: work => work,
        letPass: durationMs => world.ports.clock.sleep(durationMs, this.#own.signal).catch(() => undefined),
      },
      planned: (plan, specs, executor) => this.#planned({ plan, specs, executor }),
      confirm: question => this.#ask(question),
      following: (refs, claims) => {
        this.#begin()
        this.#become?.({
          state: 'running',
          refs,
          live: emptyLiveRun(refs.map(ref => ({ ref, claims: claims.get(ref.name) ?? [] }))),
        })
      },
      report: event => {
        this.#tell(event)
        const run = this.#run?.()
        if (run === undefined) return
        this.#become?.({ live: withEvent(run.live, event), migration: withMigrationEvent(run.migration, event) })
      },
    }
  }

  /** Some stages are entered more than once, which says nothing new. */
  #tell(event: EngineEvent): void {
    const line = progressLine(event, tonePaint)
    const stage = event.what === 'stage' ? `${event.ref.name} ${event.step}` : this.#stage
    if (event.what === 'stage' && stage === this.#stage) return
    this.#stage = stage
    this.#told = `${this.#told}${line}`.slice(-mostTold)
  }

  #planned(planned: Parameters<typeof reviewPlan>[1] & { readonly specs: readonly KubeObject[] }): void {
    this.#executor = planned.executor
    this.#ui.background('looking at the plan', async () => {
      this.#review = await reviewPlan({ ...this.#ui.world, drive: work => work }, planned)
      this.#ui.redraw()
    })
  }

  async #ask(question: string): Promise<boolean> {
    if (this.#own.signal.aborted) return false
    this.#planLength = this.#text.length
    const yes = await new Promise<boolean>(resolve => {
      this.#answer = resolve
      this.#enter({ is: 'asking', question })
    })
    this.#answer = undefined
    if (yes) this.#begin()
    return yes
  }

  /** From here on it is a run of the UI, and an action of the log. */
  #begin(): void {
    if (this.#run !== undefined) return
    this.#planLength ??= this.#text.length
    const tracked = this.#ui.runs.track(this.line, async (run, become, signal) => {
      this.#run = run
      this.#become = become
      const stop = () => this.#own.abort(signal.reason)
      if (signal.aborted) stop()
      signal.addEventListener('abort', stop, { once: true })
      const exit = await this.#over
      signal.removeEventListener('abort', stop)
      become({
        state: exit === exitCodes.done || exit === exitCodes.partial ? 'done' : 'failed',
        text: this.#lastWord(),
      })
    })
    void tracked.ended
    this.#enter({ is: 'running' })
  }

  #lastWord(): string {
    const last = this.printed.after.findLast(line => line.length > 0)
    return last?.map(({ text }) => text).join('') ?? 'done'
  }
}
