/** How a migration goes: volumes with bars, objects by kind, and what runs on either side. */

import { setTimeout as sleep } from 'node:timers/promises'
import { refOf } from '@pxsnap/core/actions'
import type { ClusterReader } from '@pxsnap/core/ports'
import { type KubeObject, textOf, valueAt } from '@pxsnap/core/specs'
import type { Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { follower, idOf } from './followed-object.ts'
import { LiveKinds } from './live-kinds.ts'
import { migrationScreenLines, type Side } from './migration-sides.ts'
import { type TextRoom, textScreen } from './text.ts'

const sideKinds = [
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
] as const

/** The other cluster is not watched, only asked again after so long. */
const askEveryMs = 2_000

export function migrationScreen(ui: Ui, migration: KubeObject): Screen {
  const follow = follower(ui, migration)
  const kinds = new LiveKinds(ui.live, sideKinds)
  const pair = textOf(valueAt(migration, ['spec', 'clusterPair'])) ?? ''
  let there: Side = { name: pair, objects: undefined }
  const lines = (room: TextRoom) => {
    const { object } = follow()
    const namespaces = namespacesOf(object)
    const here = kinds.objects().filter(({ metadata }) => namespaces.includes(metadata.namespace ?? ''))
    const run = ui.runs.of(refOf(object))
    return migrationScreenLines(
      {
        migration: object,
        live: run?.state === 'running' ? run.migration : undefined,
        here: { name: ui.world.name, objects: here },
        there,
      },
      room,
    )
  }
  return textScreen({
    id: `migration:${idOf(migration)}`,
    title: () => `${migration.metadata.name}: progress`,
    wrap: false,
    lines,
    subjects: () => [follow().object],
    shown: signal =>
      ui.background('the other cluster', async closed => {
        const ends = AbortSignal.any([signal, closed])
        while (!ends.aborted) {
          there = await lookThere(ui, follow().object, ends)
          ui.redraw()
          await sleep(askEveryMs, undefined, { signal: ends }).catch(() => undefined)
        }
      }),
    changed: () => ui.redraw(),
  })
}

async function lookThere(ui: Ui, migration: KubeObject, signal: AbortSignal): Promise<Side> {
  const { cluster, remote } = ui.world.ports
  const name = textOf(valueAt(migration, ['spec', 'clusterPair'])) ?? ''
  const { namespace = '' } = migration.metadata
  if (remote === undefined) return { name, objects: [], problem: 'From here the other cluster cannot be reached.' }
  try {
    const ref = { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'ClusterPair', namespace, name }
    const pair = await cluster.get(ref, signal)
    if (pair === undefined) return { name, objects: [], problem: `There is no ClusterPair "${name}" in ${namespace}.` }
    const found = await remote.open(pair, signal)
    if (found === undefined) return { name, objects: [], problem: 'The pair leads nowhere.' }
    return { name: found.name, objects: await objectsIn(found.cluster, namespacesOf(migration), signal) }
  } catch (error) {
    return { name, objects: [], problem: error instanceof Error ? error.message : String(error) }
  }
}

async function objectsIn(
  cluster: ClusterReader,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(
    sideKinds.flatMap(kind => namespaces.map(namespace => cluster.list({ ...kind, namespace }, signal))),
  )
  return lists.flatMap(({ items }) => items)
}

function namespacesOf(migration: KubeObject): readonly string[] {
  const namespaces = valueAt(migration, ['spec', 'namespaces'])
  return Array.isArray(namespaces) ? namespaces.flatMap(name => textOf(name) ?? []) : []
}
