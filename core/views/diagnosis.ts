/** Why an object waits or failed, from everything that can be seen of it, and what to do next. */

import { type Instant, toIso } from '../base/index.ts'
import {
  explain,
  lifecycleEntryOf,
  markOf,
  nextAction,
  readClone,
  resolveTargets,
  type Surroundings,
} from '../engine/index.ts'
import {
  dotted,
  factsOf,
  inspect,
  isMap,
  type KubeObject,
  kindCatalogue,
  snapshotSource,
  snapshotSourceNamespace,
} from '../specs/index.ts'
import { type Cell, cell } from './cell.ts'
import { isSnapshot } from './description.ts'
import { listAt, textAt } from './fields.ts'
import { age } from './moment.ts'
import { claimsOfPod } from './relations.ts'
import { nextRunAt, policyFollowed, scheduleCell, scheduleProblem } from './schedule.ts'
import { snapshotState } from './snapshot-state.ts'

export type Cause = {
  readonly text: string
  /** What to do about it. */
  readonly next?: string
}

export type Diagnosis = {
  /** `well`, `working`, `waits` or `failed`. */
  readonly state: Cell
  /** What is true now, one sentence. */
  readonly text: string
  /** The most telling first. */
  readonly causes: readonly Cause[]
  /** What the cluster said about it, newest last. */
  readonly events: readonly { readonly age: string; readonly reason: string; readonly message: string }[]
}

/** `all`: the objects of the cluster, also events and those without a namespace. */
export function diagnosisOf(object: KubeObject, all: readonly KubeObject[], now: Instant): Diagnosis {
  const { state, text, causes } = going(object) ?? own(object, all, now)
  const events = eventsAbout(object, all, now)
  const isWell = state.text === 'well'
  return { state, text, causes: unique([...causes, ...(isWell ? [] : findings(object, all))]), events }
}

type Told = Pick<Diagnosis, 'state' | 'text' | 'causes'>

const well = cell('well', 'usable')
const waits = cell('waits', 'working')
const working = cell('working', 'working')
const failed = cell('failed', 'failed')

function going({ kind, metadata }: KubeObject): Told | undefined {
  if (metadata.deletionTimestamp === undefined) return undefined
  const { finalizers = [] } = metadata
  const ours = finalizers.some(one => one.startsWith('pxsnap.io/'))
  return {
    state: waits,
    text: `It is being deleted since ${metadata.deletionTimestamp} and waits for ${finalizers.join(', ') || 'nothing any more'}.`,
    causes: [
      ours
        ? {
            text: 'pxsnap still has to thaw or clean up for it.',
            next: `kubectl pxsnap delete ${kind.toLowerCase()} ${metadata.name}`,
          }
        : { text: 'Whoever set these finalizers has not finished.' },
    ],
  }
}

function own(object: KubeObject, all: readonly KubeObject[], now: Instant): Told {
  if (isSnapshot(object)) return ofSnapshot(object, all)
  switch (object.kind) {
    case 'PersistentVolumeClaim':
      return ofClaim(object, all, now)
    case 'Pod':
      return ofPod(object, all)
    case 'VolumeSnapshotSchedule':
      return ofSchedule(object, all, now)
    default:
      return ofAny(object)
  }
}

function ofSnapshot(object: KubeObject, all: readonly KubeObject[]): Told {
  const { word, tone, message, next } = snapshotState(object)
  if (tone === 'usable') return { state: well, text: `It is ${word}.`, causes: [] }
  const said: Cause[] = message === undefined ? [] : [withNext(message, next)]
  const resolved = word === 'PartialSuccess' ? undefined : resolveTargets(object, surroundings(object, all))
  const hindrance: Cause[] =
    resolved !== undefined && 'problem' in resolved
      ? [withNext(resolved.problem.message, nextAction(resolved.problem))]
      : []
  if (tone === 'failed') return { state: failed, text: `It is ${word}.`, causes: [...said, ...hindrance] }
  const nobody = markOf(object) === undefined && word === 'New'
  const begin: Cause[] = nobody
    ? [
        {
          text: 'Nobody has begun to carry it out.',
          next: 'kubectl pxsnap apply -f FILE carries it out and follows it.',
        },
      ]
    : []
  return {
    state: nobody || hindrance.length > 0 ? waits : working,
    text: `It is ${word}.`,
    causes: [...hindrance, ...said, ...begin],
  }
}

function ofClaim(claim: KubeObject, all: readonly KubeObject[], now: Instant): Told {
  const phase = textAt(claim, 'status', 'phase') ?? 'Pending'
  if (phase === 'Bound') return { state: well, text: 'It is bound to its volume.', causes: [] }
  if (phase === 'Lost')
    return {
      state: failed,
      text: 'Its volume is gone.',
      causes: [
        {
          text: `The PersistentVolume ${textAt(claim, 'spec', 'volumeName') ?? ''} is not there any more.`,
          next: 'Restore it from a snapshot.',
        },
      ],
    }
  const ofClone = markOf(claim) === undefined ? undefined : readClone(claim, now)
  const explained = ofClone === undefined ? undefined : explain(ofClone)
  const told: Cause[] = explained === undefined ? [] : [withNext(explained.text, explained.next)]
  return {
    state: waits,
    text: 'It is not bound to a volume.',
    causes: [...told, ...cloneCauses(claim, all), ...classCauses(claim, all)],
  }
}

function cloneCauses(claim: KubeObject, all: readonly KubeObject[]): readonly Cause[] {
  const { annotations = {}, namespace: here } = claim.metadata
  const name = annotations[snapshotSource.key]
  if (name === undefined) return []
  const namespace = annotations[snapshotSourceNamespace.key] ?? here
  const source = all.find(
    one =>
      one.kind === 'VolumeSnapshot' &&
      isSnapshot(one) &&
      one.metadata.name === name &&
      one.metadata.namespace === namespace,
  )
  const named = `the VolumeSnapshot ${namespace}/${name}`
  if (source === undefined) return [{ text: `It is cloned from ${named}, which is not there.` }]
  const { word, tone } = snapshotState(source)
  if (tone === 'usable') return []
  return [
    {
      text: `It is cloned from ${named}, which is ${word}.`,
      next: `kubectl pxsnap diagnose vs ${name} -n ${namespace}`,
    },
  ]
}

function classCauses(claim: KubeObject, all: readonly KubeObject[]): readonly Cause[] {
  const name = textAt(claim, 'spec', 'storageClassName')
  if (name === undefined) return []
  const found = all.find(one => one.kind === 'StorageClass' && one.metadata.name === name)
  if (found === undefined)
    return [{ text: `There is no StorageClass ${name}.`, next: 'kubectl get storageclass shows those that there are.' }]
  const used = all.some(
    one =>
      one.kind === 'Pod' &&
      one.metadata.namespace === claim.metadata.namespace &&
      claimsOfPod(one).includes(claim.metadata.name),
  )
  if (textAt(found, 'volumeBindingMode') === 'WaitForFirstConsumer' && !used)
    return [{ text: `The StorageClass ${name} makes the volume when a pod uses the claim, and none does.` }]
  return []
}

function ofPod(pod: KubeObject, all: readonly KubeObject[]): Told {
  const phase = textAt(pod, 'status', 'phase') ?? 'Pending'
  const reasons = listAt(pod, 'status', 'containerStatuses').flatMap((status): readonly Cause[] => {
    const name = textAt(status, 'name') ?? ''
    const reason = textAt(status, 'state', 'waiting', 'reason') ?? textAt(status, 'state', 'terminated', 'reason')
    const message = textAt(status, 'state', 'waiting', 'message') ?? textAt(status, 'state', 'terminated', 'message')
    return reason === undefined
      ? []
      : [{ text: `The container ${name}: ${reason}${message === undefined ? '' : `, ${message}`}.` }]
  })
  if (phase === 'Running' && reasons.length === 0) return { state: well, text: 'It runs.', causes: [] }
  const unbound = claimsOfPod(pod).flatMap((name): readonly Cause[] => {
    const claim = all.find(
      one =>
        one.kind === 'PersistentVolumeClaim' &&
        one.metadata.name === name &&
        one.metadata.namespace === pod.metadata.namespace,
    )
    if (claim === undefined) return [{ text: `The claim ${name} that it mounts is not there.` }]
    if (textAt(claim, 'status', 'phase') === 'Bound') return []
    return [
      {
        text: `The claim ${name} that it mounts is not bound.`,
        next: `kubectl pxsnap diagnose pvc ${name} -n ${pod.metadata.namespace}`,
      },
    ]
  })
  return { state: phase === 'Failed' ? failed : waits, text: `It is ${phase}.`, causes: [...unbound, ...reasons] }
}

function ofSchedule(schedule: KubeObject, all: readonly KubeObject[], now: Instant): Told {
  const { text: word, tone } = scheduleCell(schedule)
  const { name, namespace = '' } = schedule.metadata
  if (word === 'Suspended')
    return {
      state: waits,
      text: 'It is suspended, so it begins no runs.',
      causes: [{ text: 'Somebody suspended it.', next: `kubectl pxsnap resume ${name} -n ${namespace}` }],
    }
  const next = nextRunAt(schedule, all, now)
  const when = next === undefined ? 'No run is ahead.' : `It runs next at ${toIso(next)}.`
  const policy = textAt(schedule, 'spec', 'schedulePolicyName') ?? ''
  const said = scheduleProblem(schedule)
  const causes: Cause[] = [
    ...(said === undefined ? [] : [{ text: said }]),
    ...(next !== undefined || policyFollowed(schedule, all) === undefined
      ? []
      : [{ text: `Its policy ${policy} has no run.`, next: `kubectl pxsnap calendar ${name} -n ${namespace}` }]),
  ]
  const state = tone === 'failed' ? failed : next === undefined ? waits : well
  return { state, text: `It is ${word}. ${when}`, causes }
}

function ofAny(object: KubeObject): Told {
  const word = textAt(object, 'status', 'status') ?? textAt(object, 'status', 'phase')
  const message = textAt(object, 'status', 'reason') ?? textAt(object, 'status', 'message')
  const conditions = listAt(object, 'status', 'conditions').filter(isMap)
  const unmet = conditions.filter(({ status, type }) => status === 'False' && type !== 'Failed')
  const causes = [
    ...(message === undefined ? [] : [{ text: message }]),
    ...unmet.map(({ type, message: why }) => ({
      text: `${String(type)} is false${typeof why === 'string' ? `: ${why}` : ''}.`,
    })),
  ]
  const begun = lifecycleEntryOf(object.kind) === undefined || markOf(object) !== undefined
  if (word === undefined) {
    if (!begun) return { state: waits, text: 'Nobody has begun to carry it out.', causes }
    return causes.length === 0
      ? { state: well, text: 'It is there; nothing has to be done for it.', causes }
      : { state: waits, text: 'Not all of it is as it should be.', causes }
  }
  if (/^(Failed|Error|Lost)$/.test(word)) return { state: failed, text: `It is ${word}.`, causes }
  const settled = /^(Successful|Ready|Bound|Active|Available|Succeeded|Running)$/.test(word)
  const left: Cause[] =
    lifecycleEntryOf(object.kind) === undefined
      ? []
      : [
          {
            text: 'A process carries it out, or left it in the middle.',
            next: 'Run the same command again: it goes on from here.',
          },
        ]
  return { state: settled ? well : working, text: `It is ${word}.`, causes: settled ? [] : [...causes, ...left] }
}

/** What lint says about the object, given everything in the cluster. */
function findings(object: KubeObject, all: readonly KubeObject[]): readonly Cause[] {
  const facts = factsOf(all, { completeKinds: kindCatalogue.map(({ kind }) => kind) })
  // A live object has fields that only a manifest should not have.
  return inspect(object, { facts, executor: 'pxsnap' })
    .filter(({ severity, path }) => severity === 'error' && path[0] !== 'status')
    .map(({ message, help, path }) => withNext(`${dotted(path)}: ${message}`, help))
}

function eventsAbout(object: KubeObject, all: readonly KubeObject[], now: Instant): Diagnosis['events'] {
  const { uid } = object.metadata
  return all
    .filter(one => one.kind === 'Event' && uid !== undefined && textAt(one, 'involvedObject', 'uid') === uid)
    .map(one => ({
      at: textAt(one, 'lastTimestamp') ?? '',
      age: age(textAt(one, 'lastTimestamp'), now),
      reason: textAt(one, 'reason') ?? '',
      message: textAt(one, 'message') ?? '',
    }))
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .slice(-10)
    .map(({ at: _, ...event }) => event)
}

function surroundings({ metadata: { namespace } }: KubeObject, all: readonly KubeObject[]): Surroundings {
  const near = (kind: string) =>
    all.filter(
      one => one.kind === kind && (one.metadata.namespace === undefined || one.metadata.namespace === namespace),
    )
  return {
    claims: near('PersistentVolumeClaim'),
    volumes: near('PersistentVolume'),
    pods: near('Pod'),
    rules: near('Rule'),
  }
}

function withNext(text: string, next: string | undefined): Cause {
  return { text, ...(next === undefined ? {} : { next }) }
}

/** The same is often told by the lifecycle and seen again. */
function unique(causes: readonly Cause[]): readonly Cause[] {
  return causes.filter(
    ({ text }, index) => causes.findIndex(other => other.text === text || other.text.includes(text)) === index,
  )
}
