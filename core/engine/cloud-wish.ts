/** Whether a snapshot is to be kept in an object store, and how: read from its annotations or, of a group, its options. */

import {
  annotationsOf,
  cloudCredential,
  entry,
  incrementalCount,
  type KubeObject,
  snapshotType,
  textOf,
} from '../specs/index.ts'
import type { Reason } from './reason.ts'

/** Absent `credential`: the storage's only one. `full`: begin a new chain. */
export type CloudWish = {
  readonly credential?: string
  readonly full: boolean
  /** So many incremental backups follow a full one at most. */
  readonly incrementals?: number
}

export type ReadWish = { readonly wish: CloudWish | undefined } | { readonly problem: Reason }

/**
 * A group says it in `spec.options`; of the options STORK reads type and credential, we read the count too.
 * Source: STORK, Portworx driver. Weekly and monthly scheduled snapshots begin a new chain, as they do there.
 */
export function cloudWish(object: KubeObject): ReadWish {
  const annotations = annotationsOf(object)
  const options = object.kind === 'GroupVolumeSnapshot' ? entry(object.spec, 'options') : annotations
  const said = (key: string) => textOf(entry(options, key))
  const type = said(snapshotType.key)
  if (type === undefined || type === '' || type === 'local') return { wish: undefined }
  if (type !== 'cloud') return wrong(`${snapshotType.key} says ${type}; it can be local or cloud.`)
  const count = said(incrementalCount.key) ?? annotations[incrementalCount.key]
  if (count !== undefined && !/^\d{1,4}$/.test(count))
    return wrong(`${incrementalCount.key} says ${count}; it must be a whole number, 0 for a full upload.`)
  const credential = said(cloudCredential.key)
  const beginsChain = chainsBegin.has(annotations[policyTypeKey] ?? '')
  const full = count === '0' || beginsChain
  return {
    wish: {
      full,
      ...(credential === undefined || credential === '' ? {} : { credential }),
      ...(count === undefined || count === '0' ? {} : { incrementals: Number(count) }),
    },
  }
}

const policyTypeKey = 'stork.libopenstorage.org/snapshotSchedulePolicyType'
const chainsBegin: ReadonlySet<string> = new Set(['Weekly', 'Monthly'])

function wrong(message: string): ReadWish {
  return { problem: { code: 'unsupported', message, blame: 'spec' } }
}
