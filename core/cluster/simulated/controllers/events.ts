/** Events: what the built-in controllers say about an object. */

import { toIso } from '../../../base/index.ts'
import type { KubeObject } from '../../../specs/index.ts'
import { generatedSuffix } from '../generated-name.ts'
import type { ControllerContext } from './controller.ts'

export type EventText = {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  /** Who says so. */
  readonly from: string
}

/** Records what is said about the object, once: saying the same again while it is still the case is no news. */
export function recordEvent({ store, now }: ControllerContext, about: KubeObject, said: EventText): void {
  const { apiVersion, kind, metadata } = about
  const namespace = metadata.namespace ?? 'default'
  const name = `${metadata.name}.${generatedSuffix(`${metadata.uid}/${said.reason}/${said.message}`)}`
  if (store.get({ apiVersion: 'v1', kind: 'Event', namespace, name }) !== undefined) return
  const at = toIso(now())
  store.create({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject: {
      apiVersion,
      kind,
      name: metadata.name,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      uid: metadata.uid,
    },
    type: said.type,
    reason: said.reason,
    message: said.message,
    source: { component: said.from },
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
  })
}
