/** A port on which a storage node offers something else than what pairs clusters. */

import { at, check } from '../../check.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'

/** Ports of a storage node that people mistake for the one that pairs. Source: Portworx, list of ports. */
const others: Readonly<Record<string, string>> = {
  '9002': 'gossip between the nodes',
  '9003': 'data between the nodes',
  '9010': 'RPC between the nodes',
  '9020': 'gRPC for the SDK',
  '9021': 'REST for the SDK',
}

export const portOfOtherService = check(clusterPair, {
  code: 'cluster-pair/port-of-other-service',
  severity: 'warning',
  help: 'Write the port of the management API, which is 9001 unless the installation moved it.',
  find: ({ spec }) => {
    const port = spec?.options?.port?.trim() ?? ''
    const service = Object.hasOwn(others, port) ? others[port] : undefined
    if (service === undefined) return []
    return [
      at(
        'spec.options.port',
        `On port ${port} a storage node usually has ${service}; clusters are paired through 9001.`,
      ),
    ]
  },
})
