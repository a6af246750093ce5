/** Runs scripts in the machine's own dash, each in an empty directory. */

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The simulated shell behaves like dash; another shell would differ in what POSIX leaves open. */
export const dash = ['/bin/dash', '/usr/bin/dash'].find(path => existsSync(path))

export function runForReal(script: string): { readonly exit: number | null; readonly stdout: string } {
  const directory = mkdtempSync(join(tmpdir(), 'pxsnap-shell-'))
  try {
    const { status, signal, stdout } = spawnSync(dash ?? '/bin/sh', ['-c', script, 'sh'], {
      cwd: directory,
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    })
    return { exit: status ?? (signal === 'SIGTERM' ? 143 : null), stdout }
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
  }
}
