/** Objects as bytes. Each revision of an object is serialised once, for all who read or watch it. */

import { stringify } from 'yaml'
import type { KubeObject } from '../specs/index.ts'
import type { Answer } from './answer.ts'
import type { Form } from './negotiation.ts'

const bytes = new WeakMap<object, Buffer>()

/** The JSON of an immutable object. */
export function jsonBytes(object: object): Buffer {
  const known = bytes.get(object)
  if (known !== undefined) return known
  const made = Buffer.from(JSON.stringify(object))
  bytes.set(object, made)
  return made
}

const partials = new WeakMap<KubeObject, object>()

/** Only the metadata of an object. Source: Kubernetes, meta/v1 PartialObjectMetadata. */
export function partialOf(object: KubeObject): object {
  const known = partials.get(object)
  if (known !== undefined) return known
  const made = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata }
  partials.set(object, made)
  return made
}

/** A list of objects that are serialised already. */
export function listBytes(
  head: { readonly kind: string; readonly apiVersion: string; readonly metadata: object },
  items: readonly object[],
): Buffer {
  const { kind, apiVersion, metadata } = head
  const begin = JSON.stringify({ kind, apiVersion, metadata }).slice(0, -1)
  const parts: Buffer[] = [Buffer.from(`${begin},"items":[`)]
  items.forEach((item, index) => {
    if (index > 0) parts.push(comma)
    parts.push(jsonBytes(item))
  })
  parts.push(end)
  return Buffer.concat(parts)
}

const comma = Buffer.from(',')
const end = Buffer.from(']}\n')

/** JSON bytes in the format that the client asked for. */
export function inFormat({ format }: Form, body: Buffer, status = 200): Answer {
  if (format === 'json') return { status, type: 'application/json', body }
  return {
    status,
    type: 'application/yaml',
    body: stringify(JSON.parse(body.toString()), { aliasDuplicateObjects: false }),
  }
}
