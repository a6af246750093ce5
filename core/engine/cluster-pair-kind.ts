/** ClusterPair as a lifecycle kind. */

import type { Instant } from '../base/index.ts'
import { clusterPair, isMap, type KubeObject, lifecycle as lifecycleKey } from '../specs/index.ts'
import { newPair, type PairLifecycle, stepClusterPair } from './cluster-pair.ts'
import type { Answer } from './effect.ts'
import { findAll, type LifecycleKind } from './lifecycle-kind.ts'
import type { Result } from './outcome.ts'
import type { EnginePorts } from './port-effects.ts'
import { markOf } from './stored-lifecycle.ts'

const { apiVersion, kind } = clusterPair

export const clusterPairKind: LifecycleKind<PairLifecycle> = {
  apiVersion,
  kind,
  rules: () => ({ step: stepClusterPair, mustGoOn: () => false, mayBeFrozen: () => false }),
  read: readPair,
  write: (object, status) => ({
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { ...object.metadata.annotations, [lifecycleKey.key]: JSON.stringify(status) },
    },
    status: pairStatus(status),
  }),
  mark: status => JSON.stringify(status),
  perform: async (ports, owner, effect, signal) =>
    effect.of === 'cluster-pair' ? openPair(ports, owner.object, signal) : { got: 'done' },
  isForeign: object => markOf(object) === undefined && Object.keys(Object(object.status)).length > 0,
  result,
  find: findAll(apiVersion, kind),
}

async function openPair(ports: EnginePorts, pair: KubeObject, signal: AbortSignal | undefined): Promise<Answer> {
  const nowhere = (message: string): Answer => ({
    got: 'problem',
    reason: { code: 'pair-missing', message, blame: 'spec' },
    mayPass: false,
  })
  if (ports.remote === undefined) return nowhere('No other cluster can be reached from here.')
  const remote = await ports.remote.open(pair, signal)
  if (remote === undefined) return nowhere('The config leads to no cluster that is there.')
  // Something is asked for, so that a pair is not ready because of an address alone.
  await remote.cluster.list({ apiVersion: 'v1', kind: 'Namespace' }, signal)
  await remote.storage?.driver.listSnapshots(signal)
  return { got: 'pair', cluster: remote.name, storage: remote.storage !== undefined }
}

/** Source: STORK, ClusterPair. `reason` is ours. */
function pairStatus(status: PairLifecycle): Readonly<Record<string, unknown>> {
  if (status.stage === 'Gone') return { schedulerStatus: 'Deleting', storageStatus: 'Deleting' }
  if (status.stage === 'Pending')
    return {
      schedulerStatus: 'Pending',
      storageStatus: 'Pending',
      ...(status.waitsFor === undefined ? {} : { reason: status.waitsFor.message }),
    }
  if (status.outcome === 'failed')
    return { schedulerStatus: 'Error', storageStatus: 'Error', reason: status.failure.message }
  const storage = status.storage
    ? { storageStatus: 'Ready', remoteStorageId: status.cluster }
    : { storageStatus: 'NotProvided' }
  return { schedulerStatus: 'Ready', ...storage }
}

function readPair(object: KubeObject, now: Instant): PairLifecycle | undefined {
  const text = markOf(object)
  if (text === undefined) return newPair(now)
  const value = parse(text)
  const known = isMap(value) && typeof value.since === 'number' && ['Pending', 'Final'].includes(String(value.stage))
  return known ? (value as unknown as PairLifecycle) : undefined
}

function result(status: PairLifecycle): Result {
  if (status.stage !== 'Final')
    return 'waitsFor' in status && status.waitsFor !== undefined
      ? { result: 'waiting', reason: status.waitsFor }
      : { result: 'waiting' }
  return status.outcome === 'failed' ? { result: 'failed', reason: status.failure } : { result: 'successful' }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
