/** `generate`: what it prints passes `lint`, fits what was asked for, and is tried in the simulator. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quiesceLibrary } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { generatedKinds } from '../../plugin/generate/kinds.ts'
import { expectGolden } from './golden.ts'
import { memoryClusters } from './memory-clusters.ts'
import { runCommand } from './run-command.ts'
import { temporaryDirectory } from './temporary-directory.ts'

async function lint(text: string) {
  const cwd = temporaryDirectory({})
  writeFileSync(join(cwd, 'spec.yaml'), text)
  return runCommand('lint -f spec.yaml --severity warning', { cwd })
}

describe.each(quiesceLibrary.map(({ id, rules, title }) => ({ id, rules, title })))(
  'rule --for $id',
  ({ id, rules, title }) => {
    test(
      rules === undefined
        ? 'says that there is none, and what to do instead'
        : 'passes lint, and says what it is worth',
      async () => {
        const { exit, out, err } = await runCommand(`generate rule --for ${id}`)
        expect(err).toContain(title)
        if (rules === undefined) {
          expect({ exit, out }).toEqual({ exit: 4, out: '' })
          expect(err).toContain('There is no rule')
          return
        }
        expect(exit).toBe(0)
        expect(parseAllDocuments(out)).toHaveLength(rules.post === undefined ? 1 : 2)
        expect(await lint(out)).toMatchObject({ exit: 0, out: expect.stringContaining('no findings') })
      },
    )
  },
)

describe('rule', () => {
  test('takes a name, a namespace, labels, a container and the length of the hold', async () => {
    const { out } = await runCommand(
      'generate rule lock --for mysql --selector app=db,tier=1 -n shop --container mysqld --seconds 20',
    )
    const rule = parseAllDocuments(out)[0]?.toJS()
    expect(rule.metadata).toEqual({ name: 'lock', namespace: 'shop' })
    expect(rule.rules[0]).toMatchObject({ podSelector: { app: 'db', tier: '1' }, container: 'mysqld' })
    expect(rule.rules[0].actions[0].value).toContain('timeout 20 sh')
    expect(out).toContain('# The lock ends with the session')
  })

  test('reads as text', async () => {
    const { out, err } = await runCommand('generate rule lock --for mysql --selector app=mysql -n shop')
    expectGolden('generate-rule', `${out}\n${err}`)
  })

  test('with a counterpart gives both names of their own; --pre and --post give one of them', async () => {
    const names = async (line: string) =>
      parseAllDocuments((await runCommand(line)).out).map(document => document.toJS().metadata.name)
    expect(await names('generate rule --for oracle --name ora')).toEqual(['ora-pre', 'ora-post'])
    expect(await names('generate rule --for oracle --name ora --post')).toEqual(['ora'])
    expect((await runCommand('generate rule --for mysql --post')).err).toContain('needs no post-exec rule')
  })

  test('lists the library when no application is named', async () => {
    const { out, err } = await runCommand('generate rule --list')
    for (const { id } of quiesceLibrary) expect(out).toMatch(new RegExp(`^${id} `, 'm'))
    expect(err).toBe('')
    expect((await runCommand('generate rule')).out).toBe(out)
  })

  test('suggests the application that was meant', async () => {
    expect(await runCommand('generate rule --for postgress')).toMatchObject({
      out: '',
      err: expect.stringContaining('Did you mean "postgresql"?'),
    })
  })

  test('puts nothing into a shell or into YAML that would need quotes', async () => {
    for (const argv of [
      ['generate', 'rule', "x'; rm -rf /", '--for', 'mysql'],
      ['generate', 'rule', '--for', 'fsfreeze', '--set', 'path=/data; reboot'],
      ['generate', 'rule', '--for', 'fsfreeze', '--set', 'path=$(reboot)'],
      ['generate', 'rule', '--for', 'mysql', '-n', 'a: b'],
      ['generate', 'rule', '--for', 'mysql', '--container', '{}'],
      ['generate', 'rule', '--for', 'mysql', '-l', 'app=a b'],
      ['generate', 'snapshot', 'x', '--pre-rule', 'a: b'],
    ])
      expect(await runCommand(argv), argv.join(' ')).toMatchObject({ exit: 2, out: '' })
  })
})

describe.each(generatedKinds.map(({ words }) => words[0]))('%s', word => {
  test('passes lint, has the name and namespace that were asked for, and keeps its comments', async () => {
    const { exit, out } = await runCommand(`generate ${word} mine -n shop`)
    expect(exit).toBe(0)
    const { metadata } = parseAllDocuments(out)[0]?.toJS() ?? {}
    expect(metadata).toMatchObject(word === 'policy' ? { name: 'mine' } : { name: 'mine', namespace: 'shop' })
    expect(await lint(out)).toMatchObject({ exit: 0 })
  })
})

describe('snapshot', () => {
  test('has the rules that were asked for and no other, local or in the cloud, single or of a group', async () => {
    for (const kind of ['snapshot', 'group', 'schedule'])
      for (const cloud of ['', ' --cloud'])
        for (const [flags, has, hasNot] of [
          [' --pre-rule freeze', ['freeze'], ['thaw']],
          [' --post-rule thaw', ['thaw'], ['freeze']],
          [' --pre-rule freeze --post-rule thaw', ['freeze', 'thaw'], []],
        ] as const) {
          const { out } = await runCommand(`generate ${kind} mine${flags}${cloud}`)
          for (const name of has) expect(out, flags).toMatch(new RegExp(`: ${name}$`, 'm'))
          for (const name of hasNot) expect(out, flags).not.toMatch(new RegExp(`: \\S*${name}$`, 'm'))
          expect(out.includes('portworx/snapshot-type: cloud')).toBe(cloud !== '')
          expect(parseAllDocuments(out).flatMap(({ errors }) => errors)).toEqual([])
        }
  })

  test('names what it takes when it is given something else', async () => {
    expect(await runCommand('generate snapshot mine --set clam=data')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('did you mean claim?'),
    })
    expect((await runCommand('generate snapshto')).err).toContain('Did you mean "snapshot"?')
  })
})

test('without a kind it lists them', async () => {
  const { out } = await runCommand('generate')
  for (const word of [
    'rule',
    'snapshot',
    'group',
    'schedule',
    'policy',
    'restore',
    'clone',
    'migration',
    'clusterpair',
  ])
    expect(out).toMatch(new RegExp(`^${word} `, 'm'))
})

const workloads = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data, namespace: shop, labels: { app: cache } }
spec: { storageClassName: px-csi-db, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: orders, namespace: shop }
spec: { storageClassName: px-csi-db, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: cache, namespace: shop }
spec:
  serviceName: cache
  selector: { matchLabels: { app: cache } }
  template:
    metadata: { labels: { app: cache } }
    spec:
      containers:
        - { name: metrics, image: "oliver006/redis-exporter:1" }
        - name: redis
          image: "redis:7.4"
          args: ["redis-server", "--appendonly", "yes"]
          volumeMounts: [{ name: data, mountPath: /data }]
      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec:
  selector: { matchLabels: { app.kubernetes.io/name: postgresql, app.kubernetes.io/instance: orders } }
  template:
    metadata: { labels: { app.kubernetes.io/name: postgresql, app.kubernetes.io/instance: orders } }
    spec:
      containers:
        - name: postgresql
          image: "postgres:17"
          volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }]
      volumes: [{ name: data, persistentVolumeClaim: { claimName: orders } }]
`

describe('rule --for auto', () => {
  test('proposes from the images of the containers that use the claims, and what it proposes works', async () => {
    const simulators = memoryClusters()
    const cwd = temporaryDirectory({ 'shop.yaml': workloads })
    expect(await runCommand('sim up', { cwd, simulators })).toMatchObject({ exit: 0 })
    expect(await runCommand('sim load -f shop.yaml', { cwd, simulators })).toMatchObject({ exit: 0 })
    const { exit, out, err } = await runCommand('generate rule --for auto -n shop --sim', { cwd, simulators })
    expect(exit, err).toBe(0)
    const rules = parseAllDocuments(out).map(document => document.toJS())
    expect(
      rules.map(({ metadata, rules: [item] }) => [metadata.name, metadata.namespace, item.podSelector, item.container]),
    ).toEqual([
      [
        'orders-postgresql',
        'shop',
        { 'app.kubernetes.io/name': 'postgresql', 'app.kubernetes.io/instance': 'orders' },
        undefined,
      ],
      ['cache-redis-aof-pre', 'shop', { app: 'cache' }, 'redis'],
      ['cache-redis-aof-post', 'shop', { app: 'cache' }, 'redis'],
    ])
    expect(err).toContain('StatefulSet/cache runs redis:7.4 on data: generate rule --for redis-aof')
    const snapshot = await runCommand(
      'generate snapshot copy --claim data --pre-rule cache-redis-aof-pre --post-rule cache-redis-aof-post -n shop',
    )
    writeFileSync(join(cwd, 'rules.yaml'), `${out}---\n${snapshot.out}`)
    const applied = await runCommand('apply -f rules.yaml --sim -y', { cwd, simulators })
    expect(applied, applied.err).toMatchObject({ exit: 0 })
  })

  test('says so where nothing is known, and needs a cluster to look at', async () => {
    const simulators = memoryClusters()
    await runCommand('sim up', { simulators })
    expect(await runCommand('generate rule --for auto --sim', { simulators })).toMatchObject({ exit: 4 })
    expect((await runCommand('generate rule --for auto', { simulators })).exit).not.toBe(0)
  })
})

test('sim load says which model runs in which pod, and where there is none', async () => {
  const simulators = memoryClusters()
  const cwd = temporaryDirectory({
    'shop.yaml': workloads
      .replace('postgres:17', 'nginx:1')
      .replace('name: postgresql\n          image', 'name: web\n          image'),
  })
  const { err } = await runCommand('sim load -f shop.yaml', { cwd, simulators })
  expect(err).toContain('cache-0 runs redis:7.4 as redis\n')
  expect(err).toMatch(/orders-\S+ runs nginx:1, of which there is no model: it writes files\n/)
})
