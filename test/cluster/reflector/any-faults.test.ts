/** After any sequence of writes and faults, the copy equals the server once the faults have stopped. */

import { fc, test } from '@fast-check/vitest'
import { reflect } from '@pxsnap/core/cluster/reflector'
import { type ClusterFault, ControlPlane, clusterPort, freshCluster } from '@pxsnap/core/cluster/simulated'
import type { KubeObject } from '@pxsnap/core/specs'
import { expect } from 'vitest'
import { TestClock } from './test-clock.ts'

const query = { apiVersion: 'v1', kind: 'ConfigMap' }

type Step =
  | { readonly do: 'write'; readonly name: string; readonly label: string }
  | { readonly do: 'delete'; readonly name: string }
  | { readonly do: 'wait'; readonly ms: number }
  /** The server forgets its history. */
  | { readonly do: 'compact' }

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('write' as const), name, label: fc.constantFrom('x', 'y') }),
  fc.record({ do: fc.constant('delete' as const), name }),
  fc.constant({ do: 'compact' as const }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 90_000 }) }),
)
const fault: fc.Arbitrary<ClusterFault | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<ClusterFault>(
    { do: 'unreachable' },
    { do: 'timeout' },
    { do: 'throttle' },
    { do: 'break' },
    { do: 'expire' },
    { do: 'lose-response' },
    { do: 'slow', ms: 5_000 },
  ),
  fc.record({ do: fc.constant('break-watch' as const), afterEvents: fc.integer({ min: 0, max: 3 }) }),
)

test.prop(
  [fc.array(step, { maxLength: 30 }), fc.array(fault, { maxLength: 12 }), fc.constantFrom(undefined, { app: 'x' })],
  { numRuns: 150 },
)('the copy becomes what the server has', async (steps, faults, labels) => {
  const clock = new TestClock()
  let uuids = 0
  const volumes = { provision: () => 'handle', open: () => undefined, remove: () => {} }
  const plane = new ControlPlane({ now: () => clock.now(), uuid: () => `uid-${++uuids}`, volumes, historyLimit: 20 })
  for (const object of freshCluster) plane.create(object)
  const left = [...faults]
  const cluster = clusterPort(plane, { clock, latencyMs: 5, faults: () => left.shift() })
  const stop = new AbortController()
  let chance = 0
  const random = () => {
    chance = (chance + 0.37) % 1
    return chance
  }
  const asked = labels === undefined ? query : { ...query, labels }
  const reflector = reflect({ cluster, query: asked, clock, random, signal: stop.signal })
  try {
    for (const one of steps) {
      await clock.settle()
      if (one.do === 'wait') await clock.advance(one.ms)
      else if (one.do === 'compact') plane.log.trim(0)
      else if (one.do === 'delete') plane.delete({ ...query, namespace: 'default', name: one.name })
      else write(plane, one.name, one.label)
    }
    // Faults that no call has met by now are never met: from here on the server and the network are in order.
    left.length = 0
    await clock.advance(300_000)
    expect(reflector.objects()).toEqual(plane.list(asked).items)
    expect(reflector.state()).toEqual({ synced: true, stopped: false })
  } finally {
    stop.abort()
    await reflector.ended
  }
})

function write(plane: ControlPlane, name: string, label: string): void {
  const object: KubeObject = { ...query, metadata: { name, namespace: 'default', labels: { app: label } } }
  if (!plane.create(object).ok) plane.update(object)
}
