/** Which kinds the simulated API server serves from the start: those of our catalogue, and Kubernetes' own. */

import { type KindDeclaration, kindCatalogue } from '../../specs/index.ts'
import { coreKinds } from './core-kinds.ts'
import type { ServedKind } from './served-kind.ts'

/** API versions that were served under another name before, with the same fields for what we read. */
const olderVersions: Readonly<Record<string, string>> = {
  'apps/v1beta1': 'apps/v1',
  'apps/v1beta2': 'apps/v1',
  'extensions/v1beta1': 'apps/v1',
  'storage.k8s.io/v1beta1': 'storage.k8s.io/v1',
  'rbac.authorization.k8s.io/v1beta1': 'rbac.authorization.k8s.io/v1',
  'policy/v1beta1': 'policy/v1',
}

/** STORK's kinds have no status subresource: it writes the status with the object. Source: STORK, its definitions. */
const withStatus: ReadonlySet<string> = new Set(['snapshot.storage.k8s.io', 'groupsnapshot.storage.k8s.io'])

export const builtInKinds: readonly ServedKind[] = [
  ...coreKinds,
  ...kindCatalogue
    .filter(({ apiVersion, kind }) => !coreKinds.some(core => core.apiVersion === apiVersion && core.kind === kind))
    .map(customKind),
]

const served: ReadonlyMap<string, ServedKind> = new Map(
  builtInKinds.flatMap(kind => kind.versions.map(version => [`${version}/${kind.kind}`, kind])),
)

/** How every simulated server stores objects of that kind, or undefined when that takes a definition of its own. */
export function servedKind(apiVersion: string, kind: string): ServedKind | undefined {
  return served.get(`${apiVersion}/${kind}`) ?? served.get(`${olderVersions[apiVersion] ?? ''}/${kind}`)
}

/** Says that a kind is not served, and what is. */
export function describeUnserved(apiVersion: string, kind: string, all: readonly ServedKind[] = builtInKinds): string {
  const elsewhere = all.filter(other => other.kind === kind).map(other => other.apiVersion)
  const head = `The simulated cluster serves no ${kind} of ${apiVersion}`
  if (elsewhere.length > 0) return `${head}; it serves ${kind} of ${elsewhere.join(' and ')}.`
  return `${head}. It serves ${listKinds(all)}.`
}

function listKinds(all: readonly ServedKind[]): string {
  return [...new Set(all.map(({ apiVersion }) => apiVersion))]
    .map(apiVersion => {
      const kinds = all.filter(other => other.apiVersion === apiVersion).map(({ kind }) => kind)
      return `${apiVersion} (${kinds.join(', ')})`
    })
    .join('; ')
}

function customKind({ apiVersion, alsoServed, kind, scope, plural, shortNames }: KindDeclaration): ServedKind {
  const [group = ''] = apiVersion.split('/')
  return {
    apiVersion,
    versions: [apiVersion, ...alsoServed],
    kind,
    scope,
    plural,
    singular: kind.toLowerCase(),
    shortNames,
    categories: [],
    subresources: withStatus.has(group) && !kind.endsWith('Class') ? ['status'] : [],
    custom: true,
  }
}
