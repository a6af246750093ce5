/** The UI without a terminal: screens on a stack, keys to what they do, and the frame that shows it. */

import type { Instant } from '@pxsnap/core/base'
import type { Executor, KubeObject } from '@pxsnap/core/specs'
import type { GlobalValues } from '../args.ts'
import type { Face } from '../face.ts'
import type { World } from '../open-world.ts'
import type { PaintTone } from '../output/paint.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { Problem } from '../problem.ts'
import { Bar } from './bar.ts'
import { completeCommand, openByWords } from './command-bar.ts'
import { CommandLog } from './command-log.ts'
import { type Frame, frameLines } from './frame.ts'
import { headerLines } from './header.ts'
import type { KeyPress } from './input/key-press.ts'
import type { LiveObjects } from './live/live-objects.ts'
import { namespaceChoices } from './namespaces.ts'
import { objectKeys } from './object-keys.ts'
import { Runs } from './runs.ts'
import type { KeyBinding, Line, Room, Screen } from './screen.ts'
import { helpScreen } from './screens/help.ts'
import { Trail } from './trail.ts'
import type { Question, Ui } from './ui.ts'

export type ShellOptions = {
  readonly face: Face
  readonly global: GlobalValues
  readonly world: World
  readonly readOnly: boolean
  readonly namespace: string | undefined
  /** Makes the live objects; called once with what to call when they change. */
  readonly live: (changed: () => void) => LiveObjects
  readonly redraw: () => void
  readonly quit: () => void
  readonly switchCluster: (name: string) => void
  readonly suspended: Ui['suspended']
  /** Keeps a text in a file of the working directory; answers its name. */
  readonly save: (name: string, text: string) => Promise<string>
  /** In milliseconds of this machine, for messages that go away. */
  readonly elapsedMs: () => number
}

type Asked = { readonly question: Question; readonly answer: (yes: boolean) => void; typed: string }

const messageMs = 6000

export class Shell implements Ui {
  readonly face: Face
  readonly world: World
  readonly readOnly: boolean
  readonly live: LiveObjects
  readonly log: CommandLog
  readonly runs: Runs
  readonly global: GlobalValues
  readonly #options: ShellOptions
  readonly #trail = new Trail()
  readonly #lives = new Map<Screen, AbortController>()
  readonly #closed = new AbortController()
  readonly #commands: string[] = []
  #filters: readonly string[] = []
  #namespace: string | undefined
  #executor: Executor | undefined
  #bar: Bar | undefined
  #asked: Asked | undefined
  #message: { readonly text: string; readonly tone: PaintTone; readonly untilMs: number } | undefined

  constructor(options: ShellOptions) {
    this.#options = options
    this.face = options.face
    this.world = options.world
    this.readOnly = options.readOnly
    this.global = options.global
    this.#namespace = options.namespace
    this.live = options.live(() => this.redraw())
    this.log = new CommandLog(
      () => this.now(),
      () => this.redraw(),
    )
    this.runs = new Runs(options.world.ports, this.log, () => this.redraw())
    // Asking may take long, and need not be answered.
    options.world.executor(undefined, 'judge').then(
      executor => {
        this.#executor = executor
        this.redraw()
      },
      () => undefined,
    )
  }

  get executor(): Executor | undefined {
    return this.#executor
  }

  namespace(): string | undefined {
    return this.#namespace
  }

  setNamespace(namespace: string | undefined): void {
    this.#namespace = namespace
    this.redraw()
  }

  now(): Instant {
    return this.world.shownNow()
  }

  redraw(): void {
    this.#options.redraw()
  }

  get top(): Screen | undefined {
    return this.#trail.top
  }

  open(screen: Screen): void {
    this.#trail.open(screen)
    this.#arrived()
  }

  show(words: string, subjects?: readonly KubeObject[]): void {
    const meant = subjects ?? this.top?.subjects?.() ?? []
    this.background(words, async () => {
      await openByWords(this, words, meant)
    })
  }

  back(): void {
    if (this.#trail.back()) this.#arrived()
  }

  say(text: string, tone: PaintTone = 'plain'): void {
    this.#message = { text: sanitiseLine(text), tone, untilMs: this.#options.elapsedMs() + messageMs }
    this.redraw()
  }

  confirm(question: Question): Promise<boolean> {
    this.#asked?.answer(false)
    return new Promise(resolve => {
      const answer = (yes: boolean) => {
        this.#asked = undefined
        this.redraw()
        resolve(yes)
      }
      this.#asked = { question, answer, typed: '' }
      this.redraw()
    })
  }

  background(what: string, work: (signal: AbortSignal) => Promise<void>): void {
    work(this.#closed.signal).catch((error: unknown) => {
      if (this.#closed.signal.aborted) return
      const text = error instanceof Error ? error.message : String(error)
      const next = error instanceof Problem && error.next !== undefined ? ` ${error.next}` : ''
      this.say(error instanceof Problem ? `${text}${next}` : `${what}: ${text}`, 'failed')
    })
  }

  suspended<T>(work: () => Promise<T>): Promise<T> {
    return this.#options.suspended(work)
  }

  quit(): void {
    this.#options.quit()
  }

  switchCluster(name: string): void {
    this.#options.switchCluster(name)
  }

  /** Ends what was begun for screens; what carries out snapshots is ended by `runs.close`. */
  close(): void {
    this.#closed.abort()
    for (const stop of this.#lives.values()) stop.abort()
    this.live.close()
  }

  /** Every key that means something now: those of the screen, of its objects, and those that hold everywhere. */
  bindings(): readonly KeyBinding[] {
    const screen = this.top
    if (screen === undefined) return []
    const subjects = screen.subjects?.()
    return [...screen.keys(), ...(subjects === undefined ? [] : objectKeys(this, subjects)), ...this.#ownKeys()]
  }

  press(press: KeyPress): void {
    this.#pressed(press)
    this.redraw()
  }

  #pressed(press: KeyPress): void {
    if (press.key === 'ctrl-c') {
      this.quit()
      return
    }
    if (this.#asked !== undefined) {
      this.#answer(this.#asked, press)
      return
    }
    if (this.#bar !== undefined) {
      this.#bar.press(press)
      return
    }
    const screen = this.top
    if (screen?.isTyping?.() === true) {
      if (press.key === 'esc') {
        this.#escape()
        return
      }
      if (press.key === 'f1') {
        this.#help()
        return
      }
      screen.typed?.(press)
      return
    }
    const binding = this.bindings().find(({ keys }) => keys.includes(press.key))
    if (binding !== undefined) {
      this.run(binding)
      return
    }
    screen?.typed?.(press)
  }

  /** Runs what a key is bound to, unless it may not. */
  run(binding: KeyBinding): void {
    if (binding.writes === true && this.readOnly) {
      this.say('Nothing is changed in read-only mode. Start without --readonly to change something.', 'working')
      return
    }
    binding.run()
  }

  draw(room: Room): readonly Line[] {
    const screen = this.top
    const details = this.#asked?.question.details
    const frame: Frame = {
      header: headerLines(this, room),
      crumbs: this.#crumbs(room),
      body: inner => screen?.draw(inner) ?? [],
      bar: this.#barLine(),
      hints: this.#hinted(),
      ...(details === undefined ? {} : { details }),
    }
    return frameLines(frame, room)
  }

  /** While something is typed, letters mean themselves. */
  #hinted(): readonly KeyBinding[] {
    const isTyping = this.top?.isTyping?.() === true
    const all = isTyping ? this.bindings().filter(({ keys: [key = ''] }) => key.length > 1) : this.bindings()
    return all.filter(({ hint }) => hint !== undefined)
  }

  #arrived(): void {
    const screen = this.top
    const reachable = this.#trail.reachable
    for (const [one, stop] of this.#lives) {
      if (reachable.has(one)) continue
      stop.abort()
      this.#lives.delete(one)
    }
    if (screen !== undefined && !this.#lives.has(screen)) {
      const stop = new AbortController()
      this.#lives.set(screen, stop)
      screen.shown?.(stop.signal)
    }
    this.#bar = undefined
    this.redraw()
  }

  #escape(): void {
    if (this.top?.escape?.() === true) return
    this.back()
  }

  #crumbs(room: Room): Line {
    const titles = this.#trail.stack.map(screen => sanitiseLine(screen.title()))
    const pointer = room.charset.branch.startsWith('|') ? ' > ' : ' › '
    const path = titles.slice(0, -1).join(pointer)
    return [
      ...(path === '' ? [] : [{ text: `${path}${pointer}`, tone: 'muted' as const }]),
      { text: titles.at(-1) ?? '', tone: 'strong', look: 'bar' },
      { text: '  ', tone: 'plain' },
      ...(this.top?.status?.() ?? []),
    ]
  }

  #barLine(): Line {
    if (this.#asked !== undefined) return questionLine(this.#asked)
    if (this.#bar !== undefined) return this.#bar.draw()
    const message = this.#message
    if (message === undefined || this.#options.elapsedMs() > message.untilMs) return []
    return [{ text: message.text, tone: message.tone }]
  }

  #answer(asked: Asked, { key, text }: KeyPress): void {
    const { word } = asked.question
    if (key === 'esc') {
      asked.answer(false)
      return
    }
    if (word === undefined) {
      if (key === 'y' || key === 'Y') asked.answer(true)
      else if (key === 'n' || key === 'N' || key === 'enter' || key === 'q') asked.answer(false)
      return
    }
    if (key === 'backspace') asked.typed = asked.typed.slice(0, -1)
    else if (key === 'enter') {
      if (asked.typed === word) asked.answer(true)
    } else if (text !== undefined) asked.typed += text
  }

  #ownKeys(): readonly KeyBinding[] {
    const filter = this.top?.filter
    return [
      ...(filter === undefined
        ? []
        : [{ keys: ['/'], does: 'filters', hint: 'filter', group: 'List', run: () => this.#askFilter() } as const]),
      { keys: [':'], does: 'takes a command', hint: 'command', group: 'Show', run: () => this.#askCommand() },
      { keys: ['?', 'f1'], does: 'shows every key', hint: 'help', group: 'Show', run: () => this.#help() },
      { keys: ['@'], does: 'shows what was done, as commands', group: 'Show', run: () => this.show('log') },
      { keys: ['esc'], does: 'goes back', hint: 'back', group: 'Leave', run: () => this.#escape() },
      { keys: ['['], does: 'goes to the screen before, in time', group: 'Leave', run: () => this.#step(-1) },
      { keys: [']'], does: 'goes forth again', group: 'Leave', run: () => this.#step(1) },
      { keys: ['-'], does: 'changes between the last two screens', group: 'Leave', run: () => this.#toggle() },
      { keys: ['ctrl-r'], does: 'reads everything again', group: 'Show', run: () => this.#refresh() },
      { keys: ['ctrl-s'], does: 'saves what is shown to a file', group: 'Show', run: () => this.#save() },
      { keys: ['ctrl-l'], does: 'draws the screen anew', group: 'Show', run: () => this.redraw() },
      ...namespaceChoices(this).map(
        ({ key, name }): KeyBinding => ({
          keys: [key],
          does: name === undefined ? 'shows all namespaces' : `shows the namespace ${sanitiseLine(name)}`,
          group: 'List',
          run: () => this.setNamespace(name),
        }),
      ),
      { keys: ['q'], does: 'leaves', hint: 'quit', group: 'Leave', run: () => this.quit() },
    ]
  }

  #step(by: -1 | 1): void {
    if (this.#trail.step(by)) this.#arrived()
  }

  #toggle(): void {
    if (this.#trail.toggle()) this.#arrived()
  }

  #refresh(): void {
    this.live.refresh()
    this.say('Reading everything again.', 'muted')
  }

  #help(): void {
    const screen = this.top
    if (screen === undefined || screen.id === 'help') return
    const bindings = this.bindings()
    const run = (binding: KeyBinding) => {
      this.back()
      this.run(binding)
    }
    this.open(helpScreen({ title: () => `keys of ${screen.title()}`, bindings, run, changed: () => this.redraw() }))
  }

  #askFilter(): void {
    const screen = this.top
    const { filter } = screen ?? {}
    if (screen === undefined || filter === undefined) return
    const close = () => {
      this.#bar = undefined
      this.redraw()
    }
    this.#bar = new Bar({
      prompt: '/',
      history: this.#filters,
      typing: text => filter.call(screen, text === '' ? undefined : text),
      enter: text => {
        if (text !== '') this.#filters = [...this.#filters.filter(one => one !== text), text]
        close()
      },
      escape: () => {
        filter.call(screen, undefined)
        close()
      },
    })
  }

  #askCommand(): void {
    this.#bar = new Bar({
      prompt: ':',
      history: this.#commands,
      complete: typed => completeCommand(this, typed),
      enter: text => {
        this.#bar = undefined
        const words = text.trim()
        if (words === '') return
        this.#commands.splice(0, this.#commands.length, ...this.#commands.filter(one => one !== words), words)
        this.show(words)
      },
      escape: () => {
        this.#bar = undefined
      },
    })
  }

  #save(): void {
    const screen = this.top
    if (screen === undefined) return
    const columns = this.face.stdout.columns()
    this.background('save', async () => {
      const { plainText } = await import('./frame.ts')
      const { charset } = await import('../output/charset.ts')
      const saved = screen.saved?.() ?? {
        text: plainText(screen.plain({ columns, charset: charset(this.face) })),
        ending: 'txt',
      }
      const name = await this.#options.save(`pxsnap-${fileStem(screen.title())}.${saved.ending}`, saved.text)
      this.say(`Saved to ${name}.`, 'usable')
    })
  }
}

function questionLine({ question: { text, word }, typed }: Asked): Line {
  const how = word === undefined ? '[y/N]' : `Type ${sanitiseLine(word)} and press Enter, or Esc:`
  return [
    { text: `${sanitiseLine(text)} `, tone: 'working' },
    { text: how, tone: 'strong' },
    { text: ` ${sanitiseLine(typed)}`, tone: 'plain' },
    { text: ' ', tone: 'plain', look: 'selected' },
  ]
}

function fileStem(title: string): string {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9.]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'screen'
  )
}
