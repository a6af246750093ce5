/** An API server named by an address that means the machine itself. For STORK that is its own pod. */

import { at, check } from '../../check.ts'
import { entry, isMap, textOf } from '../../json.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { valueAt } from '../../path.ts'

const local = /^(?:https?:\/\/)?(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?::\d+)?(?:\/|$)/i

export const localServer = check(clusterPair, {
  code: 'cluster-pair/local-server',
  severity: 'error',
  help: 'Write an address at which the pods of this cluster reach the API server of the other one.',
  find: (_, { raw }) => {
    const clusters = valueAt(raw, ['spec', 'config', 'clusters'])
    if (!isMap(clusters)) return []
    return Object.entries(clusters).flatMap(([name, cluster]) => {
      const server = textOf(entry(cluster, 'server')) ?? ''
      if (!local.test(server)) return []
      const message = `\`${server}\` is the pod of STORK itself, not the other cluster.`
      return [at(['spec', 'config', 'clusters', name, 'server'], message)]
    })
  },
})
