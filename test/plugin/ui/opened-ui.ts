/** The UI over a simulated cluster in memory, without a terminal: keys go in, frames come out, time passes when it is let. */

import { setTimeout as sleep } from 'node:timers/promises'
import { parseArguments } from '../../../plugin/args.ts'
import { openWorld } from '../../../plugin/open-world.ts'
import { openByWords } from '../../../plugin/ui/command-bar.ts'
import { plainText } from '../../../plugin/ui/frame.ts'
import type { KeyPress } from '../../../plugin/ui/input/key-press.ts'
import { watchObjects } from '../../../plugin/ui/live/watched-objects.ts'
import { Shell } from '../../../plugin/ui/shell.ts'
import { memoryClusters } from '../memory-clusters.ts'
import { type Ran, runCommand } from '../run-command.ts'
import { tourDirectory } from '../shop.ts'
import { type TestFaceOptions, testFace } from '../test-face.ts'
import { rooms } from './frames.ts'

export type OpenedUi = {
  readonly shell: Shell
  /** One key after the other; names of keys, or one character each. Time passes after every one. */
  press(...keys: readonly string[]): Promise<void>
  type(text: string): Promise<void>
  frame(size?: keyof typeof rooms): string
  /** Lets time pass until the frame shows it. Throws with the frame when that does not come. */
  shows(what: RegExp): Promise<string>
  /** A command of its own, in the same clusters, before the UI is opened or after it is closed. */
  close(): Promise<void>
}

export type UiHome = {
  run(line: string | readonly string[], more?: TestFaceOptions): Promise<Ran>
  open(line?: string): Promise<OpenedUi>
}

/** Simulated clusters with some of the tour's files loaded into the default one. */
export async function uiHome(...manifests: readonly string[]): Promise<UiHome> {
  const simulators = memoryClusters()
  const options = { cwd: tourDirectory, simulators }
  const run: UiHome['run'] = (line, more = {}) => runCommand(line, { ...options, ...more })
  const loaded = await run(`sim load --sim ${manifests.map(name => `-f ${name}`).join(' ')}`)
  if (loaded.exit !== 0) throw new Error(loaded.err)
  return { run, open: (line = 'status --sim') => openUi(line, options) }
}

async function openUi(line: string, options: Parameters<typeof testFace>[0]): Promise<OpenedUi> {
  const { face } = testFace({ ...options, tty: true })
  const parsed = parseArguments(line.split(' '))
  if (parsed.do !== 'run') throw new Error(`${line} is no command`)
  const { global } = parsed.invocation
  const paced = { ...global, simSpeed: 'max' }
  const world = await openWorld(face, paced, { access: 'change', missing: 'refuse' })
  const { cluster, clock } = world.ports
  let elapsed = 0
  const shell = new Shell({
    face,
    global: paced,
    world,
    readOnly: false,
    namespace: undefined,
    live: changed => watchObjects({ cluster, clock, random: () => 0.5, changed, elapsedMs: () => elapsed }),
    redraw: () => undefined,
    quit: () => undefined,
    switchCluster: () => undefined,
    suspended: work => work(),
    save: async name => name,
    elapsedMs: () => elapsed,
  })
  const pass = async (ms: number) => {
    elapsed += ms
    // Loading a chunk of the program takes real time; everything else goes on in simulated time.
    await sleep(0)
    await world.letPass(ms)
  }
  const frame: OpenedUi['frame'] = (size = '80x24') => {
    const room = rooms[size]
    if (room === undefined) throw new Error(`there is no room ${size}`)
    return plainText(shell.draw({ ...room, rows: room.rows + 6 }))
  }
  const shows = async (what: RegExp) => {
    for (let tries = 0; tries < 4_000; tries++) {
      const text = frame()
      if (what.test(text)) return text
      await pass(10)
    }
    throw new Error(`${what} did not come:\n${frame()}`)
  }
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      shell.press(pressOf(key))
      await pass(20)
    }
  }
  await openByWordsWhile(shell, 'overview', pass)
  await shows(/Applications|No application/)
  return {
    shell,
    press,
    type: text => press(...text),
    frame,
    shows,
    close: async () => {
      const closing = shell.runs.close(new Error('the UI was left'))
      await world.drive(closing)
      shell.close()
      await world.close()
    },
  }
}

async function openByWordsWhile(shell: Shell, words: string, pass: (ms: number) => Promise<void>): Promise<void> {
  let open = false
  const opening = openByWords(shell, words, []).then(() => {
    open = true
  })
  while (!open) await pass(10)
  await opening
}

function pressOf(key: string): KeyPress {
  if (key === 'space') return { key, text: ' ' }
  return [...key].length === 1 ? { key, text: key } : { key }
}
