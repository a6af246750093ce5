/** A kubeconfig as kubectl keeps it, with lists. In a ClusterPair it has maps by name, and lists cannot be decoded. */

import { atKey, check } from '../../check.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { valueAt } from '../../path.ts'

export const configLists = check(clusterPair, {
  code: 'cluster-pair/config-lists',
  severity: 'error',
  help: 'Write each entry under its name: `clusters: {prod: {server: …}}`. `storkctl generate clusterpair` prints it so.',
  find: (_, { raw }) =>
    ['clusters', 'users', 'contexts'].flatMap(part => {
      const path = ['spec', 'config', part]
      if (!Array.isArray(valueAt(raw, path))) return []
      return [atKey(path, `\`${part}\` is a list, as in the files of kubectl; a ClusterPair has a map by name here.`)]
    }),
})
