/** Which volumes are an object's to touch: those behind the claims of its namespace. */

import { type KubeObject, textOf, valueAt } from '../specs/index.ts'
import type { EnginePorts } from './port-effects.ts'
import { volumeHandle } from './targets.ts'

/** The volumes behind claims of the object's namespace; claim and PersistentVolume must name each other. */
export async function ownVolumes({ cluster }: EnginePorts, owner: KubeObject): Promise<readonly string[]> {
  const namespace = owner.metadata.namespace ?? ''
  const claims = await cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace })
  const found = await Promise.all(
    claims.items.map(async claim => {
      const name = textOf(valueAt(claim, ['spec', 'volumeName']))
      const volume =
        name === undefined ? undefined : await cluster.get({ apiVersion: 'v1', kind: 'PersistentVolume', name })
      // The claim's word alone is not enough: the volume must name the claim too.
      const isMutual = volume !== undefined && valueAt(volume, ['spec', 'claimRef', 'namespace']) === namespace
      return isMutual ? volumeHandle(volume) : undefined
    }),
  )
  return found.filter(handle => handle !== undefined)
}
