/** Runs a credential program: its arguments as they are, never as shell text, and never for ever. */

import { spawn } from 'node:child_process'

export type ProgramRun = {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether the program may read from our terminal. */
  readonly interactive: boolean
  readonly timeoutMs: number
  /** Told the program's stderr as it comes: it may ask the user to sign in. */
  readonly tell: (text: string) => void
}

export type ProgramEnd =
  | { readonly ended: 'exit'; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly ended: 'not-found' }
  | { readonly ended: 'not-started'; readonly why: string }
  | { readonly ended: 'timeout' }

const longestOutput = 1_048_576

/** Rejects only with the signal's reason; the program is killed then, and when time is up. */
export function runProgram(run: ProgramRun, signal?: AbortSignal): Promise<ProgramEnd> {
  signal?.throwIfAborted()
  return new Promise((resolve, reject) => {
    const child = spawn(run.command, run.args, {
      env: run.env,
      stdio: [run.interactive ? 'inherit' : 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (output[name].length < longestOutput) output[name] += text
        if (name === 'stderr') run.tell(text)
      })
    }
    const settle = (act: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      act()
    }
    const stop = () => {
      child.kill('SIGKILL')
      settle(() => reject(signal?.reason))
    }
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      settle(() => resolve({ ended: 'timeout' }))
    }, run.timeoutMs)
    signal?.addEventListener('abort', stop, { once: true })
    child.on('error', (error: NodeJS.ErrnoException) => {
      settle(() => {
        resolve(error.code === 'ENOENT' ? { ended: 'not-found' } : { ended: 'not-started', why: error.code ?? '?' })
      })
    })
    child.on('close', code => settle(() => resolve({ ended: 'exit', code: code ?? 128, ...output })))
  })
}
