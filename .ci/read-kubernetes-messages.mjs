// Writes core/apiserver/protobuf/messages/*.ts: the protobuf messages of Kubernetes' kinds, read from its Go types.
//
// Usage: node .ci/read-kubernetes-messages.mjs API APIMACHINERY APIEXTENSIONS   (folders of the three Go modules)

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [api = '', machinery = '', extensions = ''] = process.argv.slice(2)
const folder = fileURLToPath(new URL('../core/apiserver/protobuf/messages/', import.meta.url))
const groups = {
  core: `${api}/core/v1`,
  apps: `${api}/apps/v1`,
  authentication: `${api}/authentication/v1`,
  authorization: `${api}/authorization/v1`,
  'autoscaling-v1': `${api}/autoscaling/v1`,
  autoscaling: `${api}/autoscaling/v2`,
  batch: `${api}/batch/v1`,
  coordination: `${api}/coordination/v1`,
  discovery: `${api}/discovery/v1`,
  events: `${api}/events/v1`,
  networking: `${api}/networking/v1`,
  policy: `${api}/policy/v1`,
  rbac: `${api}/rbac/v1`,
  scheduling: `${api}/scheduling/v1`,
  storage: `${api}/storage/v1`,
  meta: `${machinery}/pkg/apis/meta/v1`,
  apiextensions: `${extensions}/pkg/apis/apiextensions/v1`,
}
/** Where an import path of Go leads, for those that hold messages. */
const imports = {
  'k8s.io/api/core/v1': 'core',
  'k8s.io/apimachinery/pkg/apis/meta/v1': 'meta',
  'k8s.io/apimachinery/pkg/api/resource': 'resource',
  'k8s.io/apimachinery/pkg/util/intstr': 'intstr',
  'k8s.io/apimachinery/pkg/runtime': 'runtime',
  'k8s.io/apimachinery/pkg/types': 'types',
}
/** Messages that the decoder knows by itself. */
const special = new Set([
  'meta.Time',
  'meta.MicroTime',
  'meta.FieldsV1',
  'resource.Quantity',
  'intstr.IntOrString',
  'runtime.RawExtension',
  'apiextensions.JSON',
])

const packages = Object.fromEntries(Object.entries(groups).map(([name, path]) => [name, readPackage(name, path)]))
mkdirSync(folder, { recursive: true })
for (const [name, { structs, empties }] of Object.entries(packages)) {
  const messages = Object.entries(structs)
    .filter(
      ([struct]) => !/(List|Options)$/.test(struct) || struct === 'DeleteOptions' || struct === 'PodDNSConfigOption',
    )
    .map(([struct, fields]) => [
      struct,
      fields
        .map(field => spell(name, field))
        .filter(text => text !== '')
        .join(' '),
    ])
    .filter(([struct, text]) => text !== '' || empties.has(struct))
  const lines = messages.map(([struct, text]) => `  ${struct}:\n    '${text}',`)
  writeFileSync(
    join(folder, `${name}.ts`),
    `/** Messages of ${groups[name].replace(/^.*?@[^/]*\//, '')}, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */\n\nexport const ${camel(name)}: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n}\n`,
  )
}

function readPackage(name, path) {
  const structs = {}
  const empties = new Set()
  const aliases = {}
  for (const file of readdirSync(path).filter(
    file => /^(types\w*|micro_time|time|duration|controller_ref)?\.go$/.test(file) || file.startsWith('types'),
  )) {
    const text = readFileSync(join(path, file), 'utf8')
    const known = Object.fromEntries(
      [...text.matchAll(/^\s+(?:(\w+)\s+)?"([^"]+)"$/gm)].map(([, alias, from]) => [
        alias ?? from.split('/').at(-1),
        imports[from],
      ]),
    )
    // A message without fields, such as CustomResourceSubresourceStatus, closes on the line that opens it.
    for (const [, type, body = ''] of text.matchAll(/^type (\w+) struct ?\{(?:\n([\s\S]*?)^)?\}/gm)) {
      if (body === '') empties.add(type)
      structs[type] = [...body.matchAll(/^\s+(?:(\w+)\s+)?(\S+)\s+`([^`]*protobuf:"[^`]*)`/gm)].map(
        ([, , go, tags]) => {
          const [json, options = ''] = (/json:"([^"]*)"/.exec(tags)?.[1] ?? '').split(/,(.*)/)
          const [wire, number] = (/protobuf:"([^"]*)"/.exec(tags)?.[1] ?? '').split(',')
          return {
            json,
            wire,
            number,
            go,
            inline: options.includes('inline'),
            optional: options.includes('omitempty') || options.includes('omitzero'),
            known,
          }
        },
      )
    }
    for (const [, type, to] of text.matchAll(/^type (\w+) ((?:\[\]|map\[)\S*)/gm)) aliases[type] = { go: to, known }
    // A set of them inside one pair of parentheses is spelled without the keyword.
  }
  return { structs, empties, aliases, name }
}

function spell(group, { json, wire, number, go, inline, optional, known }) {
  if (!/^\d+$/.test(number ?? '')) return ''
  const { shape, type } = typeOf(group, go, wire, known)
  if (type === undefined) return ''
  const name = inline ? '' : json
  const keeps = go.startsWith('*') || !optional ? '*' : ''
  return `${name}=${number}:${shape}${type}${keeps}`
}

/** `[` before a list, `{` before a map of text to that type. */
function typeOf(group, go, wire, known) {
  const bare = go.replace(/^\*/, '')
  if (bare === '[]byte') return { shape: '', type: 'bytes' }
  if (bare.startsWith('[]')) return { shape: '[', type: typeOf(group, bare.slice(2), wire, known).type }
  const map = /^map\[[\w.]+\](.+)$/.exec(bare)
  if (map) {
    const value = map[1]
    if (value === '[]byte') return { shape: '{', type: 'bytes' }
    return { shape: '{', type: typeOf(group, value, 'bytes', known).type }
  }
  if (bare === 'string') return { shape: '', type: 'string' }
  if (bare === 'bool') return { shape: '', type: 'bool' }
  if (/^u?int\d*$/.test(bare)) return { shape: '', type: 'int' }
  if (bare === 'float64') return { shape: '', type: 'double' }
  const [first, second] = bare.split('.')
  const from = second === undefined ? group : known[first]
  const type = second ?? first
  if (from === undefined || from === 'types') return { shape: '', type: wire === 'varint' ? 'int' : 'string' }
  const qualified = `${from}.${type}`
  if (special.has(qualified)) return { shape: '', type: qualified }
  const { structs, aliases } = packages[from] ?? { structs: {}, aliases: {} }
  if (structs[type] !== undefined) return { shape: '', type: qualified }
  const alias = aliases[type]
  if (alias?.go.startsWith('map[')) return typeOf(from, alias.go, wire, alias.known)
  // A named list is a message of its own, with the list in its first field.
  if (alias !== undefined) return { shape: '', type: `list` }
  return { shape: '', type: wire === 'varint' ? 'int' : 'string' }
}

function camel(name) {
  return `${name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())}Messages`
}
