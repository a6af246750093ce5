/** Lets time pass in a simulated cluster while the UI is open, so that calls are answered and applications live. */

import { systemClock } from '@pxsnap/core/system'
import type { World } from '../../open-world.ts'

/** So long a call may wait until time moves: within what a person takes for at once. */
const stepMs = 40

/** Until the signal aborts. Throws what goes wrong inside the simulation. In a real cluster time passes by itself. */
export async function pump(world: World, speed: number, signal: AbortSignal): Promise<void> {
  if (world.simulated === undefined) return aborted(signal)
  const { clock } = world.ports
  while (!signal.aborted) {
    const began = systemClock.now()
    await world.drive(clock.sleep(stepMs * speed))
    // Where nothing is paced, the keyboard must be heard all the same.
    if (systemClock.now() - began < stepMs / 2) await systemClock.sleep(stepMs / 2, signal).catch(() => undefined)
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
