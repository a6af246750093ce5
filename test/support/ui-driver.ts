/** The terminal UI without a terminal: keys in, frames out, on a simulated cluster whose clock stands still for the eye. */

import { expect } from 'vitest'
import type { GlobalValues } from '../../plugin/args.ts'
import { parseArguments } from '../../plugin/args.ts'
import type { SimulatorHome } from '../../plugin/face.ts'
import { openWorld } from '../../plugin/open-world.ts'
import { charset } from '../../plugin/output/charset.ts'
import { openByWords } from '../../plugin/ui/command-bar.ts'
import { plainText } from '../../plugin/ui/frame.ts'
import { pump } from '../../plugin/ui/live/pump.ts'
import { watchObjects } from '../../plugin/ui/live/watched-objects.ts'
import type { Line } from '../../plugin/ui/screen.ts'
import { Shell } from '../../plugin/ui/shell.ts'
import { testFace } from '../plugin/test-face.ts'

export type UiDriver = {
  readonly shell: Shell
  /** Keys by their names, or characters one by one. */
  press(...keys: readonly string[]): void
  type(text: string): void
  /** The frame as text, when it looks as wished. */
  until(looks: (text: string) => boolean, size?: Size): Promise<string>
  frame(size?: Size): string
  lines(size?: Size): readonly Line[]
  readonly left: () => boolean
  readonly saved: ReadonlyMap<string, string>
  close(): Promise<void>
}

export type Size = { readonly columns: number; readonly rows: number; readonly linear?: boolean }

export type DriverOptions = {
  readonly words: string
  readonly simulators: SimulatorHome
  readonly namespace?: string
  readonly readOnly?: boolean
  readonly env?: Readonly<Record<string, string>>
}

const usualSize: Size = { columns: 80, rows: 24 }
const mostLooks = 4000

export async function driveUi(options: DriverOptions): Promise<UiDriver> {
  const { words, simulators, readOnly = false } = options
  const { face } = testFace({ simulators, env: { LANG: 'C.UTF-8', ...options.env } })
  const global = globalOf(options.namespace === undefined ? [] : ['-n', options.namespace])
  const world = await openWorld(face, global, { access: readOnly ? 'look' : 'change', missing: 'refuse' })
  const now = world.now()
  const saved = new Map<string, string>()
  let left = false
  const shell = new Shell({
    face,
    global,
    world: { ...world, shownNow: () => now },
    readOnly,
    namespace: options.namespace,
    live: changed =>
      watchObjects({
        cluster: world.ports.cluster,
        clock: world.ports.clock,
        random: () => 0.5,
        changed,
        elapsedMs: () => 0,
      }),
    redraw: () => undefined,
    quit: () => {
      left = true
    },
    switchCluster: () => undefined,
    suspended: work => work(),
    save: async (name, text) => {
      saved.set(name, text)
      return name
    },
    elapsedMs: () => 0,
  })
  const stop = new AbortController()
  const time = pump(world, 1, stop.signal)
  await openByWords(shell, words, [])
  const lines = ({ columns, rows, linear = false }: Size = usualSize) =>
    shell.draw({ columns, rows: rows - 1, charset: charset(face), linear })
  const frame = (size?: Size) => plainText(lines(size))
  return {
    shell,
    press: (...keys) => {
      for (const key of keys) shell.press([...key].length === 1 ? { key, text: key } : { key })
    },
    type: text => {
      for (const key of text) shell.press(key === ' ' ? { key: 'space', text: ' ' } : { key, text: key })
    },
    until: async (looks, size) => {
      for (let look = 0; look < mostLooks; look += 1) {
        const text = frame(size)
        if (looks(text)) return text
        await new Promise(resolve => setTimeout(resolve, 2))
      }
      return expect.fail(`The frame never looked as wished. It looks like this:\n${frame(size)}`)
    },
    frame,
    lines,
    left: () => left,
    saved,
    close: async () => {
      stop.abort()
      shell.close()
      await time
      await world.close()
    },
  }
}

function globalOf(argv: readonly string[]): GlobalValues {
  const parsed = parseArguments(['ui', '--sim', ...argv])
  if (parsed.do !== 'run') throw new Error('ui has no such flags')
  return parsed.invocation.global
}
