/** Kinds that real clients bring along: Jobs that end, definitions that are served, and deletions that cascade. */

import type { ControlPlane } from '@pxsnap/core/cluster/simulated'
import type { KubeObject } from '@pxsnap/core/specs'
import { beforeEach, expect, test } from 'vitest'
import { openPlane, put } from './simulated-plane.ts'

let plane: ControlPlane
beforeEach(() => {
  plane = openPlane().plane
})

const job = (spec: object): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'load', namespace: 'default' },
  spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox' }] } }, ...spec },
})
const jobRef = { apiVersion: 'batch/v1', kind: 'Job', namespace: 'default', name: 'load' }
const phases = () =>
  plane
    .list({ apiVersion: 'v1', kind: 'Pod', namespace: 'default' })
    .items.map(({ status }) => JSON.parse(JSON.stringify(status)).phase)

test.each([1, 3])('a Job of %d completions is complete when as many pods have run to their end', completions => {
  put(plane, job({ completions }))
  expect(phases()).toEqual(Array.from({ length: completions }, () => 'Succeeded'))
  expect(plane.get(jobRef)?.status).toMatchObject({
    succeeded: completions,
    active: 0,
    conditions: [{}, { type: 'Complete', status: 'True' }],
  })
})

test('a suspended Job makes no pods until it is resumed', () => {
  put(plane, job({ suspend: true }))
  expect(phases()).toEqual([])
  const stored = plane.get(jobRef)
  if (stored !== undefined) plane.update({ ...stored, spec: { ...Object(stored.spec), suspend: false } })
  expect(phases()).toEqual(['Succeeded'])
})

test('a Job whose pods would be started again for ever is refused', () => {
  const template = { spec: { containers: [{ name: 'main', image: 'busybox' }] } }
  expect(plane.create(job({ template }))).toMatchObject({ ok: false, because: 'rejected' })
})

const definition = (versions: readonly object[], names: object = {}): KubeObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'widgets', kind: 'Widget', ...names }, versions },
})
const version = (name: string, storage: boolean, properties: object = {}) => ({
  name,
  served: true,
  storage,
  schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', ...properties } } } },
})
const widget = (spec: object = {}, apiVersion = 'example.com/v1'): KubeObject => ({
  apiVersion,
  kind: 'Widget',
  metadata: { name: 'one', namespace: 'default' },
  spec,
})

test('a defined kind is served at once in all its versions, and stored in one', () => {
  expect(plane.create(widget())).toMatchObject({ ok: false, because: 'rejected' })
  put(plane, definition([version('v1', true), version('v1beta1', false)]))
  put(plane, widget({}, 'example.com/v1beta1'))
  expect(
    plane.get({ apiVersion: 'example.com/v1', kind: 'Widget', namespace: 'default', name: 'one' })?.apiVersion,
  ).toBe('example.com/v1')
  expect(plane.kinds.find('example.com/v1beta1', 'Widget')?.versions).toEqual(['example.com/v1', 'example.com/v1beta1'])
})

test('the schema fills in defaults, drops what it does not know, and refuses what does not fit', () => {
  const properties = {
    required: ['size'],
    properties: {
      size: { type: 'integer', minimum: 1 },
      color: { type: 'string', enum: ['red', 'blue'], default: 'red' },
    },
  }
  put(plane, definition([version('v1', true, properties)]))
  expect(put(plane, widget({ size: 2, other: true })).spec).toEqual({ size: 2, color: 'red' })
  for (const spec of [{}, { size: 0 }, { size: '2' }, { size: 1, color: 'green' }, { size: 1.5 }]) {
    expect(plane.create({ ...widget(spec), metadata: { name: 'bad', namespace: 'default' } })).toMatchObject({
      because: 'rejected',
    })
  }
})

test('a definition that is deleted takes its objects along, and the kind is no longer served', () => {
  put(plane, definition([version('v1', true)]))
  put(plane, widget())
  expect(
    plane.delete({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      name: 'widgets.example.com',
    }),
  ).toBe('deleting')
  expect(plane.list({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' }).items).toEqual([])
  expect(plane.kinds.find('example.com/v1', 'Widget')).toBeUndefined()
  expect(plane.state().objects.some(({ kind }) => kind === 'Widget')).toBe(false)
})

test('what was defined is served again after a restart', () => {
  put(plane, definition([version('v1', true)]))
  const { plane: later } = openPlane({ state: plane.state() })
  expect(put(later, widget()).kind).toBe('Widget')
})

test.each([
  ['without a storage version', definition([version('v1', false)])],
  [
    'with a name that is not plural and group',
    { ...definition([version('v1', true)]), metadata: { name: 'widget.example.com' } },
  ],
  ['without a schema', definition([{ name: 'v1', served: true, storage: true }])],
])('a definition %s is refused', (_what, object) => {
  expect(plane.create(object)).toMatchObject({ ok: false, because: 'rejected' })
})
