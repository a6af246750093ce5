/** Real kubectls against the served API: what people type, and what they then see. */

import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { kubectlBinary } from './install.ts'

type Ran = { readonly code: number; readonly out: string; readonly err: string }

/** The newest one that the npm registry has, and the one of the system where there is one. */
const kubectls = [kubectlBinary, '/usr/bin/kubectl'].filter(existsSync)

const widgets = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.demo.example.com}
spec:
  group: demo.example.com
  scope: Namespaced
  names: {plural: widgets, kind: Widget, shortNames: [wd]}
  versions:
    - name: v1
      served: true
      storage: true
      subresources: {status: {}}
      additionalPrinterColumns:
        - {name: Size, type: integer, jsonPath: .spec.size}
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [size]
              properties:
                size: {type: integer, minimum: 1, description: How large it is.}
                color: {type: string, default: red}
            status: {type: object, x-kubernetes-preserve-unknown-fields: true}
`
const widget = `apiVersion: demo.example.com/v1
kind: Widget
metadata: {name: one}
spec: {size: 3}
`

describe.each(kubectls)('%s', binary => {
  let served: ServedCluster
  let folder: string
  beforeAll(async () => {
    served = await openServedCluster()
    folder = mkdtempSync(join(tmpdir(), 'pxsnap-kubectl-'))
  })
  afterAll(async () => {
    await served.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const kubectl = (...args: readonly string[]): Promise<Ran> =>
    new Promise(resolve => {
      const all = ['--kubeconfig', served.kubeconfig, '--cache-dir', join(folder, 'cache'), ...args]
      execFile(binary, all, { timeout: 30_000 }, (error, out, err) => {
        const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : 1
        resolve({ code, out, err })
      })
    })
  const says = async (...args: readonly string[]): Promise<string> => {
    const { code, out, err } = await kubectl(...args)
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${err}`)
    return out
  }
  const file = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }

  test('create, get in every form, label, annotate, replace and delete', async () => {
    await says('create', 'configmap', 'one', '--from-literal=color=red')
    expect(await says('get', 'configmaps')).toMatch(/^NAME +DATA +AGE\none +1 +\d+s\n$/)
    expect(await says('get', 'cm', 'one', '-o', 'jsonpath={.data.color}')).toBe('red')
    expect(await says('get', 'cm', '-o', 'name')).toBe('configmap/one\n')
    expect(await says('get', 'cm', '-o', 'custom-columns=N:.metadata.name,C:.data.color')).toBe('N     C\none   red\n')
    expect(await says('get', 'cm', 'one', '-o', 'go-template={{.metadata.name}}')).toBe('one')
    expect(JSON.parse(await says('get', 'cm', 'one', '-o', 'json'))).toMatchObject({
      kind: 'ConfigMap',
      data: { color: 'red' },
    })
    await says('label', 'cm', 'one', 'app=x')
    await says('annotate', 'cm', 'one', 'note=y')
    expect(await says('get', 'cm', '-l', 'app in (x)', '-o', 'yaml')).toContain('note: "y"')
    const text = await says('get', 'cm', 'one', '-o', 'yaml')
    await says('replace', '-f', file('one.yaml', text.replace('color: red', 'color: blue')))
    expect(await says('get', 'cm', 'one', '-o', 'jsonpath={.data.color}')).toBe('blue')
    expect((await kubectl('replace', '-f', join(folder, 'one.yaml'))).err).toContain('(Conflict)')
    await says('delete', 'cm', 'one')
    expect((await kubectl('get', 'cm', 'one')).err).toBe('Error from server (NotFound): configmaps "one" not found\n')
  })

  test('a deployment is made, scaled, waited for, described and deleted with what it owns, or without', async () => {
    await says('create', 'deployment', 'web', '--image=nginx', '--replicas=2')
    expect(await says('get', 'deploy', 'web')).toMatch(/web +2\/2 +2 +2 +\d+s/)
    expect(await says('get', 'pods', '-o', 'wide', '--field-selector', 'status.phase=Running')).toMatch(
      /1\/1 +Running +0 +\S+ +10\./,
    )
    await says('scale', 'deployment', 'web', '--replicas=3')
    expect(await says('rollout', 'status', 'deployment/web', '--timeout=10s')).toContain('successfully rolled out')
    await says('wait', '--for=condition=Available', 'deployment/web', '--timeout=10s')
    await says('wait', '--for=jsonpath={.status.readyReplicas}=3', 'deployment/web', '--timeout=10s')
    expect(await says('describe', 'deployment', 'web')).toContain('3 desired | 3 updated | 3 total | 3 available')
    expect(await says('get', 'all', '-A')).toContain('replicaset.apps/web-')
    await says('delete', 'deployment', 'web', '--cascade=orphan')
    expect(await says('get', 'pods', '-o', 'name')).toContain('pod/web-')
    await says('delete', 'rs', '-l', 'app=web', '--cascade=foreground')
    expect(await says('get', 'pods', '-o', 'name')).toBe('')
  })

  test('waiting for a deletion ends when the finalizer is taken away', async () => {
    await says('create', 'configmap', 'held')
    await says('patch', 'cm', 'held', '--type=merge', '-p', '{"metadata":{"finalizers":["example.com/hold"]}}')
    await says('delete', 'cm', 'held', '--wait=false')
    const waiting = says('wait', '--for=delete', 'cm/held', '--timeout=20s')
    await says('patch', 'cm', 'held', '--type=json', '-p', '[{"op":"remove","path":"/metadata/finalizers"}]')
    expect(await waiting).toContain('held')
  })

  test('a large list comes in chunks, sorted as asked', async () => {
    for (let index = 0; index < 25; index += 1) {
      served.cluster.plane.create({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: `many-${index}`, namespace: 'default' },
      })
    }
    const lines = (
      await says('get', 'secrets', '--chunk-size=7', '--no-headers', '--sort-by=.metadata.creationTimestamp')
    )
      .trim()
      .split('\n')
    expect(lines).toHaveLength(25)
    await says('delete', 'secrets', '--all')
  })

  test('a definition is served at once: columns, explain, defaults, validation, and gone with its objects', async () => {
    await says('create', '-f', file('widgets.yaml', widgets))
    await says('wait', '--for=condition=Established', 'crd/widgets.demo.example.com', '--timeout=10s')
    await says('apply', '-f', file('widget.yaml', widget))
    expect(await says('get', 'wd')).toBe('NAME   SIZE\none    3\n')
    expect(await says('get', 'wd', 'one', '-o', 'jsonpath={.spec.color}')).toBe('red')
    expect(await says('explain', 'widget.spec.size')).toContain('How large it is.')
    const wrong = await kubectl('apply', '-f', file('wrong.yaml', widget.replace('size: 3', 'size: 0')))
    expect(wrong.err).toContain('spec.size')
    expect((await kubectl('diff', '-f', file('other.yaml', widget.replace('size: 3', 'size: 4')))).out).toContain(
      '+  size: 4',
    )
    await says('delete', 'crd', 'widgets.demo.example.com')
    expect((await kubectl('get', 'wd')).code).toBe(1)
  })

  test('what is served and what may be done can be asked', async () => {
    expect(await says('api-resources', '--api-group=stork.libopenstorage.org')).toMatch(
      /groupvolumesnapshots +\S* *stork/,
    )
    expect(await says('api-versions')).toContain('snapshot.storage.k8s.io/v1')
    expect(await says('auth', 'can-i', 'create', 'pods')).toBe('yes\n')
    expect(await says('auth', 'whoami')).toContain('pxsnap-admin')
    expect(await says('version')).toContain('Server Version: v1.')
    expect(await says('get', 'nodes')).toMatch(/node-1 +Ready/)
    expect(await says('describe', 'node', 'node-1')).toContain('Ready')
    expect(await says('get', '--raw', '/readyz')).toBe('ok')
  })

  test('-w prints rows as they change', async () => {
    await says('create', 'configmap', 'watched')
    const following = kubectl('get', 'cm', 'watched', '-w', '--request-timeout=3s')
    const { plane } = served.cluster
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'watched' }
    while (served.api.watches() === 0) await new Promise(resolve => setTimeout(resolve, 20))
    const object = plane.get(ref)
    if (object !== undefined) plane.update({ ...object, data: { a: '1', b: '2' } })
    expect((await following).out).toMatch(/^NAME +DATA +AGE\nwatched +0 +\S+\nwatched +2 +\S+\n/)
    await says('delete', 'cm', 'watched')
  })
})
