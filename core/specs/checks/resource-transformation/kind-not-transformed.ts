/**
 * Kinds that a migration prepares in its own way. The trial run reports them ready, and the migration then applies
 * them unchanged.
 */

import { at, check } from '../../check.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { transformationsOf } from '../../transformation-paths.ts'

const kinds = ['PersistentVolume', 'Deployment', 'StatefulSet', 'DeploymentConfig', 'ReplicaSet', 'CronJob']

export const kindNotTransformed = check(resourceTransformation, {
  code: 'resource-transformation/kind-not-transformed',
  severity: 'error',
  help: 'Change these objects on the other cluster after the migration.',
  executors: ['stork'],
  find: (_, { raw }) =>
    transformationsOf(raw).flatMap(({ resource, path }) => {
      const kind = resource.split('/').at(-1) ?? ''
      if (!kinds.includes(kind)) return []
      return [
        at([...path, 'resource'], `A migration does not transform a ${kind}: it arrives unchanged, without a word.`),
      ]
    }),
})
