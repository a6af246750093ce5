/** Ends of simulated programs. */

import type { ProgramNext } from './application.ts'

export const exit = (code: number, stdout: string, stderr = ''): ProgramNext => ({ do: 'exit', code, stdout, stderr })

export const lines = (...texts: readonly string[]): string => texts.map(text => `${text}\n`).join('')
