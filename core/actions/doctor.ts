/** Whether a cluster has what snapshots need, check by check, each with the way out. Nothing is written. */

import { fromIso, type Instant } from '../base/index.ts'
import {
  type AccessAsk,
  type Cluster,
  type ClusterDiscovery,
  type ListQuery,
  type PermissionReviewer,
  PortError,
} from '../ports/index.ts'
import { type KubeObject, textOf, valueAt } from '../specs/index.ts'
import { chooseExecutor, type ExecutorFacts, readExecutorFacts } from './executor-choice.ts'

export type CheckUp = {
  readonly check: 'server' | 'access' | 'executor' | 'kinds' | 'drivers' | 'classes' | 'credentials' | 'clock'
  readonly state: 'ok' | 'warn' | 'fail'
  /** What is true. */
  readonly message: string
  /** What to do about it; absent where all is well. */
  readonly next?: string
}

export type Examined = {
  readonly cluster: Cluster
  readonly discovery: ClusterDiscovery
  readonly permissions: PermissionReviewer
  /** As the commands have it. */
  readonly now: Instant
  /** How far the API server's clock is from this machine's, when its answers have told. */
  readonly clockOffset?: () => { readonly leastMs: number; readonly mostMs: number } | undefined
  /** Where the user works. */
  readonly namespace: string
  /** Names of the object stores of a simulated cluster, which has an executor and a storage of its own. Absent: a real one. */
  readonly simulated?: { readonly credentials: readonly string[] }
}

/** Checks in the order in which one needs the other. Throws only when the API server itself is not reached. */
export async function examine(examined: Examined, signal?: AbortSignal): Promise<readonly CheckUp[]> {
  const { discovery, simulated, cluster } = examined
  const { gitVersion } = await discovery.version(signal)
  const facts = await readExecutorFacts({ cluster, discovery }, signal)
  const classes = await listed(cluster, { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' }, signal)
  return [
    server(gitVersion),
    ...(await access(examined, signal)),
    ...executor(facts, simulated !== undefined),
    kinds(facts),
    drivers(facts, simulated !== undefined),
    ...storageClasses(classes),
    await credentials(examined, signal),
    await clock(examined, signal),
  ]
}

/** Source: Kubernetes, apiextensions.k8s.io/v1 and policy/v1 are served from 1.21 on; CSI snapshots are v1 since 1.20. */
const oldestMinor = 21

function server(gitVersion: string): CheckUp {
  const [, major = '', minor = ''] = /^v?(\d+)\.(\d+)/.exec(gitVersion) ?? []
  if (major === '1' && Number(minor) < oldestMinor)
    return {
      check: 'server',
      state: 'warn',
      message: `The API server is ${gitVersion}, older than 1.${oldestMinor}; pxsnap is not tried with it.`,
      next: 'Upgrade the cluster before you rely on it.',
    }
  return { check: 'server', state: 'ok', message: `The API server is ${gitVersion}.` }
}

const stork = 'stork.libopenstorage.org/v1alpha1'

/** What the everyday commands need, in the namespace and beyond. */
function needs(namespace: string): readonly (AccessAsk & { readonly for: string })[] {
  const own = (verb: string, apiVersion: string, kind: string, why: string, subresource?: string) => ({
    verb,
    apiVersion,
    kind,
    namespace,
    for: why,
    ...(subresource === undefined ? {} : { subresource }),
  })
  return [
    own('list', 'v1', 'PersistentVolumeClaim', 'get and status'),
    own('list', 'v1', 'Pod', 'plan and status'),
    own('list', stork, 'GroupVolumeSnapshot', 'get and status'),
    own('create', stork, 'GroupVolumeSnapshot', 'snapshot'),
    own('create', 'volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshot', 'snapshot'),
    own('create', stork, 'Rule', 'snapshot --rule-for'),
    own('create', 'v1', 'PersistentVolumeClaim', 'clone'),
    own('create', 'v1', 'Pod', 'thaw, and rules of the executor pxsnap', 'exec'),
  ]
}

async function access(
  { permissions, namespace }: Examined,
  signal: AbortSignal | undefined,
): Promise<readonly CheckUp[]> {
  const asks = needs(namespace)
  try {
    const answers = await permissions.review(
      asks.map(({ for: _, ...ask }) => ask),
      signal,
    )
    const missing = asks.filter((_, index) => answers[index]?.allowed !== true)
    if (missing.length === 0)
      return [
        { check: 'access', state: 'ok', message: `This account may do what the commands need in "${namespace}".` },
      ]
    return missing.map(ask => ({
      check: 'access',
      state: ask.verb === 'list' ? 'fail' : 'warn',
      message: `This account may not ${spellAsk(ask)}, which ${ask.for} needs.`,
      next: `kubectl create rolebinding pxsnap -n ${namespace} --clusterrole edit --user USER, or ask whoever may`,
    }))
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    return [
      { check: 'access', state: 'warn', message: `What this account may do could not be asked: ${error.message}` },
    ]
  }
}

/** `create Pod/exec in namespace "shop"`. */
export function spellAsk({ verb, kind, subresource, namespace, name }: AccessAsk): string {
  const what = `${kind}${subresource === undefined ? '' : `/${subresource}`}${name === undefined ? '' : ` "${name}"`}`
  return `${verb} ${what}${namespace === undefined ? '' : ` in namespace "${namespace}"`}`
}

function executor(facts: ExecutorFacts, isSimulated: boolean): readonly CheckUp[] {
  if (isSimulated)
    return [
      {
        check: 'executor',
        state: 'ok',
        message: 'pxsnap carries out specs in this simulated cluster; with --executor stork a STORK does.',
      },
    ]
  const choice = chooseExecutor(facts)
  const name = choice.executor === 'stork' ? 'STORK' : 'pxsnap'
  return [
    { check: 'executor', state: 'ok', message: `${name} carries out specs. ${choice.because}` },
    ...choice.problems.map(
      ({ message, next, stops }): CheckUp => ({ check: 'executor', state: stops ? 'fail' : 'warn', message, next }),
    ),
  ]
}

function kinds({ served }: ExecutorFacts): CheckUp {
  const wanted = [
    [stork, 'GroupVolumeSnapshot'],
    [stork, 'Rule'],
    [stork, 'VolumeSnapshotRestore'],
    [stork, 'VolumeSnapshotSchedule'],
    [stork, 'SchedulePolicy'],
    [stork, 'ClusterPair'],
    [stork, 'Migration'],
    ['volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshot'],
    ['volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshotData'],
  ] as const
  const missing = wanted.filter(
    ([apiVersion, kind]) => !served.some(one => one.apiVersion === apiVersion && one.kind === kind),
  )
  if (missing.length === 0) return { check: 'kinds', state: 'ok', message: 'All kinds of STORK are served.' }
  const names = missing.map(([, kind]) => kind).join(', ')
  return {
    check: 'kinds',
    state: missing.length === wanted.length ? 'warn' : 'fail',
    message: `${missing.length === wanted.length ? 'No kind of STORK is' : 'Not all kinds of STORK are'} served; missing: ${names}.`,
    next: 'Install STORK, or without it: kubectl pxsnap schema crd | kubectl apply --server-side -f -',
  }
}

function drivers({ snapshotDrivers, volumeDrivers }: ExecutorFacts, isSimulated: boolean): CheckUp {
  if (isSimulated)
    return { check: 'drivers', state: 'ok', message: 'The simulated storage snapshots, groups and clones.' }
  const covered = volumeDrivers.filter(driver => snapshotDrivers.includes(driver))
  if (covered.length > 0)
    return { check: 'drivers', state: 'ok', message: `Volumes of ${covered.join(', ')} have a VolumeSnapshotClass.` }
  if (volumeDrivers.length === 0)
    return {
      check: 'drivers',
      state: 'warn',
      message: 'No StorageClass names a storage driver that could be seen.',
      next: 'kubectl get storageclasses',
    }
  return {
    check: 'drivers',
    state: 'warn',
    message: `No VolumeSnapshotClass is for the volumes of ${volumeDrivers.join(', ')}; CSI snapshots of them are not possible.`,
    next: 'kubectl pxsnap create volumesnapshotclass --help',
  }
}

const defaultMark = 'storageclass.kubernetes.io/is-default-class'

function storageClasses(classes: readonly KubeObject[] | undefined): readonly CheckUp[] {
  if (classes === undefined)
    return [{ check: 'classes', state: 'warn', message: 'This account may not see the StorageClasses.' }]
  const marked = classes.filter(({ metadata }) => metadata.annotations?.[defaultMark] === 'true')
  const clones = classes.filter(one => textOf(valueAt(one, ['provisioner'])) === 'stork-snapshot')
  const found: CheckUp[] = []
  if (marked.length > 1)
    found.push({
      check: 'classes',
      state: 'warn',
      message: `${marked.map(({ metadata }) => metadata.name).join(' and ')} are both the default StorageClass.`,
      next: `kubectl annotate storageclass NAME ${defaultMark}-`,
    })
  if (clones.length === 0)
    found.push({
      check: 'classes',
      state: 'warn',
      message: 'There is no StorageClass with the provisioner stork-snapshot, through which STORK makes clones.',
      next: 'kubectl pxsnap clone with the executor pxsnap needs none; STORK brings stork-snapshot-sc',
    })
  if (found.length > 0) return found
  return [{ check: 'classes', state: 'ok', message: `${classes.length} StorageClasses, one of them for clones.` }]
}

async function credentials({ simulated, cluster, namespace }: Examined, signal?: AbortSignal): Promise<CheckUp> {
  if (simulated !== undefined) {
    const names = simulated.credentials
    return names.length === 0
      ? {
          check: 'credentials',
          state: 'warn',
          message: 'No object store is named; cloud snapshots have nowhere to go.',
          next: 'kubectl pxsnap sim credential add NAME --bucket BUCKET --sim',
        }
      : { check: 'credentials', state: 'ok', message: `Cloud snapshots can go to ${names.join(', ')}.` }
  }
  const locations = await listed(cluster, { apiVersion: stork, kind: 'BackupLocation', namespace }, signal)
  const count = locations?.length ?? 0
  const seen =
    count === 0 ? 'No BackupLocation is' : count === 1 ? 'One BackupLocation is' : `${count} BackupLocations are`
  return {
    check: 'credentials',
    state: 'ok',
    message: `${seen} in "${namespace}". Credentials of Portworx itself cannot be seen through Kubernetes (pxctl credentials list).`,
  }
}

/** Nodes renew their leases every ten seconds, so the newest one tells the time there. Source: Kubernetes, node heartbeats. */
const renewEveryMs = 10_000
const toleranceMs = 5_000
const noticedMs = 2_000

async function clock({ cluster, now, simulated, clockOffset }: Examined, signal?: AbortSignal): Promise<CheckUp> {
  if (simulated !== undefined)
    return { check: 'clock', state: 'ok', message: 'Cluster and commands have one clock, the simulated one.' }
  const offset = clockOffset?.()
  const apartMs = offset === undefined ? 0 : Math.max(0, offset.leastMs) + Math.min(0, offset.mostMs)
  if (Math.abs(apartMs) >= noticedMs) return clocksApart(apartMs)
  const query = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: 'kube-node-lease' }
  const leases = (await listed(cluster, query, signal)) ?? []
  const renewed = leases.flatMap(lease => {
    const text = textOf(valueAt(lease, ['spec', 'renewTime']))
    return text === undefined ? [] : (fromIso(text.replace(/(\.\d{3})\d*Z$/, '$1Z')) ?? [])
  })
  if (renewed.length === 0 && offset !== undefined)
    return { check: 'clock', state: 'ok', message: 'The clocks of the API server and of this machine agree.' }
  if (renewed.length === 0)
    return {
      check: 'clock',
      state: 'warn',
      message: 'The clock of the cluster could not be seen: no node renews a lease.',
    }
  const aheadMs = Math.max(...renewed) - now
  if (aheadMs > toleranceMs)
    return {
      check: 'clock',
      state: 'warn',
      message: `The clock of the cluster is ${Math.round(aheadMs / 1000)} s ahead of this machine's; ages and deadlines are shown wrongly.`,
      next: 'Let both follow an NTP server.',
    }
  if (aheadMs < -(4 * renewEveryMs + toleranceMs))
    return {
      check: 'clock',
      state: 'warn',
      message: `No node has renewed its lease for ${Math.round(-aheadMs / 1000)} s by this machine's clock: it is ahead, or the nodes are gone.`,
      next: 'kubectl get nodes; date',
    }
  return { check: 'clock', state: 'ok', message: 'The clocks of the cluster and of this machine agree.' }
}

/** Of the API server; the time shown follows it, other things of this machine do not. */
function clocksApart(apartMs: number): CheckUp {
  const seconds = (Math.abs(apartMs) / 1000).toFixed(1)
  const where = apartMs > 0 ? 'behind' : 'ahead of'
  return {
    check: 'clock',
    state: 'warn',
    message: `The clock of this machine is at least ${seconds} s ${where} the API server's. pxsnap reckons in the server's time; certificates and tokens of this machine may count as expired, or as not valid yet.`,
    next: 'Let both follow an NTP server.',
  }
}

/** Undefined for what may not be seen; nothing for what is not served. */
async function listed(
  cluster: Cluster,
  query: ListQuery,
  signal: AbortSignal | undefined,
): Promise<readonly KubeObject[] | undefined> {
  try {
    return (await cluster.list(query, signal)).items
  } catch (error) {
    if (error instanceof PortError && error.kind === 'unsupported') return []
    if (error instanceof PortError && error.kind === 'forbidden') return undefined
    throw error
  }
}
