/** A simulated control plane whose clock stands still unless a test moves it. */

import { type Instant, instant } from '@pxsnap/core/base'
import {
  type ClusterFaults,
  ControlPlane,
  clusterPort,
  freshCluster,
  type ObjectStoreState,
} from '@pxsnap/core/cluster/simulated'
import type { Clock, Cluster, VolumeHost } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'

export const start = instant(Date.UTC(2026, 0, 1))

export type PlaneUnderTest = {
  readonly plane: ControlPlane
  readonly volumes: VolumeHost & { readonly handles: Set<string> }
  readonly moveTo: (at: Instant) => void
}

export function openPlane(
  options: { readonly state?: ObjectStoreState; readonly historyLimit?: number } = {},
): PlaneUnderTest {
  let now = start
  let uuids = options.state?.revision ?? 0
  const handles = new Set<string>()
  const volumes = {
    handles,
    provision: ({ key }: { readonly key: string }) => {
      handles.add(`handle-of-${key}`)
      return `handle-of-${key}`
    },
    open: () => undefined,
    remove: (handle: string) => {
      handles.delete(handle)
    },
  }
  const plane = new ControlPlane({
    now: () => now,
    uuid: () => {
      uuids += 1
      return `00000000-0000-4000-8000-${String(uuids).padStart(12, '0')}`
    },
    volumes,
    ...options,
  })
  if (options.state === undefined) for (const object of freshCluster) plane.create(object)
  return {
    plane,
    volumes,
    moveTo: at => {
      now = at
    },
  }
}

/** The Cluster port over the plane, with a clock that counts what is slept and never waits. */
export function openPort(plane: ControlPlane, faults?: ClusterFaults): { readonly cluster: Cluster; slept(): number } {
  let sleptMs = 0
  const clock: Clock = {
    now: () => start,
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted()
      sleptMs += durationMs
    },
  }
  const cluster = clusterPort(plane, { clock, latencyMs: 5, ...(faults === undefined ? {} : { faults }) })
  return { cluster, slept: () => sleptMs }
}

/** Creates the object in the namespace `default` unless it says another, or throws what the server says. */
export function put(plane: ControlPlane, object: KubeObject): KubeObject {
  const result = plane.create(object)
  if (!result.ok) throw new Error(result.message)
  return result.object
}
