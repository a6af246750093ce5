/** The tables of volumes and what is about them. Source: Kubernetes, printers. */

import { type KubeObject, valueAt } from '../../specs/index.ts'
import { accessModes, ageColumn, listAt, nameColumn, textAt, textColumn } from './cells.ts'
import type { Column } from './column.ts'

const defaultMark = 'storageclass.kubernetes.io/is-default-class'

export const claimColumns: readonly Column[] = [
  nameColumn,
  { name: 'Status', type: 'string', cell: phaseOf },
  textColumn('Volume', ['spec', 'volumeName'], { absent: '' }),
  textColumn('Capacity', ['status', 'capacity', 'storage'], { absent: '' }),
  {
    name: 'Access Modes',
    type: 'string',
    cell: claim =>
      textAt(claim, ['spec', 'volumeName']) === '' ? '' : accessModes(listAt(claim, ['status', 'accessModes'])),
  },
  textColumn('StorageClass', ['spec', 'storageClassName'], { absent: '' }),
  textColumn('VolumeAttributesClass', ['spec', 'volumeAttributesClassName'], { absent: '<unset>' }),
  ageColumn,
  textColumn('VolumeMode', ['spec', 'volumeMode'], { absent: '<unset>', wide: true }),
]

export const volumeColumns: readonly Column[] = [
  nameColumn,
  textColumn('Capacity', ['spec', 'capacity', 'storage'], { absent: '' }),
  { name: 'Access Modes', type: 'string', cell: volume => accessModes(listAt(volume, ['spec', 'accessModes'])) },
  textColumn('Reclaim Policy', ['spec', 'persistentVolumeReclaimPolicy'], { absent: 'Retain' }),
  { name: 'Status', type: 'string', cell: phaseOf },
  {
    name: 'Claim',
    type: 'string',
    cell: volume => {
      const name = textAt(volume, ['spec', 'claimRef', 'name'])
      return name === '' ? '' : `${textAt(volume, ['spec', 'claimRef', 'namespace'])}/${name}`
    },
  },
  textColumn('StorageClass', ['spec', 'storageClassName'], { absent: '' }),
  textColumn('VolumeAttributesClass', ['spec', 'volumeAttributesClassName'], { absent: '<unset>' }),
  textColumn('Reason', ['status', 'reason'], { absent: '' }),
  ageColumn,
  textColumn('VolumeMode', ['spec', 'volumeMode'], { absent: '<unset>', wide: true }),
]

export const storageClassColumns: readonly Column[] = [
  {
    ...nameColumn,
    cell: ({ metadata }) =>
      metadata.annotations?.[defaultMark] === 'true' ? `${metadata.name} (default)` : metadata.name,
  },
  textColumn('Provisioner', ['provisioner']),
  textColumn('ReclaimPolicy', ['reclaimPolicy'], { absent: 'Delete' }),
  textColumn('VolumeBindingMode', ['volumeBindingMode'], { absent: '<unset>' }),
  { name: 'AllowVolumeExpansion', type: 'string', cell: object => object.allowVolumeExpansion === true },
  ageColumn,
]

export const attachmentColumns: readonly Column[] = [
  nameColumn,
  textColumn('Attacher', ['spec', 'attacher']),
  textColumn('PV', ['spec', 'source', 'persistentVolumeName'], { absent: '' }),
  textColumn('Node', ['spec', 'nodeName']),
  { name: 'Attached', type: 'boolean', cell: object => valueAt(object, ['status', 'attached']) === true },
  ageColumn,
]

export const csiDriverColumns: readonly Column[] = [
  nameColumn,
  { name: 'AttachRequired', type: 'boolean', cell: object => valueAt(object, ['spec', 'attachRequired']) !== false },
  { name: 'PodInfoOnMount', type: 'boolean', cell: object => valueAt(object, ['spec', 'podInfoOnMount']) === true },
  { name: 'StorageCapacity', type: 'boolean', cell: object => valueAt(object, ['spec', 'storageCapacity']) === true },
  textColumn('TokenRequests', ['spec', 'tokenRequests'], { absent: '<unset>' }),
  {
    name: 'RequiresRepublish',
    type: 'boolean',
    cell: object => valueAt(object, ['spec', 'requiresRepublish']) === true,
  },
  {
    name: 'Modes',
    type: 'string',
    cell: object => listAt(object, ['spec', 'volumeLifecycleModes']).join(',') || 'Persistent',
  },
  ageColumn,
]

export const csiNodeColumns: readonly Column[] = [
  nameColumn,
  { name: 'Drivers', type: 'integer', cell: object => listAt(object, ['spec', 'drivers']).length },
  ageColumn,
]

function phaseOf(object: KubeObject): string {
  return object.metadata.deletionTimestamp === undefined
    ? textAt(object, ['status', 'phase'], 'Pending')
    : 'Terminating'
}
