/** `sim serve` from its first line to its last: what it prints, what it leaves behind, and what outlives a restart. */

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { runCommand } from './run-command.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'pxsnap-serve-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

type Serving = { readonly printed: string; stop(): Promise<{ exit: number; out: string; err: string }> }

/** Runs the command until it says how it can be reached. */
async function serve(line: string): Promise<Serving> {
  const stop = new AbortController()
  let printed = ''
  let ready = () => {}
  const isReady = new Promise<void>(resolve => {
    ready = resolve
  })
  const run = runCommand(line, {
    env: { PXSNAP_HOME: home },
    homeDirectory: home,
    cwd: home,
    signal: stop.signal,
    onPrint: text => {
      printed += text
      if (printed.includes('Ctrl-C stops')) ready()
    },
  })
  await Promise.race([isReady, run])
  return {
    get printed() {
      return printed
    },
    stop: () => {
      stop.abort(new Error('interrupted'))
      return run
    },
  }
}

/** What a client of the kubeconfig is answered. */
async function ask(kubeconfig: string, path: string, body?: object): Promise<{ status: number; body: string }> {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8'))
  const own = <T extends { name: string }>(list: readonly T[]) =>
    list.find(({ name }) => name.startsWith('pxsnap-sim-'))
  const cluster: Record<string, string> =
    own<{ name: string; cluster: Record<string, string> }>(clusters)?.cluster ?? {}
  const user: Record<string, string> = own<{ name: string; user: Record<string, string> }>(users)?.user ?? {}
  const ca = Buffer.from(cluster['certificate-authority-data'] ?? '', 'base64').toString()
  const headers = { authorization: `Bearer ${user.token}`, 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    const call = request(`${cluster.server}${path}`, { ca, headers, method }, response => {
      let text = ''
      response.on('data', chunk => {
        text += String(chunk)
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    call.on('error', reject)
    call.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const own = () => join(home, 'served', 'default', 'kubeconfig')
const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })

describe('sim serve', () => {
  test('serves with a kubeconfig that only its user can read, until it is interrupted', async () => {
    const serving = await serve('sim serve')
    expect(serving.printed).toContain(`export KUBECONFIG=${own()}`)
    expect(statSync(own()).mode & 0o777).toBe(0o600)
    const pods = await ask(own(), '/api/v1/pods?labelSelector=name%3Dstork')
    expect(pods.status).toBe(200)
    expect(JSON.parse(pods.body).items[0].status.phase).toBe('Running')
    expect(await serving.stop()).toMatchObject({ exit: 0, err: expect.stringContaining('no longer served') })
    await expect(ask(own(), '/version')).rejects.toThrow(/ECONNREFUSED/)
  })

  test('what was stored is there after a restart, and the same kubeconfig leads there', async () => {
    const first = await serve('sim serve --executor none')
    expect(await ask(own(), '/api/v1/namespaces', namespace('kept'))).toMatchObject({ status: 201 })
    const before = readFileSync(own(), 'utf8')
    await first.stop()
    const second = await serve('sim serve --executor none')
    expect(readFileSync(own(), 'utf8')).toBe(before)
    expect(await ask(own(), '/api/v1/namespaces/kept')).toMatchObject({ status: 200 })
    expect(JSON.parse((await ask(own(), '/api/v1/pods')).body).items).toEqual([])
    await second.stop()
  })

  test('other commands are led to its address, and only as long as it is served', async () => {
    const serving = await serve('sim serve --executor none')
    const load = () =>
      runCommand('sim load --sim -f -', {
        env: { PXSNAP_HOME: home },
        cwd: home,
        stdin: JSON.stringify(namespace('x')),
      })
    expect(await load()).toMatchObject({ exit: 1, err: expect.stringContaining(`Use --kubeconfig ${own()}`) })
    await serving.stop()
    expect(await load()).toMatchObject({ exit: 0 })
  })

  test('adds its context to a kubeconfig, which stays as it is otherwise', async () => {
    const mine = join(home, 'mine')
    writeFileSync(mine, '# mine\napiVersion: v1\nkind: Config\ncurrent-context: prod\n')
    const serving = await serve('sim serve lab --executor none --write-kubeconfig=mine')
    expect(serving.printed).toContain('kubectl --context pxsnap-sim-lab get pods -A')
    const text = readFileSync(mine, 'utf8')
    expect(text).toContain('# mine')
    expect(parse(text)['current-context']).toBe('prod')
    expect(await ask(mine, '/readyz')).toMatchObject({ status: 200 })
    await serving.stop()
  })

  test('a port that is taken is told, and nothing is served', async () => {
    const taken = createServer()
    await new Promise<void>(resolve => {
      taken.listen(0, '127.0.0.1', resolve)
    })
    const address = taken.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const serving = await serve(`sim serve --port ${port}`)
    const { exit, err } = await serving.stop()
    expect(exit).toBe(1)
    expect(err).toContain(`Port ${port} cannot be served`)
    taken.close()
  })

  test('flags that make no sense are refused before anything happens', async () => {
    for (const line of ['sim serve --port 70000', 'sim serve --executor nobody']) {
      expect(await runCommand(line, { env: { PXSNAP_HOME: home }, cwd: home })).toMatchObject({ exit: 2 })
    }
  })
})
