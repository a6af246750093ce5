/** Whether a process that left its mark still lives. */

import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { errorCode } from './files.ts'

/** What tells one process from all others, also from later ones that get its number. */
export type ProcessMark = {
  readonly pid: number
  readonly host: string
  /** The kernel's word for when it started, where there is one. */
  readonly startedAt?: string
}

export async function markOfThisProcess(): Promise<ProcessMark> {
  const startedAt = await startOf(process.pid)
  return { pid: process.pid, host: hostname(), ...(startedAt === undefined ? {} : { startedAt }) }
}

/** `elsewhere`: on another host, so nobody here can tell. */
export async function lifeOf(mark: ProcessMark): Promise<'alive' | 'gone' | 'elsewhere'> {
  if (mark.host !== hostname()) return 'elsewhere'
  if (!isRunning(mark.pid)) return 'gone'
  const startedAt = await startOf(mark.pid)
  return mark.startedAt !== undefined && startedAt !== undefined && startedAt !== mark.startedAt ? 'gone' : 'alive'
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process cannot be signalled, and so it is there.
    return errorCode(error) === 'EPERM'
  }
}

/** Clock ticks between the start of the system and the process, as Linux tells; undefined on other systems. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in parentheses and may itself contain anything.
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
