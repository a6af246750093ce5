/** An API server and its etcd, started from the binaries that KUBEBUILDER_ASSETS names, and stopped without a trace. */

import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@pxsnap/core/system'
import { makeServerCertificate } from '../../core/apiserver/certificates/certificate.ts'

export type ControlPlane = {
  /** Its context `admin` may do everything, and `nobody` nothing. */
  readonly kubeconfig: string
  readonly version: string
  readonly close: () => Promise<void>
}

/** Rejects with what the servers last said when they do not come up within a minute. */
export async function startControlPlane(assets: string): Promise<ControlPlane> {
  const directory = mkdtempSync(join(tmpdir(), 'pxsnap-control-plane-'))
  const children: ChildProcess[] = []
  const start = (name: string, args: readonly string[]) => {
    const path = join(assets, name)
    if (!existsSync(path)) throw new Error(`KUBEBUILDER_ASSETS has no ${name} (${path}).`)
    const log = openSync(join(directory, `${name}.log`), 'w')
    children.push(spawn(path, args, { stdio: ['ignore', log, log], cwd: directory }))
  }
  const close = async () => {
    const ended = children.map(child => new Promise(resolve => child.once('close', resolve)))
    for (const child of children.toReversed()) child.kill('SIGKILL')
    await Promise.all(ended)
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    const [clientPort, peerPort, securePort] = [await freePort(), await freePort(), await freePort()]
    const certificate = makeServerCertificate(systemClock.now())
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const file = (name: string, text: string) => {
      writeFileSync(join(directory, name), text)
      return join(directory, name)
    }
    start('etcd', [
      `--data-dir=${join(directory, 'etcd')}`,
      `--listen-client-urls=http://127.0.0.1:${clientPort}`,
      `--advertise-client-urls=http://127.0.0.1:${clientPort}`,
      `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${peerPort}`,
      `--initial-cluster=default=http://127.0.0.1:${peerPort}`,
    ])
    start('kube-apiserver', [
      `--etcd-servers=http://127.0.0.1:${clientPort}`,
      `--secure-port=${securePort}`,
      '--bind-address=127.0.0.1',
      `--tls-cert-file=${file('server.crt', certificate.certificate)}`,
      `--tls-private-key-file=${file('server.key', certificate.key)}`,
      `--token-auth-file=${file('tokens.csv', 'admin-token,admin,1,system:masters\nnobody-token,nobody,2\n')}`,
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.0.0.0/24',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${file('sa.pub', publicKey.export({ type: 'spki', format: 'pem' }).toString())}`,
      `--service-account-signing-key-file=${file('sa.key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())}`,
      '--disable-admission-plugins=ServiceAccount',
    ])
    const kubeconfig = file('kubeconfig', contexts(`https://127.0.0.1:${securePort}`, certificate.authority))
    return { kubeconfig, version: await untilReady(kubeconfig, directory), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function untilReady(kubeconfig: string, directory: string): Promise<string> {
  const { kubernetesCluster, kubernetesDiscovery, loadConnection } = await import('@pxsnap/core/cluster/kubernetes')
  const connection = await loadConnection({ kubeconfig, requestTimeoutMs: 2_000 }, {})
  try {
    for (let look = 0; look < 300; look += 1) {
      try {
        const cluster = kubernetesCluster(connection, { clock: systemClock })
        const found = await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name: 'default' })
        if (found !== undefined)
          return (await kubernetesDiscovery(connection, { clock: systemClock }).version()).gitVersion
      } catch {
        // Not up yet.
      }
      await systemClock.sleep(200)
    }
  } finally {
    connection.close()
  }
  const log = readFileSync(join(directory, 'kube-apiserver.log'), 'utf8')
  throw new Error(`The API server did not come up: ${log.slice(-2_000)}`)
}

function contexts(server: string, authority: string): string {
  const user = (name: string) => ({ name, user: { token: `${name}-token` } })
  const context = (name: string) => ({ name, context: { cluster: 'test', user: name } })
  const cluster = { server, 'certificate-authority-data': Buffer.from(authority).toString('base64') }
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [user('admin'), user('nobody')],
    contexts: [context('admin'), context('nobody')],
    'current-context': 'admin',
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
