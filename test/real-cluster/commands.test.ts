/** The plugin's commands against a real API server. Nobody carries anything out there but the tests themselves. */

import type { KubeObject, ObjectRef } from '@pxsnap/core/specs'
import { valueAt } from '@pxsnap/core/specs'
import { beforeAll, describe, expect, test } from 'vitest'
import { assets, cleanPlane, conditionOf, installKinds, until } from './clean-plane.ts'

const storkVersion = 'stork.libopenstorage.org/v1alpha1'
const shop: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }
const claim: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'shop', labels: { app: 'mysql' } },
  spec: { storageClassName: 'fast', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
}
const fast: KubeObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'fast' },
  provisioner: 'csi.example.com',
}
const rule = (name: string, namespace = 'shop') => `apiVersion: ${storkVersion}
kind: Rule
metadata: { name: ${name}, namespace: ${namespace} }
rules:
  - podSelector: { app: mysql }
    actions: [{ type: command, value: sync }]
`
const nightly = `apiVersion: ${storkVersion}
kind: SchedulePolicy
metadata: { name: nightly }
policy: { daily: { time: "10:00PM", retain: 3 } }
`
const group = (name: string) => `apiVersion: ${storkVersion}
kind: GroupVolumeSnapshot
metadata: { name: ${name}, namespace: shop }
spec: { pvcSelector: { matchLabels: { app: mysql } } }
`
const refOf = (kind: string, name: string): ObjectRef => ({ apiVersion: storkVersion, kind, namespace: 'shop', name })

describe.skipIf(assets === undefined)('a real API server in which nothing is installed', () => {
  const plane = cleanPlane()
  const { run } = plane

  test('commands that look find nothing, and say which kinds are missing', async () => {
    expect(await run('get pvc -A')).toEqual({ exit: 0, out: '', err: 'No resources found.\n' })
    expect(await run('get pvc nothing')).toMatchObject({ exit: 4, out: '' })
    expect(await run('get rules')).toMatchObject({ exit: 1, err: expect.stringContaining('does not serve Rule') })
    expect(await run('status')).toMatchObject({ exit: 0, out: expect.stringContaining('No application') })
    const { exit, out } = await run('doctor -o json')
    expect(exit).toBe(1)
    const { checks } = JSON.parse(out) as { checks: readonly { check: string; state: string; message: string }[] }
    expect(checks).toContainEqual(
      expect.objectContaining({ check: 'executor', state: 'fail', message: expect.stringContaining('does not serve') }),
    )
  })

  test('schema crd, applied: every kind is structural and established', async () => {
    const { out } = await run('schema crd')
    const applied = await run('apply -f - -y', { stdin: out })
    expect(applied.exit, applied.err).toBe(0)
    const list = async () =>
      (await plane.cluster().list({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' })).items
    await until(async () => (await list()).every(one => conditionOf(one, 'Established') === 'True'))
    const definitions = await list()
    expect(definitions.length).toBeGreaterThan(20)
    for (const one of definitions) {
      expect(conditionOf(one, 'NamesAccepted'), one.metadata.name).toBe('True')
      expect(conditionOf(one, 'NonStructuralSchema'), one.metadata.name).toBeUndefined()
    }
    expect((await run('get rules')).exit).toBe(0)
  })

  test('applied twice, every definition is unchanged', async () => {
    const { out } = await run('schema crd')
    const { exit, out: said } = await run('apply -f - -y', { stdin: out })
    expect({ exit, changed: said.split('\n').filter(line => !/ unchanged$|^$/.test(line)) }).toEqual({
      exit: 0,
      changed: [],
    })
  })
})

describe.skipIf(assets === undefined)('a real API server with our kinds', () => {
  const plane = cleanPlane()
  const { run } = plane
  beforeAll(async () => {
    await installKinds(plane)
    await plane.make(shop, fast, claim)
  })

  test('get prints every form, by selectors and in pages', async () => {
    await plane.make(...[1, 2, 3].map(at => ({ ...claim, metadata: { ...claim.metadata, name: `more-${at}` } })))
    const names = 'persistentvolumeclaim/data\npersistentvolumeclaim/more-1\n'
    expect((await run('get pvc -n shop')).out).toMatch(/data +Pending/)
    expect((await run('get pvc -n shop -o name --chunk-size 1')).out).toBe(
      `${names}persistentvolumeclaim/more-2\npersistentvolumeclaim/more-3\n`,
    )
    expect((await run('get pvc -n shop --field-selector metadata.name=data -o name')).out).toBe(
      'persistentvolumeclaim/data\n',
    )
    expect((await run('get pvc data -n shop -o jsonpath={.status.phase}')).out).toBe('Pending')
    const columns = 'custom-columns=NAME:.metadata.name,CLASS:.spec.storageClassName'
    expect((await run(`get pvc data -n shop -o ${columns} --no-headers`)).out).toBe('data   fast\n')
    const { out: json } = await run('get pvc data -n shop -o json')
    expect(JSON.parse(json)).toMatchObject({ kind: 'PersistentVolumeClaim', status: { phase: 'Pending' } })
    const { out: yaml } = await run('get pvc data -n shop -o yaml')
    expect(yaml).toContain('storageClassName: fast')
    expect(json + yaml).not.toContain('managedFields')
  })

  test('kinds that only the server knows are found by name, plural and short name', async () => {
    for (const word of ['ns', 'namespaces', 'namespace'])
      expect((await run(`get ${word} shop -o name`)).out, word).toBe('namespace/shop\n')
    expect((await run('get leases -n kube-system -o name')).out).toContain('lease.coordination.k8s.io/apiserver-')
    expect(await run('get unicorns')).toMatchObject({ exit: 4, err: expect.stringContaining('unicorns') })
  })

  test('describe, tree and diagnose tell of a claim without a volume', async () => {
    expect((await run('describe pvc data -n shop')).out).toMatch(/Status: +Pending/)
    expect((await run('tree pvc/data -n shop')).out).toContain('PersistentVolumeClaim/data')
    expect((await run('diagnose pvc/data -n shop')).out).toContain('not bound')
  })

  test('a watch tells of what others write, until it is interrupted', async () => {
    const interrupt = new AbortController()
    let printed = ''
    const watching = run('get pvc -n shop -w --output-watch-events', {
      signal: interrupt.signal,
      onPrint: text => {
        printed += text
        if (/DELETED +watched/.test(printed)) interrupt.abort(new Error('enough'))
      },
    })
    await until(async () => printed.includes('data'))
    await plane.make({ ...claim, metadata: { name: 'watched', namespace: 'shop' } })
    await until(async () => /ADDED +watched/.test(printed))
    const watched = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'watched' }
    await plane.cluster().delete(watched)
    const held = await plane.cluster().get(watched)
    // Nobody takes the protection off here.
    if (held !== undefined) await plane.cluster().update({ ...held, metadata: { ...held.metadata, finalizers: [] } })
    expect(await watching).toMatchObject({ exit: 130 })
  })

  test('wait ends when it holds, and with 7 when the time is up', async () => {
    expect((await run('wait --for=jsonpath={.status.phase}=Pending pvc/data -n shop --timeout 5s')).exit).toBe(0)
    expect((await run('wait --for=condition=Never pvc/data -n shop --timeout 1s')).exit).toBe(7)
    expect((await run('wait --for=delete pvc/nothing -n shop --timeout 5s')).exit).toBe(0)
    expect((await run('wait --for=delete pvc/data -n shop --timeout 1s')).exit).toBe(7)
    expect((await run('wait --for=condition=Established crd/rules.stork.libopenstorage.org --timeout 5s')).exit).toBe(0)
  })

  test('a Rule and a SchedulePolicy are created, then unchanged, although the server fills in defaults', async () => {
    const stdin = `${rule('flush')}---\n${nightly}`
    const first = await run('apply -f - -y', { stdin })
    expect(first, first.err).toMatchObject({ exit: 0, out: expect.stringContaining('flush created') })
    expect((await run('get rule flush -n shop -o yaml')).out).toContain('background: false')
    const second = await run('apply -f - -y', { stdin })
    expect(second.out).toContain('flush unchanged')
    expect(second.out).toContain('nightly unchanged')
  })

  test('a dry run of the client asks nothing to be stored, and one of the server has it checked', async () => {
    for (const dryRun of ['client', 'server']) {
      const { exit, out } = await run(`apply -f - --dry-run=${dryRun}`, { stdin: rule('dry') })
      expect({ exit, out }, dryRun).toMatchObject({ exit: 0, out: expect.stringContaining('dry') })
    }
    expect((await run('delete rule flush -n shop --dry-run=server')).out).toContain('deleted (server dry run)')
    expect((await run('get rule dry -n shop')).exit).toBe(4)
    expect((await run('get rule flush -n shop')).exit).toBe(0)
  })

  test('a namespace that is not there is said, dry or not', async () => {
    for (const how of ['-y', '--dry-run=server'])
      expect(await run(`apply -f - ${how}`, { stdin: rule('lost', 'nowhere') }), how).toMatchObject({
        exit: 4,
        err: expect.stringContaining('namespaces "nowhere" not found'),
      })
  })

  test("what only the server's validation sees is refused in its words", async () => {
    const config =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: Bad_Name, namespace: shop }\ndata: { "a b": x }\n'
    for (const how of ['-y', '--dry-run=server']) {
      const { exit, err } = await run(`apply -f - ${how}`, { stdin: config })
      expect(exit, err).toBe(1)
      expect(err).toContain('metadata.name: Invalid value')
      expect(err).toContain('data[a b]: Invalid value')
    }
  })

  test('an object that etcd does not take is refused before or by the server, and said to be too large', async () => {
    const config = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: big, namespace: shop }\ndata: { a: "${'x'.repeat(1_600_000)}" }\n`
    const { exit, err } = await run('apply -f - -y', { stdin: config })
    expect(exit).not.toBe(0)
    expect(err).toMatch(/1\.5 MiB/)
    const direct = await plane.cluster().create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'big', namespace: 'shop' },
      data: { a: 'x'.repeat(1_600_000) },
    })
    expect(direct).toMatchObject({ ok: false, because: 'rejected' })
  })

  test('a generated name cannot be applied', async () => {
    const stdin =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { generateName: made-, namespace: shop }\ndata: { a: b }\n'
    const { exit, err } = await run('apply -f - -y', { stdin })
    expect(err).toContain('A ConfigMap has no name')
    expect(exit).toBe(2)
  })

  test('edit shows what changes, and a change that somebody else makes meanwhile is a conflict', async () => {
    const edited = await run('get rule flush -n shop -o yaml')
    expect(edited.exit).toBe(0)
    const ref = refOf('Rule', 'flush')
    const before = await plane.cluster().get(ref)
    if (before === undefined) throw new Error('flush is gone')
    const changed = await plane.cluster().update({ ...before, metadata: { ...before.metadata, labels: { by: 'one' } } })
    expect(changed.ok).toBe(true)
    const stale = await plane.cluster().update({ ...before, metadata: { ...before.metadata, labels: { by: 'two' } } })
    expect(stale).toMatchObject({ ok: false, because: 'conflict' })
    const replayed = await run('apply -f - -y', { stdin: edited.out })
    expect(replayed.err + replayed.out).toMatch(/modified|changed|configured|unchanged/)
  })

  test('an object that a finalizer holds is being deleted, and wait goes on until it is let go', async () => {
    const held: KubeObject = {
      apiVersion: storkVersion,
      kind: 'Rule',
      metadata: { name: 'held', namespace: 'shop', finalizers: ['test.pxsnap.io/held'] },
      rules: [],
    }
    await plane.make(held)
    const deleted = await run('delete rule held -n shop -y --wait=false')
    expect(deleted.exit, deleted.err).toBe(0)
    expect((await run('wait --for=delete rule/held -n shop --timeout 1s')).exit).toBe(7)
    const waiting = run('wait --for=delete rule/held -n shop --timeout 20s')
    const now = await plane.cluster().get(refOf('Rule', 'held'))
    if (now === undefined) throw new Error('held is gone')
    await plane.cluster().update({ ...now, metadata: { ...now.metadata, finalizers: [] } })
    expect((await waiting).exit).toBe(0)
  })

  test('who lacks a verb is told which, by the name acted as, and nothing is written', async () => {
    const bind = (name: string, verbs: readonly string[]): readonly KubeObject[] => [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name },
        rules: [{ apiGroups: ['stork.libopenstorage.org'], resources: ['rules'], verbs }],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
        subjects: [{ kind: 'User', name, apiGroup: 'rbac.authorization.k8s.io' }],
      },
    ]
    await plane.make(...bind('reader', ['get', 'list']), ...bind('writer', ['get', 'list', 'create']))
    const nobody = await run('get rules -n shop --as eve')
    expect(nobody).toMatchObject({ exit: 5, err: expect.stringContaining('The user eve') })
    expect(nobody.err).toContain('verb "list" on rules.stork.libopenstorage.org in namespace shop')
    expect((await run('get rules -n shop --as reader')).exit).toBe(0)
    const read = await run('apply -f - -y --as reader', { stdin: rule('theirs') })
    expect(read.exit, read.err).toBe(5)
    expect(read.err).toContain('  as         reader\n')
    expect(read.err).toContain('This account may not create Rule in namespace "shop"')
    expect((await run('get rule theirs -n shop')).exit).toBe(4)
    const written = await run('apply -f - -y --as writer', { stdin: rule('theirs') })
    expect(written.exit, written.err).toBe(0)
    const deleted = await run('delete rule theirs -n shop -y --as writer')
    expect(deleted).toMatchObject({ exit: 5, err: expect.stringContaining('may not delete Rule "theirs"') })
  })

  test('who may not speak for others is told that, not what the other lacks', async () => {
    const { exit, err } = await run('get rules -n shop --context nobody --as admin')
    expect(exit).toBe(5)
    expect(err).toContain('cannot impersonate resource "users"')
  })

  test('a token that nobody knows is told as such', async () => {
    const { exit, err } = await run('get rules -n shop --token wrong')
    expect(exit).toBe(5)
    expect(err).toContain('credentials of user of --token')
  })

  test('a snapshot that nothing can take is refused, and nothing is written', async () => {
    const { exit, err } = await run('apply -f - -y', { stdin: group('untaken') })
    expect(exit).toBe(1)
    expect(err).toContain('The cluster has no VolumeSnapshotClass.')
    expect((await run('get gvs untaken -n shop')).exit).toBe(4)
  })

  describe('with a STORK that the test plays', () => {
    beforeAll(async () => {
      const labels = { name: 'stork' }
      const spec = { containers: [{ name: 'stork', image: 'openstorage/stork:24.3.0' }] }
      await plane.make({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'stork', namespace: 'kube-system', labels },
        spec,
      })
      const pod = { apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system', name: 'stork' }
      const ready = { type: 'Ready', status: 'True' }
      await plane.setStatus(pod, { phase: 'Running', conditions: [ready] })
    })

    test('STORK is chosen and followed, and the command gives up with 7', async () => {
      const { exit, out, err } = await run('apply -f - -y --timeout 2s', { stdin: group('ignored') })
      expect(err).toContain('Carried out by STORK: STORK runs in the namespace kube-system.')
      expect(out).toContain('not done')
      expect(exit).toBe(7)
      expect((await run('get gvs ignored -n shop')).exit).toBe(0)
    })

    test.each([
      { status: 'Successful', exit: 0 },
      { status: 'Failed', exit: 1 },
      { status: 'PartialSuccess', exit: 8 },
    ])('followed to $status, it ends with $exit', async ({ status, exit }) => {
      const name = status.toLowerCase()
      const kind = status === 'PartialSuccess' ? 'Migration' : 'GroupVolumeSnapshot'
      const migration = `apiVersion: ${storkVersion}
kind: Migration
metadata: { name: ${name}, namespace: shop }
spec: { clusterPair: there, namespaces: [shop] }
`
      const stdin = kind === 'Migration' ? migration : group(name)
      const following = run('apply -f - -y --timeout 30s', { stdin })
      const ref = refOf(kind, name)
      await until(async () => (await plane.cluster().get(ref)) !== undefined)
      await plane.setStatus(ref, { stage: 'Snapshot', status: 'InProgress' })
      await plane.setStatus(ref, { stage: 'Final', status })
      const ran = await following
      expect(ran.exit, ran.out + ran.err).toBe(exit)
      expect(valueAt(await plane.cluster().get(ref), ['status', 'status'])).toBe(status)
    })
  })
})
