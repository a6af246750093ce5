/**
 * The OpenAPI 2 document as protobuf, which is all that client-go asks for.
 *
 * Source: gnostic, openapiv2/OpenAPIv2.proto; the numbers are those of its fields.
 */

import { isMap } from '../../specs/index.ts'
import { Message } from './protobuf.ts'

type Fields = Readonly<Record<string, unknown>>

export function swaggerProtobuf(document: Fields): Uint8Array {
  const { info } = document
  return new Message()
    .text(1, document.swagger)
    .message(2, isMap(info) ? new Message().text(1, info.title).text(2, info.version) : undefined)
    .message(8, named(2, document.paths, pathItem))
    .message(9, named(1, document.definitions, schema))
    .bytes()
}

/** A map, as protobuf has it here: a message with a list of names and values. */
function named(field: number, fields: unknown, write: (value: Fields) => Message): Message | undefined {
  if (!isMap(fields)) return undefined
  const message = new Message()
  for (const [name, value] of Object.entries(fields)) {
    if (isMap(value)) message.message(field, new Message().text(1, name).message(2, write(value)))
  }
  return message
}

function pathItem(item: Fields): Message {
  const message = new Message()
  for (const [method, field] of [
    ['get', 2],
    ['put', 3],
    ['post', 4],
    ['delete', 5],
    ['patch', 8],
  ] as const) {
    const value = item[method]
    if (isMap(value)) message.message(field, operation(value))
  }
  return message
}

function operation(value: Fields): Message {
  const message = new Message().text(5, value.operationId).texts(6, value.produces).texts(7, value.consumes)
  for (const parameter of Array.isArray(value.parameters) ? value.parameters : []) {
    if (isMap(parameter)) message.message(8, queryParameter(parameter))
  }
  const responses = named(1, value.responses, response => new Message().message(1, responseOf(response)))
  return extensions(message.message(9, responses), 13, value)
}

/** ParametersItem > Parameter > NonBodyParameter > QueryParameterSubSchema. */
function queryParameter({ name, type, ...rest }: Fields): Message {
  const query = new Message().text(2, rest.in).text(4, name).text(6, type).flag(20, rest.uniqueItems)
  return new Message().message(1, new Message().message(2, new Message().message(3, query)))
}

function responseOf(response: Fields): Message {
  const body = isMap(response.schema) ? new Message().message(1, schema(response.schema)) : undefined
  return new Message().text(1, response.description).message(2, body)
}

function schema(value: Fields): Message {
  const { additionalProperties, items, type } = value
  const message = new Message().text(1, value.$ref).text(2, value.format).text(4, value.description)
  if (value.default !== undefined) message.message(5, any(value.default))
  message.texts(19, value.required)
  for (const option of Array.isArray(value.enum) ? value.enum : []) message.message(20, any(option))
  if (isMap(additionalProperties)) message.message(21, new Message().message(1, schema(additionalProperties)))
  else message.message(21, additionalProperties === true ? new Message().flag(2, true) : undefined)
  if (typeof type === 'string') message.message(22, new Message().texts(1, [type]))
  if (isMap(items)) message.message(23, new Message().message(1, schema(items)))
  message.message(25, named(1, value.properties, schema))
  return extensions(message, 31, value)
}

function extensions(message: Message, field: number, value: Fields): Message {
  for (const [name, extension] of Object.entries(value)) {
    if (name.startsWith('x-')) message.message(field, new Message().text(1, name).message(2, any(extension)))
  }
  return message
}

/** Values of any type stand as YAML, and JSON is YAML. */
function any(value: unknown): Message {
  return new Message().text(2, JSON.stringify(value))
}
