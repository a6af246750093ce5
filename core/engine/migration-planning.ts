/** What a Migration means in both clusters as they are now: everything that can be known before anything is frozen. */

import type { Cluster, RemoteCluster } from '../ports/index.ts'
import { clusterPair, entry, type KubeObject, keepSourceActive, migrated, textOf, valueAt } from '../specs/index.ts'
import type { Answer, FoundPod, WriterSelection } from './effect.ts'
import { claimOf, type MigratedVolume, type MigrationPlan, type Workload } from './migration-lifecycle.ts'
import { type Choice, choiceOf, dataKinds, isTaken, migratedKinds, replicasOf } from './migration-resources.ts'
import type { EnginePorts } from './port-effects.ts'
import type { Reason, ReasonCode } from './reason.ts'
import type { Command, Member, Targets, Wave } from './snapshot-lifecycle.ts'
import { claimsOf, phaseOf, resolveFor, rulesNeeded, volumeHandle, writersAmong } from './targets.ts'

/** A Migration here concerns its own namespace only; one there concerns any. Source: STORK, flag admin-namespace. */
export const adminNamespace = 'kube-system'

const scalable = [
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
] as const

/** The cluster that the migration's pair leads to, or why it cannot be reached. */
export async function openPair(
  ports: EnginePorts,
  migration: KubeObject,
  signal: AbortSignal | undefined,
): Promise<{ readonly remote: RemoteCluster } | Refusal> {
  const { namespace = '' } = migration.metadata
  const name = textOf(entry(migration.spec, 'clusterPair')) ?? ''
  if (name === '') return refuse('pair-missing', 'The migration names no ClusterPair.')
  const { apiVersion, kind } = clusterPair
  const pair = await ports.cluster.get({ apiVersion, kind, namespace, name }, signal)
  if (pair === undefined) return refuse('pair-missing', `There is no ClusterPair ${name} in namespace ${namespace}.`)
  if (ports.remote === undefined) return refuse('unsupported', 'No other cluster can be reached from here.')
  const remote = await ports.remote.open(pair, signal)
  if (remote === undefined) return refuse('pair-missing', `ClusterPair ${name} leads to no cluster that is there.`)
  return { remote }
}

// STORK leaves Deployments and StatefulSets as they are, and succeeds. Better nothing than half of what was asked for.
function transformationsRefused(names: readonly unknown[]): string {
  return `The migration names the ResourceTransformation ${names.join(', ')}, and pxsnap does not change objects on their way. Take it out, and change them at the destination.`
}

export async function planMigration(
  ports: EnginePorts,
  migration: KubeObject,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { cluster } = ports
  const transformations = entry(migration.spec, 'transformSpecs')
  if (Array.isArray(transformations) && transformations.length > 0)
    return problem(refuse('unsupported', transformationsRefused(transformations)))
  const chosen = await namespacesOf(cluster, migration, signal)
  if ('code' in chosen) return problem(chosen)
  const pair = await openPair(ports, migration, signal)
  if ('code' in pair) return problem(pair)
  const { remote } = pair
  const spec = migration.spec
  const choice = choiceOf(migration)
  const moves = entry(spec, 'startApplications') === true
  const withVolumes = entry(spec, 'includeVolumes') !== false
  const keepsSource = migration.metadata.annotations?.[keepSourceActive.key] === 'true'
  const volumes: MigratedVolume[] = []
  const workloads: Workload[] = []
  for (const namespace of chosen.namespaces) {
    const found = withVolumes ? await volumesIn(cluster, namespace, choice, signal) : { volumes: [] }
    if ('code' in found) return problem(found)
    volumes.push(...found.volumes)
    const known = await workloadsIn(cluster, namespace, choice, signal)
    if (moves && !keepsSource) {
      const refusal = await othersThatWrite(cluster, namespace, found.volumes, known, signal)
      if (refusal !== undefined) return problem(refusal)
    }
    workloads.push(...known)
  }
  const hasRules = rulesNeeded(withRuleNames(migration)).length > 0
  if (hasRules && volumes.length === 0)
    return problem(refuse('no-claims', 'The migration names rules and copies no volume, so nothing would be thawed.'))
  if (volumes.length > 0) {
    if (remote.storage === undefined)
      return problem(
        refuse('pair-missing', `The storage of ${remote.name} is not paired: the ClusterPair has no token.`),
      )
    if (ports.storage.sender === undefined)
      return problem(refuse('unsupported', `The storage ${ports.storage.name} cannot send volumes elsewhere.`))
  }
  const refusal = await destinationRefuses(remote.cluster, chosen.namespaces, volumes, workloads, signal)
  if (refusal !== undefined) return problem(refusal)
  const withResources = entry(spec, 'includeResources') !== false
  const kinds = migratedKinds
    .filter(({ kind }) => (dataKinds.has(kind) ? withVolumes || kind === 'Namespace' : withResources))
    .map(({ kind }) => kind)
  const plan: MigrationPlan = {
    cluster: remote.name,
    ...(remote.storage === undefined ? {} : { pairing: remote.storage.pairing }),
    namespaces: chosen.namespaces,
    volumes,
    workloads: withResources ? workloads : [],
    kinds,
    moves: moves && withResources,
    keepsSource,
  }
  // What the rules mean is looked at before anything begins, and again right before the freeze.
  const members = await findMembers(ports, migration, plan, hasRules, signal)
  if (members.got !== 'targets') return members
  return { got: 'migration-plan', plan }
}

/** The volumes as members of one cut, and the pods and commands that the rules mean in all namespaces. */
export async function findMembers(
  { cluster }: EnginePorts,
  migration: KubeObject,
  plan: MigrationPlan,
  withRules: boolean,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { namespace: own = '' } = migration.metadata
  const names = withRules ? rulesNeeded(withRuleNames(migration)) : []
  const rules: KubeObject[] = []
  for (const name of names) {
    const found = await cluster.get({ apiVersion: ruleVersion, kind: 'Rule', namespace: own, name }, signal)
    if (found !== undefined) rules.push(found)
  }
  const object = withRules && names.length > 0 ? withRuleNames(migration) : withoutRules
  const each: Targets[] = []
  let nobody: Extract<Answer, { got: 'problem' }> | undefined
  for (const namespace of plan.namespaces) {
    const [claims, pods] = await Promise.all([
      cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }, signal),
      cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }, signal),
    ])
    const here = plan.volumes.filter(volume => volume.namespace === namespace)
    const members = claims.items.filter(claim => here.some(volume => volume.claim === claim.metadata.name))
    if (members.length < here.length)
      return problem(refuse('claim-missing', `A claim of namespace ${namespace} that was to be copied is gone.`))
    const volumes = await Promise.all(
      here.map(({ persistentVolume: name }) =>
        cluster.get({ apiVersion: 'v1', kind: 'PersistentVolume', name }, signal),
      ),
    )
    const around = { claims: claims.items, pods: pods.items, rules, volumes: volumes.flatMap(one => one ?? []) }
    const resolved = resolveFor(object, members, around)
    if ('targets' in resolved) each.push(inNamespace(namespace, resolved.targets))
    else if (resolved.problem.code === 'rule-matches-nothing' && plan.namespaces.length > 1) {
      // A rule runs in every namespace; it need not mean somebody in each of them.
      nobody = { got: 'problem', reason: resolved.problem, mayPass: resolved.mayPass }
      const plain = resolveFor(withoutRules, members, around)
      if (!('targets' in plain)) return { got: 'problem', reason: plain.problem, mayPass: plain.mayPass }
      each.push(inNamespace(namespace, plain.targets))
    } else return { got: 'problem', reason: resolved.problem, mayPass: resolved.mayPass }
  }
  const targets = united(plan, each)
  return nobody !== undefined && targets.targets.length === 0 ? nobody : { got: 'targets', targets }
}

export async function findWriters(
  { cluster }: EnginePorts,
  plan: MigrationPlan,
  { claims, selectors }: WriterSelection,
  signal: AbortSignal | undefined,
): Promise<readonly FoundPod[]> {
  const found = await Promise.all(
    plan.namespaces.map(async namespace => {
      const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }, signal)
      const prefix = `${namespace}/`
      const own = claims.filter(claim => claim.startsWith(prefix)).map(claim => claim.slice(prefix.length))
      return writersAmong(pods.items, { claims: own, selectors })
    }),
  )
  return found.flat()
}

/** Pods here that belong to the plan's workloads or use its claims, and have not ended. */
export async function findRunning(
  cluster: Cluster,
  plan: MigrationPlan,
  signal: AbortSignal | undefined,
): Promise<readonly FoundPod[]> {
  const found = await Promise.all(
    plan.namespaces.map(async namespace => {
      const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }, signal)
      const owners = await ownersIn(cluster, namespace, plan.workloads, signal)
      const claims = plan.volumes.filter(one => one.namespace === namespace).map(({ claim }) => claim)
      return pods.items
        .filter(pod => phaseOf(pod) !== 'Succeeded' && phaseOf(pod) !== 'Failed')
        .filter(pod => isOwned(pod, owners) || claimsOf(pod).some(claim => claims.includes(claim)))
        .map(pod => ({ uid: pod.metadata.uid ?? '', name: `${namespace}/${pod.metadata.name}` }))
    }),
  )
  return found.flat()
}

type Refusal = { readonly code: ReasonCode; readonly reason: Reason; readonly mayPass: boolean }

function refuse(code: ReasonCode, message: string, mayPass = false): Refusal {
  return { code, reason: { code, message, blame: mayPass ? 'cluster' : 'spec' }, mayPass }
}

function problem({ reason, mayPass }: Refusal): Extract<Answer, { got: 'problem' }> {
  return { got: 'problem', reason, mayPass }
}

async function namespacesOf(
  cluster: Cluster,
  migration: KubeObject,
  signal: AbortSignal | undefined,
): Promise<{ readonly namespaces: readonly string[] } | Refusal> {
  const { namespace: own = '' } = migration.metadata
  const named = entry(migration.spec, 'namespaces')
  const wanted = new Set((Array.isArray(named) ? named : []).flatMap(name => textOf(name) ?? []))
  const { items } = await cluster.list({ apiVersion: 'v1', kind: 'Namespace' }, signal)
  const selectors = Object.entries(entry(migration.spec, 'namespaceSelectors') ?? {})
  for (const { metadata } of items)
    if (selectors.some(([key, value]) => metadata.labels?.[key] === value)) wanted.add(metadata.name)
  if (wanted.size === 0) return refuse('namespace-missing', 'The migration names no namespace.')
  const foreign = [...wanted].filter(name => name !== own)
  if (foreign.length > 0 && own !== adminNamespace) {
    const message = `A Migration in namespace ${own} may migrate ${own} only, not ${foreign.join(', ')}. Put it into ${adminNamespace}.`
    return refuse('namespace-refused', message)
  }
  const there = items.map(({ metadata }) => metadata.name)
  const missing = [...wanted].filter(name => !there.includes(name))
  const skips = entry(migration.spec, 'skipDeletedNamespaces') !== false
  if (missing.length > 0 && (!skips || missing.length === wanted.size))
    return refuse('namespace-missing', `Namespace ${missing.join(', ')} does not exist.`)
  return { namespaces: [...wanted].filter(name => !missing.includes(name)).sort() }
}

async function volumesIn(
  cluster: Cluster,
  namespace: string,
  choice: Choice,
  signal: AbortSignal | undefined,
): Promise<{ readonly volumes: readonly MigratedVolume[] } | Refusal> {
  const claims = await cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }, signal)
  const volumes: MigratedVolume[] = []
  for (const claim of claims.items.filter(one => isTaken(one, choice))) {
    const { name } = claim.metadata
    const persistentVolume = textOf(valueAt(claim, ['spec', 'volumeName']))
    if (phaseOf(claim) !== 'Bound' || persistentVolume === undefined)
      return refuse(
        'claim-unbound',
        `Claim ${namespace}/${name} is ${phaseOf(claim)}, not Bound, so it has no volume yet.`,
        true,
      )
    const object = await cluster.get({ apiVersion: 'v1', kind: 'PersistentVolume', name: persistentVolume }, signal)
    const volume = object === undefined ? undefined : volumeHandle(object)
    if (volume === undefined)
      return refuse('claim-not-ours', `The volume of claim ${namespace}/${name} is not one that this storage knows.`)
    volumes.push({ namespace, claim: name, persistentVolume, volume })
  }
  return { volumes }
}

async function workloadsIn(
  cluster: Cluster,
  namespace: string,
  choice: Choice,
  signal: AbortSignal | undefined,
): Promise<readonly Workload[]> {
  const lists = await Promise.all(
    scalable.map(async ({ apiVersion, kind }) => {
      const { items } = await cluster.list({ apiVersion, kind, namespace }, signal)
      return items
        .filter(object => isTaken(object, choice))
        .map((object): Workload => ({ kind, namespace, name: object.metadata.name, replicas: replicasOf(object) }))
    }),
  )
  return lists.flat()
}

/** A move must be able to stop all who write. */
async function othersThatWrite(
  cluster: Cluster,
  namespace: string,
  volumes: readonly MigratedVolume[],
  workloads: readonly Workload[],
  signal: AbortSignal | undefined,
): Promise<Refusal | undefined> {
  const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }, signal)
  const owners = await ownersIn(cluster, namespace, workloads, signal)
  const claims = volumes.map(({ claim }) => claim)
  const other = pods.items.find(
    pod =>
      phaseOf(pod) !== 'Succeeded' &&
      phaseOf(pod) !== 'Failed' &&
      claimsOf(pod).some(claim => claims.includes(claim)) &&
      !isOwned(pod, owners),
  )
  if (other === undefined) return undefined
  const message = `Pod ${namespace}/${other.metadata.name} writes to a volume that is moved, and no Deployment or StatefulSet of the migration runs it, so it cannot be stopped.`
  return refuse('in-use', message)
}

/** The uids of the workloads and of the ReplicaSets between Deployments and their pods. */
async function ownersIn(
  cluster: Cluster,
  namespace: string,
  workloads: readonly Workload[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const here = workloads.filter(one => one.namespace === namespace)
  const objects = await Promise.all(
    here.map(({ kind, name }) => cluster.get({ apiVersion: 'apps/v1', kind, namespace, name }, signal)),
  )
  const owners = new Set(objects.flatMap(object => object?.metadata.uid ?? []))
  const sets = await cluster.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace }, signal)
  for (const set of sets.items) if (isOwned(set, owners) && set.metadata.uid !== undefined) owners.add(set.metadata.uid)
  return owners
}

function isOwned(object: KubeObject, owners: ReadonlySet<string>): boolean {
  return (object.metadata.ownerReferences ?? []).some(({ uid }) => owners.has(uid))
}

/** The destination must not run what is going to be replaced, and names there must be free or of an earlier migration. */
async function destinationRefuses(
  there: Cluster,
  namespaces: readonly string[],
  volumes: readonly MigratedVolume[],
  workloads: readonly Workload[],
  signal: AbortSignal | undefined,
): Promise<Refusal | undefined> {
  for (const namespace of namespaces) {
    for (const { kind, name } of workloads.filter(one => one.namespace === namespace)) {
      const found = await there.get({ apiVersion: 'apps/v1', kind, namespace, name }, signal)
      if (found !== undefined && replicasOf(found) > 0)
        return refuse('destination-active', `${kind} ${namespace}/${name} runs there already.`)
    }
    const pods = await there.list({ apiVersion: 'v1', kind: 'Pod', namespace }, signal)
    for (const volume of volumes.filter(one => one.namespace === namespace)) {
      const user = pods.items.find(pod => claimsOf(pod).includes(volume.claim))
      if (user !== undefined)
        return refuse(
          'destination-active',
          `Pod ${namespace}/${user.metadata.name} uses claim ${claimOf(volume)} there.`,
        )
      const ref = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: volume.claim }
      const claim = await there.get(ref, signal)
      if (claim !== undefined && claim.metadata.annotations?.[migrated.key] !== 'true')
        return refuse('name-taken', `There is a claim ${claimOf(volume)} there that no migration brought.`)
    }
  }
  return undefined
}

const ruleVersion = 'stork.libopenstorage.org/v1alpha1'

/** The shared resolution reads rules from a group's spec, whose two fields a Migration has too. */
function withRuleNames(migration: KubeObject): KubeObject {
  const { preExecRule, postExecRule } = Object(migration.spec)
  return { ...withoutRules, spec: { preExecRule, postExecRule } }
}

const withoutRules: KubeObject = {
  apiVersion: ruleVersion,
  kind: 'GroupVolumeSnapshot',
  metadata: { name: 'migration' },
  spec: {},
}

function inNamespace(namespace: string, targets: Targets): Targets {
  const members = targets.members.map((member): Member => ({ ...member, claim: `${namespace}/${member.claim}` }))
  return { ...targets, members }
}

/** All namespaces as one run: their commands wait for those of their own namespace only. */
function united({ volumes }: MigrationPlan, each: readonly Targets[]): Targets {
  let first = 0
  const offsets = each.map(({ targets }) => {
    const offset = first
    first += targets.length
    return offset
  })
  const waves = (of: (targets: Targets) => readonly Wave[]): readonly Wave[] => {
    const most = Math.max(0, ...each.map(targets => of(targets).length))
    return Array.from({ length: most }, (_, wave) =>
      each.flatMap((targets, index) =>
        (of(targets)[wave] ?? []).map(
          (command): Command => ({ ...command, target: command.target + (offsets[index] ?? 0) }),
        ),
      ),
    )
  }
  const members = each.flatMap(targets => targets.members)
  return {
    // In the order of the plan, so that copies are found by their place.
    members: volumes.flatMap(volume => members.find(({ claim }) => claim === claimOf(volume)) ?? []),
    targets: each.flatMap(({ targets }) => targets),
    pre: waves(({ pre }) => pre),
    post: waves(({ post }) => post),
    known: each.flatMap(({ known }) => known),
    selectors: each.flatMap(({ selectors }) => selectors),
    notes: each.flatMap(({ notes }) => notes),
  }
}
