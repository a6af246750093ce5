/** The address of a storage cluster without the token for it. STORK then pairs no storage, and says NotProvided. */

import { at, check } from '../../check.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'

export const noToken = check(clusterPair, {
  code: 'cluster-pair/no-token',
  severity: 'error',
  help: 'Add the token of the storage cluster there, or remove the options when only objects are migrated.',
  find: ({ spec }) => {
    const { ip, port, token } = spec?.options ?? {}
    if ((ip ?? port) === undefined || (token ?? '') !== '') return []
    const path = token === undefined ? ['spec', 'options'] : ['spec', 'options', 'token']
    return [at(path, 'There is an address but no token, so the storage is not paired and no volume can be migrated.')]
  },
})
