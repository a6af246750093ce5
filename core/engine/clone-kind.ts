/** A claim that is cloned from a snapshot, as a lifecycle kind. */

import type { ClusterReader } from '../ports/index.ts'
import type { KubeObject } from '../specs/index.ts'
import { type CloneLifecycle, stepClone } from './clone.ts'
import { className, isClone } from './clone-plan.ts'
import type { LifecycleKind } from './lifecycle-kind.ts'
import type { Result } from './outcome.ts'
import { markFor, markOf, readClone, writeClone } from './stored-lifecycle.ts'
import { phaseOf } from './targets.ts'

export const cloneKind: LifecycleKind<CloneLifecycle> = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  rules: () => ({ step: stepClone, mustGoOn: () => false, mayBeFrozen: () => false }),
  read: readClone,
  write: writeClone,
  mark: markFor,
  isForeign: claim => markOf(claim) === undefined && phaseOf(claim) !== 'Pending',
  result,
  find: findClones,
}

async function findClones(cluster: ClusterReader, signal: AbortSignal | undefined): Promise<readonly KubeObject[]> {
  const [claims, classes] = await Promise.all([
    cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, signal),
    cluster.list({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' }, signal),
  ])
  return claims.items.filter(claim => {
    const storageClass = classes.items.find(one => one.metadata.name === className(claim))
    return isClone(claim, storageClass)
  })
}

function result(status: CloneLifecycle): Result {
  if (status.stage === 'Final')
    return status.outcome === 'failed' ? { result: 'failed', reason: status.failure } : { result: 'successful' }
  const waits = 'waitsFor' in status && status.waitsFor !== undefined ? { reason: status.waitsFor } : {}
  return { result: 'waiting', ...waits }
}
