/** A control plane of a test file's own, for suites that install kinds and rights, which a shared cluster must not get. */

import { type Connection, kubernetesCluster, loadConnection } from '@pxsnap/core/cluster/kubernetes'
import type { Cluster } from '@pxsnap/core/ports'
import { allDefinitions, isMap, type KubeObject, type ObjectRef, valueAt } from '@pxsnap/core/specs'
import { systemClock } from '@pxsnap/core/system'
import { afterAll, beforeAll } from 'vitest'
import { type Ran, runCommand } from '../plugin/run-command.ts'
import type { TestFaceOptions } from '../plugin/test-face.ts'
import { startControlPlane } from './control-plane.ts'

/** Undefined without KUBEBUILDER_ASSETS; then the suites are skipped. */
export const assets = process.env.KUBEBUILDER_ASSETS || undefined

export type CleanPlane = {
  kubeconfig(): string
  /** Everything is allowed to it. */
  cluster(): Cluster
  connect(context?: string): Promise<Connection>
  run(line: string | readonly string[], options?: TestFaceOptions): Promise<Ran>
  /** Creates them in this order; a refusal is thrown. */
  make(...objects: readonly KubeObject[]): Promise<void>
  /** Writes the status of an object as its controller would. */
  setStatus(ref: ObjectRef, status: unknown): Promise<void>
}

/** Starts it before the tests of the surrounding `describe`, and ends it after them. */
export function cleanPlane(): CleanPlane {
  const opened: { close(): unknown }[] = []
  let kubeconfig = ''
  let cluster: Cluster | undefined
  const connect = async (context?: string) => {
    const connection = await loadConnection(context === undefined ? {} : { context }, { KUBECONFIG: kubeconfig })
    opened.push(connection)
    return connection
  }
  const theCluster = (): Cluster => {
    if (cluster === undefined) throw new Error('The control plane is not up yet.')
    return cluster
  }
  beforeAll(async () => {
    const plane = await startControlPlane(assets ?? '')
    opened.push(plane)
    kubeconfig = plane.kubeconfig
    cluster = kubernetesCluster(await connect(), { clock: systemClock })
  })
  afterAll(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close()
  })
  return {
    kubeconfig: () => kubeconfig,
    cluster: theCluster,
    connect,
    run: (line, options = {}) => runCommand(line, { ...options, env: { KUBECONFIG: kubeconfig, ...options.env } }),
    make: async (...objects) => {
      for (const object of objects) {
        const made = await theCluster().create(object)
        if (!made.ok) throw new Error(`${object.kind} ${object.metadata.name}: ${made.message}`)
      }
    },
    setStatus: async (ref, status) => {
      const object = await theCluster().get(ref)
      if (object === undefined) throw new Error(`There is no ${ref.kind} ${ref.name}.`)
      const written = await theCluster().update({ ...object, status })
      if (!written.ok) throw new Error(written.message)
    },
  }
}

/** Installs our kinds, and waits until the server serves them. */
export async function installKinds({ make, cluster }: CleanPlane): Promise<void> {
  await make(...allDefinitions())
  await until(async () => {
    const { items } = await cluster().list({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' })
    return items.every(one => conditionOf(one, 'Established') === 'True')
  })
}

export function conditionOf(object: KubeObject | undefined, type: string): unknown {
  const conditions = valueAt(object, ['status', 'conditions'])
  return Array.isArray(conditions)
    ? conditions.filter(isMap).find(condition => condition.type === type)?.status
    : undefined
}

/** Throws when it has not come to pass within 20 s. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 200; look += 1) {
    if (await holds()) return
    await systemClock.sleep(100)
  }
  throw new Error('It does not come to pass.')
}
