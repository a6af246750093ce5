/** client-node's own informer against the served API: its cache ends as the server is. */

import { CoreV1Api, KubeConfig, makeInformer, type V1ConfigMap } from '@kubernetes/client-node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'

let served: ServedCluster
beforeEach(async () => {
  served = await openServedCluster()
})
afterEach(() => served.close())

test('an informer of client-node follows what is added, changed and deleted', async () => {
  const { plane } = served.cluster
  const put = (name: string) =>
    plane.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } })
  put('before')
  const config = new KubeConfig()
  config.loadFromFile(served.kubeconfig)
  const core = config.makeApiClient(CoreV1Api)
  const list = () => core.listNamespacedConfigMap({ namespace: 'default' })
  const informer = makeInformer<V1ConfigMap>(config, '/api/v1/namespaces/default/configmaps', list)
  const seen: string[] = []
  const told = (what: string, wanted: number) =>
    new Promise<void>(resolve => {
      informer.on(what as 'add', object => {
        seen.push(`${what} ${object.metadata?.name}`)
        if (seen.length >= wanted) resolve()
      })
    })
  const all = Promise.race([told('add', 4), told('update', 4), told('delete', 4)])
  await informer.start()
  const made = put('after')
  if (made.ok) plane.update({ ...made.object, data: { a: '1' } })
  plane.delete({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'before' })
  await all
  await informer.stop()
  expect(seen).toEqual(['add before', 'add after', 'update after', 'delete before'])
  expect(informer.list().map(({ metadata }) => metadata?.name)).toEqual(['after'])
})
