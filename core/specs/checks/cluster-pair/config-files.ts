/** Certificates given as file names. The files are on the machine where the kubeconfig was made, not where STORK runs. */

import { atKey, check } from '../../check.ts'
import { entry, isMap } from '../../json.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { valueAt } from '../../path.ts'

const fileKeys = {
  clusters: [['certificate-authority', 'certificate-authority-data']],
  users: [
    ['client-certificate', 'client-certificate-data'],
    ['client-key', 'client-key-data'],
    ['tokenFile', 'token'],
  ],
} as const

export const configFiles = check(clusterPair, {
  code: 'cluster-pair/config-files',
  severity: 'error',
  help: 'Write the kubeconfig with `kubectl config view --flatten --minify --raw`, which puts the certificates inline.',
  find: (_, { raw }) =>
    (['clusters', 'users'] as const).flatMap(part => {
      const named = valueAt(raw, ['spec', 'config', part])
      if (!isMap(named)) return []
      return Object.entries(named).flatMap(([name, item]) =>
        fileKeys[part]
          .filter(([file, inline]) => has(item, file) && !has(item, inline))
          .map(([file, inline]) =>
            atKey(
              ['spec', 'config', part, name, file],
              `\`${file}\` is a file that STORK does not have; it reads \`${inline}\`.`,
            ),
          ),
      )
    }),
})

function has(item: unknown, key: string): boolean {
  const value = entry(item, key)
  return typeof value === 'string' && value !== ''
}
