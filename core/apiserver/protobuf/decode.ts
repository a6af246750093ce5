/** Objects that clients send as protobuf, as plain data. kubectl and client-go write Kubernetes' own kinds in it. */

import { isMap, textOf } from '../../specs/index.ts'
import { fieldsOf, type MessageField, messageNameOf } from './message.ts'
import { fieldsIn, type WireField, WireProblem } from './wire.ts'

export const protobufType = 'application/vnd.kubernetes.protobuf'

/** Source: Kubernetes, apimachinery runtime/serializer/protobuf: `k8s` and a zero before a runtime.Unknown. */
const magic = Buffer.from('k8s\0')

/** The object as JSON has it. Throws WireProblem for what is no object of a kind that Kubernetes has itself. */
export function decodeProtobuf(body: Buffer): Readonly<Record<string, unknown>> {
  if (!body.subarray(0, magic.length).equals(magic))
    throw new WireProblem('the body does not begin with "k8s" and a zero')
  const { meta, raw } = envelope(body.subarray(magic.length))
  const apiVersion = textOf(meta.apiVersion) ?? ''
  const kind = textOf(meta.kind) ?? ''
  const name = messageNameOf(apiVersion, kind)
  if (name === undefined) throw new WireProblem(`there is no protobuf of ${kind} in version "${apiVersion}" here`)
  const value = decodeMessage(raw, name)
  return { apiVersion, kind, ...(isMap(value) ? value : {}) }
}

function envelope(body: Buffer): { readonly meta: Readonly<Record<string, unknown>>; readonly raw: Buffer } {
  let meta: Readonly<Record<string, unknown>> = {}
  let raw = Buffer.alloc(0)
  for (const field of fieldsIn(body)) {
    if (field.type !== 'bytes') continue
    if (field.number === 1) {
      const texts = [...fieldsIn(field.value)].map(inner =>
        inner.type === 'bytes' ? [inner.number, inner.value.toString()] : [],
      )
      meta = {
        apiVersion: texts.find(([number]) => number === 1)?.[1],
        kind: texts.find(([number]) => number === 2)?.[1],
      }
    }
    if (field.number === 2) raw = Buffer.from(field.value)
  }
  return { meta, raw }
}

/** A message as JSON; mostly a map, but some stand for a list or a single value. */
function decodeMessage(bytes: Buffer, name: string): unknown {
  const fields = fieldsOf(name)
  if (fields === undefined) throw new WireProblem(`the message ${name} is not known`)
  const found: Record<string, unknown> = {}
  let instead: unknown
  for (const wire of fieldsIn(bytes)) {
    const field = fields.get(wire.number)
    if (field === undefined) continue
    const value = decodedField(wire, field)
    if (field.name === '') {
      if (isMap(value)) Object.assign(found, value)
      else instead = field.shape === 'list' ? [...(Array.isArray(instead) ? instead : []), value] : value
    } else if (field.shape === 'list') {
      const before = found[field.name]
      found[field.name] = [
        ...(Array.isArray(before) ? before : []),
        ...(Array.isArray(value) && field.type === 'int' ? value : [value]),
      ]
    } else if (field.shape === 'map') {
      const before = found[field.name]
      found[field.name] = { ...(isMap(before) ? before : {}), ...(isMap(value) ? value : {}) }
    } else if (field.keepsEmpty || !isEmpty(value)) found[field.name] = value
  }
  return instead !== undefined && Object.keys(found).length === 0 ? instead : found
}

function decodedField(wire: WireField, field: MessageField): unknown {
  if (field.shape !== 'map') return single(wire, field.type)
  if (wire.type !== 'bytes') throw new WireProblem(`${field.name} is no map`)
  const pair = [...fieldsIn(wire.value)]
  const key = pair.find(({ number }) => number === 1)
  const value = pair.find(({ number }) => number === 2) ?? { number: 2, type: 'bytes' as const, value: Buffer.alloc(0) }
  return { [key?.type === 'bytes' ? key.value.toString() : '']: single(value, field.type) }
}

function single(wire: WireField, type: string): unknown {
  if (wire.type === 'varint') return type === 'bool' ? wire.value !== 0n : Number(wire.value)
  if (wire.type === 'double') return wire.value
  const bytes = wire.value
  switch (type) {
    case 'string':
      return bytes.toString()
    case 'bytes':
      return bytes.toString('base64')
    case 'int':
      return [...packed(bytes)]
    case 'list':
      return [...fieldsIn(bytes)].flatMap(item => (item.type === 'bytes' ? [item.value.toString()] : []))
    case 'meta.Time':
      return time(bytes, 0)
    case 'meta.MicroTime':
      return time(bytes, 6)
    case 'meta.Duration':
      return `${numberIn(bytes, 1) / 1e9}s`
    case 'meta.FieldsV1':
    case 'runtime.RawExtension':
    case 'apiextensions.JSON':
      return json(bytes)
    case 'resource.Quantity':
      return textIn(bytes, 1)
    case 'intstr.IntOrString':
      return numberIn(bytes, 1) === 0 ? numberIn(bytes, 2) : textIn(bytes, 3)
    default:
      return decodeMessage(bytes, type)
  }
}

function* packed(bytes: Buffer): Iterable<number> {
  // A packed list is numbers without tags; a tag in front of each makes it a message.
  let at = 0
  while (at < bytes.length) {
    let end = at
    while ((bytes[end] ?? 0) >= 0x80) end += 1
    const [field] = fieldsIn(Buffer.concat([Buffer.from([0x08]), bytes.subarray(at, end + 1)]))
    if (field?.type === 'varint') yield Number(field.value)
    at = end + 1
  }
}

function numberIn(bytes: Buffer, number: number): number {
  const field = [...fieldsIn(bytes)].find(candidate => candidate.number === number)
  return field?.type === 'varint' ? Number(field.value) : 0
}

function textIn(bytes: Buffer, number: number): string {
  const field = [...fieldsIn(bytes)].find(candidate => candidate.number === number)
  return field?.type === 'bytes' ? field.value.toString() : ''
}

/** ISO 8601 with so many digits of a second, or null for the empty time. */
function time(bytes: Buffer, digits: number): string | null {
  if (bytes.length === 0) return null
  const at = new Date(numberIn(bytes, 1) * 1000).toISOString().slice(0, 19)
  const nanos = String(numberIn(bytes, 2)).padStart(9, '0').slice(0, digits)
  return digits === 0 ? `${at}Z` : `${at}.${nanos}Z`
}

function json(bytes: Buffer): unknown {
  const text = textIn(bytes, 1)
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    throw new WireProblem('a raw value within the message is no JSON')
  }
}

function isEmpty(value: unknown): boolean {
  if (value === '' || value === 0 || value === false || value === null) return true
  return typeof value === 'object' && Object.keys(value ?? {}).length === 0
}
