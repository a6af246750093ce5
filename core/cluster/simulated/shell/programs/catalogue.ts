/** The programs that every simulated container has. */

import { fileTools } from './file-tools.ts'
import { printing } from './printing.ts'
import type { Program } from './program.ts'
import { systemTools } from './system-tools.ts'
import { testing } from './testing.ts'
import { textTools } from './text-tools.ts'

const programs: Readonly<Record<string, Program>> = {
  ...printing,
  ...testing,
  ...fileTools,
  ...textTools,
  ...systemTools,
}

/** Those that start or replace processes; what they do is part of starting a process. */
const launchers = ['sh', 'bash', 'dash', 'ash', 'env', 'nohup', 'setsid', 'sleep', 'timeout']

export function findProgram(name: string): Program | undefined {
  return Object.hasOwn(programs, name) ? programs[name] : undefined
}

export function isLauncher(name: string): boolean {
  return launchers.includes(name)
}

/** In words, for messages about a program that is unknown. */
export const knownPrograms: readonly string[] = [...Object.keys(programs), ...launchers].sort()
