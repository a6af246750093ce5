/** The UI from its first screen to its last, on a terminal that is open already; or one screen as plain text. */

import { PortError } from '@pxsnap/core/ports'
import type { GlobalValues } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { openWorld, type World } from '../open-world.ts'
import { charset } from '../output/charset.ts'
import { Problem } from '../problem.ts'
import { openByWords } from './command-bar.ts'
import { paintLine, plainText } from './frame.ts'
import type { KeyPress } from './input/key-press.ts'
import { LinearPainter } from './linear-painter.ts'
import { pump } from './live/pump.ts'
import { watchObjects } from './live/watched-objects.ts'
import { saveBeside } from './save-beside.ts'
import type { Room } from './screen.ts'
import { Shell } from './shell.ts'
import type { PaintPiece } from './skin.ts'
import type { UiOptions } from './start.ts'
import type { Terminal } from './terminal.ts'
import { openUiWorld } from './ui-world.ts'

/** One screen with everything on it, after what it shows has been read. */
export async function printScreen(face: Face, global: GlobalValues, options: UiOptions): Promise<ExitCode> {
  const world = await openWorld(face, global, { access: 'look', missing: 'refuse' })
  const now = world.now()
  const shell = shellOf(face, global, { ...world, shownNow: () => now }, { ...options, readOnly: true }, stillUi)
  const stop = new AbortController()
  const time = pump(world, 1, stop.signal)
  try {
    await Promise.race([time, openByWords(shell, options.words, [])])
    const screen = shell.top
    if (screen === undefined) throw new Problem('usage', `"${options.words}" is no screen that can be printed.`)
    const room = { columns: face.stdout.isTTY ? face.stdout.columns() : 120, charset: charset(face) }
    // What is read may lead to more that must be read.
    for (let round = 0; round < 3; round += 1) {
      screen.plain(room)
      await Promise.race([time, shell.live.settled()])
    }
    face.stdout.write(plainText(screen.plain(room)))
    const { problem, synced } = shell.live.state()
    if (problem !== undefined && !synced) throw new Problem('unreachable', problem.message)
    return exitCodes.done
  } finally {
    stop.abort()
    shell.close()
    await time
    await world.close()
  }
}

type Surface = {
  readonly redraw: () => void
  readonly quit: () => void
  readonly switchCluster: (name: string) => void
  readonly suspended: <T>(work: () => Promise<T>) => Promise<T>
}

const stillUi: Surface = {
  redraw: () => undefined,
  quit: () => undefined,
  switchCluster: () => undefined,
  suspended: work => work(),
}

function shellOf(face: Face, global: GlobalValues, world: World, options: UiOptions, surface: Surface): Shell {
  const elapsedMs = () => performance.now()
  return new Shell({
    face,
    global,
    world,
    readOnly: options.readOnly,
    namespace: options.allNamespaces ? undefined : (global.namespace ?? defaultNamespace(world)),
    live: changed =>
      watchObjects({ cluster: world.ports.cluster, clock: world.ports.clock, random: Math.random, changed, elapsedMs }),
    save: (name, text) => saveBeside(face, name, text),
    elapsedMs,
    ...surface,
  })
}

/** A simulated cluster has no context that names one, so everything is shown. */
function defaultNamespace(world: World): string | undefined {
  return world.simulated === undefined ? world.namespace : undefined
}

export type Stage = {
  readonly terminal: Terminal
  readonly paint: PaintPiece
  /** Puts lines on the terminal. */
  readonly show: (lines: readonly string[]) => void
  readonly room: () => Room
  /** From now on this is called with every key, every new size, and when the UI must end. */
  readonly direct: (events: StageEvents) => void
}

export type StageEvents = {
  readonly press: (press: KeyPress) => void
  readonly resized: () => void
  readonly quit: (exit: ExitCode) => void
}

/** Answers where to go on, or the exit code. Throws what opening the cluster throws. */
export async function runUi(
  face: Face,
  global: GlobalValues,
  options: UiOptions,
  stage: Stage,
  message: string | undefined,
): Promise<ExitCode | GlobalValues> {
  const { raw: stdin } = face.stdin
  if (stdin === undefined) return printScreen(face, global, options)
  const { terminal, paint, room } = stage
  // What would be written across the screen is said in it.
  let said = (text: string) => stage.show([text.trim()])
  const stderr = { ...face.stderr, isTTY: false, write: (text: string) => said(text) }
  const inside: Face = { ...face, signal: face.signal, homeDirectory: face.homeDirectory, stderr }
  const [world, Painter] = await Promise.all([
    openUiWorld(inside, global, options.readOnly ? 'look' : 'change'),
    painterFor(options),
  ])
  const { promise: left, resolve: answer } = promiseAndResolve<ExitCode | GlobalValues>()
  const stop = new AbortController()
  const quit = (next: ExitCode | GlobalValues) => {
    painter.close()
    if (typeof next === 'number') terminal.close()
    said = text => face.stderr.write(text)
    answer(next)
  }
  const painter = new Painter({
    frame: () => shell.draw(room()).map(line => paintLine(line, paint)),
    columns: () => terminal.columns,
    show: stage.show,
    stdin,
  })
  const shell = shellOf(inside, global, world, options, {
    redraw: () => painter.draw(),
    quit: () => quit(exitCodes.done),
    switchCluster: name => quit(elsewhere(global, world, name)),
    suspended: async work => {
      const result = await terminal.suspended(work)
      stage.show([])
      painter.restart()
      return result
    },
  })
  said = text => shell.say(text.trim().split('\n').at(-1) ?? '', 'working')
  stage.direct({ press: press => shell.press(press), resized: () => painter.restart(), quit })
  const clock = setInterval(() => painter.draw(), 1000)
  try {
    const time = pump(world, speedOf(global), stop.signal).catch((error: unknown) => {
      shell.say(`Simulated time stands still: ${error instanceof Error ? error.message : String(error)}`, 'failed')
    })
    shell.background('start', () => openByWords(shell, options.words, []))
    if (message !== undefined) shell.say(message, 'failed')
    const next = await left
    clearInterval(clock)
    await thawFirst(face, shell)
    shell.close()
    stop.abort()
    await time
    return next
  } finally {
    clearInterval(clock)
    painter.close()
    await world.close()
  }
}

async function painterFor({ screenReader }: UiOptions) {
  return screenReader ? LinearPainter : (await import('./paint-screen.tsx')).ScreenPainter
}

/** Why a cluster that one wants to go to cannot be opened. */
export async function whyNot(face: Face, global: GlobalValues, { readOnly }: UiOptions): Promise<string | undefined> {
  try {
    await (await openUiWorld(face, global, readOnly ? 'look' : 'change')).close()
    return undefined
  } catch (error) {
    if (error instanceof Problem || error instanceof PortError) return error.message
    throw error
  }
}

/** The screen is left at once; what is under way is brought to a safe end first. */
async function thawFirst(face: Face, { runs }: Shell): Promise<void> {
  if (!runs.isBusy) return
  face.stderr.write('Stopping what is under way. Whatever is frozen is thawed first.\n')
  let asked = 0
  const forget = face.onInterruptAgain(() => {
    asked += 1
    if (asked > 1) return face.exitNow?.(exitCodes.interrupted)
    face.stderr.write('Still thawing. Leaving now could leave an application locked until its freeze deadline.\n')
    face.stderr.write('Interrupt once more to leave all the same.\n')
    return undefined
  })
  await runs.close(new Error('the UI was left'))
  forget()
  face.stderr.write('Nothing is under way any more.\n')
}

function elsewhere(global: GlobalValues, world: World, name: string): GlobalValues {
  return world.simulated === undefined ? { ...global, context: name } : { ...global, sim: name }
}

/** How many times faster than real time the simulation goes. */
function speedOf({ simSpeed }: GlobalValues): number {
  const speed = Number(simSpeed ?? 1)
  return Number.isFinite(speed) && speed > 0 ? speed : fastest
}

/** For `--sim-speed max`: a minute in a second still leaves time for the keyboard. */
const fastest = 60

function promiseAndResolve<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>(settle => {
    resolve = settle
  })
  return { promise, resolve }
}
