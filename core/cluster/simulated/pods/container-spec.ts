/** What a pod's object says about its containers: environment, mounts, user. */

import { entry, isMap, type KubeObject, textOf, valueAt } from '../../../specs/index.ts'
import { absolutePath, type FileTree, type Mount } from '../shell/index.ts'
import { environmentOf } from './environment.ts'
import { dataOf, type PodLookups } from './lookups.ts'
import type { ClaimMount } from './pods-state.ts'

export type ContainerSpec = {
  readonly name: string
  readonly image: string
  readonly env: Readonly<Record<string, string>>
  readonly user: number
  readonly arguments: readonly string[]
  readonly cwd: string
  readonly mounts: readonly Mount[]
  readonly claims: readonly ClaimMount[]
}

/** The tree of a container's own files, as its mounts name it. */
export const rootTree = 'container'

export function containerSpecs(pod: KubeObject, lookups: PodLookups): readonly ContainerSpec[] {
  return listAt(pod, ['spec', 'containers']).map(container => ({
    name: textOf(entry(container, 'name')) ?? '',
    image: textOf(entry(container, 'image')) ?? '',
    env: environmentOf(pod, container, lookups),
    user: userOf(pod, container),
    arguments: [...listAt(container, ['command']), ...listAt(container, ['args'])].flatMap(word => textOf(word) ?? []),
    cwd: textOf(entry(container, 'workingDir')) ?? '/',
    mounts: mountsOf(pod, container),
    claims: claimsOf(pod, container, lookups),
  }))
}

/**
 * The pod's volumes as files, by name. What programs put on a claim is kept beside the volume's blocks, which belong to
 * the application.
 */
export function podFiles(pod: KubeObject, lookups: PodLookups): Record<string, FileTree> {
  const { namespace = 'default' } = pod.metadata
  return Object.fromEntries(
    listAt(pod, ['spec', 'volumes']).flatMap(volume => {
      const name = textOf(entry(volume, 'name'))
      return name === undefined ? [] : [[name, filesOf(volume, namespace, lookups)]]
    }),
  )
}

function listAt(value: unknown, path: readonly (string | number)[]): readonly unknown[] {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found : []
}

function claimNameOf(volume: unknown): string | undefined {
  return textOf(valueAt(volume, ['persistentVolumeClaim', 'claimName']))
}

function filesOf(volume: unknown, namespace: string, lookups: PodLookups): FileTree {
  const map = textOf(valueAt(volume, ['configMap', 'name']))
  const secret = textOf(valueAt(volume, ['secret', 'secretName']))
  const source = map !== undefined ? 'configMap' : 'secret'
  const name = map ?? secret
  if (name === undefined) return {}
  const data = dataOf(lookups, source === 'configMap' ? 'ConfigMap' : 'Secret', namespace, name) ?? {}
  const mode = valueAt(volume, [source, 'defaultMode'])
  const executable = typeof mode === 'number' && (mode & 0o111) !== 0 ? { executable: true as const } : {}
  const items = listAt(volume, [source, 'items'])
  const chosen = items.map(item => [textOf(entry(item, 'key')) ?? '', textOf(entry(item, 'path')) ?? ''] as const)
  const paths = items.length > 0 ? chosen : Object.keys(data).map(key => [key, key] as const)
  return Object.fromEntries(
    paths.flatMap(([key, path]) =>
      Object.hasOwn(data, key) ? [[`/${path}`, { is: 'file' as const, text: data[key] ?? '', ...executable }]] : [],
    ),
  )
}

type VolumeMount = { readonly path: string; readonly volume: unknown; readonly name: string; readonly mount: unknown }

function volumeMounts(pod: KubeObject, container: unknown): readonly VolumeMount[] {
  const volumes = listAt(pod, ['spec', 'volumes'])
  return listAt(container, ['volumeMounts']).flatMap(mount => {
    const name = textOf(entry(mount, 'name'))
    const path = textOf(entry(mount, 'mountPath'))
    const volume = volumes.find(candidate => textOf(entry(candidate, 'name')) === name)
    if (name === undefined || path === undefined || volume === undefined) return []
    return [{ name, path: absolutePath('/', path), volume, mount }]
  })
}

/** Where files are. */
function mountsOf(pod: KubeObject, container: unknown): readonly Mount[] {
  const readOnly = valueAt(container, ['securityContext', 'readOnlyRootFilesystem']) === true
  const mounts = volumeMounts(pod, container).map(({ path, volume, name, mount }): Mount => {
    const fromObject = isMap(entry(volume, 'configMap')) || isMap(entry(volume, 'secret'))
    const inside = textOf(entry(mount, 'subPath'))
    return {
      path,
      tree: name,
      readOnly: fromObject || entry(mount, 'readOnly') === true,
      ...(inside === undefined ? {} : { inside: absolutePath('/', inside) }),
    }
  })
  return [...mounts, { path: '/', tree: rootTree, readOnly }]
}

/** The claims that an application may write to. Those mounted read-only are left out. */
function claimsOf(pod: KubeObject, container: unknown, lookups: PodLookups): readonly ClaimMount[] {
  const { namespace = 'default' } = pod.metadata
  return volumeMounts(pod, container).flatMap(({ path, volume, mount }) => {
    const claim = claimNameOf(volume)
    if (claim === undefined || entry(mount, 'readOnly') === true) return []
    const handle = lookups.volumeOf(namespace, claim)
    return handle === undefined ? [] : [{ path, claim, volume: handle }]
  })
}

function userOf(pod: KubeObject, container: unknown): number {
  const own = valueAt(container, ['securityContext', 'runAsUser'])
  const shared = valueAt(pod, ['spec', 'securityContext', 'runAsUser'])
  return typeof own === 'number' ? own : typeof shared === 'number' ? shared : 0
}
