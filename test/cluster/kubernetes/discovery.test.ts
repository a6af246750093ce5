/** What a server is and serves, and what the account may do there. */

import { kubernetesDiscovery, kubernetesPermissions } from '@pxsnap/core/cluster/kubernetes'
import { systemClock } from '@pxsnap/core/system'
import { afterEach, expect, test } from 'vitest'
import { type Answer, type FakeApi, json, openFakeApi, refuse } from './fake-api.ts'

let api: FakeApi | undefined
afterEach(() => api?.close())

test('an old server without aggregated discovery, and one that has it, tell the same', async () => {
  const aggregated: Answer = ({ path }, response) => {
    if (path === '/version') return json(response, 200, { gitVersion: 'v1.31.4' })
    const items =
      path === '/api'
        ? [
            {
              metadata: {},
              versions: [
                {
                  version: 'v1',
                  resources: [
                    {
                      resource: 'pods',
                      scope: 'Namespaced',
                      responseKind: { kind: 'Pod' },
                      verbs: ['get'],
                      shortNames: ['po'],
                      subresources: [{ subresource: 'exec' }],
                    },
                  ],
                },
              ],
            },
          ]
        : [
            {
              metadata: { name: 'apps' },
              versions: [
                {
                  version: 'v1',
                  resources: [
                    {
                      resource: 'deployments',
                      scope: 'Namespaced',
                      responseKind: { kind: 'Deployment' },
                      verbs: ['get'],
                      shortNames: ['deploy'],
                    },
                  ],
                },
              ],
            },
          ]
    json(response, 200, { kind: 'APIGroupDiscoveryList', items })
  }
  const older: Answer = ({ path }, response) => {
    if (path === '/version') return json(response, 200, { gitVersion: 'v1.20.0' })
    if (path === '/api') return json(response, 200, { kind: 'APIVersions', versions: ['v1'] })
    if (path === '/apis')
      return json(response, 200, {
        kind: 'APIGroupList',
        groups: [{ versions: [{ groupVersion: 'apps/v1' }, { groupVersion: 'metrics.k8s.io/v1' }] }],
      })
    if (path === '/api/v1')
      return json(response, 200, {
        resources: [
          { name: 'pods', kind: 'Pod', namespaced: true, verbs: ['get'], shortNames: ['po'] },
          { name: 'pods/exec', kind: 'PodExecOptions' },
        ],
      })
    if (path === '/apis/apps/v1')
      return json(response, 200, {
        resources: [
          { name: 'deployments', kind: 'Deployment', namespaced: true, verbs: ['get'], shortNames: ['deploy'] },
        ],
      })
    refuse(response, 500, 'InternalError', 'the extension server is down')
  }
  const expected = [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      resource: 'deployments',
      namespaced: true,
      verbs: ['get'],
      subresources: [],
      shortNames: ['deploy'],
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      resource: 'pods',
      namespaced: true,
      verbs: ['get'],
      subresources: ['exec'],
      shortNames: ['po'],
    },
  ]
  for (const [answer, gitVersion] of [
    [aggregated, 'v1.31.4'],
    [older, 'v1.20.0'],
  ] as const) {
    api = await openFakeApi(answer)
    const discovery = kubernetesDiscovery(await api.connect(), { clock: systemClock })
    expect(await discovery.resources()).toEqual(expected)
    expect(await discovery.version()).toEqual({ gitVersion })
    await api.close()
  }
})

test('what the account may do is asked of the server, for each ask in its order', async () => {
  api = await openFakeApi(({ body, path }, response) => {
    if (!path.includes('selfsubjectaccessreviews')) {
      response.writeHead(404).end()
      return
    }
    const { spec } = body as { readonly spec: { readonly resourceAttributes: { readonly verb: string } } }
    const allowed = spec.resourceAttributes.verb !== 'delete'
    json(response, 201, {
      kind: 'SelfSubjectAccessReview',
      status: { allowed, ...(allowed ? {} : { reason: 'no rule' }) },
    })
  })
  const asks = [
    { verb: 'create', apiVersion: 'v1', kind: 'Pod', subresource: 'exec', namespace: 'shop' },
    {
      verb: 'delete',
      apiVersion: 'volumesnapshot.external-storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      namespace: 'shop',
      name: 'a',
    },
    { verb: 'get', apiVersion: 'example.com/v1', kind: 'Ox' },
  ]
  const answers = await kubernetesPermissions(await api.connect(), { clock: systemClock }).review(asks)
  expect(answers.map(({ ask, allowed }) => `${ask.verb} ${allowed}`)).toEqual([
    'create true',
    'delete false',
    'get false',
  ])
  expect(answers[1]?.why).toBe('no rule')
  expect(answers[2]?.why).toMatch(/does not serve Ox/)
  const attributes = api.seen.flatMap(
    ({ body }) => (body as { spec?: { resourceAttributes: object } } | undefined)?.spec?.resourceAttributes ?? [],
  )
  expect(attributes).toContainEqual({
    verb: 'create',
    group: '',
    version: 'v1',
    resource: 'pods',
    subresource: 'exec',
    namespace: 'shop',
  })
  expect(attributes).toContainEqual({
    verb: 'delete',
    group: 'volumesnapshot.external-storage.k8s.io',
    version: 'v1',
    resource: 'volumesnapshots',
    namespace: 'shop',
    name: 'a',
  })
})
