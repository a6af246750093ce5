/** Handles of snapshots that are objects: namespace, name, and which one of that name. */

import type { KubeObject } from '../../specs/index.ts'

export type NamedObject = { readonly namespace: string; readonly name: string; readonly uid: string }

export function namedHandle({ metadata: { namespace = '', name, uid = '' } }: KubeObject): string {
  return `${namespace}/${name}/${uid}`
}

export function readHandle(handle: string): NamedObject | undefined {
  const [namespace, name, uid, more] = handle.split('/')
  if (namespace === undefined || name === undefined || uid === undefined || more !== undefined) return undefined
  return namespace === '' || name === '' || uid === '' ? undefined : { namespace, name, uid }
}

export function isNamed(object: KubeObject | undefined, { uid }: NamedObject): object is KubeObject {
  return object !== undefined && object.metadata.uid === uid
}
