/** From the storage's name of a volume to the claim in front of it: through the Kubernetes API snapshots are asked for by claim. */

import { parseQuantity } from '../../base/index.ts'
import { type Cluster, PortError } from '../../ports/index.ts'
import { entry, isMap, type KubeObject, textOf, valueAt } from '../../specs/index.ts'

/** What a snapshot must know of a volume, and what a clone of that snapshot will need when the volume is gone. */
export type ClaimedVolume = {
  readonly handle: string
  readonly driver: string
  readonly namespace: string
  readonly claim: string
  readonly storageClass: string
  readonly accessModes: readonly string[]
  readonly volumeMode: string
  /** As its PersistentVolume says. */
  readonly sizeBytes: number
}

export type Lookup = ClaimedVolume | { readonly problem: string }

/** Finds the claim of each handle. PersistentVolumes cannot be asked for by handle, so they are listed once and remembered. */
export class ClaimedVolumes {
  readonly #cluster: Cluster
  /** From handle to the name of its PersistentVolume. What it leads to is read again. */
  readonly #names = new Map<string, string>()

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  async find(handles: readonly string[], signal?: AbortSignal): Promise<readonly Lookup[]> {
    const known = await Promise.all(handles.map(handle => this.#known(handle, signal)))
    if (known.every(one => one !== undefined)) return known
    const all = await this.#cluster.list({ apiVersion: 'v1', kind: 'PersistentVolume' }, signal)
    for (const volume of all.items) {
      const handle = volumeHandle(volume)
      // Two may name one handle for a while; the one that is bound is the one in use.
      if (handle !== undefined && (phaseOf(volume) === 'Bound' || !this.#names.has(handle)))
        this.#names.set(handle, volume.metadata.name)
    }
    return Promise.all(
      handles.map(async (handle): Promise<Lookup> => {
        const found = await this.#known(handle, signal)
        return found ?? { problem: `No PersistentVolume has the volume ${handle}.` }
      }),
    )
  }

  async #known(handle: string, signal: AbortSignal | undefined): Promise<Lookup | undefined> {
    const name = this.#names.get(handle)
    if (name === undefined) return undefined
    const volume = await this.#cluster.get({ apiVersion: 'v1', kind: 'PersistentVolume', name }, signal)
    if (volume === undefined || volumeHandle(volume) !== handle) {
      this.#names.delete(handle)
      return undefined
    }
    return this.#claimOf(handle, volume, signal)
  }

  async #claimOf(handle: string, volume: KubeObject, signal: AbortSignal | undefined): Promise<Lookup> {
    const { name } = volume.metadata
    const spec = isMap(volume.spec) ? volume.spec : {}
    const namespace = textOf(entry(spec.claimRef, 'namespace'))
    const claim = textOf(entry(spec.claimRef, 'name'))
    const driver = textOf(entry(spec.csi, 'driver')) ?? inTreeDriver
    if (namespace === undefined || claim === undefined)
      return {
        problem: `The volume ${handle} (PersistentVolume ${name}) has no claim, and snapshots are taken of claims.`,
      }
    const ref = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claim }
    const found = await this.#cluster.get(ref, signal)
    if (found === undefined || textOf(valueAt(found, ['spec', 'volumeName'])) !== name)
      return {
        problem: `The claim ${namespace}/${claim} of the volume ${handle} is gone, and snapshots are taken of claims.`,
      }
    const modes = Array.isArray(spec.accessModes) ? spec.accessModes : []
    return {
      handle,
      driver,
      namespace,
      claim,
      storageClass: textOf(spec.storageClassName) ?? '',
      accessModes: modes.filter(mode => typeof mode === 'string'),
      volumeMode: textOf(spec.volumeMode) ?? 'Filesystem',
      sizeBytes: parseQuantity(entry(spec.capacity, 'storage')) ?? 0,
    }
  }
}

/** The volumes, or the first thing that is wrong with one of them. */
export function allFound(lookups: readonly Lookup[]): readonly ClaimedVolume[] | { readonly problem: string } {
  const found: ClaimedVolume[] = []
  for (const one of lookups) {
    if ('problem' in one) return one
    found.push(one)
  }
  return found
}

/** Lists a kind that the cluster may not serve: then there are none. */
export async function listIfServed(
  cluster: Cluster,
  query: Parameters<Cluster['list']>[0],
  signal?: AbortSignal,
): Promise<readonly KubeObject[]> {
  try {
    return (await cluster.list(query, signal)).items
  } catch (error) {
    if (error instanceof PortError && (error.kind === 'missing' || error.kind === 'unsupported')) return []
    throw error
  }
}

/** The storage's name for the volume behind a PersistentVolume. */
export function volumeHandle(volume: KubeObject): string | undefined {
  return (
    textOf(valueAt(volume, ['spec', 'csi', 'volumeHandle'])) ??
    textOf(valueAt(volume, ['spec', 'portworxVolume', 'volumeID']))
  )
}

/** The driver of volumes that are not behind CSI. */
export const inTreeDriver = 'kubernetes.io/portworx-volume'

function phaseOf(object: KubeObject): string | undefined {
  return textOf(valueAt(object, ['status', 'phase']))
}
