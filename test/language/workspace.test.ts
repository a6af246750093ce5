/** Files that know each other, and edits that cost one document. */

import { fc, test as property } from '@fast-check/vitest'
import { createWorkspace, type LocatedFinding } from '@pxsnap/core/language'
import { describe, expect, test } from 'vitest'
import { goldenFiles, readGolden } from '../support/golden.ts'
import { withoutMarks } from '../support/markers.ts'

const snapshot = (name: string, rule: string) => `apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: ${name}
  namespace: shop
  annotations:
    stork.libopenstorage.org/pre-snapshot-rule: ${rule}
spec:
  persistentVolumeClaimName: data
`

const rule = (name: string) => `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata:
  name: ${name}
  namespace: shop
rules:
  - podSelector: {app: a}
    actions:
      - type: command
        value: sync
`

function codes(findings: readonly LocatedFinding[]): readonly string[] {
  return findings.map(({ code, document }) => `${document} ${code}`)
}

describe('documents', () => {
  test('are counted by their content', () => {
    const workspace = createWorkspace()
    workspace.set('a.yaml', `# a comment\n---\n${snapshot('a', 'b')}---\n# nothing here\n---\na: 1\n...\n---\n`)
    expect(workspace.documentCount('a.yaml')).toBe(2)
  })

  test('can be objects of any kind, and say where they are', () => {
    const workspace = createWorkspace()
    const text = `${rule('a')}---\napiVersion: example.com/v1\nkind: Thing\nmetadata: {name: b}\n---\nnot: an object\n`
    workspace.set('a.yaml', text)
    const objects = workspace.objects('a.yaml')
    expect(objects.map(({ object, document }) => [object.kind, object.metadata.name, document])).toEqual([
      ['Rule', 'a', 0],
      ['Thing', 'b', 1],
    ])
    expect(text.slice(objects[1]?.range.start)).toMatch(/^---\napiVersion: example/)
  })

  test('in a list are objects of their own, with paths from the top', () => {
    const workspace = createWorkspace()
    workspace.set(
      'a.json',
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [{ apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'Rule', metadata: { name: 'a' }, rulez: [] }],
      }),
    )
    const findings = workspace.diagnose('a.json')
    expect(findings.map(({ code, path }) => [code, path])).toContainEqual(['schema/unknown-field', 'items[0].rulez'])
    expect(workspace.objects('a.json').map(({ object }) => object.kind)).toEqual(['Rule'])
  })

  test('of other tools are left in peace, whatever is in them', () => {
    const workspace = createWorkspace()
    workspace.set(
      'a.yaml',
      'version: "3"\nservices: {web: {image: x, image: y}}\n---\nkind: Thing\napiVersion: x/v1\na: [\n',
    )
    expect(workspace.diagnose('a.yaml')).toEqual([])
  })
})

describe('files', () => {
  test('know each other by name', () => {
    const workspace = createWorkspace({ completeKinds: ['Rule'] })
    workspace.set('snapshot.yaml', snapshot('a', 'freeze-it'))
    workspace.set('rule.yaml', rule('freeze-i'))
    expect(codes(workspace.diagnose('snapshot.yaml')).join()).toContain('near-miss')
    workspace.set('rule.yaml', rule('freeze-it'))
    expect(codes(workspace.diagnose('snapshot.yaml')).join()).not.toContain('near-miss')
  })

  test('that are removed are forgotten', () => {
    const workspace = createWorkspace()
    workspace.set('snapshot.yaml', snapshot('a', 'freeze-it'))
    workspace.set('rule.yaml', rule('freeze-i'))
    workspace.diagnoseAll()
    workspace.remove('rule.yaml')
    expect(codes(workspace.diagnose('snapshot.yaml')).join()).not.toContain('near-miss')
    expect(workspace.files()).toEqual(['snapshot.yaml'])
  })

  test('that are not there have nothing', () => {
    const workspace = createWorkspace()
    expect(workspace.diagnose('no.yaml')).toEqual([])
    expect(workspace.complete('no.yaml', 3)).toEqual([])
    expect(workspace.hover('no.yaml', 3)).toBeUndefined()
    expect(workspace.objects('no.yaml')).toEqual([])
    expect(workspace.documentCount('no.yaml')).toBe(0)
  })
})

const parts = goldenFiles('diagnose')
  .filter(file => file.endsWith('.yaml'))
  .flatMap(file => withoutMarks(readGolden('diagnose', file)).split(/^---\n/m))
  .filter(part => part.trim() !== '')

// A few of them come often, so that the same document stands twice, goes, and comes back elsewhere.
const few = parts.slice(0, 3)
const edit = fc.record({
  file: fc.constantFrom('a.yaml', 'b.yaml'),
  documents: fc.array(fc.oneof(fc.constantFrom(...parts), fc.constantFrom(...few)), { maxLength: 5 }),
})

property.prop([fc.array(edit, { minLength: 2, maxLength: 6 })], { numRuns: 300 })(
  'after any edits a workspace says what a new one would say',
  edits => {
    const workspace = createWorkspace()
    const texts = new Map<string, string>()
    for (const { file, documents } of edits) {
      const text = documents.join('---\n')
      texts.set(file, text)
      workspace.set(file, text)
      const fresh = createWorkspace()
      for (const [name, content] of texts) fresh.set(name, content)
      expect(workspace.diagnoseAll()).toEqual(fresh.diagnoseAll())
    }
  },
)
