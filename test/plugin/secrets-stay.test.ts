/**
 * Promise 10: what users wrote as a secret stays in the object they wrote it in, and nothing hostile in a cluster's objects
 * reaches a terminal. Every byte that commands print, and everything that a cluster is saved as, is looked at.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SimulatorHome } from '../../plugin/face.ts'
import { memoryClusters } from './memory-clusters.ts'
import { runCommand } from './run-command.ts'

/** One for each place where users put them, so that a leak says where it comes from. */
const secrets = {
  rule: 'Qx1inTheRule',
  data: 'Qx2inTheSecret',
  token: 'Qx3inThePair',
  bucketKey: 'Qx4inTheLocation',
  s3Key: 'Qx5inTheEnvironment',
} as const

const hostile = String.raw`\e[2J\e]0;owned\a\x9b31m\u202Eevil\u200B`
const printedHostile = '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eevil\u200b'

const workload = `apiVersion: v1
kind: Secret
metadata: {name: mysql-root, namespace: shop, labels: {app: mysql}}
stringData: {password: ${secrets.data}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: mysql-data, namespace: shop, labels: {app: mysql}, annotations: {note: "${hostile}"}}
spec:
  storageClassName: px-csi-db
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: mysql, namespace: shop, annotations: {note: "${hostile}"}}
spec:
  serviceName: mysql
  replicas: 1
  selector: {matchLabels: {app: mysql}}
  template:
    metadata: {labels: {app: mysql}, annotations: {note: "${hostile}"}}
    spec:
      containers:
        - name: mysql
          image: mysql:8.0
          env: [{name: MYSQL_ROOT_PASSWORD, value: ${secrets.rule}}]
          volumeMounts: [{name: data, mountPath: /var/lib/mysql}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: mysql-data}}]
---
apiVersion: stork.libopenstorage.org/v1alpha1
kind: ClusterPair
metadata: {name: second, namespace: shop, annotations: {note: "${hostile}"}}
spec:
  config:
    current-context: c
    clusters: {c: {server: "https://203.0.113.7:6443"}}
    contexts: {c: {cluster: c, user: u}}
    users: {u: {token: ${secrets.token}}}
  options: {ip: 203.0.113.9, port: "9001", token: ${secrets.token}}
---
apiVersion: stork.libopenstorage.org/v1alpha1
kind: BackupLocation
metadata: {name: store, namespace: shop}
location: {type: s3, path: backups, s3Config: {accessKeyID: id, secretAccessKey: ${secrets.bucketKey}}}
`

const specs = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata: {name: lock, namespace: shop, annotations: {note: "${hostile}"}}
rules:
  - podSelector: {app: mysql}
    actions:
      - type: command
        background: true
        value: mysql --user=root --password=${secrets.rule} -Bse 'flush tables with read lock;system \${WAIT_CMD};'
---
apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata: {name: broken, namespace: shop}
rules:
  - podSelector: {app: mysql}
    actions:
      - type: command
        value: "printf '${String.raw`\\033[2J\\033]0;owned\\007`}' && echo with --password=${secrets.rule} && MYSQL_PWD=${secrets.rule} mysql -uroot -p${secrets.rule} -e 'nonsense'"
---
apiVersion: stork.libopenstorage.org/v1alpha1
kind: GroupVolumeSnapshot
metadata: {name: nightly, namespace: shop, annotations: {note: "${hostile}"}}
spec:
  preExecRule: lock
  pvcSelector: {matchLabels: {app: mysql}}
---
apiVersion: stork.libopenstorage.org/v1alpha1
kind: GroupVolumeSnapshot
metadata: {name: off-site, namespace: shop}
spec:
  preExecRule: lock
  pvcSelector: {matchLabels: {app: mysql}}
  options: {portworx/snapshot-type: cloud}
---
apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata: {name: failing, namespace: shop, annotations: {stork.libopenstorage.org/pre-snapshot-rule: broken, note: "${hostile}"}}
spec: {persistentVolumeClaimName: mysql-data}
`

const kinds =
  'gvs,volumesnapshot,volumesnapshotdata,rule,pvc,pv,pod,statefulset,secret,clusterpair,backuplocation,event'
const described = kinds.split(',').filter(kind => kind !== 'event')

/** Every command that looks or acts, in the order of a user's day. None shows an object as the user wrote it. */
const commands: readonly string[] = [
  'lint specs.yaml workload.yaml',
  'lint specs.yaml workload.yaml -o json',
  'lint specs.yaml workload.yaml -o sarif',
  'plan -f specs.yaml --sim',
  'plan -f specs.yaml --sim -o json',
  'simulate -f specs.yaml --sim --runs 1 --fault exec-fail',
  'simulate -f specs.yaml --sim --runs 1 -o json',
  'simulate -f specs.yaml --sim --runs 1 --executor stork',
  'apply -f specs.yaml --sim -y',
  `get ${kinds} -n shop --sim`,
  `get ${kinds} -A --sim -o wide`,
  'get gvs,volumesnapshot,volumesnapshotdata,pvc,pv,event -A --sim -o json',
  'get gvs,volumesnapshot,volumesnapshotdata,pvc,pv,event -A --sim -o yaml',
  ...described.map(kind => `describe ${kind} -A --sim`),
  'status -n shop --sim',
  'status -A --sim -o json',
  ...['gvs/nightly', 'gvs/off-site', 'volumesnapshot/failing'].flatMap(name => [
    `timeline ${name} -n shop --sim`,
    `timeline ${name} -n shop --sim -o json`,
    `logs ${name} -n shop --sim`,
    `logs ${name} -n shop --sim -o json`,
    `diagnose ${name} -n shop --sim`,
    `diagnose ${name} -n shop --sim -o json`,
    `tree ${name} -n shop --sim`,
    `tree ${name} -n shop --sim -o json`,
  ]),
  'history mysql-data -n shop --sim',
  'history mysql-data -n shop --sim -o json',
  'backups --sim',
  'backups --sim -o json',
  'snapshot mysql-data -n shop --sim -y',
  'clone gvs/nightly -n shop --sim -y',
  'drill gvs/nightly -n shop --sim -y',
  'orphans --sim',
  'thaw --sim -n shop -y',
  'sim credential list --sim',
  'sim list',
  'sim advance 1h --sim',
  'delete gvs nightly -n shop --sim -y',
]

type Printed = { readonly line: string; readonly exit: number; readonly text: string }
const printed: Printed[] = []
const written: Uint8Array[] = []
const kept = memoryClusters()
const simulators: SimulatorHome = {
  names: kept.names,
  directory: name => {
    const directory = kept.directory(name)
    return {
      ...directory,
      commit: async (document, blobs, keep) => {
        written.push(...blobs.values())
        await directory.commit(document, blobs, keep)
      },
    }
  },
}
const cwd = mkdtempSync(join(tmpdir(), 'pxsnap-secrets-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))
let saved: { readonly document: unknown; readonly blobs: readonly Uint8Array[] }

beforeAll(async () => {
  writeFileSync(join(cwd, 'workload.yaml'), workload)
  writeFileSync(join(cwd, 'specs.yaml'), specs)
  const env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: secrets.s3Key }
  const run = async (line: string): Promise<void> => {
    const { exit, out, err } = await runCommand(line, { cwd, simulators, env })
    printed.push({ line, exit, text: out + err })
  }
  await run('sim load --sim -f workload.yaml')
  for (const line of commands) await run(line)
  const [name = ''] = await simulators.names()
  const directory = simulators.directory(name)
  const document = (await directory.load())?.document
  saved = { document, blobs: written }
}, 120_000)

test('the commands do what they are for', () => {
  expect(printed.filter(({ exit }) => exit === 2)).toEqual([])
  const text = printed.map(one => one.text).join('')
  // What is looked for is there to be found: the hostile note, spelled out, and commands with their password taken out.
  expect(text).toContain('^[[2J')
  expect(text).toContain('--password=***')
})

describe('every byte that is printed', () => {
  test('carries no secret', () => {
    expect(printed.flatMap(one => leaksIn(one.text).map(of => `${one.line}: ${of}`))).toEqual([])
  })

  test('is harmless to a terminal', () => {
    expect(printed.filter(({ text }) => unsafe.test(text)).map(({ line }) => line)).toEqual([])
  })
})

describe('what a cluster is saved as', () => {
  test('has each secret only in the objects that the user wrote it in, and in the pods made of those', () => {
    expect(objectsWithSecrets(saved.document)).toEqual([
      'BackupLocation/store: bucketKey',
      'ClusterPair/second: token',
      'Pod/mysql-0: rule',
      'Rule/broken: rule',
      'Rule/lock: rule',
      'Secret/mysql-root: data',
      'StatefulSet/mysql: rule',
    ])
  })

  test('has none in volumes or in what was uploaded', () => {
    expect(saved.blobs.length).toBeGreaterThan(20)
    expect(saved.blobs.flatMap(blob => leaksIn(Buffer.from(blob).toString('latin1')))).toEqual([])
  })
})

describe('a leak that is planted is found', () => {
  test('in what is printed', () => {
    expect(leaksIn(`mysql --password=${secrets.rule}`)).toEqual(['rule'])
    expect(leaksIn(Buffer.from(secrets.data).toString('base64'))).toEqual(['data'])
    expect(unsafe.test(printedHostile)).toBe(true)
    for (const character of printedHostile.replace(/[ -~]/g, '')) expect(unsafe.test(character)).toBe(true)
  })

  test('in an object that repeats a command', () => {
    const object = { kind: 'VolumeSnapshot', metadata: { name: 'x', annotations: { a: `-p${secrets.rule}` } } }
    expect(objectsWithSecrets({ objects: { objects: [object] } })).toEqual(['VolumeSnapshot/x: rule'])
  })
})

// Control characters other than line ends and tabs, and what reorders or hides text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/

/** The secrets in a text, as they are or as base64 of the whole. */
function leaksIn(text: string): readonly string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    text.includes(secret) || text.includes(Buffer.from(secret).toString('base64')) ? [name] : [],
  )
}

function objectsWithSecrets(document: unknown): readonly string[] {
  const { objects } = document as { readonly objects: { readonly objects: readonly SavedObject[] } }
  return objects.objects
    .flatMap(object => leaksIn(JSON.stringify(object)).map(of => `${object.kind}/${object.metadata.name}: ${of}`))
    .toSorted()
}

type SavedObject = { readonly kind: string; readonly metadata: { readonly name: string } }
