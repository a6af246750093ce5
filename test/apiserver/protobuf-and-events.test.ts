/** What client-go sends and asks for: protobuf bodies, events in both of their groups, leases for leader election. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiClient, apiClient } from '../support/api-client.ts'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'

let served: ServedCluster
let api: ApiClient
beforeAll(async () => {
  served = await openServedCluster({ secure: false })
  api = apiClient(served)
})
afterAll(() => served.close())

/** What kubectl 1.35 sends for `kubectl create configmap a --from-literal=x=1`. */
const recorded =
  '6b3873000a0f0a02763112' +
  '09436f6e6669674d6170121b0a110a0161' +
  '12001a0022002a003200380042001206' +
  '0a01781201311a002200'

/** A message whose fields are texts, other messages or true, each shorter than 16 KiB. */
function message(...fields: readonly (readonly [number, string | Buffer | true])[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (value === true) return [Buffer.from([number << 3, 1])]
      const bytes = Buffer.from(value)
      const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7]
      return [Buffer.from([(number << 3) | 2, ...length]), bytes]
    }),
  )
}

function post(path: string, body: Uint8Array): Promise<Response> {
  return fetch(`${served.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${served.token}`, 'content-type': 'application/vnd.kubernetes.protobuf' },
    body,
  })
}

test('an object that kubectl sends as protobuf is stored as the JSON that it means', async () => {
  const answer = await post('/api/v1/namespaces/default/configmaps', Buffer.from(recorded, 'hex'))
  expect(answer.status).toBe(201)
  const { body } = await api.call('GET', '/api/v1/namespaces/default/configmaps/a')
  expect(body.data).toEqual({ x: '1' })
  expect(Object.keys(body).sort()).toEqual(['apiVersion', 'data', 'kind', 'metadata'])
})

test('a definition whose status subresource is an empty message is taken as client-go sends it', async () => {
  const group = 'wire.example.com'
  const names = message([1, 'widgets'], [4, 'Widget'])
  const schema = message([1, message([5, 'object'])])
  const version = message([1, 'v1'], [2, true], [3, true], [4, schema], [5, message([1, message()])])
  const spec = message([1, group], [3, names], [4, 'Namespaced'], [7, version])
  const sent = message(
    [1, message([1, 'apiextensions.k8s.io/v1'], [2, 'CustomResourceDefinition'])],
    [2, message([1, message([1, `widgets.${group}`])], [2, spec])],
  )
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
  const answer = await post(path, Buffer.concat([Buffer.from('k8s\0'), sent]))
  expect(answer.status, await answer.text()).toBe(201)
  const { body } = await api.call('GET', `${path}/widgets.${group}`)
  expect(body.spec).toMatchObject({ versions: [{ subresources: { status: {} } }] })
})

test.each([
  ['nothing of protobuf', Buffer.from('{}')],
  ['a torn message', Buffer.from(recorded.slice(0, 40), 'hex')],
  ['bytes of chance', Buffer.concat([Buffer.from('k8s\0'), Buffer.from([255, 255, 255, 255, 255])])],
])('%s is 400 BadRequest', async (_what, bytes) => {
  const answer = await post('/api/v1/namespaces/default/configmaps', bytes)
  expect(await answer.json()).toMatchObject({ kind: 'Status', code: 400, reason: 'BadRequest' })
})

test('an event written in one group is read in the other, and selected by what it is about', async () => {
  const event = {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { name: 'seen' },
    eventTime: '2026-01-01T00:00:00.000000Z',
    reportingController: 'example.com/watcher',
    regarding: { kind: 'Pod', name: 'db-0', namespace: 'default' },
    note: 'it was seen',
    reason: 'Seen',
    type: 'Normal',
  }
  expect((await api.call('POST', '/apis/events.k8s.io/v1/namespaces/default/events', event)).status).toBe(201)
  const core = await api.call('GET', '/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3Ddb-0')
  expect(core.body.items).toMatchObject([{ message: 'it was seen', involvedObject: { kind: 'Pod' }, apiVersion: 'v1' }])
  const own = await api.call('GET', '/apis/events.k8s.io/v1/namespaces/default/events/seen')
  expect(own.body).toMatchObject(event)
})

test('only one of two candidates gets a lease', async () => {
  const path = '/apis/coordination.k8s.io/v1/namespaces/default/leases'
  const made = await api.call('POST', path, { metadata: { name: 'leader' }, spec: { leaseDurationSeconds: 15 } })
  const take = (holderIdentity: string) =>
    api.call('PUT', `${path}/leader`, { ...made.body, spec: { holderIdentity, leaseDurationSeconds: 15 } })
  const codes = (await Promise.all([take('one'), take('two')])).map(({ status }) => status)
  expect(codes.sort()).toEqual([200, 409])
})
