import { describe, expect, test } from 'vitest'
import { kindSchema } from '../../../core/apiserver/openapi/kind-schemas.ts'
import { spellPath } from '../../../core/apiserver/patch/fields/field-set.ts'
import { managersOf } from '../../../core/apiserver/patch/fields/managers.ts'
import { ownedObject, patchObject } from '../../../core/apiserver/patch/patch-object.ts'
import { instant } from '../../../core/base/index.ts'
import type { KubeObject } from '../../../core/specs/index.ts'

const ref = { kind: 'Deployment', name: 'shop', namespace: 'web' }
const common = {
  kind: kindSchema('apps/v1', 'Deployment'),
  apiVersion: 'apps/v1',
  hasStatus: true,
  now: instant(Date.UTC(2026, 0, 2, 3, 4, 5)),
}

function apply(current: KubeObject | undefined, manager: string, body: object, force = false) {
  const whole = { apiVersion: 'apps/v1', kind: 'Deployment', ...body }
  return patchObject({
    ...common,
    contentType: 'application/apply-patch+yaml',
    body: JSON.stringify(whole),
    current,
    ref,
    manager,
    namesManager: true,
    force,
  })
}

function applied(current: KubeObject | undefined, manager: string, body: object, force = false): KubeObject {
  const answer = apply(current, manager, body, force)
  if (answer === 'missing' || !answer.ok) throw new Error(JSON.stringify(answer))
  return answer.object
}

const body = (replicas: number | undefined, containers: readonly object[], labels: object = { app: 'shop' }) => ({
  metadata: { name: 'shop', labels },
  spec: { ...(replicas === undefined ? {} : { replicas }), template: { spec: { containers } } },
})
const db = { name: 'db', image: 'mysql:8', ports: [{ containerPort: 3306 }] }

function owned(object: KubeObject, name: string): readonly string[] {
  return managersOf(object)
    .filter(({ manager }) => manager === name)
    .flatMap(({ fields }) => [...fields].map(spellPath))
    .sort()
}

describe('server-side apply', () => {
  test('the first apply creates the object, and its manager owns exactly what it said', () => {
    const object = applied(undefined, 'kubectl', body(2, [db]))
    expect(owned(object, 'kubectl')).toEqual([
      '.metadata.labels.app',
      '.spec.replicas',
      '.spec.template.spec.containers[name="db"]',
      '.spec.template.spec.containers[name="db"].image',
      '.spec.template.spec.containers[name="db"].name',
      '.spec.template.spec.containers[name="db"].ports[containerPort=3306,protocol="TCP"]',
      '.spec.template.spec.containers[name="db"].ports[containerPort=3306,protocol="TCP"].containerPort',
    ])
    expect(object.metadata).toMatchObject({ name: 'shop', namespace: 'web' })
  })

  test('what another manager owns is a conflict, told with manager and field', () => {
    const first = applied(undefined, 'kubectl', body(2, [db]))
    expect(apply(first, 'scaler', body(5, []))).toEqual({
      ok: false,
      code: 409,
      reason: 'Conflict',
      message: 'Apply failed with 1 conflict: conflict with "kubectl": .spec.replicas',
      causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "kubectl"', field: '.spec.replicas' }],
    })
  })

  test('the same value is no conflict: both own it', () => {
    const first = applied(undefined, 'kubectl', body(2, [db]))
    const second = applied(first, 'scaler', { metadata: { name: 'shop' }, spec: { replicas: 2 } })
    expect(owned(second, 'scaler')).toEqual(['.spec.replicas'])
    expect(owned(second, 'kubectl')).toContain('.spec.replicas')
  })

  test('force takes the field over', () => {
    const first = applied(undefined, 'kubectl', body(2, [db]))
    const second = applied(first, 'scaler', { metadata: { name: 'shop' }, spec: { replicas: 5 } }, true)
    expect(second.spec).toMatchObject({ replicas: 5, template: { spec: { containers: [db] } } })
    expect(owned(second, 'kubectl')).not.toContain('.spec.replicas')
  })

  test('what a manager no longer applies goes, unless somebody else owns it too', () => {
    const first = applied(
      undefined,
      'kubectl',
      body(2, [db, { name: 'side', image: 'x' }], { app: 'shop', tier: 'web' }),
    )
    const shared = applied(first, 'labels', { metadata: { name: 'shop', labels: { tier: 'web' } } })
    const second = applied(shared, 'kubectl', body(2, [db]))
    expect(second.metadata.labels).toEqual({ app: 'shop', tier: 'web' })
    expect(second.spec).toEqual({ replicas: 2, template: { spec: { containers: [db] } } })
    const third = applied(second, 'labels', { metadata: { name: 'shop' } })
    expect(third.metadata.labels).toEqual({ app: 'shop' })
  })

  test('a plain write owns what it changed, and later applies conflict with it', () => {
    const created = ownedObject(
      undefined,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        ...body(1, [db]),
        metadata: { name: 'shop', labels: { app: 'shop' } },
      },
      { ...common, manager: 'kubectl-create' },
    )
    const changed = ownedObject(
      created,
      { ...created, spec: { ...Object(created.spec), replicas: 9 } },
      {
        ...common,
        manager: 'kubectl-edit',
      },
    )
    expect(owned(changed, 'kubectl-edit')).toEqual(['.spec.replicas'])
    expect(apply(changed, 'kubectl', body(1, [db]))).toMatchObject({
      message:
        'Apply failed with 1 conflict: conflict with "kubectl-edit" using apps/v1 at 2026-01-02T03:04:05Z: .spec.replicas',
    })
  })

  test('objects without a record belong to before-first-apply', () => {
    const old: KubeObject = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'shop', namespace: 'web' },
      spec: { replicas: 1 },
    }
    expect(apply(old, 'kubectl', body(3, [db]))).toMatchObject({
      causes: [{ message: 'conflict with "before-first-apply" using apps/v1 at 2026-01-02T03:04:05Z' }],
    })
  })

  test('applying the same again changes nothing', () => {
    const first = applied(undefined, 'kubectl', body(2, [db]))
    const later = { ...common, now: instant(Date.UTC(2027, 0, 1)) }
    const again = patchObject({
      ...later,
      contentType: 'application/apply-patch+yaml',
      body: JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', ...body(2, [db]) }),
      current: first,
      ref,
      manager: 'kubectl',
      namesManager: true,
      force: false,
    })
    expect(again).toEqual({ ok: true, object: first })
  })
})

describe('patches of any type', () => {
  const rule = {
    ...common,
    kind: kindSchema('stork.libopenstorage.org/v1alpha1', 'Rule'),
    apiVersion: 'stork.libopenstorage.org/v1alpha1',
    hasStatus: false,
    manager: 'x',
    namesManager: false,
    force: false,
    ref: { kind: 'Rule', name: 'r', namespace: 'web' },
    current: { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'Rule', metadata: { name: 'r' }, spec: [] },
  }

  test('custom resources know no strategic merge', () => {
    expect(patchObject({ ...rule, contentType: 'application/strategic-merge-patch+json', body: '{}' })).toMatchObject({
      code: 415,
      message:
        'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    })
  })

  test('a merge patch and a JSON patch of a custom resource', () => {
    const merge = patchObject({
      ...rule,
      contentType: 'application/merge-patch+json',
      body: '{"metadata":{"labels":{"a":"b"}}}',
    })
    expect(merge).toMatchObject({ ok: true, object: { metadata: { name: 'r', labels: { a: 'b' } } } })
    const operations = [{ op: 'add', path: '/spec/-', value: { podSelector: { app: 'x' } } }]
    const json = patchObject({ ...rule, contentType: 'application/json-patch+json', body: JSON.stringify(operations) })
    expect(json).toMatchObject({ ok: true, object: { spec: [{ podSelector: { app: 'x' } }] } })
  })

  test('a JSON patch is carried out as a whole or not at all', () => {
    const operations = [
      { op: 'add', path: '/spec/-', value: 1 },
      { op: 'test', path: '/kind', value: 'Pod' },
    ]
    expect(
      patchObject({ ...rule, contentType: 'application/json-patch+json', body: JSON.stringify(operations) }),
    ).toMatchObject({ ok: false, code: 422 })
    expect(rule.current.spec).toEqual([])
  })
})
