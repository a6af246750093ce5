/** A STORK controller over all objects of a kind, with the finalizer that most of them set. */

import type { KubeObject, ObjectRef } from '../../specs/index.ts'
import { inform } from './informer.ts'
import { storkFinalizer, storkVersion } from './snapshot-objects.ts'
import { namespaceOf, put, type StorkProcess } from './stork-process.ts'
import { WorkQueue } from './work-queue.ts'

/** A pass per change and every ten seconds; what `clean` does when an object is deleted is done once. */
export function followAll(
  stork: StorkProcess,
  kind: string,
  pass: (object: KubeObject) => Promise<void>,
  clean: (object: KubeObject) => Promise<void> = async () => {},
): Promise<void> {
  const queue = new WorkQueue(stork, async key => {
    const [namespace = '', name = ''] = key.split('/')
    const ref: ObjectRef = { apiVersion: storkVersion, kind, namespace, name }
    const object = await stork.cluster.get(ref, stork.signal)
    if (object === undefined) return 'gone'
    const finalizers = object.metadata.finalizers ?? []
    if (object.metadata.deletionTimestamp !== undefined) {
      await clean(object)
      const left = finalizers.filter(finalizer => finalizer !== storkFinalizer)
      await put(stork, { ...object, metadata: { ...object.metadata, finalizers: left } })
      return 'gone'
    }
    if (finalizers.includes(storkFinalizer)) await pass(object)
    else await put(stork, { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, storkFinalizer] } })
    return 'again'
  })
  const notice = (object: KubeObject) => {
    if (stork.isOurs(object)) queue.notice(`${namespaceOf(object)}/${object.metadata.name}`)
  }
  return inform(stork, { apiVersion: storkVersion, kind }, { added: notice, changed: notice, deleted: () => {} })
}
