/** The simulated API server's objects, with the semantics that clients rely on. Synchronous; objects never change. */

import { type Instant, matchesLabels, toIso } from '../../base/index.ts'
import {
  type DeleteResult,
  type ListQuery,
  type ObjectList,
  PortError,
  type WriteRefusal,
  type WriteResult,
} from '../../ports/index.ts'
import { isMap, type KubeObject, type ObjectMeta, type ObjectRef, secretWithData, valueAt } from '../../specs/index.ts'
import { changeProblem, problemOf } from './admission.ts'
import { type Change, ChangeLog } from './change-log.ts'
import { defaultClass, withDefaults } from './defaults.ts'
import { definitionKind } from './defined-kind.ts'
import { type DeletionOptions, finalizersFor } from './deletion.ts'
import { generatedSuffix } from './generated-name.ts'
import { KindRegistry } from './kind-registry.ts'
import { ObjectIndex, refOf } from './object-index.ts'
import { frozenCopy, sameJson } from './plain-json.ts'
import type { ServedKind } from './served-kind.ts'
import { pruned, schemaProblem, withSchemaDefaults } from './structural-schema.ts'

/** Everything the store remembers between two runs. The watch history is not part of it. */
export type ObjectStoreState = {
  readonly revision: number
  readonly objects: readonly KubeObject[]
  /** How many names were made from each prefix, so that none is made twice. */
  readonly generated: Readonly<Record<string, number>>
}

export type ObjectStoreOptions = {
  readonly now: () => Instant
  readonly uuid: () => string
  readonly state?: ObjectStoreState
  /** How many changes are kept for watchers, at least. */
  readonly historyLimit?: number
}

export type WriteOptions = {
  /** Answers as it would, and stores nothing. */
  readonly dryRun?: boolean
}

export class ObjectStore {
  readonly log: ChangeLog
  /** What is served at the moment. */
  readonly kinds = new KindRegistry()
  readonly #now: () => Instant
  readonly #uuid: () => string
  readonly #index = new ObjectIndex()
  readonly #generated: Map<string, number>
  readonly #listeners: ((change: Change) => void)[] = []
  #revision: number

  constructor({ now, uuid, state, historyLimit = 1000 }: ObjectStoreOptions) {
    this.#now = now
    this.#uuid = uuid
    this.#revision = state?.revision ?? 0
    this.#generated = new Map(Object.entries(state?.generated ?? {}))
    this.log = new ChangeLog({ revision: this.#revision, limit: historyLimit })
    for (const object of state?.objects ?? []) {
      this.#index.put(frozenCopy(object))
      if (object.kind === definitionKind.kind) this.kinds.define(object)
    }
  }

  state(): ObjectStoreState {
    const generated = [...this.#generated].sort(([left], [right]) => (left < right ? -1 : 1))
    return { revision: this.#revision, objects: this.#index.all(), generated: Object.fromEntries(generated) }
  }

  get revision(): number {
    return this.#revision
  }

  /** Calls the listener after every change, before the write returns. Listeners take note; they do not write. */
  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener)
  }

  /** The object, or undefined. Throws `unsupported` for a kind that is not served. */
  get(ref: ObjectRef): KubeObject | undefined {
    const served = this.#known(ref)
    const { apiVersion, kind } = served
    const { name, namespace } = ref
    if (served.scope === 'Cluster' || namespace === undefined) return this.#index.get({ apiVersion, kind, name })
    return this.#index.get({ apiVersion, kind, name, namespace })
  }

  /** Sorted by namespace, then name. Throws `unsupported` for a kind that is not served. */
  list({ apiVersion, kind, namespace, labels }: ListQuery): ObjectList {
    const served = this.#known({ apiVersion, kind })
    const all = this.#index.list(served, served.scope === 'Cluster' ? undefined : namespace)
    const items = labels === undefined ? all : all.filter(item => matchesLabels(labels, item.metadata.labels ?? {}))
    return { items, resourceVersion: String(this.#revision) }
  }

  /** The objects of any kind that name the uid among their owners. */
  dependents(uid: string): readonly KubeObject[] {
    return this.#index.dependents(uid)
  }

  byUid(uid: string): KubeObject | undefined {
    return this.#index.byUid(uid)
  }

  /** Everything in the namespace, of any kind. */
  inNamespace(namespace: string): readonly KubeObject[] {
    return this.#index.all().filter(object => object.metadata.namespace === namespace)
  }

  create(input: KubeObject, { dryRun = false }: WriteOptions = {}): WriteResult {
    const served = this.kinds.find(input.apiVersion, input.kind)
    if (served === undefined) return refuse('rejected', this.kinds.describeUnserved(input.apiVersion, input.kind))
    if (!isMap(input.metadata)) return refuse('rejected', `The ${input.kind} has no metadata: give it a name.`)
    const name = this.#nameFor(served, input.metadata)
    if (name === undefined) return refuse('rejected', `The ${input.kind} has no name: set metadata.name.`)
    const { deletionTimestamp: _deletion, ...metadata } = input.metadata
    const placed = shaped(served, this.#placed(served, { ...input, metadata: { ...metadata, name } }))
    const candidate = withDefaults(placed, placed.kind === 'PersistentVolumeClaim' ? this.#defaultClass() : undefined)
    const { namespace } = candidate.metadata
    if (namespace === undefined && served.scope === 'Namespaced') {
      return refuse('rejected', `${describe(candidate)} names no namespace: set metadata.namespace.`)
    }
    const problem = problemOf(candidate) ?? bodySchemaProblem(served, candidate)
    if (problem !== undefined) return refuse('rejected', `${describe(candidate)} is refused: ${problem}.`)
    const nowhere = namespace === undefined ? undefined : this.#namespaceProblem(namespace)
    if (nowhere !== undefined) return nowhere
    if (this.#index.get(refOf(candidate)) !== undefined) {
      return refuse('already-exists', `${describe(candidate)} already exists.`)
    }
    if (dryRun) return { ok: true, object: frozenCopy(this.#unstored(candidate)) }
    return { ok: true, object: this.#store('ADDED', candidate) }
  }

  /** Nothing is written, and no watcher told, when the update changes nothing. */
  update(input: KubeObject, { dryRun = false }: WriteOptions = {}): WriteResult {
    const served = this.kinds.find(input.apiVersion, input.kind)
    if (served === undefined) return refuse('rejected', this.kinds.describeUnserved(input.apiVersion, input.kind))
    const placed = this.#placed(served, input)
    const stored = this.#index.get(refOf(placed))
    if (stored === undefined) return refuse('not-found', `${describe(placed)} does not exist.`)
    const { uid, resourceVersion } = placed.metadata
    if (uid !== undefined && uid !== stored.metadata.uid) {
      return refuse('conflict', `${describe(placed)} is another object of that name by now: read it again.`)
    }
    if (resourceVersion !== undefined && resourceVersion !== stored.metadata.resourceVersion) {
      return refuse('conflict', `${describe(placed)} has changed since it was read: read it again.`)
    }
    const candidate = secretWithData(withServerFields(stored, shaped(served, placed)))
    const problem = problemOf(candidate) ?? bodySchemaProblem(served, candidate) ?? changeProblem(stored, candidate)
    if (problem !== undefined) return refuse('rejected', `${describe(candidate)} is refused: ${problem}.`)
    if (sameJson(stored, candidate)) return { ok: true, object: stored }
    if (dryRun) return { ok: true, object: frozenCopy(this.#unstored(candidate, stored)) }
    if (candidate.metadata.deletionTimestamp !== undefined && held(candidate) === 0) {
      return { ok: true, object: this.#drop(stored, candidate) }
    }
    return { ok: true, object: this.#store('MODIFIED', candidate, stored) }
  }

  delete(ref: ObjectRef, options: DeletionOptions = {}): DeleteResult {
    const stored = this.get(ref)
    if (stored === undefined) return 'not-found'
    const { uid, resourceVersion, deletionTimestamp } = stored.metadata
    if (options.uid !== undefined && options.uid !== uid) return 'conflict'
    if (options.resourceVersion !== undefined && options.resourceVersion !== resourceVersion) return 'conflict'
    const added = deletionTimestamp === undefined ? finalizersFor(stored, options) : []
    const gone = held(stored) === 0 && added.length === 0
    if (options.dryRun === true) return gone ? 'deleted' : 'deleting'
    if (gone) {
      this.#drop(stored, stored)
      return 'deleted'
    }
    if (deletionTimestamp !== undefined) return 'deleting'
    const { gracePeriodSeconds } = options
    const metadata: ObjectMeta = {
      ...stored.metadata,
      deletionTimestamp: toIso(this.#now()),
      ...(gracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds: gracePeriodSeconds }),
      ...(added.length === 0 ? {} : { finalizers: [...(stored.metadata.finalizers ?? []), ...added] }),
    }
    const terminating = stored.kind === 'Namespace' ? { status: { phase: 'Terminating' } } : {}
    this.#store('MODIFIED', { ...stored, ...terminating, metadata }, stored)
    return 'deleting'
  }

  #store(type: 'ADDED' | 'MODIFIED', object: KubeObject, previous?: KubeObject): KubeObject {
    const revision = this.#nextRevision()
    const filled = this.#unstored(object, previous)
    const uid = previous?.metadata.uid ?? this.#uuid()
    const stored = frozenCopy<KubeObject>({
      ...filled,
      metadata: { ...filled.metadata, uid, resourceVersion: String(revision) },
    })
    this.#index.put(stored)
    this.#tell(
      previous === undefined ? { revision, type, object: stored } : { revision, type, object: stored, previous },
    )
    return stored
  }

  /** The object with everything that the server fills in, but for what only a stored object has. */
  #unstored(object: KubeObject, previous?: KubeObject): KubeObject {
    const made = previous?.metadata
    const metadata: ObjectMeta = {
      ...object.metadata,
      creationTimestamp: made?.creationTimestamp ?? toIso(this.#now()),
      generation: (made?.generation ?? 0) + (previous === undefined || !sameSpec(previous, object) ? 1 : 0),
    }
    return { ...object, metadata }
  }

  #drop(previous: KubeObject, last: KubeObject): KubeObject {
    const revision = this.#nextRevision()
    const object = frozenCopy<KubeObject>({
      ...last,
      metadata: { ...last.metadata, resourceVersion: String(revision) },
    })
    this.#index.remove(previous)
    this.#tell({ revision, type: 'DELETED', object, previous })
    return object
  }

  #known({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): ServedKind {
    const served = this.kinds.find(apiVersion, kind)
    if (served === undefined) throw new PortError('unsupported', this.kinds.describeUnserved(apiVersion, kind))
    return served
  }

  #tell(change: Change): void {
    if (change.object.kind === definitionKind.kind) {
      if (change.type === 'DELETED') this.kinds.forget(change.object)
      else this.kinds.define(change.object)
    }
    this.log.append(change)
    for (const listener of this.#listeners) listener(change)
  }

  #nextRevision(): number {
    this.#revision += 1
    return this.#revision
  }

  #nameFor(served: ServedKind, { name, generateName }: Partial<ObjectMeta>): string | undefined {
    if (typeof name === 'string' && name !== '') return name
    if (typeof generateName !== 'string' || generateName === '') return undefined
    const prefix = `${served.kind}/${generateName}`
    const count = (this.#generated.get(prefix) ?? 0) + 1
    this.#generated.set(prefix, count)
    return `${generateName}${generatedSuffix(`${prefix}/${count}`)}`
  }

  /** The object as the server stores it: its own API version, and no namespace where the kind has none. */
  #placed(served: ServedKind, object: KubeObject): KubeObject {
    const { namespace, ...metadata } = object.metadata
    const where =
      served.scope === 'Namespaced' && typeof namespace === 'string' && namespace !== '' ? { namespace } : {}
    return { ...object, apiVersion: served.apiVersion, metadata: { ...metadata, ...where } }
  }

  #namespaceProblem(name: string): WriteRefusal | undefined {
    const namespace = this.#index.get({ apiVersion: 'v1', kind: 'Namespace', name })
    if (namespace === undefined) {
      return refuse('not-found', `There is no namespace "${name}": create it first (kubectl create namespace ${name}).`)
    }
    return namespace.metadata.deletionTimestamp === undefined
      ? undefined
      : refuse('rejected', `The namespace "${name}" is being deleted, so nothing new can be made in it.`)
  }

  #defaultClass(): string | undefined {
    return this.#index
      .list({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' })
      .find(({ metadata }) => metadata.annotations?.[defaultClass] === 'true')?.metadata.name
  }
}

/** The object as the schema of its definition wants it: with its defaults, and without what it does not know. */
function shaped({ schema }: ServedKind, object: KubeObject): KubeObject {
  if (schema === undefined) return object
  const { apiVersion, kind, metadata, ...body } = object
  const filled = withSchemaDefaults(pruned(body, schema), schema)
  return { ...(isMap(filled) ? filled : body), apiVersion, kind, metadata }
}

function bodySchemaProblem({ schema }: ServedKind, object: KubeObject): string | undefined {
  if (schema === undefined) return undefined
  const { metadata: _metadata, ...body } = object
  return schemaProblem(body, isMap(schema) ? withoutEnvelope(schema) : schema)
}

/** Metadata is the server's own business, whatever a definition says of it. */
function withoutEnvelope(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { required, ...rest } = schema
  return Array.isArray(required) ? { ...rest, required: required.filter(key => key !== 'metadata') } : rest
}

/** What is read by nobody but the server itself cannot be changed by a client. */
function withServerFields(stored: KubeObject, next: KubeObject): KubeObject {
  const { uid, creationTimestamp, generation, resourceVersion, deletionTimestamp } = stored.metadata
  const { deletionTimestamp: _asked, ...metadata } = next.metadata
  const server: Partial<ObjectMeta> = {
    ...(uid === undefined ? {} : { uid }),
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    ...(generation === undefined ? {} : { generation }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
  }
  return { ...next, metadata: { ...metadata, ...server } }
}

/** How many finalizers keep the object. Namespaces have theirs in the spec too. */
function held(object: KubeObject): number {
  const inSpec = object.kind === 'Namespace' ? valueAt(object, ['spec', 'finalizers']) : undefined
  return (object.metadata.finalizers?.length ?? 0) + (Array.isArray(inSpec) ? inSpec.length : 0)
}

function sameSpec(left: KubeObject, right: KubeObject): boolean {
  const { metadata: _leftMeta, status: _leftStatus, ...leftSpec } = left
  const { metadata: _rightMeta, status: _rightStatus, ...rightSpec } = right
  return sameJson(leftSpec, rightSpec)
}

function refuse(because: WriteRefusal['because'], message: string): WriteRefusal {
  return { ok: false, because, message }
}

/** The object as people name it: `PersistentVolumeClaim shop/data`. */
function describe({ kind, metadata }: KubeObject): string {
  return metadata.namespace === undefined
    ? `${kind} ${metadata.name}`
    : `${kind} ${metadata.namespace}/${metadata.name}`
}
