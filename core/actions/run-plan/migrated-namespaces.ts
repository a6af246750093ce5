/** What a migration moves, runs and writes in both clusters, and what a pair of clusters lacks. */

import { resolveFor } from '../../engine/index.ts'
import { type Executor, entry, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import { refOf } from '../plan.ts'
import { noFreeze, type ObjectRun, type PlannedCommand, type PlannedWrite, type RunFinding } from './object-run.ts'
import { commandsOf } from './our-snapshot.ts'
import { noRun, spelled, surroundings } from './snapshot-writes.ts'
import { storkCommands } from './stork-rule.ts'

type Around = readonly KubeObject[]

export function planMigrationRun(executor: Executor, spec: KubeObject, around: Around): ObjectRun {
  const object = refOf(spec)
  const { namespace: own = 'default', name } = spec.metadata
  const found: RunFinding[] = []
  const say = (severity: RunFinding['severity'], code: string, message: string) =>
    found.push({ code: `plan/${code}`, severity, object, message })
  const pairName = textOf(entry(spec.spec, 'clusterPair')) ?? ''
  const pair = around.find(
    ({ kind, metadata }) =>
      kind === 'ClusterPair' && metadata.name === pairName && (metadata.namespace ?? 'default') === own,
  )
  if (pair === undefined)
    return noRun({
      code: 'plan/pair-missing',
      severity: 'error',
      object,
      message: `There is no ClusterPair "${pairName}" in namespace ${own}. Make one: kubectl pxsnap pair`,
    })
  const withVolumes = entry(spec.spec, 'includeVolumes') !== false
  const withResources = entry(spec.spec, 'includeResources') !== false
  if (withVolumes && !hasToken(pair))
    say('error', 'pair-without-storage', `ClusterPair ${pairName} has no token for the storage there: no volume goes.`)
  const wanted = entry(spec.spec, 'namespaces')
  const namespaces = (Array.isArray(wanted) ? wanted : []).flatMap(one => textOf(one) ?? [])
  const moves = entry(spec.spec, 'startApplications') === true
  const parts = namespaces.map(namespace => partOf(executor, spec, namespace, { around, withVolumes, say }))
  const members = parts.flatMap(part => part.members)
  const commands = parts.flatMap(part => part.commands)
  const workloads = parts.flatMap(part => part.workloads)
  const there = (write: Omit<PlannedWrite, 'verb'>): PlannedWrite => ({
    verb: 'create',
    ...write,
    name: `${write.name} (through ${pairName})`,
  })
  const resources = withResources ? parts.flatMap(part => part.resources) : []
  const stops = executor === 'pxsnap' && moves && withResources
  const claims = members.map(({ namespace, claim }) => `${namespace}/${claim}`)
  const stopped = stops && workloads.length > 0
  return {
    members,
    commands,
    freeze: freezeOf(executor, commands, stopped),
    writes: [
      { verb: 'update', kind: spec.kind, namespace: own, name },
      ...(stops ? workloads.map((write): PlannedWrite => ({ verb: 'update', ...write })) : []),
      ...namespaces.map(namespace => there({ kind: 'Namespace', name: namespace })),
      ...members.flatMap(({ namespace, claim }) => [
        there({ kind: 'PersistentVolume', name: `of ${claim}` }),
        there({ kind: 'PersistentVolumeClaim', namespace, name: claim }),
      ]),
      ...resources.map(there),
    ],
    permissions: executor === 'stork' ? [] : permissionsOf(namespaces, own, stops),
    steps: [
      ...(commands.some(({ when }) => when === 'pre') ? ['The pre rule runs.'] : []),
      ...(members.length === 0
        ? []
        : [
            executor === 'stork'
              ? `The volumes of ${spelled(claims)} are sent as backups, each with a cut of its own.`
              : `${spelled(claims)} are cut at one instant, sent, and verified by checksum.`,
          ]),
      ...(commands.some(({ when }) => when === 'post') ? ['The post rule runs.'] : []),
      ...(stopped ? ['The workloads here are scaled down, and what they wrote since is sent.'] : []),
      ...(withResources ? ['The objects are written there, with the replicas they had in an annotation.'] : []),
      moves ? 'The workloads there are started.' : 'The workloads there stay at 0 replicas.',
    ],
    findings: found,
  }
}

type Look = {
  readonly around: Around
  readonly withVolumes: boolean
  readonly say: (severity: RunFinding['severity'], code: string, message: string) => void
}

function partOf(executor: Executor, spec: KubeObject, namespace: string, { around, withVolumes, say }: Look) {
  const here = around.filter(({ metadata }) => metadata.namespace === namespace)
  const probe = withRules(spec, namespace)
  const near = { ...surroundings(probe, around), rules: rulesOf(spec, around) }
  const claims = withVolumes ? near.claims : []
  if (here.length === 0) say('warning', 'namespace-missing', `Namespace ${namespace} has nothing in it.`)
  const workloads = here
    .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
    .map(({ kind, metadata }) => ({ kind, namespace, name: metadata.name }))
  const resources = here
    .filter(({ kind }) => movedKinds.has(kind))
    .map(({ kind, metadata }) => ({ kind, namespace, name: metadata.name }))
  const resolved = resolveFor(executor === 'stork' ? plain : probe, claims, near)
  if ('problem' in resolved) {
    say('error', resolved.problem.code, `${namespace}: ${resolved.problem.message}`)
    return { members: [], commands: [], workloads, resources }
  }
  const { members, targets, pre, post } = resolved.targets
  return {
    members: members.map(({ claim, volume }) => ({ namespace, claim, volume })),
    commands:
      executor === 'stork'
        ? storkRules(probe, near, say)
        : [...commandsOf('pre', pre, targets), ...commandsOf('post', post, targets)],
    workloads,
    resources,
  }
}

function storkRules(
  probe: KubeObject,
  near: ReturnType<typeof surroundings>,
  say: Look['say'],
): readonly PlannedCommand[] {
  return (['pre', 'post'] as const).flatMap(when => {
    const { commands, findings } = storkCommands(when, probe, near)
    for (const { severity, code, message } of findings) say(severity, code.replace('plan/', ''), message)
    return commands
  })
}

/** The kinds besides volumes that are often moved; the migration's own selectors may take fewer. */
const movedKinds: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'Service', 'Deployment', 'StatefulSet'])

const plain: KubeObject = {
  apiVersion: 'stork.libopenstorage.org/v1alpha1',
  kind: 'GroupVolumeSnapshot',
  metadata: { name: 'migration' },
  spec: {},
}

/** The rules of a migration stand where a group has them. */
function withRules({ spec }: KubeObject, namespace: string): KubeObject {
  const rule = (key: string) => {
    const name = textOf(entry(spec, key)) ?? ''
    return name === '' ? {} : { [key]: name }
  }
  const labels = { pvcSelector: { matchLabels: {} } }
  return {
    ...plain,
    metadata: { name: 'migration', namespace },
    spec: { ...labels, ...rule('preExecRule'), ...rule('postExecRule') },
  }
}

function rulesOf({ metadata }: KubeObject, around: Around): Around {
  const own = metadata.namespace ?? 'default'
  return around.filter(one => one.kind === 'Rule' && (one.metadata.namespace ?? 'default') === own)
}

function freezeOf(executor: Executor, commands: readonly PlannedCommand[], stops: boolean): ObjectRun['freeze'] {
  const down = stops ? ' The workloads are stopped afterwards, which is downtime and no freeze.' : ''
  if (!commands.some(({ when }) => when === 'pre'))
    return noFreeze(`No rule asks an application to stand still.${down}`)
  const holds = commands.some(({ background }) => background)
  if (executor === 'stork') {
    const because = 'STORK releases what its pre rule took when the volumes are on their way, however long that takes.'
    return { typicalMs: holds ? 26_000 : 3_000, longestMs: null, because }
  }
  const because = `The cut is one instant; a hold ends by its deadline all the same.${down}`
  return { typicalMs: 800, longestMs: 60_000, because }
}

function permissionsOf(namespaces: readonly string[], own: string, stops: boolean): ObjectRun['permissions'] {
  return [
    { verb: 'get', resource: 'clusterpairs', namespace: own },
    { verb: 'update', resource: 'migrations', namespace: own },
    ...namespaces.flatMap(namespace => [
      { verb: 'list', resource: 'persistentvolumeclaims', namespace },
      { verb: 'list', resource: 'pods', namespace },
      ...(stops
        ? [
            { verb: 'update', resource: 'deployments', namespace },
            { verb: 'update', resource: 'statefulsets', namespace },
          ]
        : []),
    ]),
  ]
}

/** What making the pair does, and what it lacks. Neither executor looks into the other cluster before that. */
export function planPair(_executor: Executor, spec: KubeObject): ObjectRun {
  const object = refOf(spec)
  const { namespace = 'default', name } = spec.metadata
  const server = valueAt(spec, ['spec', 'config', 'clusters'])
  const missing = (code: string, severity: RunFinding['severity'], message: string): RunFinding => ({
    code: `plan/${code}`,
    severity,
    object,
    message,
  })
  return {
    members: [],
    commands: [],
    freeze: noFreeze('A pair asks no application to stand still.'),
    writes: [{ verb: 'update', kind: spec.kind, namespace, name }],
    permissions: [{ verb: 'update', resource: 'clusterpairs', namespace }],
    steps: ['The API server of the other cluster is asked with the kubeconfig.', 'The storage clusters are paired.'],
    findings: [
      ...(server === undefined || server === null
        ? [missing('pair-without-cluster', 'error', 'spec.config has no cluster: nobody knows where the pair leads.')]
        : []),
      ...(hasToken(spec)
        ? []
        : [
            missing('pair-without-storage', 'warning', 'spec.options has no token: objects may move, volumes may not.'),
          ]),
    ],
  }
}

function hasToken(pair: KubeObject): boolean {
  return (textOf(valueAt(pair, ['spec', 'options', 'token'])) ?? '') !== ''
}
