/** What the application's own recovery makes of copied or restored claims; a simulated application can tell. */

import { PortError } from '@pxsnap/core/ports'
import type { Face } from './face.ts'
import type { World } from './open-world.ts'
import { sanitiseLine } from './output/sanitise.ts'

export function sayVerdict(
  face: Face,
  world: World,
  what: string,
  names: readonly { readonly namespace?: string; readonly name: string }[],
): void {
  if (world.simulated === undefined) return
  try {
    const { verdict, text } = world.simulated.judge(...names.map(({ namespace = '', name }) => ({ namespace, name })))
    face.stderr.write(`The application's verdict on ${what}: ${verdict}. ${sanitiseLine(text)}\n`)
  } catch (error) {
    // No application runs on the original, so nobody can tell.
    if (!(error instanceof PortError && error.kind === 'rejected')) throw error
  }
}
