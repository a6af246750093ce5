/** A snapshot that is in another namespace than the claim, which does not say so. It is not found. */

import { snapshotSource, snapshotSourceNamespace } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { cloneSource } from '../../clone-source.ts'
import { nameOf, namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const cloneSourceNamespaceMissing = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-source-namespace-missing',
  severity: 'warning',
  help: 'Name the namespace in `stork.libopenstorage.org/snapshot-source-namespace`. The snapshot must allow this one.',
  find: (_, { raw, facts }) => {
    const source = cloneSource(facts, raw)
    if (source === undefined || source.snapshot !== undefined || source.elsewhere) return []
    const { kind, apiVersion } = volumeSnapshot
    const twins = facts.everywhere({ kind, apiVersion }).filter(each => nameOf(each) === source.name)
    const [namespace, ...more] = [...new Set(twins.map(namespaceOf))]
    if (namespace === undefined) return []
    const fix =
      more.length > 0
        ? undefined
        : fixPlan(
            `Take it from ${namespace}`,
            setValue(['metadata', 'annotations', snapshotSourceNamespace.key], namespace),
          )
    const message = `\`${source.name}\` is in the namespace \`${namespace}\`, and this claim looks for it in \`${source.namespace}\`.`
    return [at(['metadata', 'annotations', snapshotSource.key], message, fix)]
  },
})
