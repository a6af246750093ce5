// Writes core/apiserver/openapi/kubernetes/*.ts from Kubernetes' own OpenAPI document.
//
// Usage: node .ci/read-kubernetes-schemas.mjs SWAGGER.JSON RELEASE   (api/openapi-spec/swagger.json of that release)

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Kubernetes' own descriptions stay with Kubernetes. This one tells amounts from other texts. */
const ownWords = { 'resource.Quantity': ' | Quantity, such as 10Gi or 250m.' }

const kinds = [
  ...all(
    'core.v1',
    'Namespace Node PersistentVolume Pod PersistentVolumeClaim Service ConfigMap Secret ServiceAccount',
  ),
  ...all('core.v1', 'Event Endpoints ResourceQuota LimitRange'),
  ...all('apps.v1', 'Deployment StatefulSet ReplicaSet DaemonSet ControllerRevision'),
  ...all('batch.v1', 'Job CronJob'),
  ...all('storage.v1', 'StorageClass VolumeAttachment CSIDriver CSINode'),
  ...all('rbac.v1', 'Role RoleBinding ClusterRole ClusterRoleBinding'),
  ...all('policy.v1', 'PodDisruptionBudget Eviction'),
  ...all('networking.v1', 'NetworkPolicy Ingress'),
  ...all('coordination.v1', 'Lease'),
  ...all('events.v1', 'Event'),
  ...all('discovery.v1', 'EndpointSlice'),
  ...all('autoscaling.v1', 'Scale'),
  ...all('authorization.v1', 'SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview'),
  ...all('authentication.v1', 'SelfSubjectReview'),
  ...all('scheduling.v1', 'PriorityClass'),
  ...all('apiextensions.v1', 'CustomResourceDefinition'),
  ...all('meta.v1', 'Status DeleteOptions ObjectMeta ListMeta'),
]

/** How a definition's long name begins, by the first word of its short one. */
const prefixes = [
  ['apiextensions', 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.'],
  ['meta', 'io.k8s.apimachinery.pkg.apis.meta.'],
  ['resource', 'io.k8s.apimachinery.pkg.api.resource.'],
  ['intstr', 'io.k8s.apimachinery.pkg.util.intstr.'],
  ['runtime', 'io.k8s.apimachinery.pkg.runtime.'],
  ['', 'io.k8s.api.'],
]

const [path, release] = process.argv.slice(2)
const { definitions } = JSON.parse(readFileSync(path, 'utf8'))
const byGroup = new Map()
const waiting = [...kinds]
const seen = new Set()
for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
  if (seen.has(name)) continue
  seen.add(name)
  const [group] = name.split('.')
  byGroup.set(group, [...(byGroup.get(group) ?? []), name])
  for (const reference of referencesOf(definitions[longName(name)])) waiting.push(shortName(reference))
}

for (const [group, names] of byGroup) {
  const text = names.sort().map(definitionText).join('')
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  const head =
    `/** Schemas of ${group}, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes ${release}, OpenAPI (Apache-2.0). */\n\n` +
    `export const ${group}Schemas = \`${escaped}\`\n`
  const file = new URL(`../core/apiserver/openapi/kubernetes/${group}.ts`, import.meta.url)
  writeFileSync(fileURLToPath(file), head)
}

function definitionText(name) {
  const schema = definitions[longName(name)]
  const { properties = {}, required = [] } = schema
  const fields = Object.entries(properties).map(
    ([field, value]) => `  ${required.includes(field) ? '*' : ''}${field} ${typeText(value)}${marks(value)}\n`,
  )
  const alone = schema.properties === undefined ? ` = ${typeText(schema)}` : ''
  return `${name}${alone}${marks(schema)}${ownWords[name] ?? ''}\n${fields.join('')}`
}

function typeText(schema) {
  if (schema.$ref !== undefined) return shortName(schema.$ref.split('/').at(-1))
  if (schema.type === 'array') return `[${typeText(schema.items)}]`
  if (schema.additionalProperties !== undefined) return `{${typeText(schema.additionalProperties)}}`
  if (schema.type === undefined) return 'any'
  return schema.format === undefined ? schema.type : `${schema.type}:${schema.format}`
}

function marks(schema) {
  const words = []
  const keys = schema['x-kubernetes-list-map-keys']
  if (keys !== undefined) words.push(`list=map:${keys.join(',')}`)
  else if (schema['x-kubernetes-list-type'] !== undefined) words.push(`list=${schema['x-kubernetes-list-type']}`)
  if (schema['x-kubernetes-map-type'] !== undefined) words.push(`map=${schema['x-kubernetes-map-type']}`)
  if (schema['x-kubernetes-patch-strategy'] !== undefined) words.push(`patch=${schema['x-kubernetes-patch-strategy']}`)
  if (schema['x-kubernetes-patch-merge-key'] !== undefined) words.push(`key=${schema['x-kubernetes-patch-merge-key']}`)
  if (schema.default !== undefined && Object.keys(schema.default).length !== 0) {
    words.push(`default=${JSON.stringify(schema.default).replaceAll(' ', '')}`)
  } else if (typeof schema.default === 'number' || typeof schema.default === 'boolean') {
    words.push(`default=${JSON.stringify(schema.default)}`)
  }
  return words.map(word => ` ${word}`).join('')
}

function* referencesOf(value) {
  if (value === null || typeof value !== 'object') return
  for (const [key, item] of Object.entries(value)) {
    if (key === '$ref' && typeof item === 'string') yield item.split('/').at(-1)
    else yield* referencesOf(item)
  }
}

function shortName(long) {
  const [first, prefix] = prefixes.find(([, prefix]) => long.startsWith(prefix))
  const rest = long.slice(prefix.length)
  return first === '' ? rest : `${first}.${rest}`
}

function longName(short) {
  const [first] = short.split('.')
  const own = prefixes.find(([word]) => word === first)
  return own === undefined ? `io.k8s.api.${short}` : own[1] + short.slice(first.length + 1)
}

function all(prefix, names) {
  return names.split(' ').map(name => `${prefix}.${name}`)
}
