/** The definitions of our kinds: accepted by the strict rules of an API server, and no narrower than what people write. */

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fillSnippet, readSnippet } from '@pxsnap/core/language'
import {
  allDefinitions,
  clusterPair,
  crdOf,
  csiVolumeSnapshot,
  findKind,
  groupVolumeSnapshot,
  jsonSchema2020,
  jsonSchemaOf,
  kindCatalogue,
  pod,
  rule,
  valueAt,
  volumeSnapshot,
} from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { fits, structuralProblems } from '../support/structural-schema.ts'

const snippets = fileURLToPath(new URL('../../snippets/', import.meta.url))
const filled = (file: string) => fillSnippet(readSnippet(file, readFileSync(`${snippets}${file}`, 'utf8')))
const schemaOf = (definition: unknown) => valueAt(definition, ['spec', 'versions', 0, 'schema', 'openAPIV3Schema'])

test('every kind outside of Kubernetes itself has one, and no other', () => {
  const defined = kindCatalogue.filter(kind => crdOf(kind) !== undefined)
  expect(defined.map(({ kind }) => kind)).toEqual(kindCatalogue.filter(({ open }) => !open).map(({ kind }) => kind))
  expect(crdOf(pod)).toBeUndefined()
  expect(new Set(allDefinitions().map(({ metadata }) => metadata.name)).size).toBe(allDefinitions().length)
})

describe.each(allDefinitions().map(one => [one.metadata.name, one] as const))('%s', (_, definition) => {
  test('is structural in every version', () => {
    const versions = valueAt(definition, ['spec', 'versions'])
    if (!Array.isArray(versions)) throw new Error('no versions')
    for (const version of versions) {
      expect(structuralProblems(valueAt(version, ['schema', 'openAPIV3Schema']))).toEqual([])
      for (const column of valueAt(version, ['additionalPrinterColumns']) as { jsonPath: string }[])
        expect(column.jsonPath).toMatch(/^\./)
    }
    expect(versions.filter(version => valueAt(version, ['storage']) === true)).toHaveLength(1)
  })

  test('shows columns of fields that the kind has', () => {
    const columns = valueAt(definition, ['spec', 'versions', 0, 'additionalPrinterColumns']) as { jsonPath: string }[]
    for (const { jsonPath } of columns.slice(0, -1)) {
      const path = jsonPath
        .replace('[-1:]', '.items')
        .split('.')
        .slice(1)
        .flatMap(name => (name === 'items' ? ['items'] : ['properties', name]))
      expect(valueAt(schemaOf(definition), path), jsonPath).toBeDefined()
    }
  })
})

test('takes every snippet as it is', () => {
  const documents = readdirSync(snippets)
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file => parseAllDocuments(filled(file)).map(one => ({ file, one: one.toJS() })))
  let looked = 0
  for (const { file, one } of documents) {
    const kind = findKind(one?.apiVersion, one?.kind)
    const definition = kind && crdOf(kind)
    if (definition === undefined) continue
    const { apiVersion: _, metadata: __, ...body } = one
    expect(fits(schemaOf(definition), body), `${file}: ${JSON.stringify(body)}`).toBe(true)
    looked++
  }
  expect(looked).toBeGreaterThan(30)
})

test('refuses what the API server should refuse', () => {
  const schema = schemaOf(crdOf(rule))
  expect(fits(schema, { kind: 'Rule', rules: [{ actions: [{ type: 'command', value: 'sync' }] }] })).toBe(true)
  expect(fits(schema, { kind: 'Rule' })).toBe(false)
  expect(fits(schema, { kind: 'Rule', rules: [{ actions: [{ type: 'script', value: 'sync' }] }] })).toBe(false)
  expect(fits(schema, { kind: 'Rule', rules: [{ actions: [{ type: 'command', value: 7 }] }] })).toBe(false)
})

test('lets controllers write null, and words and fields that we do not know', () => {
  const schema = schemaOf(crdOf(groupVolumeSnapshot))
  const spec = { pvcSelector: { matchLabels: { app: 'mysql' } } }
  expect(fits(schema, { spec, status: { stage: 'Later', volumeSnapshots: null, newer: 1 } })).toBe(true)
  expect(fits(schemaOf(crdOf(volumeSnapshot)), { spec: { persistentVolumeClaimName: 'a' }, status: null })).toBe(true)
})

test('an empty map of a ClusterPair stays empty: with STORK a default in it would pair the storage', () => {
  const options = valueAt(schemaOf(crdOf(clusterPair)), ['properties', 'spec', 'properties', 'options'])
  expect(JSON.stringify(options)).not.toContain('"default"')
})

test('groups under k8s.io say who approved them, or that nobody did', () => {
  const approval = ['metadata', 'annotations', 'api-approved.kubernetes.io']
  expect(valueAt(crdOf(csiVolumeSnapshot), approval)).toMatch(/^https:/)
  expect(valueAt(crdOf(volumeSnapshot), approval)).toMatch(/^unapproved/)
  expect(valueAt(crdOf(rule), approval)).toBeUndefined()
})

test('only the CSI kinds have a status of their own: STORK writes it with the object', () => {
  const subresources = ['spec', 'versions', 0, 'subresources']
  expect(valueAt(crdOf(csiVolumeSnapshot), subresources)).toEqual({ status: {} })
  expect(valueAt(crdOf(groupVolumeSnapshot), subresources)).toBeUndefined()
})

describe('JSON Schema of 2020-12', () => {
  test('of one kind says which dialect it is in and what it is called', () => {
    expect(jsonSchema2020(rule)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:pxsnap:stork.libopenstorage.org:v1alpha1:Rule',
      title: 'Rule',
    })
  })

  test('of all kinds leads every document to the schema of its own kind', () => {
    const all = jsonSchemaOf(kindCatalogue)
    const ids = Object.values(all.$defs as Record<string, { $id: string }>).map(({ $id }) => $id)
    const leads = (all.allOf as { then: { $ref: string } }[]).map(({ then }) => then.$ref)
    expect(leads.toSorted()).toEqual(ids.toSorted())
    expect(new Set(ids).size).toBe(kindCatalogue.length)
  })
})
