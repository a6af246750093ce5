/** The controller at a real API server, with the account that its manifests give it and nothing beside. */

import { kubernetesCluster, kubernetesExec, loadConnection } from '@pxsnap/core/cluster/kubernetes'
import { type Controller, controllerManifests, leaseName, startController } from '@pxsnap/core/controller'
import type { EnginePorts } from '@pxsnap/core/engine'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { csiStorage } from '@pxsnap/core/storage/csi'
import { systemClock, systemIds } from '@pxsnap/core/system'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allCommands } from '../../plugin/all-commands.ts'
import { dispatch } from '../../plugin/dispatch.ts'
import { testFace } from '../plugin/test-face.ts'
import { assets, cleanPlane, installKinds, until } from './clean-plane.ts'

const namespace = 'pxsnap'
const clock = systemClock

describe.skipIf(assets === undefined)('the controller at a real API server', () => {
  const plane = cleanPlane()
  const lives: AbortController[] = []
  const controllers: Controller[] = []
  const connections: { close(): void }[] = []
  let token = ''

  beforeAll(async () => {
    await installKinds(plane)
    const manifests = await plane.run('controller manifests --image example.com/pxsnap:1')
    const applied = await plane.run('apply -f - -y', { stdin: manifests.out })
    expect(applied.exit, applied.err).toBe(0)
    token = await tokenOf(plane.kubeconfig())
  })
  afterAll(async () => {
    for (const life of lives) life.abort()
    await Promise.allSettled(controllers.map(one => one.ended))
    for (const one of connections) one.close()
  })

  async function started(
    identity: string,
    lines: string[],
  ): Promise<{ controller: Controller; life: AbortController }> {
    const connection = await loadConnection({ token }, { KUBECONFIG: plane.kubeconfig() })
    connections.push(connection)
    const cluster = kubernetesCluster(connection, { clock })
    const storage = csiStorage({ cluster, clock })
    const ports: EnginePorts = { cluster, exec: kubernetesExec(connection), storage, clock, ids: systemIds }
    const life = new AbortController()
    lives.push(life)
    const options = { ports, identity, namespace, random: Math.random, say: (line: string) => lines.push(line) }
    const controller = startController(options, life.signal)
    controllers.push(controller)
    return { controller, life }
  }
  const holder = async () => {
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace, name: leaseName }
    return valueAt(await plane.cluster().get(lease), ['spec', 'holderIdentity'])
  }

  test('its manifests are taken as they are, and applied again they change nothing', async () => {
    const { out } = await plane.run('controller manifests --image example.com/pxsnap:1')
    const again = await plane.run('apply -f - -y', { stdin: out })
    expect(again.exit, again.err).toBe(0)
    expect(again.out.split('\n').filter(line => !/ unchanged$|^$/.test(line))).toEqual([])
    const made = await plane.cluster().list({ apiVersion: 'apps/v1', kind: 'Deployment', namespace })
    expect(made.items.map(({ metadata }) => metadata.name)).toEqual(['pxsnap-controller'])
    expect(controllerManifests({ namespace, image: 'x' }).length).toBeGreaterThan(6)
  })

  test('it leads, follows every kind, and another one takes over when it ends', async () => {
    const lines: string[] = []
    const first = await started('first', lines)
    await until(async () => (await holder()) === 'first')
    await until(async () => first.controller.ready().ok)
    expect(first.controller.ready()).toEqual({ ok: true, said: 'Every kind is followed.' })
    expect(first.controller.alive()).toEqual({ ok: true, said: 'It leads.' })
    const second = await started('second', lines)
    await until(async () => second.controller.ready().ok)
    expect(second.controller.alive()).toEqual({ ok: true, said: 'Another process leads.' })
    first.life.abort()
    await first.controller.ended
    await until(async () => (await holder()) === 'second')
    await until(async () => second.controller.alive().said === 'It leads.')
    second.life.abort()
    await second.controller.ended
    expect(lines.filter(line => /may not|forbidden|403/.test(line))).toEqual([])
    expect(lines).toEqual(expect.arrayContaining(['first leads.', 'first no longer leads.', 'second leads.']))
  })

  test('the command serves its health, and ends in good order when it is asked to', async () => {
    const interrupt = new AbortController()
    const face = testFace({
      env: { KUBECONFIG: plane.kubeconfig(), POD_NAME: 'pod', POD_NAMESPACE: namespace },
      signal: interrupt.signal,
    })
    await plane.make(snapshotClass)
    const argv = ['controller', '--listen', '127.0.0.1:0', '--token', token]
    const running = dispatch(face.face, argv, allCommands)
    await until(async () => face.err().includes('Health and metrics on ') && face.err().includes('pod leads.'))
    const url = /Health and metrics on (\S+)/.exec(face.err())?.[1] ?? ''
    await until(async () => (await fetch(new URL('/readyz', url))).status === 200)
    expect((await fetch(new URL('/healthz', url))).status).toBe(200)
    expect(await (await fetch(new URL('/metrics', url))).text()).toContain('pxsnap_')
    interrupt.abort(new Error('SIGTERM'))
    expect(await running).toBe(0)
    expect(face.err()).toContain('It has ended; nothing is frozen.')
    expect(face.err()).not.toMatch(/may not|403/)
    expect(await holder()).not.toBe('pod')
  })
})

const snapshotClass: KubeObject = {
  apiVersion: 'snapshot.storage.k8s.io/v1',
  kind: 'VolumeSnapshotClass',
  metadata: { name: 'fast' },
  driver: 'csi.example.com',
  deletionPolicy: 'Delete',
}

/** Asks the API server for a token of the controller's account, as a kubelet does. */
async function tokenOf(kubeconfig: string): Promise<string> {
  const connection = await loadConnection({}, { KUBECONFIG: kubeconfig })
  try {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/pxsnap-controller/token`
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3_600 } }
    const { status, text } = await connection.line.send({ method: 'POST', path, body: JSON.stringify(body) })
    const token: unknown = valueAt(JSON.parse(text) as KubeObject, ['status', 'token'])
    if (status !== 201 || typeof token !== 'string') throw new Error(`No token was given: ${text}`)
    return token
  } finally {
    connection.close()
  }
}
