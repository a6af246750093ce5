/** helm against the served API: the newest one from the npm registry, and version 3 where Go has built it. */

import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { goClient } from './go-clients.ts'
import { helmBinary } from './install.ts'

/** A database of two replicas that keep claims, with a password that upgrades find again, and a job before it. */
const chart: Readonly<Record<string, string>> = {
  'Chart.yaml': 'apiVersion: v2\nname: database\nversion: 0.1.0\nappVersion: "8"\n',
  'values.yaml': 'replicas: 1\nsize: 1Gi\n',
  'templates/secret.yaml': `{{- $old := lookup "v1" "Secret" .Release.Namespace "password" }}
apiVersion: v1
kind: Secret
metadata: { name: password }
data:
  password: {{ if $old }}{{ $old.data.password }}{{ else }}{{ randAlphaNum 12 | b64enc }}{{ end }}
`,
  'templates/service.yaml': `apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }} }
spec:
  clusterIP: None
  selector: { app: {{ .Release.Name }} }
  ports: [{ port: 3306 }]
`,
  'templates/database.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: {{ .Release.Name }} }
spec:
  serviceName: {{ .Release.Name }}
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec:
      containers:
        - name: mysql
          image: mysql:{{ .Chart.AppVersion }}
          volumeMounts: [{ name: data, mountPath: /var/lib/mysql }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: {{ .Values.size }} } }
`,
  'templates/before.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: before
  annotations: { helm.sh/hook: "pre-install,pre-upgrade", helm.sh/hook-delete-policy: before-hook-creation }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: check, image: busybox, command: [sh, -c, "true"] }]
`,
}

const helms = [helmBinary, goClient('helm')].flatMap(binary => {
  if (binary === undefined || !existsSync(binary)) return []
  return [{ binary, name: `helm ${execFileSync(binary, ['version', '--short'], { encoding: 'utf8' }).trim()}` }]
})

describe.each(helms)('$name', ({ binary }) => {
  let served: ServedCluster
  const folder = mkdtempSync(join(tmpdir(), 'pxsnap-helm-'))
  const path = join(folder, 'database')
  beforeAll(async () => {
    served = await openServedCluster()
    mkdirSync(join(path, 'templates'), { recursive: true })
    for (const [name, text] of Object.entries(chart)) writeFileSync(join(path, name), text)
  })
  afterAll(async () => {
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const helm = (...args: readonly string[]) =>
    new Promise<{ code: number; out: string; err: string }>(resolve => {
      const env = { PATH: process.env.PATH, HOME: folder, KUBECONFIG: served.kubeconfig }
      execFile(binary, ['-n', 'shop', ...args], { timeout: 60_000, env }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err })
      })
    })
  const says = async (...args: readonly string[]) => {
    const { code, out, err } = await helm(...args)
    expect(code, err).toBe(0)
    return out
  }
  const stored = (apiVersion: string, kind: string, name: string) =>
    served.cluster.plane.get({ apiVersion, kind, namespace: 'shop', name })
  const release = (revision: number) =>
    stored('v1', 'Secret', `sh.helm.release.v1.db.v${revision}`)?.metadata.labels?.status

  test('install waits for the database, upgrade keeps its password, rollback goes back, uninstall leaves claims', async () => {
    expect(await says('install', 'db', path, '--create-namespace', '--wait', '--timeout', '40s')).toContain(
      'STATUS: deployed',
    )
    expect(stored('apps/v1', 'StatefulSet', 'db')?.status).toMatchObject({ readyReplicas: 1 })
    expect(stored('batch/v1', 'Job', 'before')?.status).toMatchObject({ succeeded: 1 })
    const password = stored('v1', 'Secret', 'password')?.data

    await says('upgrade', 'db', path, '--set', 'replicas=2', '--wait', '--timeout', '40s')
    expect(stored('apps/v1', 'StatefulSet', 'db')?.status).toMatchObject({ readyReplicas: 2 })
    expect(stored('v1', 'Secret', 'password')?.data).toEqual(password)
    expect([release(1), release(2)]).toEqual(['superseded', 'deployed'])

    expect(JSON.parse(await says('list', '-o', 'json'))).toMatchObject([{ name: 'db', revision: '2' }])
    expect(await says('status', 'db')).toContain('REVISION: 2')
    expect(await says('get', 'values', 'db')).toContain('replicas: 2')
    await says('rollback', 'db', '1', '--wait', '--timeout', '40s')
    expect(stored('apps/v1', 'StatefulSet', 'db')?.spec).toMatchObject({ replicas: 1 })
    expect(await says('history', 'db')).toContain('Rollback to 1')

    expect(await says('uninstall', 'db')).toContain('uninstalled')
    expect(stored('apps/v1', 'StatefulSet', 'db')).toBeUndefined()
    expect(stored('v1', 'PersistentVolumeClaim', 'data-db-0')).toBeDefined()
    expect(release(3)).toBeUndefined()
  })

  test('a chart that the server does not take is refused with the reason', async () => {
    const refused = await helm('install', 'other', path, '--create-namespace', '--set', 'size=plenty')
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/quantit/)
  })
})
