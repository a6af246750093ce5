/** What a schedule reads and writes in the cluster: its settings, the objects of its runs, its events and its status. */

import { fromIso, type Instant, instant, type Labels, parseDuration, parseLabels, toIso } from '../base/index.ts'
import {
  annotationsOf,
  catchUp,
  cloudCredential,
  entry,
  evidence as evidenceKey,
  incrementalCount,
  isMap,
  type KubeObject,
  labelsOf,
  lifecycle as lifecycleKey,
  type Neighbour,
  postSnapshotRule,
  preSnapshotRule,
  pvcSelector,
  restoreNamespaces,
  runDeadline,
  type SectionKind,
  scheduleName,
  schedulePolicyType,
  sectionKinds,
  snapshotType,
  textOf,
  timeZone,
  trigger,
  valueAt,
} from '../specs/index.ts'
import { digest } from './name-digest.ts'
import type { Reason } from './reason.ts'
import type { ScheduleItem, ScheduleLifecycle, ScheduleSettings, Tidings } from './schedule-lifecycle.ts'
import { groupVersion, snapshotVersion } from './snapshot-objects.ts'

/** On every object that a schedule makes: the schedule's uid. */
export const scheduleUidLabel = 'pxsnap.io/schedule-uid'

export function scheduleSettings(schedule: KubeObject): ScheduleSettings {
  const { name, uid = '', creationTimestamp = '' } = schedule.metadata
  const asked = triggerOf(annotationsOf(schedule)[trigger.key])
  const problem = problemOf(schedule)
  return {
    name,
    uid,
    createdAt: fromIso(creationTimestamp) ?? instant(0),
    makes: groupSelector(schedule) === undefined ? 'VolumeSnapshot' : 'GroupVolumeSnapshot',
    suspended: entry(schedule.spec, 'suspend') === true,
    ...(asked === undefined ? {} : { trigger: asked }),
    ...(problem === undefined ? {} : { problem }),
    ...timeSettings(schedule),
  }
}

/** What a schedule and its policy may both say about their times. What cannot be understood counts as not said. */
export function timeSettings(object: Neighbour): Pick<ScheduleSettings, 'zone' | 'catchUp' | 'deadlineMs'> {
  const annotations = annotationsOf(object)
  const zone = annotations[timeZone.key]
  const rule = annotations[catchUp.key]
  const deadlineMs = parseDuration(annotations[runDeadline.key] ?? '')
  return {
    ...(zone === undefined || zone === '' ? {} : { zone }),
    ...(rule === 'once' || rule === 'none' ? { catchUp: rule } : {}),
    ...(deadlineMs === undefined || deadlineMs <= 0 ? {} : { deadlineMs }),
  }
}

/** The text of a request for a run out of turn; the time makes it another one than the last. */
export function triggerText(at: Instant, kind: SectionKind | undefined): string {
  return kind === undefined ? toIso(at) : `${toIso(at)} ${kind}`
}

function triggerOf(text: string | undefined): ScheduleSettings['trigger'] {
  if (text === undefined || text === '') return undefined
  const [time = '', word] = text.split(' ')
  const at = fromIso(time)
  const kind = sectionKinds.find(one => one === word)
  return at === undefined ? undefined : { id: text, at, ...(kind === undefined ? {} : { kind }) }
}

/** The labels of a group's claims, or undefined where the schedule is of one claim. */
function groupSelector(schedule: KubeObject): Labels | 'unreadable' | undefined {
  const text = annotationsOf(schedule)[pvcSelector.key]
  if (text === undefined) return undefined
  return parseLabels(text) ?? 'unreadable'
}

function problemOf(schedule: KubeObject): Reason | undefined {
  const wrong = (message: string): Reason => ({ code: 'unsupported', message, blame: 'spec' })
  const selector = groupSelector(schedule)
  if (selector === 'unreadable') return wrong(`${pvcSelector.key} is no list of labels such as app=mysql,tier=db.`)
  if (selector === undefined && claimOf(schedule) === '') return wrong('It names no claim to snapshot.')
  return policyNameOf(schedule) === '' ? wrong('It names no policy.') : undefined
}

export function policyNameOf(schedule: KubeObject): string {
  return textOf(entry(schedule.spec, 'schedulePolicyName')) ?? ''
}

function claimOf(schedule: KubeObject): string {
  return textOf(valueAt(schedule, ['spec', 'template', 'spec', 'persistentVolumeClaimName'])) ?? ''
}

/** The apiVersion of what runs make. */
export function runVersion(makes: string): string {
  return makes === 'GroupVolumeSnapshot' ? groupVersion : snapshotVersion
}

/** The object of a run. Labels, annotations, names and owner references as STORK makes them, and a label of ours. */
export function runObject(
  schedule: KubeObject,
  item: ScheduleItem,
  options: Readonly<Record<string, string>>,
): KubeObject {
  const { metadata, spec } = schedule
  const rule = (key: string) => textOf(entry(spec, key)) ?? ''
  const [preExecRule, postExecRule] = [rule('preExecRule'), rule('postExecRule')]
  const full: Readonly<Record<string, string>> = item.full === true ? { [incrementalCount.key]: '0' } : {}
  const annotations = { ...copied(annotationsOf(schedule)), ...options, ...full }
  const marks = { [scheduleName.key]: metadata.name, [schedulePolicyType.key]: item.kind }
  const selector = groupSelector(schedule)
  const isGroup = item.makes === 'GroupVolumeSnapshot' && isMap(selector)
  const rules = isGroup ? {} : { [preSnapshotRule.key]: preExecRule, [postSnapshotRule.key]: postExecRule }
  const owned = entry(spec, 'reclaimPolicy') !== 'Retain'
  const { apiVersion, kind } = schedule
  return {
    apiVersion: runVersion(item.makes),
    kind: item.makes,
    metadata: {
      name: item.name,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      labels: { ...labelsOf(schedule), [scheduleUidLabel]: metadata.uid ?? '' },
      annotations: { ...annotations, ...rules, ...marks },
      ...(owned ? { ownerReferences: [{ apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '' }] } : {}),
    },
    spec: isGroup
      ? groupSpec(selector, annotations, preExecRule, postExecRule)
      : { persistentVolumeClaimName: claimOf(schedule) },
  }
}

function groupSpec(
  matchLabels: Labels,
  annotations: Readonly<Record<string, string>>,
  preExecRule: string,
  postExecRule: string,
) {
  const chosen = [snapshotType.key, cloudCredential.key, incrementalCount.key].flatMap(key => {
    const value = annotations[key]
    return value === undefined ? [] : [[key, value] as const]
  })
  const allowed = annotations[restoreNamespaces.key]
  return {
    pvcSelector: { matchLabels },
    ...(preExecRule === '' ? {} : { preExecRule }),
    ...(postExecRule === '' ? {} : { postExecRule }),
    ...(allowed === undefined ? {} : { restoreNamespaces: allowed.split(',') }),
    ...(chosen.length === 0 ? {} : { options: Object.fromEntries(chosen) }),
  }
}

// What concerns the schedule itself, or was written on it by tools, says nothing about a snapshot.
function copied(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => !ownKeys.has(key)))
}

const ownKeys: ReadonlySet<string> = new Set([
  lifecycleKey.key,
  evidenceKey.key,
  timeZone.key,
  catchUp.key,
  runDeadline.key,
  pvcSelector.key,
  trigger.key,
  preSnapshotRule.key,
  postSnapshotRule.key,
  'kubectl.kubernetes.io/last-applied-configuration',
])

/** The event that tells it. Its name is made of what it tells, so it is written once. */
export function eventObject(schedule: KubeObject, tidings: Tidings): KubeObject {
  const { apiVersion, kind, metadata } = schedule
  const { name, uid, namespace = 'default' } = metadata
  const at = toIso(tidings.at)
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${digest(`${uid}/${tidings.id}`)}`, namespace },
    involvedObject: { apiVersion, kind, name, namespace, ...(uid === undefined ? {} : { uid }) },
    type: tidings.type,
    reason: tidings.reason,
    message: tidings.message,
    source: { component: 'pxsnap' },
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
  }
}

/** The status that a schedule shows. Source: STORK's items by section; `message` of what is not usable. */
export function scheduleStatus(status: ScheduleLifecycle): Readonly<Record<string, unknown>> {
  const items = sectionKinds.flatMap(kind => {
    const own = status.items.filter(item => item.kind === kind)
    return own.length === 0 ? [] : [[kind, own.map(shownItem)] as const]
  })
  return { items: Object.fromEntries(items) }
}

function shownItem({ name, plannedAt, finishedAt, phase, message, leaving }: ScheduleItem) {
  return {
    name,
    creationTimestamp: toIso(plannedAt),
    ...(finishedAt === undefined ? {} : { finishTimestamp: toIso(finishedAt) }),
    status: phase === 'ready' ? 'Ready' : phase === 'error' ? 'Error' : 'Pending',
    ...(message === undefined ? {} : { message }),
    ...(leaving === undefined ? {} : { deleted: true }),
  }
}
