/** Makes a backup from an object store known to a cluster that did not take it: claims there can then be cloned from it. */

import { toIso } from '../base/index.ts'
import type { CloudBackup } from '../ports/index.ts'
import { type KubeObject, sizeBytes } from '../specs/index.ts'
import { obstacle, type Plan } from './plan.ts'

export type ImportRequest = {
  readonly backup: CloudBackup
  /** Where the backup is kept, as this cluster's storage calls it. Absent: the storage's only place. */
  readonly credential?: string
  /** The VolumeSnapshot to be made. */
  readonly namespace: string
  readonly name: string
  /** The claim whose bytes the backup holds, by its name in the cluster that took it. */
  readonly claim: string
  /** Names of VolumeSnapshots in the namespace, and of VolumeSnapshotData, that exist already. */
  readonly taken: readonly string[]
}

const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'

/**
 * A VolumeSnapshotData that names the backup, and a VolumeSnapshot bound to it by hand. Deleting them leaves the backup
 * where it is: it belongs to the cluster that took it. Source: STORK, pre-bound snapshots.
 */
export function planImportBackup(request: ImportRequest): Plan {
  const { namespace, name, taken } = request
  const dataName = `imported-${namespace}-${name}`
  const clash = [name, dataName].find(one => taken.includes(one))
  if (clash !== undefined)
    return obstacle('not-allowed', `There is already an object called "${clash}".`, 'Choose another name.')
  const objects = [importedData(request, dataName), importedSnapshot(request, dataName)]
  return { writes: objects.map(object => ({ do: 'create', object })), unchanged: [], obstacles: [] }
}

function importedData({ backup, credential, namespace, name }: ImportRequest, dataName: string): KubeObject {
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshotData',
    metadata: { name: dataName, annotations: { [sizeBytes.key]: String(backup.sizeBytes) } },
    spec: {
      volumeSnapshotRef: { kind: 'VolumeSnapshot', name: `${namespace}/${name}-imported` },
      persistentVolumeRef: {},
      portworxVolume: {
        snapshotId: backup.handle,
        snapshotType: 'cloud',
        ...(credential === undefined ? {} : { snapshotCloudCredID: credential }),
        snapshotTaskID: '',
        volumeProvisioner: 'pxd.portworx.com',
      },
    },
    status: { creationTimestamp: toIso(backup.at), conditions: [ready(backup)] },
  }
}

function importedSnapshot({ backup, namespace, name, claim }: ImportRequest, dataName: string): KubeObject {
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshot',
    metadata: { name, namespace },
    spec: { persistentVolumeClaimName: claim, snapshotDataName: dataName },
    status: { conditions: [ready(backup)] },
  }
}

function ready({ at }: CloudBackup) {
  return { type: 'Ready', status: 'True', lastTransitionTime: toIso(at), message: '', reason: '' }
}
