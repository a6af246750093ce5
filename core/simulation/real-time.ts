/** Lets a simulated cluster live in real time: its clock follows another one for as long as nobody stops it. */

import { after } from '../base/index.ts'
import type { Clock } from '../ports/index.ts'
import type { SimulatedCluster } from './simulated-cluster.ts'

/** How exact the time is. Programs in containers and writes of applications happen in steps of this. */
const stepMs = 20

/**
 * Moves the cluster's time on as `clock` does, from where it stands, until the signal is aborted; then it resolves.
 * Nobody else may drive the cluster meanwhile. Rejects when the simulated world breaks.
 */
export async function liveInRealTime(cluster: SimulatedCluster, clock: Clock, signal: AbortSignal): Promise<void> {
  const aheadMs = cluster.now - clock.now()
  while (!signal.aborted) {
    const target = after(clock.now(), aheadMs)
    if (target > cluster.now) await cluster.advance(target - cluster.now)
    await clock.sleep(stepMs, signal).catch(() => undefined)
  }
}
