/** What controllers written with client-go expect of a cluster, asked of a served one by our program in `go/`. */

import { execFile, execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { goClient } from './go-clients.ts'

const binary = goClient('served-client')

const claims = {
  discovery: 'groups, resources, subresources and both OpenAPI documents are discovered',
  definition: 'a definition is registered, waited for until Established, used with its schema, and taken away',
  informers: 'typed and dynamic shared informers are filled and follow, by selector',
  controller: 'a controller with a queue, finalizers, owners, statuses and events does its work',
  'leader-election': 'one candidate leads by a lease, and the other after it has resigned',
  access: 'access is reviewed, refused, impersonated, and a stale token is noticed',
  'exec-spdy': 'the SPDY executor carries streams, exit codes and terminals',
  'exec-websocket': 'the WebSocket executor carries streams, exit codes and terminals',
  patches: 'three types of patches change what they name, and writers that conflict retry',
  'server-side-apply': 'fields have owners, who conflict, take over and give up',
  pages: 'lists come in pages, and by field',
  'watch-resumed': 'a watch that ends is resumed without loss, and one from nowhere is told to list again',
  'metadata-only': 'metadata is listed alone',
  protobuf: 'objects are written as protobuf',
  logs: 'logs are read and followed',
} as const

describe.runIf(binary !== undefined)('client-go 0.35', () => {
  let served: ServedCluster
  beforeAll(async () => {
    served = await openServedCluster({
      deny: ({ user, verb, resource }) => {
        if (user === 'visitor') return 'visitors only look at the door'
        return verb === 'delete' && resource === 'secrets' ? 'secrets are kept' : undefined
      },
    })
  })
  afterAll(() => served?.close())

  test.each(Object.entries(claims))('%s: %s', async claim => {
    const { code, stderr } = await prove(claim)
    expect(code, stderr).toBe(0)
  })

  test('every claim of the program is tried', () => {
    const listed = execFileSync(binary ?? '', { encoding: 'utf8' })
      .trim()
      .split('\n')
    expect(listed).toEqual(Object.keys(claims).sort())
  })

  const prove = (claim: string) =>
    new Promise<{ code: number; stderr: string }>(resolve => {
      const env = { PATH: process.env.PATH, KUBECONFIG: served.kubeconfig }
      execFile(binary ?? '', [claim], { timeout: 60_000, env }, (error, _, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stderr })
      })
    })
})
