/** What a run tells while it goes: stages entered, commands begun and ended. For live views; the record is the evidence. */

import { type Instant, spellBytes } from '../base/index.ts'
import type { Progress, UploadTask } from '../ports/index.ts'
import type { ObjectRef } from '../specs/index.ts'
import type { Effect, EffectOutcome, SharedEffect } from './effect.ts'

export type EngineEvent = {
  readonly at: Instant
  readonly ref: ObjectRef
  /** `progress`: it goes on, and so far has come. */
  readonly what: 'stage' | 'began' | 'progress' | 'ended'
  /** The stage entered, or what is done: `hold`, `run`, `snapshot`, `release`, … */
  readonly step: string
  readonly text: string
  readonly namespace?: string
  readonly pod?: string
  readonly container?: string
  /** The claim whose copy is on its way. */
  readonly claim?: string
  readonly progress?: Progress
  /** For `ended`: whether it came out as wished; unknown answers did not. */
  readonly ok?: boolean
}

export function stageEntered(ref: ObjectRef, status: { readonly stage: string }, at: Instant): EngineEvent {
  return { at, ref, what: 'stage', step: status.stage, text: stageText(status.stage) }
}

export function effectStarted(ref: ObjectRef, effect: Effect, at: Instant): EngineEvent {
  return { at, ref, what: 'began', step: effect.do, text: `${wordsOf(effect)}…`, ...whereOf(effect) }
}

export function effectEnded(ref: ObjectRef, effect: Effect, outcome: EffectOutcome): EngineEvent {
  const text = `${wordsOf(effect)}: ${resultText(outcome)}`
  return { at: outcome.to, ref, what: 'ended', step: effect.do, text, ok: isOk(outcome), ...whereOf(effect) }
}

function wordsOf(effect: Effect): string {
  return 'of' in effect ? effect.text : words[effect.do]
}

const words: Readonly<Record<SharedEffect['do'], string>> = {
  arm: 'Setting a watchdog',
  run: 'Running a command',
  hold: 'Holding',
  'look-at-hold': 'Looking at a hold',
  release: 'Releasing',
  close: 'Closing the watchdog',
  'clean-up': 'Tidying up in the pod',
  snapshot: 'Taking the snapshot',
  discard: 'Discarding snapshots',
  'delete-copy': 'Deleting a snapshot',
  upload: 'Uploading',
  'discard-upload': 'Stopping the upload',
  'delete-backup': 'Deleting the backup',
  'clone-volume': 'Cloning the volume',
  download: 'Downloading',
  'discard-clone': 'Deleting the volume',
  resolve: 'Looking for claims, rules and pods',
  'find-writers': 'Looking for new writers',
  record: 'Recording the snapshot',
  'erase-record': 'Removing the record',
  'make-volume-object': 'Binding the volume',
  'erase-volume-object': 'Removing the PersistentVolume',
  'find-users': 'Looking for pods that use the claim',
}

function stageText(stage: string): string {
  const text: Readonly<Record<string, string>> = {
    Pending: 'Waiting.',
    Armed: 'The plan is written down.',
    Freezing: 'Freezing the application.',
    Cutting: 'Taking the snapshot.',
    Thawing: 'Thawing the application.',
    Uploading: 'Uploading the snapshot. Nothing is frozen.',
    Recording: 'Recording the snapshot.',
    RollingBack: 'Rolling the attempt back.',
    Cloning: 'Cloning.',
    Binding: 'Binding the claim.',
    Copying: 'Taking the snapshot that is copied.',
    Sending: 'Copying the volumes.',
    Stopping: 'Stopping the applications.',
    Applying: 'Applying the objects there.',
    Activating: 'Starting the applications there.',
    Tidying: 'Tidying up.',
    Fetching: 'Fetching the backups.',
    Saving: 'Keeping the data as it is now.',
    Restoring: 'Restoring the volumes.',
    Verifying: 'Comparing the volumes with the snapshot.',
    Undoing: 'Putting back what the volumes held before.',
    Starting: 'Starting the application.',
    Cleaning: 'Cleaning up.',
    Final: 'Done.',
    Deleting: 'Deleting.',
    Gone: 'Deleted.',
  }
  return text[stage] ?? stage
}

/** A transfer that goes on, with its bytes; undefined for what says nothing of them. */
export function effectProgress(ref: ObjectRef, effect: Effect, outcome: EffectOutcome): EngineEvent | undefined {
  const progress = progressOf(outcome)
  if (progress === undefined) return undefined
  const text = `${wordsOf(effect)}: ${spellBytes(progress.doneBytes)} of ${spellBytes(progress.totalBytes)}`
  return { at: outcome.to, ref, what: 'progress', step: effect.do, text, progress, ...whereOf(effect) }
}

function progressOf(outcome: EffectOutcome): Progress | undefined {
  if (outcome.got === 'running') return outcome.progress
  if (outcome.got !== 'upload' || outcome.task.phase !== 'running') return undefined
  const { doneBytes, totalBytes } = outcome.task
  return { doneBytes, totalBytes }
}

function whereOf(effect: Effect) {
  if ('claim' in effect) return { claim: effect.claim }
  if (!('target' in effect)) return {}
  const { namespace, pod, container } = effect.target
  return { namespace, pod, container }
}

function resultText(outcome: EffectOutcome): string {
  switch (outcome.got) {
    case 'exit':
      return outcome.exit === 'unknown' ? 'no answer' : `exit code ${outcome.exit}`
    case 'word':
      return outcome.word
    case 'task':
      return outcome.task.phase
    case 'upload':
      return uploadText(outcome.task)
    case 'problem':
    case 'failure':
      return outcome.reason.message
    case 'pods':
      return outcome.pods.map(pod => pod.name).join(', ')
    case 'applied':
      return countApplied(outcome.results)
    case 'digests':
      return outcome.here === outcome.there ? 'equal' : 'different'
    case 'pair':
      return outcome.storage ? 'ready' : 'ready, without its storage'
    case 'compared':
      return outcome.same ? 'equal' : 'different'
    case 'restore-plan':
    case 'written':
    case 'migration-plan':
    case 'targets':
    case 'clone-plan':
    case 'volume':
    case 'schedule-view':
    case 'running':
    case 'done':
      return 'done'
  }
}

function countApplied(results: readonly { readonly status: string; readonly reason?: string }[]): string {
  const bad = results.filter(({ status }) => status === 'Failed')
  const done = `${results.length - bad.length} of ${results.length}`
  return bad[0]?.reason === undefined ? done : `${done}: ${bad[0].reason}`
}

function uploadText(task: UploadTask): string {
  if (task.phase === 'running') return `${spellBytes(task.doneBytes)} of ${spellBytes(task.totalBytes)}`
  if (task.phase === 'succeeded') return `${spellBytes(task.backup.storedBytes)}, ${task.backup.kind}`
  return task.phase === 'failed' ? task.message : task.phase
}

function isOk(outcome: EffectOutcome): boolean {
  if (outcome.got === 'exit') return outcome.exit === 0
  if (outcome.got === 'word') return ['held', 'released', 'armed', 'disarmed'].includes(outcome.word)
  if (outcome.got === 'task' || outcome.got === 'upload') return outcome.task.phase !== 'failed'
  if (outcome.got === 'digests') return outcome.here === outcome.there
  if (outcome.got === 'applied') return outcome.results.every(({ status }) => status !== 'Failed')
  return outcome.got !== 'failure' && outcome.got !== 'problem'
}
