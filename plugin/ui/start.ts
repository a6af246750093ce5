/** Opens the terminal and shows a first frame at once; the rest of the UI is loaded behind it. */

import type { GlobalValues } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { charset } from '../output/charset.ts'
import { frameLines, paintLine } from './frame.ts'
import type { KeyPress } from './input/key-press.ts'
import { LineWriter } from './line-writer.ts'
import type { Stage, StageEvents } from './run-ui.ts'
import type { Line, Room } from './screen.ts'
import { paintOf } from './skin-choice.ts'
import { Terminal } from './terminal.ts'

export type UiOptions = {
  /** What is opened first, as it is typed after `:`. */
  readonly words: string
  readonly plain: boolean
  readonly readOnly: boolean
  readonly allNamespaces: boolean
  /** The name of a skin, or a file. */
  readonly skin: string | undefined
  readonly screenReader: boolean
}

export async function startUi(face: Face, global: GlobalValues, options: UiOptions): Promise<ExitCode> {
  const { raw: stdin } = face.stdin
  const { raw: stdout } = face.stdout
  const isTerminal = face.stdout.isTTY && face.stdin.isTTY && stdin !== undefined && stdout !== undefined
  if (options.plain || !isTerminal) {
    const { printScreen } = await import('./run-ui.ts')
    return printScreen(face, global, options)
  }
  const paint = await paintOf(face, global.noColor, options.skin)
  const early = new EarlyEvents()
  const writer = new LineWriter()
  const terminal: Terminal = new Terminal({
    stdin,
    stdout,
    alternate: !options.screenReader,
    events: {
      press: press => early.events.press(press),
      resized: () => {
        terminal.clear()
        writer.forget()
        early.events.resized()
      },
      hungUp: () => early.events.quit(exitCodes.interrupted),
    },
  })
  const show = (lines: readonly string[]) =>
    options.screenReader
      ? terminal.write(lines.map(line => `${line}\r\n`).join(''))
      : terminal.write(writer.write(lines, terminal.columns))
  const room = (): Room => ({
    columns: terminal.columns,
    // A frame as high as the terminal would make it scroll.
    rows: terminal.rows - 1,
    charset: charset(face),
    linear: options.screenReader,
  })
  const onInterrupt = () => early.events.quit(exitCodes.interrupted)
  if (face.signal.aborted) return exitCodes.interrupted
  face.signal.addEventListener('abort', onInterrupt, { once: true })
  terminal.open()
  if (!options.screenReader) show(firstFrame(face, global, options, room()).map(line => paintLine(line, paint)))
  try {
    // The frame is on its way to the terminal before anything else is loaded.
    await new Promise(resolve => setImmediate(resolve))
    const stage: Stage = { terminal, paint, show, room, direct: events => early.direct(events) }
    const exit = await Promise.race([early.left, goOn(face, global, options, stage)])
    terminal.close()
    // Requests that a silent API server never answers would keep the process.
    face.exitNow?.(exit)
    return exit
  } finally {
    face.signal.removeEventListener('abort', onInterrupt)
    terminal.close()
  }
}

/** From cluster to cluster, until the UI is left. */
async function goOn(face: Face, global: GlobalValues, options: UiOptions, stage: Stage): Promise<ExitCode> {
  const { runUi, whyNot } = await import('./run-ui.ts')
  let here = global
  let message: string | undefined
  for (;;) {
    const next = await runUi(face, here, options, stage, message)
    if (typeof next === 'number') return next
    const problem = await whyNot(face, next, options)
    message = problem
    if (problem === undefined) here = next
  }
}

/** What happens before the UI is there: keys wait for it, but q and Ctrl-C leave. */
class EarlyEvents {
  readonly left: Promise<ExitCode>
  events: StageEvents
  #waiting: readonly KeyPress[] = []

  constructor() {
    let leave: (exit: ExitCode) => void = () => undefined
    this.left = new Promise(resolve => {
      leave = resolve
    })
    this.events = {
      press: press => {
        if (press.key === 'q' || press.key === 'ctrl-c') leave(exitCodes.done)
        this.#waiting = [...this.#waiting, press]
      },
      resized: () => undefined,
      quit: leave,
    }
  }

  direct(events: StageEvents): void {
    this.events = events
    for (const press of this.#waiting) events.press(press)
    this.#waiting = []
  }
}

/** Where one is going, before anything is known of it. */
function firstFrame(face: Face, global: GlobalValues, { words }: UiOptions, room: Room): readonly Line[] {
  const simulated = global.sim ?? (face.env.PXSNAP_SIM || undefined)
  const cluster = simulated === undefined ? (global.context ?? '') : `simulated ${simulated}`
  const header: Line = [
    { text: 'pxsnap', tone: 'strong', look: 'bar' },
    { text: '  cluster ', tone: 'muted' },
    { text: cluster, tone: 'plain' },
  ]
  return frameLines(
    {
      header: room.rows < 16 ? [header] : [header, []],
      crumbs: [{ text: words.split(' ')[0] ?? '', tone: 'strong', look: 'bar' }],
      body: () => [[{ text: '  Opening the cluster.', tone: 'muted' }]],
      bar: [],
      hints: [{ keys: ['q'], hint: 'quit' }],
    },
    room,
  )
}
