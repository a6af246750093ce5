/** The real program and servers that are gone, silent, strict, old or strange: a clear message, the documented code, no stack. */

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer, type Server as NetServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServedCluster, type ServedCluster, type ServedClusterOptions } from '../support/served-cluster.ts'
import { launcher } from './plugin.ts'

const folder = mkdtempSync(join(tmpdir(), 'pxsnap-faults-'))
const closers: (() => unknown)[] = []
afterAll(async () => {
  for (const close of closers) await close()
  rmSync(folder, { recursive: true, force: true })
})

const looking = ['get', 'pvc', '--request-timeout=2s']
const writing = ['snapshot', 'pvc/data', '-y', '--request-timeout=2s']

describe.each([looking, writing])('%s %s', (...args) => {
  test.each<[string, number, RegExp, () => Promise<string>]>([
    ['a server that is gone', 6, /nothing listens there/, async () => kubeconfig('https://127.0.0.1:1')],
    [
      'a server that hangs up',
      6,
      /connection was reset/,
      () =>
        raw(
          createServer(socket => socket.destroy()),
          'https',
        ),
    ],
    ['a server that never answers', 7, /within 2 s/, () => raw(createServer(), 'https')],
    ['half an answer', 7, /within 2 s/, () => answering((_, response) => response.write('{"kind":"List","items":['))],
    ['a server that is not available', 6, /not available.*\(503\)/, () => answering(refusing(503, 'starting'))],
    ['a token that has expired', 5, /\(401\)\. Sign in again/, () => answering(refusing(401, 'Unauthorized'))],
    ['a sign-in page', 1, /not JSON; is it the address/, () => answering((_, response) => response.end('<html>'))],
    ['what no account may do', 5, /\(403\)\. It needs the verb "list" on \w+/, () => served({ deny: () => 'no' })],
  ])('%s: exit %i', async (_what, code, message, open) => {
    const ran = await pxsnap(await open(), args)
    expect(ran.code, ran.all).toBe(code)
    expect(ran.all).toMatch(message)
    expectClean(ran.all)
  })

  test('a certificate of somebody else: exit 6', async () => {
    const cluster = await open()
    const ran = await pxsnap(kubeconfig(cluster.url), args)
    expect(ran.code, ran.all).toBe(6)
    expect(ran.all).toContain('an authority that this kubeconfig does not trust')
    expectClean(ran.all)
  })
})

test('status of an account that may not see claims is no empty cluster', async () => {
  const { code, all } = await pxsnap(await served({ deny: () => 'no' }), ['status'])
  expect(code, all).toBe(5)
  expect(all).toContain('may not list persistentvolumeclaims')
  expect(all).not.toContain('No application')
})

test('what a server says is not believed to be safe for a terminal', async () => {
  const { all } = await pxsnap(await answering(refusing(500, '\u001b[2Jgone \u202e')), looking)
  expect(all).toContain('^[[2Jgone \\u202e')
  expectClean(all)
})

describe('a cluster without', () => {
  test('STORK: its kinds are named as missing, with two ways on', async () => {
    const config = await served({
      withoutGroups: ['stork.libopenstorage.org', 'volumesnapshot.external-storage.k8s.io'],
    })
    const { code, all } = await pxsnap(config, ['get', 'groupvolumesnapshots'])
    expect(code, all).toBe(1)
    expect(all).toMatch(/CustomResourceDefinition is missing.*Install STORK, or work without it: --executor pxsnap/)
    expect((await pxsnap(config, ['get', 'pvc'])).code).toBe(0)
  })
})

describe('objects that nobody would write', () => {
  let config: string
  beforeAll(async () => {
    const { cluster, kubeconfig: path } = await open()
    config = path
    for (const [name, spec, status] of strange) {
      for (const [apiVersion, kind] of kinds) {
        cluster.plane.create({ apiVersion, kind, metadata: { name, namespace: 'default' }, spec, status })
      }
    }
    const text = 'x'.repeat(1_400_000)
    const large = {
      apiVersion: 'stork.libopenstorage.org/v1alpha1',
      kind: 'Rule',
      metadata: { name: 'large', namespace: 'default' },
      rules: [{ actions: [{ type: 'command', value: text }] }],
    }
    expect(cluster.plane.create(large)).toMatchObject({ ok: true })
  })

  const kinds = [
    ['volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshot'],
    ['stork.libopenstorage.org/v1alpha1', 'GroupVolumeSnapshot'],
    ['stork.libopenstorage.org/v1alpha1', 'VolumeSnapshotSchedule'],
    ['stork.libopenstorage.org/v1alpha1', 'Migration'],
  ] as const
  const strange = [
    ['text', 'text', 7],
    ['lists', { persistentVolumeClaimName: ['x'], pvcSelector: [] }, { conditions: [3, null, { type: 1 }], stage: [] }],
    ['escapes', { persistentVolumeClaimName: '\u001b]0;title\u0007' }, { stage: '\u001b[2J', resources: [null] }],
    ['nothing', null, null],
  ] as const

  test.each(
    [
      ...kinds.map(([, kind]) => ['get', kind.toLowerCase()]),
      ...kinds.flatMap(([, kind]) => strange.map(([name]) => ['describe', kind.toLowerCase(), name])),
      ['get', 'rules', '-o', 'json'],
      ['describe', 'rule', 'large'],
      ['status'],
      ['get', 'vs', '-o', 'yaml'],
    ].map(args => ({ args, line: args.join(' ') })),
  )('$line', async ({ args }) => {
    const { code, all } = await pxsnap(config, args)
    expect(code, all.slice(0, 2000)).toBe(0)
    expectClean(all)
  })
})

/** No stack trace, no bug of ours, and nothing that moves a cursor. */
function expectClean(all: string): void {
  expect(all).not.toMatch(/^ {4}at |This is a bug/m)
  expect(all.includes('\u001b') || all.includes('\u202e')).toBe(false)
}

function pxsnap(config: string, args: readonly string[]): Promise<{ code: number; all: string }> {
  const env = { PATH: process.env.PATH, HOME: folder, PXSNAP_HOME: join(folder, 'pxsnap'), KUBECONFIG: config }
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      [launcher, ...args],
      { env, timeout: 60_000, maxBuffer: 2 ** 26 },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), all: out + err })
      },
    )
    child.stdin?.end()
  })
}

let files = 0
function kubeconfig(server: string): string {
  files += 1
  const path = join(folder, `config-${files}`)
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'c',
  }
  writeFileSync(path, JSON.stringify(config))
  return path
}

const answering = (listener: RequestListener): Promise<string> => raw(createHttpServer(listener), 'http')

const refusing =
  (code: number, message: string): RequestListener =>
  (_, response) => {
    response.writeHead(code, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code }))
  }

function raw(server: Server | NetServer, scheme: string): Promise<string> {
  const sockets = new Set<{ destroy(): unknown }>()
  server.on('connection', (socket: { destroy(): unknown; on(event: 'error', listener: () => void): unknown }) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  closers.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(kubeconfig(`${scheme}://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`))
    })
  })
}

async function open(options: ServedClusterOptions = {}): Promise<ServedCluster> {
  const cluster = await openServedCluster(options)
  closers.push(() => cluster.close())
  return cluster
}

async function served(options: ServedClusterOptions): Promise<string> {
  return (await open(options)).kubeconfig
}
