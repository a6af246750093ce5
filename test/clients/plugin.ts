/** Runs the built plugin as a user would, with nothing of this shell's environment but PATH. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { repository } from '../support/source-tree.ts'

export const launcher = join(repository, 'plugin', 'bin', 'kubectl-pxsnap.cjs')

export type Run = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program with `node_modules/.bin` on the PATH and simulated clusters in a folder of their own. */
export function run(program: string, args: readonly string[], options: { home?: string; input?: string } = {}): Run {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: repository,
    encoding: 'utf8',
    input: options.input ?? '',
    env: {
      PATH: [join(repository, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
      HOME: options.home ?? scratchHome(),
      PXSNAP_HOME: join(options.home ?? scratchHome(), 'pxsnap'),
      LANG: 'C.UTF-8',
    },
  })
  return { code: status, stdout, stderr }
}

export const scratchHome = (): string => mkdtempSync(join(tmpdir(), 'pxsnap-clients-'))
