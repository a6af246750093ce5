/** Who carries out specs in a cluster, and by which storage: decided from what is there, and told in words. */

import { type Cluster, type ClusterDiscovery, PortError, type ServedResource } from '../ports/index.ts'
import { entry, type KubeObject, textOf, valueAt } from '../specs/index.ts'

/** `unknown`: it could not be seen, because looking is forbidden. */
export type StorkPresence =
  | { readonly is: 'running' | 'down'; readonly namespace: string }
  | { readonly is: 'absent' }
  | { readonly is: 'unknown'; readonly message: string }

export type ExecutorFacts = {
  readonly served: readonly Pick<ServedResource, 'apiVersion' | 'kind'>[]
  readonly stork: StorkPresence
  /** The CSI drivers that have a VolumeSnapshotClass. */
  readonly snapshotDrivers: readonly string[]
  /** The CSI drivers whose StorageClasses make volumes. */
  readonly volumeDrivers: readonly string[]
}

/** What stands in the way. `stops`: nothing can be carried out before it is dealt with. */
export type ExecutorProblem = { readonly message: string; readonly next: string; readonly stops: boolean }

export type ExecutorChoice = {
  readonly executor: 'stork' | 'pxsnap'
  /** What takes snapshots when pxsnap carries out; absent where nothing can, or where STORK sees to it. */
  readonly driver?: 'csi' | 'stork'
  /** A sentence for the user. */
  readonly because: string
  readonly problems: readonly ExecutorProblem[]
}

/** Decides. `asked` is what the user wants whatever is there; it is kept, and what speaks against it is a problem. */
export function chooseExecutor(facts: ExecutorFacts, asked?: 'stork' | 'pxsnap'): ExecutorChoice {
  const missing = missingKinds(facts)
  if (asked === 'stork') return storkAsked(facts, missing)
  if (asked === 'pxsnap') return pxsnapAsked(facts, missing)
  const { stork } = facts
  if (stork.is === 'running')
    return { executor: 'stork', because: `STORK runs in the namespace ${stork.namespace}.`, problems: missing }
  if (stork.is === 'down') {
    const because = `STORK is installed in the namespace ${stork.namespace}.`
    return { executor: 'stork', because, problems: [...missing, storkDown(stork.namespace)] }
  }
  if (stork.is === 'unknown' && missing.length === 0) {
    const because = `STORK's kinds are served. Whether it runs could not be seen: ${stork.message}`
    return { executor: 'stork', because, problems: [] }
  }
  const csi = csiOf(facts)
  const because = servesCsi(facts)
    ? 'No STORK runs here, and the cluster serves CSI snapshots.'
    : 'No STORK runs here, and the cluster serves no CSI snapshots.'
  return { executor: 'pxsnap', ...csi.driver, because, problems: [...missing, ...csi.problems] }
}

/** Reads what {@link chooseExecutor} decides from. What may not be read is counted as not there, except for STORK. */
export async function readExecutorFacts(
  { cluster, discovery }: { readonly cluster: Cluster; readonly discovery: ClusterDiscovery },
  signal?: AbortSignal,
): Promise<ExecutorFacts> {
  const served = await discovery.resources(signal)
  const hasSnapshots = served.some(
    ({ apiVersion, kind }) => apiVersion === csiVersion && kind === 'VolumeSnapshotClass',
  )
  const [stork, snapshotClasses, storageClasses] = await Promise.all([
    findStork(cluster, signal),
    hasSnapshots ? listed(cluster, csiVersion, 'VolumeSnapshotClass', signal) : [],
    listed(cluster, 'storage.k8s.io/v1', 'StorageClass', signal),
  ])
  return {
    served,
    stork,
    snapshotDrivers: distinct(snapshotClasses.map(one => textOf(one.driver))),
    volumeDrivers: distinct(storageClasses.map(one => textOf(one.provisioner))).filter(isCsi),
  }
}

function storkAsked({ stork }: ExecutorFacts, missing: readonly ExecutorProblem[]): ExecutorChoice {
  const because = 'STORK was asked for.'
  const problems: ExecutorProblem[] = [...missing]
  if (stork.is === 'down') problems.push(storkDown(stork.namespace))
  if (stork.is === 'absent') {
    const message = 'No STORK runs in this cluster, so nobody would carry the objects out.'
    problems.push({ message, next: 'Leave out --executor, or use --executor pxsnap.', stops: true })
  }
  return { executor: 'stork', because, problems }
}

function pxsnapAsked(facts: ExecutorFacts, missing: readonly ExecutorProblem[]): ExecutorChoice {
  const because = 'pxsnap was asked for.'
  const { stork } = facts
  const csi = csiOf(facts)
  if (stork.is === 'absent')
    return { executor: 'pxsnap', ...csi.driver, because, problems: [...missing, ...csi.problems] }
  if (stork.is === 'running') {
    const beside = `pxsnap was asked for. STORK, which runs in the namespace ${stork.namespace}, does nothing but cut.`
    return { executor: 'pxsnap', driver: 'stork', because: beside, problems: missing }
  }
  const where = stork.is === 'unknown' ? 'STORK may run here' : `STORK is installed in the namespace ${stork.namespace}`
  const clash = {
    message: `${where}, and would carry out the same objects at the same time.`,
    next: 'Leave out --executor, or scale STORK down first: both would freeze the application, each without the other.',
    stops: stork.is !== 'unknown',
  }
  return { executor: 'pxsnap', ...csi.driver, because, problems: [...missing, ...csi.problems, clash] }
}

function csiOf(facts: ExecutorFacts): {
  readonly driver: { readonly driver?: 'csi' }
  readonly problems: readonly ExecutorProblem[]
} {
  if (!servesCsi(facts)) {
    const message = 'There is nothing that takes snapshots: neither STORK nor the CSI kind VolumeSnapshot.'
    const next =
      "Install your storage's STORK, or the CSI snapshot controller and its CRDs (kubernetes-csi/external-snapshotter)."
    return { driver: {}, problems: [{ message, next, stops: true }] }
  }
  const without = facts.volumeDrivers.filter(driver => !facts.snapshotDrivers.includes(driver))
  const isNone = facts.snapshotDrivers.length === 0
  const problems = isNone
    ? [{ message: 'The cluster has no VolumeSnapshotClass.', next: classAdvice(without[0]), stops: true }]
    : without.map(driver => ({
        message: `The driver ${driver} has no VolumeSnapshotClass; its volumes cannot be snapshotted.`,
        next: classAdvice(driver),
        stops: false,
      }))
  return { driver: { driver: 'csi' }, problems }
}

function classAdvice(driver: string | undefined): string {
  return `Make one with driver: ${driver ?? 'YOUR-CSI-DRIVER'} and deletionPolicy: Delete.`
}

/** The kinds in which specs are written, whoever carries them out. */
function missingKinds({ served }: ExecutorFacts): readonly ExecutorProblem[] {
  const missing = needed.filter(
    ({ apiVersion, kind }) => !served.some(one => one.apiVersion === apiVersion && one.kind === kind),
  )
  if (missing.length === 0) return []
  const names = missing.map(({ apiVersion, kind }) => `${kind} (${apiVersion})`).join(', ')
  const message = `The cluster does not serve ${names}.`
  return [{ message, next: 'kubectl pxsnap schema crd | kubectl apply -f -', stops: true }]
}

function storkDown(namespace: string): ExecutorProblem {
  return {
    message: `No pod of STORK is ready in the namespace ${namespace}; objects wait until one is.`,
    next: `kubectl get pods -n ${namespace} -l name=stork`,
    stops: false,
  }
}

/** Its pods carry `name=stork` wherever it is installed. Source: STORK's and the operator's manifests. */
async function findStork(cluster: Cluster, signal: AbortSignal | undefined): Promise<StorkPresence> {
  const query = { apiVersion: 'v1', kind: 'Pod', labels: { name: 'stork' } }
  let refused: PortError | undefined
  const places = [undefined, 'kube-system', 'portworx']
  for (const namespace of places)
    try {
      const { items } = await cluster.list({ ...query, ...(namespace === undefined ? {} : { namespace }) }, signal)
      const presence = presenceOf(items)
      if (namespace === undefined || presence.is !== 'absent') return presence
    } catch (error) {
      if (!(error instanceof PortError) || error.kind !== 'forbidden') throw error
      refused = error
    }
  // In the two usual places there is none that we may see.
  return { is: 'unknown', message: refused?.message ?? 'Pods may not be listed.' }
}

function presenceOf(pods: readonly KubeObject[]): StorkPresence {
  const ready = pods.find(isReady)
  const [first] = pods
  if (ready !== undefined) return { is: 'running', namespace: ready.metadata.namespace ?? '' }
  return first === undefined ? { is: 'absent' } : { is: 'down', namespace: first.metadata.namespace ?? '' }
}

function isReady(pod: KubeObject): boolean {
  const conditions = valueAt(pod, ['status', 'conditions'])
  if (!Array.isArray(conditions)) return valueAt(pod, ['status', 'phase']) === 'Running'
  return conditions.some(one => entry(one, 'type') === 'Ready' && entry(one, 'status') === 'True')
}

async function listed(
  cluster: Cluster,
  apiVersion: string,
  kind: string,
  signal: AbortSignal | undefined,
): Promise<readonly KubeObject[]> {
  try {
    return (await cluster.list({ apiVersion, kind }, signal)).items
  } catch (error) {
    if (error instanceof PortError && error.kind === 'forbidden') return []
    throw error
  }
}

function servesCsi({ served }: ExecutorFacts): boolean {
  return served.some(({ apiVersion, kind }) => apiVersion === csiVersion && kind === 'VolumeSnapshot')
}

/** Provisioners of Kubernetes itself, and STORK's for clones, are no CSI drivers. */
function isCsi(provisioner: string): boolean {
  return !provisioner.startsWith('kubernetes.io/') && provisioner !== 'stork-snapshot'
}

function distinct(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter(value => value !== undefined && value !== ''))].filter(value => value !== undefined)
}

const csiVersion = 'snapshot.storage.k8s.io/v1'
const storkVersion = 'stork.libopenstorage.org/v1alpha1'
const needed = [
  { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot' },
  { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshotData' },
  { apiVersion: storkVersion, kind: 'GroupVolumeSnapshot' },
  { apiVersion: storkVersion, kind: 'Rule' },
]
