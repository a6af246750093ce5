/** What a spec means in a cluster: members, pods, containers and commands. */

import { type Resolved, resolveTargets, type Surroundings, type Targets } from '@pxsnap/core/engine'
import type { KubeObject } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { groupVolumeSnapshot, rule, volumeSnapshot } from '../support/shop.ts'

const wait = '$' + '{WAIT_CMD}'

describe('pods', () => {
  test('a rule chooses running pods by their labels, in the order of their names', () => {
    const around = shop({ pods: [pod('b'), pod('a'), pod('c', { labels: { app: 'other' } })] })
    const targets = resolved(withRule(), { ...around, rules: [rule('r', { app: 'mysql' }, { value: 'lock' })] })
    expect(targets.targets.map(target => target.pod)).toEqual(['a', 'b'])
    expect(targets.pre).toEqual([
      [
        { target: 0, name: 'pre-1', text: 'lock', holds: false },
        { target: 1, name: 'pre-1', text: 'lock', holds: false },
      ],
    ])
  })

  test('an item without podSelector means the pods that use the claims of the snapshot', () => {
    const around = shop({ pods: [pod('uses'), pod('other', { claim: 'logs' })] })
    const targets = resolved(withRule(), { ...around, rules: [rule('r', undefined, { value: 'lock' })] })
    expect(targets.targets.map(target => target.pod)).toEqual(['uses'])
  })

  test('a command annotation runs in the pods that use the claim', () => {
    const spec = volumeSnapshot('s', 'data', { 'px/pre-snap-command': 'nodetool flush' })
    const targets = resolved(spec, shop({ pods: [pod('uses'), pod('other', { claim: 'logs' })] }))
    expect(targets.pre).toEqual([[{ target: 0, name: 'pre-1', text: 'nodetool flush', holds: false }]])
  })

  test('a command annotation with run-once runs in the first of them', () => {
    const annotations = { 'portworx/pre-snap-command': 'flush', 'portworx/pre-snap-command-run-once': 'true' }
    const targets = resolved(volumeSnapshot('s', 'data', annotations), shop({ pods: [pod('b'), pod('a')] }))
    expect(targets.pre.map(wave => wave.length)).toEqual([1])
    expect(targets.targets[targets.pre[0]?.[0]?.target ?? -1]?.pod).toBe('a')
  })

  test('a pod that two items choose is one target, and each action runs there once', () => {
    const twice = { ...rule('r', { app: 'mysql' }, { value: 'one' }), rules: [item('one'), item('two')] }
    const targets = resolved(withRule(), { ...shop({ pods: [pod('a')] }), rules: [twice] })
    expect(targets.targets).toHaveLength(1)
    expect(targets.pre.map(wave => wave.map(({ name, text }) => [name, text]))).toEqual([
      [['pre-1', 'one']],
      [['pre-2', 'two']],
    ])
  })

  test('what an earlier item runs in a container is not run there again by a later one', () => {
    const twice = { ...rule('r', { app: 'mysql' }, { value: 'lock' }), rules: [item('lock'), item('lock')] }
    const targets = resolved(withRule(), { ...shop({ pods: [pod('a')] }), rules: [twice] })
    expect(targets.pre.map(wave => wave.map(({ name, text }) => [name, text]))).toEqual([[['pre-1', 'lock']]])
  })

  test('an item that says one command twice means it', () => {
    const twice = rule('r', { app: 'mysql' }, { value: 'flush' }, { value: 'flush' })
    const targets = resolved(withRule(), { ...shop({ pods: [pod('a')] }), rules: [twice] })
    expect(targets.pre).toHaveLength(2)
  })

  test('a pod that is not running is told of and not asked', () => {
    const around = shop({ pods: [pod('a'), pod('b', { phase: 'Pending' })] })
    const targets = resolved(withRule(), { ...around, rules: [rule('r', { app: 'mysql' }, { value: 'lock' })] })
    expect(targets.targets.map(target => target.pod)).toEqual(['a'])
    expect(targets.notes).toEqual(['Pod b is not running, so it is not asked to freeze.'])
  })

  test('a pod that uses a member and that no rule reaches is told of', () => {
    const around = shop({ pods: [pod('a'), pod('backup', { labels: {} })] })
    const targets = resolved(withRule(), { ...around, rules: [rule('r', { app: 'mysql' }, { value: 'lock' })] })
    expect(targets.notes).toEqual(['Pod backup uses data, and no rule reaches it.'])
    expect(targets.known).toEqual(['uid-a', 'uid-backup'])
  })

  test('pods that start are waited for, pods that nobody has are not', () => {
    const rules = [rule('r', { app: 'mysql' }, { value: 'lock' })]
    const starting = resolveTargets(withRule(), { ...shop({ pods: [pod('a', { phase: 'Pending' })] }), rules })
    expect(starting).toMatchObject({ problem: { code: 'rule-matches-nothing' }, mayPass: true })
    const none = resolveTargets(withRule(), { ...shop({ pods: [] }), rules })
    expect(none).toMatchObject({ problem: { code: 'rule-matches-nothing' }, mayPass: false })
  })
})

describe('containers', () => {
  const rules = [rule('r', { app: 'mysql' }, { value: 'lock' })]

  test('of several, the only one that mounts a member', () => {
    const sidecar = pod('a', { containers: ['proxy', 'mysql'], mounting: ['mysql'] })
    expect(resolved(withRule(), { ...shop({ pods: [sidecar] }), rules }).targets[0]?.container).toBe('mysql')
  })

  test('several that mount it are ambiguous', () => {
    const both = pod('a', { containers: ['backup', 'mysql'], mounting: ['backup', 'mysql'] })
    const found = resolveTargets(withRule(), { ...shop({ pods: [both] }), rules })
    expect(found).toMatchObject({ problem: { code: 'container-ambiguous', blame: 'spec' }, mayPass: false })
  })

  test('a named one must be there', () => {
    const named = { ...rule('r', {}), rules: [{ ...item('lock'), container: 'postgres' }] }
    const found = resolveTargets(withRule(), { ...shop({ pods: [pod('a')] }), rules: [named] })
    expect(found).toMatchObject({ problem: { code: 'container-missing' } })
  })
})

describe('rules', () => {
  test.each([
    ['items under spec instead of rules', { ...rule('r', {}), rules: undefined, spec: [item('lock')] }],
    ['no items', { ...rule('r', {}), rules: [] }],
    ['an item without actions', { ...rule('r', {}), rules: [{ podSelector: { app: 'mysql' } }] }],
    ['an action of another type', { ...rule('r', {}), rules: [{ actions: [{ type: 'script', value: 'x' }] }] }],
    ['an empty command', rule('r', { app: 'mysql' }, { value: ' ' })],
    ['a background command that holds nowhere', rule('r', { app: 'mysql' }, { value: 'lock', background: true })],
    ['a foreground command that holds', rule('r', { app: 'mysql' }, { value: `lock; ${wait}` })],
  ])('with %s stop the run', (_, wrong) => {
    const found = resolveTargets(withRule(), { ...shop({ pods: [pod('a')] }), rules: [wrong as KubeObject] })
    expect(found).toMatchObject({ problem: { code: 'rule-wrong', blame: 'spec' }, mayPass: false })
  })

  test('a background action in a post rule stops the run', () => {
    const spec = groupVolumeSnapshot('g', { app: 'mysql' }, { postExecRule: 'r' })
    const rules = [rule('r', { app: 'mysql' }, { value: `unlock; ${wait}`, background: true })]
    expect(resolveTargets(spec, { ...shop({ pods: [pod('a')] }), rules })).toMatchObject({
      problem: { code: 'rule-wrong' },
    })
  })

  test('the newer annotation wins even when it is empty', () => {
    const annotations = { 'stork.libopenstorage.org/pre-snapshot-rule': '', 'stork.rule/pre-snapshot': 'r' }
    expect(resolved(volumeSnapshot('s', 'data', annotations), shop({ pods: [pod('a')] })).pre).toEqual([])
    const old = volumeSnapshot('s', 'data', { 'stork.rule/pre-snapshot': 'r' })
    expect(resolveTargets(old, shop({ pods: [pod('a')] }))).toMatchObject({ problem: { code: 'rule-missing' } })
  })
})

describe('claims', () => {
  test('a group takes all that carry its labels', () => {
    const around = shop({ pods: [] })
    const logs = { ...claim('logs'), metadata: { ...claim('logs').metadata, labels: { app: 'mysql' } } }
    const targets = resolved(groupVolumeSnapshot('g', { app: 'mysql' }), {
      ...around,
      claims: [...around.claims, logs],
    })
    expect(targets.members.map(member => member.claim)).toEqual(['data', 'logs'])
  })

  test('one that is not bound yet is waited for', () => {
    const pending = { ...claim('data'), spec: {}, status: { phase: 'Pending' } }
    const found = resolveTargets(volumeSnapshot('s', 'data'), { ...shop({ pods: [] }), claims: [pending] })
    expect(found).toMatchObject({ problem: { code: 'claim-unbound' }, mayPass: true })
  })

  test.each([
    ['no claim of that name', volumeSnapshot('s', 'nothing'), 'claim-missing'],
    ['an empty selector', groupVolumeSnapshot('g', {}), 'no-claims'],
    ['a selector that matches nothing', groupVolumeSnapshot('g', { app: 'none' }), 'no-claims'],
    ['the old way to choose a group', volumeSnapshot('s', 'data', { 'portworx.selector/app': 'mysql' }), 'unsupported'],
    [
      'a kind of snapshot that nobody knows',
      volumeSnapshot('s', 'data', { 'portworx/snapshot-type': 'tape' }),
      'unsupported',
    ],
    [
      'a count of uploads that is no number',
      volumeSnapshot('s', 'data', {
        'portworx/snapshot-type': 'cloud',
        'portworx.io/cloudsnap-incremental-count': 'many',
      }),
      'unsupported',
    ],
    ['a freeze budget without a unit', volumeSnapshot('s', 'data', { 'pxsnap.io/freeze-budget': '30' }), 'unsupported'],
    ['a freeze budget of an hour', volumeSnapshot('s', 'data', { 'pxsnap.io/freeze-budget': '60m' }), 'unsupported'],
  ])('%s stops the run', (_, spec, code) => {
    expect(resolveTargets(spec, shop({ pods: [] }))).toMatchObject({ problem: { code }, mayPass: false })
  })
})

type PodWish = {
  readonly labels?: Readonly<Record<string, string>>
  readonly claim?: string
  readonly phase?: string
  readonly containers?: readonly string[]
  readonly mounting?: readonly string[]
}

function pod(name: string, wish: PodWish = {}): KubeObject {
  const {
    labels = { app: 'mysql' },
    claim = 'data',
    phase = 'Running',
    containers = ['mysql'],
    mounting = containers,
  } = wish
  const mounts = [{ name: 'disk', mountPath: '/data' }]
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', uid: `uid-${name}`, labels },
    spec: {
      containers: containers.map(one => ({ name: one, volumeMounts: mounting.includes(one) ? mounts : [] })),
      volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: claim } }],
    },
    status: { phase },
  }
}

function claim(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'shop', labels: name === 'data' ? { app: 'mysql' } : {} },
    spec: { volumeName: `pv-${name}` },
    status: { phase: 'Bound' },
  }
}

function shop({ pods }: { readonly pods: readonly KubeObject[] }): Surroundings {
  const volumes = ['data', 'logs'].map(name => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${name}` },
    spec: { csi: { driver: 'pxd.portworx.com', volumeHandle: `volume-${name}` } },
  }))
  return { claims: [claim('data'), claim('logs')].slice(0, 1), volumes, pods, rules: [] }
}

function item(value: string) {
  return { podSelector: { app: 'mysql' }, actions: [{ type: 'command', value }] }
}

const withRule = () => groupVolumeSnapshot('g', { app: 'mysql' }, { preExecRule: 'r' })

function resolved(spec: KubeObject, around: Surroundings): Targets {
  const found: Resolved = resolveTargets(spec, around)
  if ('targets' in found) return found.targets
  throw new Error(found.problem.message)
}
