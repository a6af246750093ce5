/** Who uses what, kept up to date with every change, so that controllers do not search the whole cluster for it. */

import type { KubeObject } from '../../../specs/index.ts'
import { valueAt } from '../../../specs/index.ts'
import type { Change } from '../change-log.ts'
import { claimedBy } from './claim-fields.ts'
import { claimNamesOf, isActive, nodeOf } from './pod-fields.ts'

const firstHost = 2

export class UseIndex {
  /** Pods by the claims that they mount, and volumes by the claim that they are for: names by `namespace/claim`. */
  readonly #pods = new Map<string, Set<string>>()
  readonly #volumes = new Map<string, Set<string>>()
  readonly #podsOnNode = new Map<string, number>()
  readonly #addresses = new Set<string>()
  /** No lower one is free. */
  #lowestFreeHost = firstHost

  note({ type, object, previous }: Change): void {
    if (previous !== undefined) this.#count(previous, -1)
    if (type !== 'DELETED') this.#count(object, 1)
  }

  /** Names of the pods that mount the claim, whatever their phase. */
  podsOf(claim: { readonly namespace?: string; readonly name: string }): readonly string[] {
    return sorted(this.#pods.get(keyOf(claim)))
  }

  /** Names of the volumes whose claimRef names the claim. */
  volumesOf(claim: { readonly namespace?: string; readonly name: string }): readonly string[] {
    return sorted(this.#volumes.get(keyOf(claim)))
  }

  /** How many pods the node has that have not ended. */
  podsOn(node: string): number {
    return this.#podsOnNode.get(node) ?? 0
  }

  /** The lowest pod address that is free. */
  freeAddress(): string {
    while (this.#addresses.has(address(this.#lowestFreeHost))) this.#lowestFreeHost += 1
    return address(this.#lowestFreeHost)
  }

  #count(object: KubeObject, by: 1 | -1): void {
    if (object.kind === 'Pod') this.#countPod(object, by)
    if (object.kind !== 'PersistentVolume') return
    const claim = claimedBy(object)
    if (claim !== undefined) change(this.#volumes, keyOf(claim), object.metadata.name, by)
  }

  #countPod(pod: KubeObject, by: 1 | -1): void {
    const { namespace, name } = pod.metadata
    for (const claim of claimNamesOf(pod)) {
      change(this.#pods, keyOf({ name: claim, ...(namespace === undefined ? {} : { namespace }) }), name, by)
    }
    const node = nodeOf(pod)
    if (node !== undefined && isActive(pod)) this.#podsOnNode.set(node, this.podsOn(node) + by)
    const taken = valueAt(pod, ['status', 'podIP'])
    if (typeof taken !== 'string') return
    if (by === 1) this.#addresses.add(taken)
    else if (this.#addresses.delete(taken)) this.#lowestFreeHost = Math.min(this.#lowestFreeHost, hostOf(taken))
  }
}

function change(index: Map<string, Set<string>>, key: string, name: string, by: 1 | -1): void {
  const names = index.get(key) ?? new Set<string>()
  if (by === 1) index.set(key, names.add(name))
  else if (names.delete(name) && names.size === 0) index.delete(key)
}

function sorted(names: ReadonlySet<string> | undefined): readonly string[] {
  return [...(names ?? [])].sort()
}

function keyOf({ namespace = '', name }: { readonly namespace?: string; readonly name: string }): string {
  return `${namespace}/${name}`
}

function address(host: number): string {
  return `10.244.${host >> 8}.${host & 255}`
}

function hostOf(text: string): number {
  const [, , high, low] = text.split('.').map(Number)
  return ((high ?? 0) << 8) + (low ?? 0)
}
