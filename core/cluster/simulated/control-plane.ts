/** The simulated API server with its built-in controllers: whatever is written, its consequences follow at once. */

import { assert, type Instant } from '../../base/index.ts'
import type { DeleteResult, ListQuery, ObjectList, VolumeHost, WriteResult } from '../../ports/index.ts'
import type { KubeObject, ObjectRef } from '../../specs/index.ts'
import type { Change, ChangeLog } from './change-log.ts'
import { claims } from './controllers/claim.ts'
import type { Controller, ControllerContext } from './controllers/controller.ts'
import { daemonSets } from './controllers/daemon-set.ts'
import { definitions } from './controllers/definition.ts'
import { deployments } from './controllers/deployment.ts'
import { garbage } from './controllers/garbage.ts'
import { jobs } from './controllers/job.ts'
import { namespaces } from './controllers/namespace.ts'
import { pods } from './controllers/pod.ts'
import { replicaSets } from './controllers/replica-set.ts'
import { statefulSets } from './controllers/stateful-set.ts'
import { UseIndex } from './controllers/use-index.ts'
import { volumes } from './controllers/volume.ts'
import type { DeletionOptions } from './deletion.ts'
import type { KindRegistry } from './kind-registry.ts'
import { ObjectStore, type ObjectStoreState, type WriteOptions } from './object-store.ts'

const controllers: readonly Controller[] = [
  deployments,
  replicaSets,
  statefulSets,
  daemonSets,
  jobs,
  claims,
  volumes,
  pods,
  garbage,
  namespaces,
  definitions,
]

/** Controllers that keep answering each other would never end; no cluster that settles needs nearly as many steps. */
const stepsPerObject = 100

export type ControlPlaneOptions = {
  readonly now: () => Instant
  readonly uuid: () => string
  /** Where the volumes of claims come from. */
  readonly volumes: VolumeHost
  /** What an earlier control plane remembered; without it, a fresh cluster. */
  readonly state?: ObjectStoreState
  readonly historyLimit?: number
}

export class ControlPlane {
  readonly #store: ObjectStore
  readonly #context: ControllerContext
  readonly #queue = new Map<string, { readonly controller: Controller; readonly ref: ObjectRef }>()

  constructor({ volumes: host, ...options }: ControlPlaneOptions) {
    this.#store = new ObjectStore(options)
    const uses = new UseIndex()
    for (const object of options.state?.objects ?? []) uses.note({ revision: 0, type: 'ADDED', object })
    this.#context = { store: this.#store, uses, volumes: host, now: options.now }
    this.#store.onChange(change => {
      uses.note(change)
      this.#enqueue(change)
    })
  }

  /** The recent changes, for watchers. */
  get log(): ChangeLog {
    return this.#store.log
  }

  /** What is served at the moment. */
  get kinds(): KindRegistry {
    return this.#store.kinds
  }

  /** The resourceVersion of the newest change. */
  get revision(): number {
    return this.#store.revision
  }

  state(): ObjectStoreState {
    return this.#store.state()
  }

  /** Calls the listener after every change, controllers' own included. Listeners take note; they do not write. */
  onChange(listener: (change: Change) => void): void {
    this.#store.onChange(listener)
  }

  get(ref: ObjectRef): KubeObject | undefined {
    return this.#store.get(ref)
  }

  list(query: ListQuery): ObjectList {
    return this.#store.list(query)
  }

  /** The answer is the object as it was stored; what controllers made of it since is read with `get`. */
  create(object: KubeObject, options?: WriteOptions): WriteResult {
    return this.#settled(this.#store.create(object, options))
  }

  update(object: KubeObject, options?: WriteOptions): WriteResult {
    return this.#settled(this.#store.update(object, options))
  }

  delete(ref: ObjectRef, options?: DeletionOptions): DeleteResult {
    return this.#settled(this.#store.delete(ref, options))
  }

  #enqueue(change: Change): void {
    controllers.forEach((controller, position) => {
      for (const ref of controller.concerns(change, this.#context)) {
        const key = `${position}/${ref.apiVersion}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`
        this.#queue.set(key, { controller, ref })
      }
    })
  }

  #settled<T>(answer: T): T {
    const visits = new Map<string, number>()
    for (let next = this.#queue.entries().next(); !next.done; next = this.#queue.entries().next()) {
      const [key, { controller, ref }] = next.value
      const visit = (visits.get(key) ?? 0) + 1
      assert(visit <= stepsPerObject, `The controllers do not settle on ${ref.kind} ${ref.name}.`)
      visits.set(key, visit)
      this.#queue.delete(key)
      controller.reconcile(ref, this.#context)
    }
    return answer
  }
}
