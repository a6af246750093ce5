/** A clone from another namespace's snapshot that does not allow it. It is refused. */

import { oldRestoreNamespaces, restoreNamespaces, snapshotSourceNamespace } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { cloneSource } from '../../clone-source.ts'
import { annotationsOf, namespaceOf } from '../../facts.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { mayRestore } from '../../restore-namespaces.ts'

export const cloneNamespaceNotAllowed = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-namespace-not-allowed',
  severity: 'error',
  help: 'Add the namespace of the claim to `stork.libopenstorage.org/snapshot-restore-namespaces` of the snapshot.',
  find: (_, { raw, facts }) => {
    const source = cloneSource(facts, raw)
    const namespace = namespaceOf(raw)
    const { snapshot } = source ?? {}
    if (source === undefined || snapshot === undefined || namespace === undefined || !source.elsewhere) return []
    // A snapshot without a namespace is in the current one, which may be that of the claim.
    if (namespaceOf(snapshot) === undefined || namespaceOf(snapshot) === namespace) return []
    const annotations = annotationsOf(snapshot)
    const list = annotations[restoreNamespaces.key] ?? annotations[oldRestoreNamespaces.key]
    if (mayRestore(list, namespace) !== 'refused') return []
    const why = list === undefined ? 'allows no other namespace' : `allows only \`${list}\``
    const path = ['metadata', 'annotations', snapshotSourceNamespace.key]
    const here = Object.hasOwn(annotationsOf(raw), snapshotSourceNamespace.key) ? path : ['metadata', 'annotations']
    return [at(here, `The snapshot \`${source.name}\` ${why}: a clone into \`${namespace}\` is refused.`)]
  },
})
