/** The object that a client sent: parsed, and held to be what the path says. */

import { parse } from 'yaml'
import { isMap, type KubeObject } from '../specs/index.ts'
import type { ApiCall } from './api-call.ts'
import { ApiFailure } from './api-failure.ts'
import { badRequest } from './problems.ts'
import { decodeProtobuf, protobufType } from './protobuf/decode.ts'
import type { Target } from './target.ts'

/** The body as plain data. Throws `UnsupportedMediaType` and `BadRequest`. */
export async function readBody(call: ApiCall): Promise<unknown> {
  const type = call.contentType
  const bytes = await call.body()
  if (bytes.length === 0) return undefined
  const text = bytes.toString()
  try {
    if (type === protobufType) return decodeProtobuf(bytes)
    if (type === 'application/json' || type === '*/*') return JSON.parse(text)
    if (type === 'application/yaml' || type === 'application/x-yaml') return parse(text)
  } catch (error) {
    throw badRequest(`the body is no ${type}: ${error instanceof Error ? error.message : String(error)}`)
  }
  throw new ApiFailure(
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, ${protobufType}`,
  )
}

/** The body as an object of the target's kind, in the namespace of the path. Throws `BadRequest`. */
export function objectFor({ resource, namespace, name }: Target, body: unknown): KubeObject {
  if (!isMap(body)) throw badRequest('the body is no object')
  const { kind } = resource.served
  const { apiVersion } = resource
  if (body.kind !== undefined && body.kind !== kind) {
    throw badRequest(`the kind in the data (${String(body.kind)}) does not match the expected kind (${kind})`)
  }
  if (body.apiVersion !== undefined && body.apiVersion !== apiVersion) {
    throw badRequest(
      `the API version in the data (${String(body.apiVersion)}) does not match the expected API version (${apiVersion})`,
    )
  }
  if (body.metadata !== undefined && !isMap(body.metadata)) throw badRequest('metadata is no map')
  const metadata = isMap(body.metadata) ? body.metadata : {}
  const said = metadata.namespace
  if (namespace !== undefined && said !== undefined && said !== '' && said !== namespace) {
    throw badRequest(`the namespace of the provided object does not match the namespace sent on the request`)
  }
  if (name !== undefined && metadata.name !== undefined && metadata.name !== name) {
    throw badRequest(`the name of the object (${String(metadata.name)}) does not match the name on the URL (${name})`)
  }
  const { namespace: _said, managedFields, ...rest } = metadata
  return {
    ...body,
    apiVersion,
    kind,
    metadata: {
      ...rest,
      name: name ?? (typeof metadata.name === 'string' ? metadata.name : ''),
      ...(namespace === undefined ? {} : { namespace }),
      ...(managedFields === undefined ? {} : { managedFields }),
    },
  }
}
