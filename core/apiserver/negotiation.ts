/** Which form of an answer a client accepts. */

import { ApiFailure } from './api-failure.ts'

export type Form = {
  readonly format: 'json' | 'yaml'
  /** What the objects are turned into; absent: themselves. */
  readonly as?: 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList'
}

const plain: Form = { format: 'json' }
const known = new Map<string | undefined, Form>([
  [undefined, plain],
  ['application/json', plain],
  ['*/*', plain],
])
const mostKnown = 1000

/** The first form of the Accept header that the server has. Throws `NotAcceptable`. Source: Kubernetes, API concepts. */
export function formOf(accept: string | undefined): Form {
  const before = known.get(accept)
  if (before !== undefined) return before
  const found = (accept ?? '').split(',').flatMap(part => formIn(part) ?? [])[0]
  if (found === undefined) {
    throw new ApiFailure(
      'NotAcceptable',
      'only the following media types are accepted: application/json, application/yaml',
    )
  }
  if (known.size < mostKnown) known.set(accept, found)
  return found
}

function formIn(part: string): Form | undefined {
  const [type = '', ...parameters] = part.split(';').map(piece => piece.trim().toLowerCase())
  const format = formatOf(type)
  if (format === undefined) return undefined
  const named = new Map(
    parameters
      .map(parameter => parameter.split('=').map(side => side.trim()))
      .map(([key = '', value = '']) => [key, value]),
  )
  const wanted = named.get('as')
  if (wanted === undefined) return { format }
  if (named.get('g') !== 'meta.k8s.io' || (named.get('v') !== 'v1' && named.get('v') !== 'v1beta1')) return undefined
  switch (wanted) {
    case 'table':
      return { format, as: 'Table' }
    case 'partialobjectmetadata':
      return { format, as: 'PartialObjectMetadata' }
    case 'partialobjectmetadatalist':
      return { format, as: 'PartialObjectMetadataList' }
    default:
      return undefined
  }
}

function formatOf(type: string): Form['format'] | undefined {
  if (type === '*/*' || type === 'application/*' || type === 'application/json') return 'json'
  return type === 'application/yaml' || type === 'application/x-yaml' ? 'yaml' : undefined
}
