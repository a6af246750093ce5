/** Which writes of a plan change nothing once the API server has filled in its defaults: told by the server itself. */

import { type Plan, sameJson, type Write } from '@pxsnap/core/actions'
import { withoutManagedFields } from '@pxsnap/core/cluster/reflector'
import { PortError } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'
import type { World } from './open-world.ts'

/**
 * A list in a spec replaces the stored one, in which the server has filled in what the spec leaves out; so the two
 * differ although nothing changes. What the server refuses or does not answer stays a write, and says so when written.
 */
export async function withoutVainUpdates(
  { rehearsal, drive }: Pick<World, 'rehearsal' | 'drive'>,
  plan: Plan,
  signal: AbortSignal,
): Promise<Plan> {
  if (rehearsal === undefined) return plan
  const changesNothing = async (write: Write): Promise<boolean> => {
    if (write.do !== 'update') return false
    try {
      const rehearsed = await rehearsal.update(write.object, signal)
      return rehearsed.ok && sameJson(content(rehearsed.object), content(write.was))
    } catch (error) {
      if (error instanceof PortError) return false
      throw error
    }
  }
  const vain = await drive(Promise.all(plan.writes.map(changesNothing)))
  const unchanged = plan.writes.flatMap((write, at) => (write.do === 'update' && vain[at] ? [refOf(write.object)] : []))
  return {
    ...plan,
    writes: plan.writes.filter((_, at) => vain[at] !== true),
    unchanged: [...plan.unchanged, ...unchanged],
  }
}

/** What is stored, without what the server counts up. */
function content(object: KubeObject): unknown {
  const { metadata, ...rest } = withoutManagedFields(object)
  const { resourceVersion: _, generation: __, ...kept } = metadata
  return { ...rest, metadata: kept }
}

function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject) {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
}
