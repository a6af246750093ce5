/** A user who logs in with a program, as the kubeconfigs of cloud providers do. STORK's image does not have it. */

import { atKey, check } from '../../check.ts'
import { entry, isMap } from '../../json.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { valueAt } from '../../path.ts'

export const loginProgram = check(clusterPair, {
  code: 'cluster-pair/login-program',
  severity: 'warning',
  help: 'Use the token of a service account of the other cluster instead.',
  find: (_, { raw }) => {
    const users = valueAt(raw, ['spec', 'config', 'users'])
    if (!isMap(users)) return []
    return Object.entries(users).flatMap(([name, user]) =>
      ['exec', 'auth-provider']
        .filter(key => isMap(entry(user, key)))
        .map(key =>
          atKey(
            ['spec', 'config', 'users', name, key],
            'This user logs in with a program that the image of STORK normally does not have.',
          ),
        ),
    )
  },
})
