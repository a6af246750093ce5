import { describe, expect, test } from 'vitest'
import { kubernetesDefinition } from '../../../core/apiserver/openapi/definitions.ts'
import { kindSchema } from '../../../core/apiserver/openapi/kind-schemas.ts'
import { strategicMerge } from '../../../core/apiserver/patch/strategic-merge.ts'

const deployment = (containers: unknown, more: object = {}) => ({
  metadata: { name: 'shop', labels: { app: 'shop', tier: 'web' }, finalizers: ['a.io/x', 'b.io/y'] },
  spec: { replicas: 1, template: { spec: { containers, ...more } } },
})
const two = [
  { name: 'db', image: 'mysql:5.7', env: [{ name: 'A', value: '1' }], command: ['mysqld', '--x'] },
  { name: 'side', image: 'busybox' },
]

function merged(current: unknown, patch: unknown): unknown {
  const schema = kindSchema('apps/v1', 'Deployment')?.schema ?? {}
  const answer = strategicMerge(current, patch, { schema, definitions: kubernetesDefinition })
  return answer.ok ? answer.value : answer.message
}

const inTemplate = (spec: object) => ({ spec: { template: { spec } } })

describe('strategic merge patch', () => {
  test('containers are merged by name, and scalars in them replaced', () => {
    const patch = inTemplate({ containers: [{ name: 'db', image: 'mysql:8', command: ['mysqld'] }] })
    expect(merged(deployment(two), patch)).toEqual(
      deployment([{ ...two[0], image: 'mysql:8', command: ['mysqld'] }, two[1]]),
    )
  })

  test('a new container is added at the end, with its own lists', () => {
    const added = { name: 'new', image: 'x', ports: [{ containerPort: 80 }] }
    expect(merged(deployment(two), inTemplate({ containers: [added] }))).toEqual(deployment([...two, added]))
  })

  test('$patch: delete removes one item, $patch: replace sets the list', () => {
    const remove = inTemplate({ containers: [{ name: 'side', $patch: 'delete' }] })
    expect(merged(deployment(two), remove)).toEqual(deployment([two[0]]))
    const replace = inTemplate({ containers: [{ name: 'only', image: 'y' }, { $patch: 'replace' }] })
    expect(merged(deployment(two), replace)).toEqual(deployment([{ name: 'only', image: 'y' }]))
  })

  test('$patch: replace on a map drops what the patch does not name', () => {
    const patch = { metadata: { labels: { $patch: 'replace', app: 'new' } } }
    expect(merged(deployment(two), patch)).toMatchObject({ metadata: { labels: { app: 'new' } } })
    expect(JSON.stringify(merged(deployment(two), patch))).not.toContain('tier')
  })

  test('null removes a field', () => {
    expect(merged(deployment(two), { metadata: { labels: { tier: null } } })).toMatchObject({
      metadata: { labels: { app: 'shop' } },
    })
  })

  test('$retainKeys clears the fields of a volume that the new source does not have', () => {
    const volumes = [{ name: 'data', emptyDir: {} }]
    const patch = inTemplate({
      volumes: [
        { name: 'data', persistentVolumeClaim: { claimName: 'c' }, $retainKeys: ['name', 'persistentVolumeClaim'] },
      ],
    })
    expect(merged(deployment(two, { volumes }), patch)).toEqual(
      deployment(two, { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'c' } }] }),
    )
  })

  test('primitive lists are united, and $deleteFromPrimitiveList takes from them', () => {
    const patch = { metadata: { finalizers: ['c.io/z'], '$deleteFromPrimitiveList/finalizers': ['a.io/x'] } }
    expect(merged(deployment(two), patch)).toMatchObject({ metadata: { finalizers: ['b.io/y', 'c.io/z'] } })
  })

  test('$setElementOrder orders what it names and leaves the rest where it was', () => {
    const three = [...two, { name: 'log', image: 'l' }]
    const patch = inTemplate({
      '$setElementOrder/containers': [{ name: 'log' }, { name: 'db' }],
      containers: [{ name: 'db', image: 'mysql:8' }],
    })
    expect(merged(deployment(three), patch)).toEqual(deployment([two[1], three[2], { ...two[0], image: 'mysql:8' }]))
  })

  test('an item without its merge key, and an unknown directive, are refused in words', () => {
    expect(merged(deployment(two), inTemplate({ containers: [{ image: 'x' }] }))).toMatch(
      /does not contain declared merge key: name/,
    )
    expect(merged(deployment(two), { spec: { $patch: 'turn' } })).toMatch(/unrecognized patch type/)
  })

  test('a list without a merge strategy is replaced', () => {
    const patch = inTemplate({ tolerations: [{ key: 'b' }] })
    expect(merged(deployment(two, { tolerations: [{ key: 'a' }] }), patch)).toEqual(
      deployment(two, { tolerations: [{ key: 'b' }] }),
    )
  })
})
