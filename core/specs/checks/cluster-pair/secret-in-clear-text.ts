/** A token, key or password in the file. Whoever can read the file or the object rules the other cluster. */

import { at, check } from '../../check.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { plainSecrets } from '../../plain-secrets.ts'

export const clusterPairSecret = check(clusterPair, {
  code: 'cluster-pair/secret-in-clear-text',
  severity: 'warning',
  help: 'Keep this file out of version control, or write a variable and fill it in when applying. Anyone who may read ClusterPairs can read it in the cluster too.',
  find: (_, { raw, kind }) =>
    plainSecrets(kind, raw).map(path =>
      at(path, `\`${String(path.at(-1))}\` stands in clear text: whoever reads it can act in the other cluster.`),
    ),
})
