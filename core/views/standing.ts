/** How far an object has come that somebody carries out, whoever that is, read from its status alone. */

import { draftOf, type KubeObject, valueAt, volumeSnapshot } from '../specs/index.ts'
import type { Tone } from './cell.ts'
import { isSnapshot } from './description.ts'
import { textAt } from './fields.ts'
import { snapshotState } from './snapshot-state.ts'
import { restoreState } from './volume-snapshot-restore.ts'

export type Standing = {
  /** `partial`: done, with less than was asked for. `failing`: failed so far, and tried again by whoever carries it out. */
  readonly result: 'successful' | 'partial' | 'failed' | 'failing' | 'waiting'
  /** The status in its own words, for example `PreSnapshot, InProgress`. */
  readonly word: string
  readonly tone: Tone
  /** Why, where the status says so. */
  readonly message?: string
}

/** Undefined for kinds that nobody carries out, such as rules, and for schedules, which have no end. */
export function standingOf(object: KubeObject): Standing | undefined {
  if (object.metadata.deletionTimestamp !== undefined) return standing('waiting', 'Deleting')
  if (isSnapshot(object)) return ofSnapshot(object)
  switch (`${group(object)}/${object.kind}`) {
    case '/PersistentVolumeClaim':
      return ofPhase(object, 'phase', { Bound: 'successful', Lost: 'failed' })
    case 'stork.libopenstorage.org/VolumeSnapshotRestore': {
      const { word, message } = restoreState(object)
      const result = word === 'Successful' ? 'successful' : word === 'Failed' ? 'failed' : 'waiting'
      return standing(result, word, message)
    }
    case 'stork.libopenstorage.org/ClusterPair':
      return ofPair(object)
    case 'stork.libopenstorage.org/Migration':
    case 'stork.libopenstorage.org/ApplicationBackup':
    case 'stork.libopenstorage.org/ApplicationRestore':
    case 'stork.libopenstorage.org/ApplicationClone':
      return ofStages(object)
    case 'snapshot.storage.k8s.io/VolumeSnapshot':
    case 'groupsnapshot.storage.k8s.io/VolumeGroupSnapshot':
      return ofCsi(object)
    default:
      return undefined
  }
}

/** Source: STORK, a condition of type Error and a group that failed before its last stage are tried again for ever. */
function ofSnapshot(object: KubeObject): Standing {
  const { word, tone, message } = snapshotState(object)
  const stage = textAt(object, 'status', 'stage')
  const words = stage === undefined ? word : `${stage}, ${word}`
  if (object.kind === 'GroupVolumeSnapshot') {
    const isOver = stage === 'Final'
    if (word === 'Successful') return standing(isOver ? 'successful' : 'waiting', words, message)
    if (word === 'PartialSuccess') return standing(isOver ? 'partial' : 'waiting', words, message)
    if (word === 'Failed') return standing(isOver ? 'failed' : 'failing', words, message)
    return standing('waiting', words, message)
  }
  if (tone === 'usable') return standing('successful', word, message)
  const last = draftOf(volumeSnapshot, object).status?.conditions?.at(-1)
  return standing(last?.type === 'Error' ? 'failing' : 'waiting', word, message)
}

/** Source: STORK, migration and application controllers: a status counts when the stage is Final. */
function ofStages(object: KubeObject): Standing {
  const stage = textAt(object, 'status', 'stage') ?? ''
  const status = textAt(object, 'status', 'status') ?? ''
  const words = [stage, status].filter(word => word !== '').join(', ') || 'New'
  const reason = textAt(object, 'status', 'reason')
  if (stage !== 'Final') return standing(status === 'Failed' ? 'failing' : 'waiting', words, reason)
  if (status === 'Successful') return standing('successful', words, reason)
  return standing(status === 'PartialSuccess' || status === 'Retained' ? 'partial' : 'failed', words, reason)
}

/** Source: STORK, cluster pair controller: each half is Ready, or NotProvided where it was not asked for. */
function ofPair(object: KubeObject): Standing {
  const halves = ['schedulerStatus', 'storageStatus'].map(field => textAt(object, 'status', field))
  const word = `scheduler ${halves[0] || 'New'}, storage ${halves[1] || 'New'}`
  const reason = textAt(object, 'status', 'reason')
  if (halves.includes('Error')) return standing('failing', word, reason)
  if (halves.some(half => half === undefined || half === '' || half === 'Pending'))
    return standing('waiting', word, reason)
  return standing(halves.includes('Ready') ? 'successful' : 'failed', word, reason)
}

/** Source: the CSI external-snapshotter: `readyToUse`, and an error that is tried again. */
function ofCsi(object: KubeObject): Standing {
  if (valueAt(object, ['status', 'readyToUse']) === true) return standing('successful', 'Ready')
  const error = textAt(object, 'status', 'error', 'message')
  return error === undefined ? standing('waiting', 'Pending') : standing('failing', 'Error', error)
}

function ofPhase(object: KubeObject, field: string, results: Readonly<Record<string, Standing['result']>>): Standing {
  const phase = textAt(object, 'status', field) ?? 'Pending'
  return standing(results[phase] ?? 'waiting', phase)
}

function standing(result: Standing['result'], word: string, message?: string): Standing {
  return { result, word, tone: tones[result], ...(message === undefined ? {} : { message }) }
}

const tones: Readonly<Record<Standing['result'], Tone>> = {
  successful: 'usable',
  partial: 'working',
  failed: 'failed',
  failing: 'failed',
  waiting: 'working',
}

const group = ({ apiVersion }: KubeObject): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '')
