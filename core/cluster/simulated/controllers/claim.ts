/** Claims: bound to a volume that is made for them, or that somebody made for them; kept while a pod uses them. */

import { Bug, parseQuantity } from '../../../base/index.ts'
import { PortError } from '../../../ports/index.ts'
import { isMap, type KubeObject, type ObjectRef, textOf, valueAt } from '../../../specs/index.ts'
import { claimProtection } from '../defaults.ts'
import { refOf } from '../object-index.ts'
import type { ObjectStore } from '../object-store.ts'
import {
  claimClass,
  claimedBy,
  classNameOf,
  cloneProvisioner,
  inTreeProvisioner,
  isBound,
  isPortworx,
  isRestoredByCsi,
  selectedNode,
  volumeNameOf,
  waitsForConsumer,
} from './claim-fields.ts'
import { type Controller, type ControllerContext, setStatus } from './controller.ts'
import { type EventText, recordEvent } from './events.ts'
import { podsUsing } from './pod.ts'
import { claimNamesOf } from './pod-fields.ts'

const claimKind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' } as const

export const claims: Controller = {
  concerns: ({ object, type }, { store }) => {
    switch (object.kind) {
      case 'PersistentVolumeClaim':
        return [refOf(object)]
      case 'PersistentVolume': {
        const claim = claimedBy(object)
        return claim === undefined ? [] : [{ ...claimKind, namespace: claim.namespace, name: claim.name }]
      }
      case 'StorageClass':
        return store
          .list(claimKind)
          .items.filter(claim => !isBound(claim))
          .map(refOf)
      case 'Pod': {
        const { namespace } = object.metadata
        // A pod that is gone no longer keeps its claims.
        return type === 'ADDED' || namespace === undefined
          ? []
          : claimNamesOf(object).map((name): ObjectRef => ({ ...claimKind, namespace, name }))
      }
      default:
        return []
    }
  },

  reconcile: (ref, context) => {
    const { store } = context
    const claim = store.get(ref)
    if (claim === undefined) return
    if (claim.metadata.deletionTimestamp !== undefined) return letGo(context, claim)
    if (isBound(claim)) return checkVolume(store, claim)
    const volume = volumeFor(context, claim)
    if (volume !== undefined) return bind(context, claim, volume)
    if (volumeNameOf(claim) === undefined) makeVolume(context, claim)
  },
}

function letGo(context: ControllerContext, claim: KubeObject): void {
  const finalizers = claim.metadata.finalizers ?? []
  if (!finalizers.includes(claimProtection) || podsUsing(context, claim).length > 0) return
  const left = finalizers.filter(finalizer => finalizer !== claimProtection)
  context.store.update({ ...claim, metadata: { ...claim.metadata, finalizers: left } })
}

function checkVolume(store: ObjectStore, claim: KubeObject): void {
  const name = volumeNameOf(claim)
  const volume = name === undefined ? undefined : store.get({ apiVersion: 'v1', kind: 'PersistentVolume', name })
  if (volume === undefined) setStatus(store, claim, { phase: 'Lost' })
}

/** The volume that the claim names, or that names the claim. */
function volumeFor({ store, uses }: ControllerContext, claim: KubeObject): KubeObject | undefined {
  const { namespace, name, uid } = claim.metadata
  const wanted = volumeNameOf(claim)
  const candidates = wanted === undefined ? uses.volumesOf(claim.metadata) : [wanted]
  return candidates
    .flatMap(candidate => store.get({ apiVersion: 'v1', kind: 'PersistentVolume', name: candidate }) ?? [])
    .find(volume => {
      if (volume.metadata.deletionTimestamp !== undefined) return false
      const owner = claimedBy(volume)
      if (owner === undefined) return wanted !== undefined
      return owner.namespace === namespace && owner.name === name && (owner.uid === undefined || owner.uid === uid)
    })
}

function bind({ store }: ControllerContext, claim: KubeObject, volume: KubeObject): void {
  const { apiVersion, kind, metadata } = claim
  const claimRef = { apiVersion, kind, namespace: metadata.namespace, name: metadata.name, uid: metadata.uid }
  const owned = store.update({ ...volume, spec: { ...specOf(volume), claimRef }, status: { phase: 'Bound' } })
  if (!owned.ok) throw new Bug(`A volume cannot be bound: ${owned.message}`)
  const annotations = {
    ...metadata.annotations,
    'pv.kubernetes.io/bind-completed': 'yes',
    'pv.kubernetes.io/bound-by-controller': 'yes',
  }
  store.update({
    ...claim,
    metadata: { ...metadata, annotations },
    spec: { ...specOf(claim), volumeName: volume.metadata.name },
    status: {
      phase: 'Bound',
      accessModes: valueAt(volume, ['spec', 'accessModes']) ?? valueAt(claim, ['spec', 'accessModes']),
      capacity: valueAt(volume, ['spec', 'capacity']),
    },
  })
}

function makeVolume(context: ControllerContext, claim: KubeObject): void {
  const storageClass = claimClass(context.store, claim)
  const provisioner = textOf(storageClass?.provisioner)
  // What is in the volume from the start is for others to bring: STORK, us, or CSI.
  if (provisioner === cloneProvisioner || isRestoredByCsi(claim)) return
  const said =
    storageClass === undefined || provisioner === undefined
      ? noClass(claim)
      : provision(context, claim, storageClass, provisioner)
  if (said !== undefined) recordEvent(context, claim, said)
}

/** Makes the claim's volume, or says why there is none yet. */
function provision(
  { store, volumes }: ControllerContext,
  claim: KubeObject,
  storageClass: KubeObject,
  provisioner: string,
): EventText | undefined {
  if (!isPortworx(provisioner)) return notOurs(provisioner)
  if (waitsForConsumer(storageClass) && selectedNode(claim) === undefined) return waiting
  const sizeBytes = parseQuantity(valueAt(claim, ['spec', 'resources', 'requests', 'storage'])) ?? 0
  try {
    const replicas = Number(textOf(valueAt(storageClass, ['parameters', 'repl'])) ?? 1)
    const wanted = Number.isInteger(replicas) ? replicas : 1
    const handle = volumes.provision({ key: `pvc-${claim.metadata.uid}`, sizeBytes, replicas: wanted })
    store.create(volumeOf(claim, storageClass, provisioner, handle))
    return undefined
  } catch (error) {
    if (error instanceof PortError) return failed(error.message)
    throw error
  }
}

/** Source: PersistentVolumes that Portworx provisions, in-tree and through CSI. */
function volumeOf(claim: KubeObject, storageClass: KubeObject, provisioner: string, handle: string): KubeObject {
  const spec = specOf(claim)
  const { apiVersion, kind, metadata } = claim
  const fsType = textOf(valueAt(storageClass, ['parameters', 'fs'])) ?? 'ext4'
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: `pvc-${metadata.uid}`,
      annotations: { 'pv.kubernetes.io/provisioned-by': provisioner },
    },
    spec: {
      capacity: { storage: valueAt(spec, ['resources', 'requests', 'storage']) },
      accessModes: spec.accessModes,
      volumeMode: spec.volumeMode,
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: classNameOf(claim),
      claimRef: { apiVersion, kind, namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
      ...(provisioner === inTreeProvisioner
        ? { portworxVolume: { volumeID: handle, fsType } }
        : { csi: { driver: provisioner, volumeHandle: handle, fsType } }),
    },
    status: { phase: 'Available' },
  }
}

function specOf(object: KubeObject): Readonly<Record<string, unknown>> {
  return isMap(object.spec) ? object.spec : {}
}

const from = 'persistentvolume-controller'

const waiting: EventText = {
  type: 'Normal',
  reason: 'WaitForFirstConsumer',
  message: 'waiting for first consumer to be created before binding',
  from,
}

function noClass(claim: KubeObject): EventText {
  const name = classNameOf(claim)
  return name === undefined || name === ''
    ? {
        type: 'Normal',
        reason: 'FailedBinding',
        message: 'no persistent volumes available for this claim and no storage class is set',
        from,
      }
    : failed(`storageclass.storage.k8s.io "${name}" not found`)
}

function notOurs(provisioner: string): EventText {
  return {
    type: 'Normal',
    reason: 'ExternalProvisioning',
    message: `waiting for a volume to be created by "${provisioner}", which the simulated cluster does not have; it provisions for Portworx`,
    from,
  }
}

function failed(message: string): EventText {
  return { type: 'Warning', reason: 'ProvisioningFailed', message, from }
}
