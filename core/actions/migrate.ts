/** The Migration that a wish to move or copy namespaces means: a new one, or one that was interrupted and goes on. */

import { isMap, type KubeObject, keepSourceActive, migration, valueAt } from '../specs/index.ts'
import { sameJson } from './apply-specs.ts'

export type MigrationWish = {
  /** Where the Migration and its pair stand. */
  readonly home: string
  readonly namespaces: readonly string[]
  readonly pair: string
  readonly start: boolean
  readonly keepSource: boolean
  readonly withResources: boolean
  readonly preRule: string | undefined
  readonly postRule: string | undefined
}

/** `earlier`: the Migrations of the same namespace. One that has not come to its end and asks for the same goes on. */
export function migrationSpecFor(wish: MigrationWish, earlier: readonly KubeObject[]): KubeObject {
  const { home, namespaces, pair, preRule, postRule } = wish
  const { apiVersion, kind } = migration
  const spec = {
    clusterPair: pair,
    namespaces,
    includeResources: wish.withResources,
    startApplications: wish.start && wish.withResources,
    ...(preRule === undefined ? {} : { preExecRule: preRule }),
    ...(postRule === undefined ? {} : { postExecRule: postRule }),
  }
  const annotations = wish.keepSource ? { annotations: { [keepSourceActive.key]: 'true' } } : {}
  const open = earlier.find(one => !isOver(one) && isMap(one.spec) && sameJson(one.spec, spec))
  const taken = earlier.map(({ metadata }) => metadata.name)
  const name = open?.metadata.name ?? freeName(`${namespaces.join('-')}-to-${pair}`.slice(0, 50), taken)
  return { apiVersion, kind, metadata: { name, namespace: home, ...annotations }, spec }
}

function isOver(object: KubeObject): boolean {
  return valueAt(object, ['status', 'stage']) === 'Final' || object.metadata.deletionTimestamp !== undefined
}

function freeName(base: string, taken: readonly string[]): string {
  if (!taken.includes(base)) return base
  for (let number = 2; ; number++) if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`
}
