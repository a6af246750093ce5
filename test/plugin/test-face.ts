/** A face made of strings: what a command reads is given, what it prints is kept. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Face, SimulatorHome } from '../../plugin/face.ts'

export type TestFaceOptions = {
  readonly stdin?: string
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly homeDirectory?: string
  readonly tty?: boolean
  readonly columns?: number
  readonly signal?: AbortSignal
  readonly simulators?: SimulatorHome
  /** Called with everything that is printed, as it is printed. */
  readonly onPrint?: (text: string) => void
}

/** Commands keep a journal at home. One home for all tests of a file is enough. */
let home: string | undefined
function ownHome(): string {
  home ??= mkdtempSync(join(tmpdir(), 'pxsnap-test-home-'))
  return home
}
afterAll(() => {
  if (home !== undefined) rmSync(home, { recursive: true, force: true })
})

export type TestFace = { readonly face: Face; out(): string; err(): string }

export function testFace(options: TestFaceOptions = {}): TestFace {
  const written = { out: '', err: '' }
  const lines = (options.stdin ?? '').split('\n')
  const stream = (name: 'out' | 'err') => ({
    write: (text: string) => {
      written[name] += text
      options.onPrint?.(text)
    },
    isTTY: options.tty ?? false,
    columns: () => options.columns ?? 80,
    rows: () => 24,
  })
  return {
    face: {
      stdin: {
        isTTY: options.tty ?? false,
        readAll: async () => new TextEncoder().encode(options.stdin ?? ''),
        readLine: async () => lines.shift(),
      },
      stdout: stream('out'),
      stderr: stream('err'),
      env: { TERM: 'xterm-256color', ...options.env },
      cwd: options.cwd ?? '/nowhere',
      homeDirectory: options.homeDirectory ?? ownHome(),
      signal: options.signal ?? new AbortController().signal,
      ...(options.simulators === undefined ? {} : { simulators: options.simulators }),
      onInterruptAgain: () => () => undefined,
    },
    out: () => written.out,
    err: () => written.err,
  }
}
