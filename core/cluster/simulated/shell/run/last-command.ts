/** Whether a shell process has anything left to do. */

import { compile } from '../compile.ts'
import type { ShellImage } from './state.ts'

/**
 * Whether a process does nothing from `pc` on but end. What it starts last then takes its place, so that signals sent to
 * it reach that: a program, or the subshell of `( … ) &`.
 *
 * Source: dash, for subshells, pipelines, background commands and `-c`; a shell with traps stays to run them.
 */
export function isLast(shell: ShellImage, pc: number): boolean {
  if (shell.pending.length > 0 || Object.values(shell.traps).some(action => action !== '')) return false
  const program = compile(shell.text)
  let at = pc
  let blocks = shell.blocks.length
  while (program[at]?.op === 'redirect-ends' && shell.blocks[blocks - 1]?.is === 'redirect') {
    at++
    blocks--
  }
  const next = program[at]?.op
  return blocks === 0 && (next === 'child-ends' || (next === 'end' && shell.commandString))
}
