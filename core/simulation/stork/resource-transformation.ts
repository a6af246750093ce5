/** Transformations: found ready once, and applied to the kinds that have no preparation of their own. */

import { entry, isMap, type KubeObject, type ObjectRef, textOf, valueAt } from '../../specs/index.ts'
import { storkVersion } from './snapshot-objects.ts'
import { followAll } from './stork-controller.ts'
import { namespaceOf, put, type StorkProcess } from './stork-process.ts'

type Path = { readonly path: readonly string[]; readonly value: unknown; readonly operation: string }

/** The objects that match now are what it is about from then on. Source: STORK, transformation controller. */
export function runTransformations(stork: StorkProcess): Promise<void> {
  return followAll(stork, 'ResourceTransformation', async transformation => {
    if ((textOf(entry(transformation.status, 'status')) ?? '') !== '') return
    const namespace = namespaceOf(transformation)
    const resources: unknown[] = []
    for (const spec of specsOf(transformation)) {
      const kind = kindOf(spec)
      if (kind === undefined) return
      const { items } = await stork.cluster.list({ ...kind, namespace, labels: labelsOf(spec) }, stork.signal)
      for (const { metadata } of items)
        resources.push({ name: metadata.name, namespace, kind: kind.kind, status: 'Ready', reason: '' })
    }
    await put(stork, { ...transformation, status: { status: 'Ready', resources } })
    stork.tell(transformation, `Ready, with ${resources.length} objects.`)
  })
}

/** Only what the transformation found when it became ready is changed. */
export async function transformed(stork: StorkProcess, migration: KubeObject, object: KubeObject): Promise<KubeObject> {
  const names = entry(migration.spec, 'transformSpecs')
  const name = Array.isArray(names) ? textOf(names[0]) : undefined
  if (name === undefined) return object
  const ref: ObjectRef = {
    apiVersion: storkVersion,
    kind: 'ResourceTransformation',
    namespace: namespaceOf(object),
    name,
  }
  const transformation = await stork.cluster.get(ref, stork.signal)
  const resources = entry(transformation?.status, 'resources')
  const isMeant = (Array.isArray(resources) ? resources : []).some(
    found => entry(found, 'name') === object.metadata.name && entry(found, 'kind') === object.kind,
  )
  if (transformation === undefined || !isMeant) return object
  let changed = object
  for (const spec of specsOf(transformation)) {
    if (kindOf(spec)?.kind !== object.kind) continue
    for (const path of pathsOf(spec)) changed = { ...changed, ...withPath(changed, path) }
  }
  return changed
}

function specsOf(transformation: KubeObject): readonly unknown[] {
  const specs = valueAt(transformation, ['specs', 'transformSpecs'])
  return Array.isArray(specs) ? specs : []
}

/** `group/version/kind`, the core group being empty. */
function kindOf(spec: unknown): { readonly apiVersion: string; readonly kind: string } | undefined {
  const [group, version, kind] = (textOf(entry(spec, 'resource')) ?? '').split('/')
  if (version === undefined || kind === undefined) return undefined
  return { apiVersion: group === '' ? version : `${group}/${version}`, kind }
}

function labelsOf(spec: unknown): Readonly<Record<string, string>> {
  const selectors = entry(spec, 'selectors')
  if (!isMap(selectors)) return {}
  return Object.fromEntries(Object.entries(selectors).map(([key, value]) => [key, String(value)]))
}

function pathsOf(spec: unknown): readonly Path[] {
  const paths = entry(spec, 'paths')
  return (Array.isArray(paths) ? paths : []).map(path => ({
    path: (textOf(entry(path, 'path')) ?? '').split('.'),
    value: typed(textOf(entry(path, 'type')) ?? '', textOf(entry(path, 'value')) ?? ''),
    operation: textOf(entry(path, 'operation')) ?? '',
  }))
}

function typed(type: string, value: string): unknown {
  if (type === 'int') return Number(value)
  if (type === 'bool') return value === 'true'
  if (type === 'slice') return value.split(',')
  if (type === 'keypair') return Object.fromEntries(value.split(',').map(pair => pair.split(':')))
  return value
}

/** Adding a map puts it in the place of the old one; modifying merges. */
function withPath(object: unknown, { path, value, operation }: Path): Readonly<Record<string, unknown>> {
  const [key = '', ...rest] = path
  const map = isMap(object) ? object : {}
  if (rest.length > 0) return { ...map, [key]: withPath(map[key], { path: rest, value, operation }) }
  if (operation === 'delete') return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key))
  const old = map[key]
  if (operation === 'modify' && isMap(old) && isMap(value)) return { ...map, [key]: { ...old, ...value } }
  if (operation === 'modify' && Array.isArray(old) && Array.isArray(value)) return { ...map, [key]: [...old, ...value] }
  return { ...map, [key]: value }
}
