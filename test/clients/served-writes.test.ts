/** Real kubectls change objects of a served simulated cluster: apply, patch, edit, replace, diff, explain. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { type Kubectl, kubectl, kubectls } from './kubectls.ts'

let served: ServedCluster
const folder = mkdtempSync(join(tmpdir(), 'pxsnap-manifests-'))
beforeAll(async () => {
  served = await openServedCluster({ secure: true })
})
afterAll(async () => {
  await served.close()
  rmSync(folder, { recursive: true, force: true })
})

type Change = { readonly replicas?: number; readonly image?: string; readonly field?: string }

function manifest(namespace: string, { replicas = 1, image = 'busybox:1', field = 'image' }: Change = {}): string {
  const path = join(folder, `${namespace}-${replicas}-${field}-${image.replace(':', '-')}.yaml`)
  writeFileSync(
    path,
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${namespace}, labels: { app: web } }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ${field}: "${image}", env: [{ name: A, value: "1" }] }
`,
  )
  return path
}

describe.each(kubectls)('$name', client => {
  const { minor } = client
  const namespace = `of-1-${minor}`
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    kubectl(client, args, { kubeconfig: served.kubeconfig, env })
  const inNamespace = (...args: readonly string[]) => run(['-n', namespace, ...args])
  const field = async (path: string) => (await inNamespace('get', 'deploy', 'web', '-o', `jsonpath={${path}}`)).stdout

  beforeAll(async () => {
    expect(await run(['create', 'namespace', namespace])).toMatchObject({ code: 0 })
  })

  test('apply creates, leaves unchanged, and changes', async () => {
    expect((await run(['apply', '-f', manifest(namespace)])).stdout).toContain('deployment.apps/web created')
    expect((await run(['apply', '-f', manifest(namespace)])).stdout).toContain('deployment.apps/web unchanged')
    expect((await run(['apply', '-f', manifest(namespace, { replicas: 2 })])).stdout).toContain('web configured')
    expect(await field('.spec.replicas')).toBe('2')
  })

  test('diff shows what apply would change, and changes nothing', async () => {
    const { code, stdout } = await run(['diff', '-f', manifest(namespace, { replicas: 5 })])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^-\s+replicas: 2$[\s\S]*^\+\s+replicas: 5$/m)
    expect(await field('.spec.replicas')).toBe('2')
    expect((await run(['diff', '-f', manifest(namespace, { replicas: 2 })])).code).toBe(0)
  })

  test('a dry run of the server stores nothing', async () => {
    const dry = await run(['apply', '--dry-run=server', '-f', manifest(namespace, { replicas: 7 })])
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('server dry run') })
    expect(await field('.spec.replicas')).toBe('2')
  })

  test('patches of the three types', async () => {
    const patch = (type: string, text: string) => inNamespace('patch', 'deploy', 'web', `--type=${type}`, '-p', text)
    const strategic = '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"busybox:2"}]}}}}'
    expect(await patch('strategic', strategic)).toMatchObject({ code: 0 })
    expect(await field('.spec.template.spec.containers[0].image')).toBe('busybox:2')
    expect(await field('.spec.template.spec.containers[0].env[0].name')).toBe('A')
    expect(await patch('json', '[{"op":"replace","path":"/spec/replicas","value":3}]')).toMatchObject({ code: 0 })
    expect(await patch('merge', '{"metadata":{"labels":{"tier":"web"}}}')).toMatchObject({ code: 0 })
    expect(await field('.spec.replicas')).toBe('3')
    expect(await field('.metadata.labels.tier')).toBe('web')
    const failed = await patch('json', '[{"op":"test","path":"/spec/replicas","value":9}]')
    expect(failed.code).toBe(1)
  })

  test('a custom resource refuses a strategic merge patch in words', async () => {
    const rule = join(folder, 'rule.yaml')
    writeFileSync(
      rule,
      `apiVersion: stork.libopenstorage.org/v1alpha1\nkind: Rule\nmetadata: { name: r, namespace: ${namespace} }\nrules: []\n`,
    )
    expect(await run(['apply', '-f', rule])).toMatchObject({ code: 0 })
    const patch = (type: string) =>
      inNamespace('patch', 'rule', 'r', `--type=${type}`, '-p', '{"metadata":{"labels":{"a":"b"}}}')
    expect(await patch('merge')).toMatchObject({ code: 0 })
    expect(await patch('strategic')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('accepted media types include'),
    })
  })

  test('edit and replace write what an editor leaves', async () => {
    const edited = await run(['-n', namespace, 'edit', 'deploy', 'web'], { EDITOR: 'sed -i s/busybox:2/busybox:3/' })
    expect(edited).toMatchObject({ code: 0, stdout: expect.stringContaining('edited') })
    expect(await field('.spec.template.spec.containers[0].image')).toBe('busybox:3')
    const { stdout } = await inNamespace('get', 'deploy', 'web', '-o', 'yaml')
    const file = join(folder, `read-1-${minor}.yaml`)
    writeFileSync(file, stdout.replace('busybox:3', 'busybox:4'))
    expect(await run(['replace', '-f', file])).toMatchObject({ code: 0 })
    expect(await run(['replace', '-f', file])).toMatchObject({ code: 1, stderr: expect.stringContaining('Conflict') })
    expect(await field('.spec.template.spec.containers[0].image')).toBe('busybox:4')
  })

  test('server-side apply conflicts with another manager, and takes over by force', async () => {
    await inNamespace('delete', 'deploy', 'web')
    const apply = (manager: string, replicas: number, ...more: readonly string[]) =>
      run(['apply', '--server-side', `--field-manager=${manager}`, ...more, '-f', manifest(namespace, { replicas })])
    expect(await apply('one', 1)).toMatchObject({ code: 0 })
    const conflict = await apply('two', 4)
    expect(conflict.code).toBe(1)
    expect(conflict.stderr).toContain('conflict with "one": .spec.replicas')
    expect(await apply('two', 4, '--force-conflicts')).toMatchObject({ code: 0 })
    expect(await field('.spec.replicas')).toBe('4')
    expect((await apply('one', 1)).stderr).toContain('conflict with "two": .spec.replicas')
  })

  test('a misspelt field is refused, by the server or before', async () => {
    const { code, stderr } = await run(['apply', '-f', manifest(namespace, { field: 'imagee' })])
    expect(code).toBe(1)
    expect(stderr).toMatch(/unknown field "(spec\.template\.spec\.containers\[0\]\.)?imagee"/)
  })

  test.runIf(minor >= 25)('a misspelt field is a warning when that was asked for', async () => {
    const { code, stderr } = await run(['apply', '--validate=warn', '-f', manifest(namespace, { field: 'imagee' })])
    expect(stderr).toContain('Warning: unknown field "spec.template.spec.containers[0].imagee"')
    expect(code).toBe(0)
  })

  test("explain knows Kubernetes' kinds and ours", async () => {
    expect((await run(['explain', 'deployment.spec.template.spec.containers.ports'])).stdout).toContain('containerPort')
    const { code, stdout } = await run(['explain', 'rule'])
    expect(stdout).toMatch(/KIND: +Rule/)
    expect(code).toBe(0)
  })
})

test('there is more than one kubectl to try', () => {
  const names: readonly string[] = kubectls.map((client: Kubectl) => client.name)
  expect(names.length).toBeGreaterThan(0)
  process.stderr.write(`Tried: ${names.join(', ')}\n`)
})
