import { servedKind } from '@pxsnap/core/cluster/simulated'
import type { KubeObject } from '@pxsnap/core/specs'
import { valueAt } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { fieldProblems, withoutUnknownFields } from '../../../core/apiserver/openapi/check-fields.ts'
import { kubernetesDefinition } from '../../../core/apiserver/openapi/definitions.ts'
import { kindSchema } from '../../../core/apiserver/openapi/kind-schemas.ts'
import { OpenApi } from '../../../core/apiserver/openapi/open-api.ts'

const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch']
const resource = (apiVersion: string, kind: string) => {
  const served = servedKind(apiVersion, kind)
  return { apiVersion, kind, plural: served?.plural ?? kind, namespaced: served?.scope !== 'Cluster', verbs }
}
const stork = 'stork.libopenstorage.org/v1alpha1'
let definitions: readonly KubeObject[] = []
let revision = 1
const openApi = new OpenApi({
  resources: () => [resource('apps/v1', 'Deployment'), resource(stork, 'Rule'), resource('v1', 'Pod')],
  definitions: () => definitions,
  revision: () => revision,
})

function read(path: string): Record<string, unknown> {
  const answer = openApi.answer(path, 'application/json')
  return JSON.parse(String(answer?.body))
}

/** Every name that the document refers to. */
function references(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    key === '$ref' && typeof item === 'string' ? [item] : references(item),
  )
}

describe('OpenAPI documents', () => {
  test('the index names each version with a hash that is the hash of its document', () => {
    const paths = read('/openapi/v3').paths as Record<string, { serverRelativeURL: string }>
    expect(Object.keys(paths).sort()).toEqual(['api/v1', 'apis/apps/v1', `apis/${stork}`].sort())
    for (const [path, { serverRelativeURL }] of Object.entries(paths)) {
      expect(serverRelativeURL).toBe(`/openapi/v3/${path}?hash=${openApi.answer(`/openapi/v3/${path}`, '')?.hash}`)
    }
  })

  test('every reference leads to a schema of the same document', () => {
    for (const path of ['/openapi/v2', '/openapi/v3/api/v1', '/openapi/v3/apis/apps/v1', `/openapi/v3/apis/${stork}`]) {
      const document = read(path)
      const schemas = Object.keys((valueAt(document, ['components', 'schemas']) ?? document.definitions) as object)
      const names = references(document).map(reference => reference.split('/').at(-1))
      expect(names.filter(name => !schemas.includes(name ?? ''))).toEqual([])
      expect(names.length).toBeGreaterThan(5)
    }
  })

  test('a patch says which kind it is for, and takes strategic merges for kinds of Kubernetes only', () => {
    const patchOf = (path: string, item: string) => valueAt(read(path), ['paths', item, 'patch'])
    const own = patchOf('/openapi/v3/apis/apps/v1', '/apis/apps/v1/namespaces/{namespace}/deployments/{name}')
    expect(own).toMatchObject({
      'x-kubernetes-group-version-kind': { group: 'apps', version: 'v1', kind: 'Deployment' },
    })
    const types = (operation: unknown) => Object.keys(valueAt(operation, ['requestBody', 'content']) as object)
    expect(types(own)).toContain('application/strategic-merge-patch+json')
    const custom = patchOf(`/openapi/v3/apis/${stork}`, `/apis/${stork}/namespaces/{namespace}/rules/{name}`)
    expect(types(custom)).not.toContain('application/strategic-merge-patch+json')
  })

  test('protobuf is given to who asks for it, under the name that Go can read', () => {
    const answer = openApi.answer('/openapi/v2', 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf')
    expect(answer?.type).toBe('application/com.github.proto-openapi.spec.v2.v1.0+protobuf')
    expect(Buffer.from(answer?.body as Uint8Array).subarray(0, 5)).toEqual(Buffer.from([10, 3, 50, 46, 48]))
  })

  test('a definition that comes changes the document of its version', () => {
    const before = openApi.answer(`/openapi/v3/apis/${stork}`, '')?.hash
    definitions = [
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'rules.stork.libopenstorage.org' },
        spec: {
          group: 'stork.libopenstorage.org',
          names: { kind: 'Rule', plural: 'rules' },
          versions: [
            {
              name: 'v1alpha1',
              schema: { openAPIV3Schema: { type: 'object', properties: { odd: { type: 'string' } } } },
            },
          ],
        },
      },
    ]
    expect(openApi.answer(`/openapi/v3/apis/${stork}`, '')?.hash).toBe(before)
    revision += 1
    expect(openApi.answer(`/openapi/v3/apis/${stork}`, '')?.hash).not.toBe(before)
    expect(read(`/openapi/v3/apis/${stork}`)).toMatchObject({
      components: {
        schemas: { 'org.libopenstorage.stork.v1alpha1.Rule': { properties: { odd: { type: 'string' } } } },
      },
    })
  })
})

describe('fields', () => {
  const schema = kindSchema('apps/v1', 'Deployment')?.schema
  const deployment = (containers: unknown, spec: object = {}) => ({
    metadata: { name: 'web' },
    spec: { ...spec, template: { spec: { containers } } },
  })

  test('that a kind does not know are found with their path, and dropped', () => {
    const object = deployment([{ name: 'a', imagee: 'x', resources: { limits: { cpu: 1, memory: '1Gi' } } }])
    expect(fieldProblems(object, schema, kubernetesDefinition)).toEqual({
      unknown: ['spec.template.spec.containers[0].imagee'],
      wrong: [],
    })
    expect(withoutUnknownFields(object, schema, kubernetesDefinition)).toEqual(
      deployment([{ name: 'a', resources: { limits: { cpu: 1, memory: '1Gi' } } }]),
    )
  })

  test('of the wrong type are found', () => {
    expect(fieldProblems(deployment([], { replicas: '3' }), schema, kubernetesDefinition).wrong).toEqual([
      { path: 'spec.replicas', expected: 'int32', got: 'string' },
    ])
    const containers = [{ name: 'a', resources: { limits: { cpu: '250m', memory: 'plenty' } } }]
    expect(fieldProblems(deployment(containers), schema, kubernetesDefinition).wrong).toEqual([
      { path: 'spec.template.spec.containers[0].resources.limits.memory', expected: 'quantity', got: 'string' },
    ])
  })

  test('whose values are anything, or a number or a text, are left in peace', () => {
    const strategy = { rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } }
    expect(fieldProblems(deployment([], { strategy }), schema, kubernetesDefinition)).toEqual({
      unknown: [],
      wrong: [],
    })
  })

  test("of STORK's kinds are kept, known or not, as its definitions do", () => {
    const rule = kindSchema(stork, 'Rule')?.schema
    expect(fieldProblems({ spec: [{ podSelectorr: {} }] }, rule, kubernetesDefinition).unknown).toEqual([])
  })
})
