/** The built plugin in a pseudo-terminal, and what a person would see of it: cells, colors, and every byte. */

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'

const plugin = fileURLToPath(new URL('../../plugin', import.meta.url))
export const launcher = join(plugin, 'bin/kubectl-pxsnap.cjs')

/** Builds the bundle unless it is newer than its sources. */
export function buildPlugin(): void {
  execFileSync(process.execPath, [join(plugin, 'build.mjs'), '--if-stale'], { stdio: 'inherit' })
}

export type PtyScreen = {
  /** The lines of the screen, without spaces at their ends. */
  lines(): readonly string[]
  text(): string
  /** Resolves when the screen looks as wished; rejects with what it looks like after `withinMs`. */
  until(looks: (text: string) => boolean, withinMs?: number): Promise<string>
  /** As the keyboard sends it. */
  press(text: string): void
  resize(columns: number, rows: number): void
  kill(signal: NodeJS.Signals): void
  /** Everything that was sent to the terminal. */
  bytes(): string
  /** Whether the alternate screen is shown. */
  isAlternate(): boolean
  readonly pid: number
  readonly exited: Promise<{ readonly exitCode: number; readonly signal?: number }>
}

export type PtyOptions = {
  readonly columns?: number
  readonly rows?: number
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Absent: node with the launcher. */
  readonly command?: readonly string[]
}

export function openPty(argv: readonly string[], options: PtyOptions = {}): PtyScreen {
  const { columns = 80, rows = 24, command = [process.execPath, launcher] } = options
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 })
  const [file = '', ...before] = command
  const process_ = spawn(file, [...before, ...argv], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...cleanEnvironment(), ...options.env },
  })
  let bytes = ''
  const listeners = new Set<() => void>()
  process_.onData(data => {
    bytes += data
    terminal.write(data, () => {
      for (const listener of [...listeners]) listener()
    })
  })
  const exited = new Promise<{ exitCode: number; signal?: number }>(resolve => {
    process_.onExit(({ exitCode, signal }) =>
      // What was written last may still be on its way into the picture.
      terminal.write('', () => resolve({ exitCode, ...(signal === undefined ? {} : { signal }) })),
    )
  })
  const lines = () => {
    const buffer = terminal.buffer.active
    return Array.from(
      { length: terminal.rows },
      (_, row) => buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? '',
    )
  }
  const text = () => lines().join('\n').trimEnd()
  return {
    lines,
    text,
    until: (looks, withinMs = 20_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const now = text()
          if (!looks(now)) return
          done()
          resolve(now)
        }
        const giveUp = setTimeout(() => {
          done()
          reject(new Error(`The screen never looked as wished. It looks like this:\n${text()}`))
        }, withinMs)
        const done = () => {
          clearTimeout(giveUp)
          listeners.delete(look)
        }
        listeners.add(look)
        look()
      }),
    press: data => process_.write(data),
    resize: (width, height) => {
      terminal.resize(width, height)
      process_.resize(width, height)
    },
    kill: signal => process_.kill(signal),
    bytes: () => bytes,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    pid: process_.pid,
    exited,
  }
}

/** Nothing of the machine that runs the tests decides what is drawn. */
function cleanEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env
  return { PATH, HOME, LANG: 'C.UTF-8', TERM: 'xterm-256color', PXSNAP_SKIN: 'dark' }
}
