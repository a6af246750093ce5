/** A command from its plan to its end: what it will do, the question, the run as it goes, and what came of it. */

import type { KubeObject } from '@pxsnap/core/specs'
import { isSnapshot } from '@pxsnap/core/views'
import { HostedCommand } from '../hosted/hosted-command.ts'
import type { KeyBinding, Line, Room, Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { type CommandView, commandFoot, commandLines } from './command-lines.ts'
import { redrawWhile } from './redraw-while.ts'
import { Scroll } from './scroll.ts'

export type CommandOptions = {
  /** Called when the user has agreed: what led here, such as a wizard, leaves. */
  readonly agreed?: () => void
}

let count = 0

/** Begins to plan at once. `words`: after the name of the program, without the flags that lead to the cluster. */
export function commandScreen(ui: Ui, words: readonly string[], options: CommandOptions = {}): Screen {
  count += 1
  return new CommandScreen(ui, words, options, `command:${count}`)
}

/** What cannot be taken back by another command: the question stands on No. */
const destructive: ReadonlySet<string> = new Set(['delete', 'restore', 'migrate', 'orphans'])

/** Commands that ask nothing on a terminal, since they can be taken back; here a key was enough to come to them. */
const unasked: Readonly<Record<string, string>> = {
  suspend: 'Suspend it? Runs that are left out meanwhile are not made up for.',
  resume: 'Resume it?',
  trigger: 'Begin a run now?',
}

class CommandScreen implements Screen {
  readonly id: string
  readonly #ui: Ui
  readonly #words: readonly string[]
  readonly #options: CommandOptions
  readonly #command: HostedCommand
  readonly #scroll = new Scroll()
  #yes: boolean

  constructor(ui: Ui, words: readonly string[], options: CommandOptions, id: string) {
    this.id = id
    this.#ui = ui
    this.#words = words
    this.#options = options
    this.#yes = !destructive.has(words[0] ?? '') || words.includes('--to')
    this.#command = new HostedCommand(ui, words, unasked[words[0] ?? ''])
    this.#command.start()
  }

  /** What runs is drawn often enough to look alive, also while nobody tells anything. */
  shown(signal: AbortSignal): void {
    redrawWhile(this.#ui, () => this.#command.phase.is === 'running', { everyMs: 100, signal })
  }

  title(): string {
    const [name = ''] = this.#words
    return `${name} ${this.#command.run === undefined ? 'plan' : 'run'}`
  }

  status(): Line {
    return [{ text: this.#scroll.position, tone: 'muted' }]
  }

  keys(): readonly KeyBinding[] {
    const { phase } = this.#command
    const asking = phase.is === 'asking' ? this.#questionKeys() : []
    const stop: KeyBinding = {
      keys: ['S'],
      does: this.#isStorks ? 'stops looking; STORK goes on' : 'stops it; whatever is frozen is thawed first',
      hint: 'stop',
      group: 'Act',
      run: () => this.#stop(),
    }
    const away: KeyBinding = {
      keys: ['enter'],
      does: 'goes back',
      group: 'Leave',
      run: () => this.#ui.back(),
    }
    return [
      ...asking,
      ...this.#closerKeys(),
      ...(phase.is === 'running' ? [stop] : []),
      ...(phase.is === 'over' ? [away] : []),
      ...this.#scroll.keys(),
    ]
  }

  /** A screen of its own for what is carried out. */
  #closerKeys(): readonly KeyBinding[] {
    const [object, ...others] = this.#objects()
    if (object === undefined || others.length > 0) return []
    const isMoved = object.kind === 'Migration'
    const show: KeyBinding = {
      keys: ['t'],
      does: isMoved ? 'shows both clusters side by side' : 'shows who was frozen when',
      hint: isMoved ? 'both clusters' : 'timeline',
      group: 'Show',
      run: () => this.#ui.show('timeline', [object]),
    }
    const describe: KeyBinding = {
      keys: ['d'],
      does: 'describes the object',
      hint: 'describe',
      group: 'Show',
      run: () => this.#ui.show('describe', [object]),
    }
    return isMoved || isSnapshot(object) ? [show, describe] : [describe]
  }

  /** What the run is about, as it is now. */
  #objects(): readonly KubeObject[] {
    const { live } = this.#ui
    return (this.#command.run?.refs ?? []).flatMap(({ apiVersion, kind, namespace, name }) => {
      const query = { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }) }
      return live
        .list(query)
        .objects()
        .filter(({ metadata }) => metadata.name === name)
    })
  }

  #questionKeys(): readonly KeyBinding[] {
    return [
      { keys: ['y'], does: 'agrees', hint: 'yes', group: 'Act', run: () => this.#agree() },
      { keys: ['n'], does: 'refuses', hint: 'no', group: 'Act', run: () => this.#refuse() },
      {
        keys: ['enter'],
        does: 'presses the button that is marked',
        hint: 'press',
        group: 'Act',
        run: () => (this.#yes ? this.#agree() : this.#refuse()),
      },
      {
        keys: ['tab', 'left', 'right', 'shift-tab'],
        does: 'marks the other button',
        hint: 'other button',
        group: 'Act',
        run: () => {
          this.#yes = !this.#yes
        },
      },
    ]
  }

  draw(room: Room): readonly Line[] {
    const view = this.#view()
    const foot = commandFoot(view, room)
    const lines = commandLines(view, room)
    const rows = Math.max(1, room.rows - foot.length)
    const seen = this.#scroll.window(lines, rows)
    const gap = Array.from({ length: Math.max(0, rows - seen.length) }, (): Line => [])
    return foot.length === 0 ? seen : [...seen, ...gap, ...foot]
  }

  plain(room: Pick<Room, 'columns' | 'charset'>): readonly Line[] {
    return commandLines(this.#view(), { ...room, rows: Number.MAX_SAFE_INTEGER, linear: false })
  }

  escape(): boolean {
    const { phase } = this.#command
    if (phase.is === 'planning' || phase.is === 'asking') this.#command.stop()
    return false
  }

  #view(): CommandView {
    const { line, phase, printed, told, review, run, executor } = this.#command
    return {
      line,
      phase,
      printed,
      told,
      review,
      run,
      executor,
      as: this.#ui.global.as,
      yes: this.#yes,
      now: this.#ui.now(),
      objects: this.#objects(),
    }
  }

  #agree(): void {
    if (this.#ui.readOnly) {
      this.#ui.say('Nothing is changed in read-only mode. Start without --readonly to change something.', 'working')
      return
    }
    this.#command.answer(true)
    this.#options.agreed?.()
  }

  #refuse(): void {
    this.#command.answer(false)
    this.#ui.back()
    this.#ui.say('Nothing was written.', 'muted')
  }

  /** What STORK has begun it also ends, whoever looks. */
  get #isStorks(): boolean {
    return this.#command.executor === 'stork'
  }

  #stop(): void {
    this.#ui.background('stop', async () => {
      const { phase } = this.#command
      if (phase.is !== 'running') return
      const text = 'Stop it? Whatever is frozen is thawed first.'
      if (this.#isStorks || (await this.#ui.confirm({ text }))) this.#command.stop()
    })
  }
}
