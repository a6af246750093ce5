/** The upload of a cloud snapshot: begins when everything is thawed, goes on after a crash, ends with all members or none. */

import { after, assert, type Instant, spellBytes } from '../base/index.ts'
import type { CloudBackup } from '../ports/index.ts'
import type { CloudWish } from './cloud-wish.ts'
import type { Effect, EffectOutcome } from './effect.ts'
import { discardUploadKey, releaseLocalKey, uploadKey } from './effect-key.ts'
import { note, noteAll } from './evidence-log.ts'
import type { Reason } from './reason.ts'
import { baseOf, cleaningLimitMs, deleting, rollingBack, taskKey } from './snapshot-cleaning.ts'
import { type Copy, isInCloud, type SnapshotBase, type SnapshotLifecycle, type Verdict } from './snapshot-lifecycle.ts'
import { reasonOf } from './snapshot-planning.ts'
import { enter, perform, type Seen, type Step, waitUntil } from './step.ts'

type Uploading = Extract<SnapshotLifecycle, { stage: 'Uploading' }>

/** A store may fail this often, with growing pauses, before the snapshot is given up: about a quarter of an hour. */
export const uploadTries = 20
/** No upload takes longer. The application is not frozen meanwhile; the local copies take room. */
export const uploadLimitMs = 24 * 3_600_000
const quickestMs = 200
const slowestMs = 5_000
const longestPauseMs = 60_000
const retryMs = 1_000

/** Names the upload of one member: any process that asks again joins the upload that runs. */
export function uploadTaskKey(uid: string, attempt: number, index: number): string {
  return `upload-${uid}-${attempt}-${index}`
}

/** The local copies are there and the application runs on; now they go to the object store. */
export function uploading(
  status: SnapshotBase,
  seen: Seen,
  copies: readonly Copy[],
  verdict: Verdict,
  wish: CloudWish,
): SnapshotLifecycle {
  const { credential } = wish
  const bound = copies.map((copy, index): Copy => {
    const task = uploadTaskKey(seen.uid, status.attempt, index)
    return { ...copy, cloud: credential === undefined ? { task } : { task, credential } }
  })
  const claims = copies.map(copy => copy.member.claim).join(', ')
  const evidence = note(status.evidence, seen.now, 'uploading', `Uploading ${claims}. Nothing is frozen.`)
  return { ...baseOf(status, seen), evidence, stage: 'Uploading', copies: bound, verdict, wish, tries: 1 }
}

export function stepUploading(status: Uploading, seen: Seen): Step<SnapshotLifecycle> {
  const { copies } = status
  if (seen.deleting) return enter(deleting(status, seen, copies))
  if (copies.every(isInCloud)) return releaseLocal(status, seen)
  if (status.notBefore !== undefined && seen.now < status.notBefore) return waitUntil(status, status.notBefore)
  if (seen.now >= after(status.since, uploadLimitMs)) return enter(rollingBack(status, seen, tooLong, copies))

  const look = lookAt(status, seen)
  if (look.refused !== undefined) return enter(rollingBack(status, seen, look.refused, copies))
  if (look.failed !== undefined) return tryAgain(status, seen, look.failed)
  if (look.effects.length > 0) return perform(status, look.effects)
  if (look.until !== undefined) return waitUntil(status, look.until)
  return enter(uploaded(status, seen, look.backups))
}

type Look = {
  readonly effects: readonly Effect[]
  /** When the next running upload is asked after. */
  readonly until: Instant | undefined
  readonly backups: readonly CloudBackup[]
  /** An upload that can succeed later, and one that cannot. */
  readonly failed: { readonly index: number; readonly reason: Reason } | undefined
  readonly refused: Reason | undefined
}

function lookAt(status: Uploading, seen: Seen): Look {
  const effects: Effect[] = []
  const backups: CloudBackup[] = []
  let until: Instant | undefined
  let failed: Look['failed']
  let refused: Reason | undefined
  for (const [index, copy] of status.copies.entries()) {
    const key = uploadKey(status.attempt, index, status.tries, 0)
    const outcome = seen.outcomes[key]
    const answer = outcome === undefined ? 'ask' : read(outcome)
    if (answer === 'ask') effects.push(upload(status, copy, key))
    else if (answer === 'running' || answer === 'silent') {
      assert(outcome !== undefined, 'it was asked after')
      const next = after(outcome.to, answer === 'silent' ? retryMs : pauseMs(status, seen.now))
      if (seen.now >= next) effects.push(upload(status, copy, key))
      else if (until === undefined || next < until) until = next
    } else if ('backup' in answer) backups.push(answer.backup)
    else if (answer.mayPass) failed ??= { index, reason: answer.reason }
    else refused ??= answer.reason
  }
  return { effects, until, backups, failed, refused }
}

function read(
  outcome: EffectOutcome,
): 'running' | 'silent' | { readonly backup: CloudBackup } | { readonly reason: Reason; readonly mayPass: boolean } {
  if (outcome.got === 'failure') return outcome.mayPass ? 'silent' : outcome
  if (outcome.got !== 'upload') return { reason: reasonOf(outcome), mayPass: false }
  const { task } = outcome
  if (task.phase === 'queued' || task.phase === 'running') return 'running'
  if (task.phase === 'succeeded') return { backup: task.backup }
  const code = task.mayPass ? 'upload-failed' : 'upload-refused'
  return { reason: { code, message: task.message, blame: 'storage' }, mayPass: task.mayPass }
}

function upload(status: Uploading, copy: Copy, key: string): Effect {
  assert(copy.cloud !== undefined, 'a copy that is uploaded knows its task')
  const { task, credential } = copy.cloud
  const { full, incrementals } = status.wish
  return {
    do: 'upload',
    key,
    task,
    claim: copy.member.claim,
    snapshot: copy.handle,
    full,
    ...(credential === undefined ? {} : { credential }),
    ...(incrementals === undefined ? {} : { incrementals }),
  }
}

// Quick at first, so that small uploads end at once; asking ever more rarely as time goes on.
function pauseMs(status: Uploading, now: Instant): number {
  return Math.min(slowestMs, Math.max(quickestMs, Math.floor((now - status.since) / 20)))
}

// What the failed upload left is removed first, which makes its key free; the others go on meanwhile.
function tryAgain(
  status: Uploading,
  seen: Seen,
  { index, reason }: { readonly index: number; readonly reason: Reason },
): Step<SnapshotLifecycle> {
  if (status.tries >= uploadTries) return enter(rollingBack(status, seen, reason, status.copies))
  const key = discardUploadKey(status.attempt, index, status.tries, 0)
  const discarded = seen.outcomes[key]
  if (discarded?.got !== 'done') {
    if (discarded !== undefined && seen.now < after(discarded.to, retryMs))
      return waitUntil(status, after(discarded.to, retryMs))
    const task = status.copies[index]?.cloud?.task ?? uploadTaskKey(seen.uid, status.attempt, index)
    return perform(status, [{ do: 'discard-upload', key, task }])
  }
  const pause = Math.min(longestPauseMs, retryMs * 2 ** (status.tries - 1))
  const evidence = note(status.evidence, seen.now, 'warning', `The upload is tried again: ${reason.message}`)
  return enter({ ...status, evidence, tries: status.tries + 1, notBefore: after(seen.now, pause) })
}

function uploaded(status: Uploading, seen: Seen, backups: readonly CloudBackup[]): SnapshotLifecycle {
  const copies = status.copies.map((copy, index): Copy => {
    const backup = backups[index]
    assert(backup !== undefined && copy.cloud !== undefined, 'every member was uploaded')
    const cloud = { ...copy.cloud, kind: backup.kind, storedBytes: backup.storedBytes }
    return { ...copy, handle: `cloud:${backup.handle}`, sizeBytes: backup.sizeBytes, cloud }
  })
  const told = copies.map(
    ({ member, cloud }) =>
      `Uploaded ${member.claim}: ${spellBytes(cloud?.storedBytes ?? 0)}, ${cloud?.kind ?? 'full'}.`,
  )
  return { ...status, evidence: noteAll(status.evidence, seen.now, 'uploaded', told), copies }
}

/** Everything is in the store: the local copies have done their work. */
function releaseLocal(status: Uploading, seen: Seen): Step<SnapshotLifecycle> {
  const key = releaseLocalKey(status.attempt, 0)
  const released = seen.outcomes[key]
  const { copies, verdict } = status
  const recording = (evidence: typeof status.evidence): SnapshotLifecycle => ({
    ...baseOf(status, seen),
    evidence,
    stage: 'Recording',
    copies,
    verdict,
  })
  if (released?.got === 'done') return enter(recording(status.evidence))
  if (released !== undefined) {
    if (seen.now >= after(status.since, uploadLimitMs + cleaningLimitMs))
      return enter(recording(note(status.evidence, seen.now, 'warning', 'The local copies could not be removed.')))
    if (seen.now < after(released.to, retryMs)) return waitUntil(status, after(released.to, retryMs))
  }
  return perform(status, [{ do: 'discard', key, task: taskKey(seen.uid, status.attempt) }])
}

const tooLong: Reason = {
  code: 'upload-failed',
  message: 'The upload did not end within a day.',
  blame: 'storage',
}
