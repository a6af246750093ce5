/** One declaration per field: types, JSON Schema and words follow from it. */

import { fc, test as property } from '@fast-check/vitest'
import {
  draftOf,
  explainField,
  findKind,
  findKindByWord,
  groupVolumeSnapshot,
  inspect,
  jsonSchema,
  kindCatalogue,
  nearest,
  type Rule,
  rule,
} from '@pxsnap/core/specs'
import { describe, expect, expectTypeOf, test } from 'vitest'

describe('kinds', () => {
  test('are found by group and name, and by any of their words', () => {
    expect(findKind('stork.libopenstorage.org/v1alpha1', 'Rule')).toBe(rule)
    expect(findKind('example.com/v1', 'Rule')).toBeUndefined()
    expect(['svs', 'VolumeSnapshot', 'volumesnapshots', 'pvc', 'sts'].map(word => findKindByWord(word)?.kind)).toEqual([
      'VolumeSnapshot',
      'VolumeSnapshot',
      'VolumeSnapshot',
      'PersistentVolumeClaim',
      'StatefulSet',
    ])
  })

  test('of one name are told apart by their group', () => {
    expect(findKindByWord('volumesnapshot')?.apiVersion).toBe('volumesnapshot.external-storage.k8s.io/v1')
    expect(findKindByWord('volumesnapshot', 'snapshot.storage.k8s.io')?.apiVersion).toBe('snapshot.storage.k8s.io/v1')
    expect(findKind('groupsnapshot.storage.k8s.io/v1beta2', 'VolumeGroupSnapshot')?.stem).toBe('volume-group-snapshot')
    expect(findKind('groupsnapshot.storage.k8s.io/v1alpha1', 'VolumeGroupSnapshot')).toBeUndefined()
  })

  test('have stems, plurals and short names of their own', () => {
    const words = kindCatalogue.flatMap(({ plural, shortNames }) => [plural, ...shortNames])
    const shared = words.filter((word, index) => words.indexOf(word) !== index)
    expect(shared, 'STORK and CSI both have volumesnapshots').toEqual(['volumesnapshots'])
    const stems = kindCatalogue.map(({ stem }) => stem)
    expect(new Set(stems).size).toBe(stems.length)
    expect(groupVolumeSnapshot.stem).toBe('group-volume-snapshot')
  })

  test('give the type of their objects', () => {
    expectTypeOf<Rule['rules'][number]>().toHaveProperty('podSelector')
    expectTypeOf<NonNullable<Rule['rules'][number]['actions']>[number]['type']>().toEqualTypeOf<'command'>()
    expectTypeOf<Rule>().not.toHaveProperty('spec')
  })

  test('say a word about every field', () => {
    for (const kind of kindCatalogue) {
      const look = (path: readonly string[]): void => {
        const { doc, fields } = explainField(kind, path) ?? { doc: '', fields: [] }
        expect(doc, `${kind.kind} ${path.join('.')}`).toMatch(/\w.*\.$/)
        for (const { name } of fields) look([...path, name])
      }
      look([])
    }
  })
})

describe('explaining', () => {
  test('goes through lists', () => {
    const background = explainField(rule, ['rules', 'actions', 'background'])
    expect(background).toMatchObject({ name: 'background', type: 'true or false', default: false, required: false })
  })

  test('knows what the annotations of a kind mean', () => {
    const words = explainField(findKindByWord('svs') ?? rule, ['metadata', 'annotations', 'portworx/snapshot-type'])
    expect(words?.values).toHaveProperty('cloud')
  })

  test('has nothing for a field that is not there', () => {
    expect(explainField(rule, ['spec'])).toBeUndefined()
    expect(explainField(rule, ['constructor'])).toBeUndefined()
  })
})

describe('JSON Schema', () => {
  test.each(kindCatalogue.map(kind => [kind.kind, kind] as const))(
    'of %s names its version and fields',
    (name, kind) => {
      const schema = jsonSchema(kind)
      const versions = [kind.apiVersion, ...kind.alsoServed]
      const apiVersion = versions.length === 1 ? { const: versions[0] } : { enum: versions }
      expect(schema).toMatchObject({ title: name, type: 'object', properties: { apiVersion } })
      expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
    },
  )

  test('refuses unknown fields of our kinds and lets those of Kubernetes be', () => {
    expect(jsonSchema(rule)).toMatchObject({ additionalProperties: false, required: expect.arrayContaining(['rules']) })
    expect(jsonSchema(findKindByWord('pod') ?? rule)).toMatchObject({ additionalProperties: true })
  })
})

describe('drafts', () => {
  test('drop what has the wrong type and keep positions', () => {
    const draft = draftOf(rule, { rules: [1, { podSelector: { a: 'b', c: 2 }, actions: 'no' }] })
    expect(draft).toEqual({ rules: [undefined, { podSelector: { a: 'b' } }] })
  })

  property.prop([fc.jsonValue()], { numRuns: 300 })('can be made of anything', value => {
    for (const kind of kindCatalogue) expect(typeof draftOf(kind, value)).toBe('object')
  })
})

property.prop(
  [
    fc.constantFrom(...kindCatalogue),
    fc.dictionary(fc.constantFrom('metadata', 'spec', 'rules', 'status', 'data', '__proto__', 'x'), fc.jsonValue()),
  ],
  { numRuns: 2000 },
)('every object can be inspected', ({ apiVersion, kind }, body) => {
  for (const { path, message, help } of inspect({ ...body, apiVersion, kind })) {
    expect(Array.isArray(path)).toBe(true)
    expect(message).not.toBe('')
    expect(help).not.toBe('')
  }
})

describe('the nearest word', () => {
  test.each([
    ['preExecRules', 'preExecRule'],
    ['PreExecRule', 'preExecRule'],
    ['pre-exec-rule', 'preExecRule'],
    ['lables', 'labels'],
    ['annotation', 'annotations'],
    ['postExceRule', 'postExecRule'],
  ])('to %s is %s', (word, meant) => {
    expect(nearest(word, ['preExecRule', 'postExecRule', 'labels', 'annotations', 'name'])).toBe(meant)
  })

  test.each(['x', 'retention', 'nam3s', 'spec', ''])('to %j is none', word => {
    expect(nearest(word, ['preExecRule', 'labels', 'annotations'])).toBeUndefined()
  })
})
