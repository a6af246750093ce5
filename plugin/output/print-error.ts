/** The one shape of every error: what is true, then what to do. */

import type { Paint } from './paint.ts'
import { sanitise } from './sanitise.ts'

/** Two lines at most, unless the message itself has more. */
export function printError(
  problem: { readonly message: string; readonly next?: string | undefined },
  paint: Paint,
): string {
  const what = `${paint('failed', 'error:')} ${indent(sanitise(problem.message))}\n`
  return problem.next === undefined ? what : `${what}${paint('strong', 'next:')}  ${indent(sanitise(problem.next))}\n`
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n       ')
}
