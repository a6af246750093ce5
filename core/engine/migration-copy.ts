/** The copy of the volumes: one cut of all of them, by the shared snapshot run, then each is sent and compared. */

import { after, assert } from '../base/index.ts'
import type { Effect } from './effect.ts'
import { note } from './evidence-log.ts'
import { goneSilent, reasonFrom, retryMs } from './migration-asking.ts'
import type { MigrationLifecycle, MigrationSettings, MigrationWork, SentVolume } from './migration-lifecycle.ts'
import { claimOf } from './migration-lifecycle.ts'
import { deletingFrom, firstCut, mostTries, rollingBack, sendTaskKey, workOf } from './migration-passing.ts'
import type { Reason } from './reason.ts'
import { stepSnapshotRun } from './snapshot-run.ts'
import { enter, perform, rest, type Seen, type Step, waitUntil } from './step.ts'

type MigrationStep = Step<MigrationLifecycle>
type At<Stage extends MigrationLifecycle['stage']> = Extract<MigrationLifecycle, { stage: Stage }>

/** The snapshot run does it, over the volumes of all namespaces at once; its answers are looked up by our own effects. */
export function stepCopying(settings: MigrationSettings, status: At<'Copying'>, seen: Seen): MigrationStep {
  const { cut } = status
  const step = stepSnapshotRun(settings.snapshot, cut, seen)
  if (step.effects.length > 0) return { ...step, status, effects: step.effects.map(effect => ours(effect, status)) }
  if (step.status === cut) return { ...step, status }
  const next = step.status
  const { evidence, attempt } = next.stage === 'Gone' ? cut : next
  const work = { ...workOf(status), evidence, attempt, since: seen.now }
  switch (next.stage) {
    case 'Recording': {
      const { copies, verdict } = next
      // What a stopped application left behind is as consistent as its own stop; the verdict is that of the pass with rules.
      const judged = status.pass === 1 ? { verdict } : {}
      return enter({ ...work, ...judged, stage: 'Sending', copies })
    }
    case 'Final': {
      assert(next.outcome === 'failed', 'a cut that succeeds is sent before it is final')
      if (next.failure.code === 'stopped' && seen.stopping) return enter(firstCut(work, seen))
      return enter(rollingBack(work, seen, next.failure))
    }
    case 'Deleting':
    case 'Gone':
      return enter(deletingFrom({ ...status, evidence, attempt }, seen))
    default:
      return { ...step, status: { ...status, evidence, attempt, cut: next } }
  }
}

function ours(effect: Effect, { plan, pass }: MigrationWork): Effect {
  const { key } = effect
  if (effect.do === 'resolve') {
    const text = 'Looking for claims, rules and pods'
    return { of: 'migration', do: 'find-members', key, text, plan, withRules: pass === 1 }
  }
  if (effect.do === 'find-writers') {
    const { selection } = effect
    const text = 'Looking for new writers'
    return { of: 'migration', do: 'find-migrated-writers', key, text, plan, selection, mustEnd: true }
  }
  return effect
}

const pollMs = 200

export function stepSending(status: At<'Sending'>, seen: Seen): MigrationStep {
  if (seen.deleting) return enter(deletingFrom(status, seen))
  const effects: Effect[] = []
  const sent: SentVolume[] = []
  let until = Number.POSITIVE_INFINITY
  let trouble: Reason | undefined
  for (const [index, copy] of status.copies.entries()) {
    const look = lookAt(status, seen, index)
    if (look.is === 'failed') return enter(rollingBack(status, seen, look.reason))
    if (look.is === 'asking') effects.push(look.effect)
    if (look.is === 'waiting') {
      until = Math.min(until, look.until)
      trouble = look.reason ?? trouble
    }
    if (look.is === 'arrived') sent.push({ ...look.sent, sizeBytes: copy.sizeBytes })
  }
  if (trouble !== undefined && goneSilent(status, seen)) {
    if (status.stopped) return enter(rollingBack(status, seen, trouble))
    return status.waitsFor === undefined ? enter({ ...status, waitsFor: trouble }) : rest(status)
  }
  if (effects.length > 0) return perform(status, effects)
  if (sent.length < status.copies.length) return waitUntil(status, after(seen.now, Math.max(1, until - seen.now)))
  return enter(arrived(status, seen, sent))
}

type Look =
  | { readonly is: 'asking'; readonly effect: Effect }
  | { readonly is: 'waiting'; readonly until: number; readonly reason?: Reason }
  | { readonly is: 'arrived'; readonly sent: Omit<SentVolume, 'sizeBytes'> }
  | { readonly is: 'failed'; readonly reason: Reason }

/** One volume: sent, and again if it did not arrive as it was sent. */
function lookAt(status: At<'Sending'>, seen: Seen, index: number): Look {
  const { plan, pass, copies } = status
  const volume = plan.volumes[index]
  const copy = copies[index]
  const { pairing } = plan
  assert(volume !== undefined && copy !== undefined && pairing !== undefined, 'a copy of a planned volume is sent')
  const claim = claimOf(volume)
  const snapshot = copy.handle
  for (let tried = 1; ; tried++) {
    const task = sendTaskKey(seen.uid, pass, index, tried)
    const key = `send/${pass}/${index}/${tried}`
    const found = seen.outcomes[key]
    if (found?.got === 'volume') {
      const compared = compare(status, seen, { index, tried, snapshot, volume: found.volume, claim })
      if (compared.is !== 'failed' || tried >= mostTries) return compared
      continue
    }
    const wait = found === undefined || found.got === 'running' ? pollMs : retryMs
    if (found !== undefined && seen.now < after(found.to, wait)) {
      if (found.got === 'running') return { is: 'waiting', until: after(found.to, wait) }
      const { reason, mayPass } = reasonFrom(found)
      return mayPass ? { is: 'waiting', until: after(found.to, wait), reason } : { is: 'failed', reason }
    }
    const text = 'Copying'
    const name = volume.persistentVolume
    return {
      is: 'asking',
      effect: { of: 'migration', do: 'send-volume', key, text, task, snapshot, pairing, name, claim },
    }
  }
}

function compare(
  { pass }: MigrationWork,
  seen: Seen,
  at: {
    readonly index: number
    readonly tried: number
    readonly snapshot: string
    readonly volume: string
    readonly claim: string
  },
): Look {
  const { snapshot, volume, claim } = at
  const key = `compare/${pass}/${at.index}/${at.tried}`
  const text = `Comparing checksums of ${claim}`
  const effect: Effect = { of: 'migration', do: 'compare-volume', key, text, snapshot, volume }
  const found = seen.outcomes[key]
  if (found === undefined) return { is: 'asking', effect }
  if (found.got === 'digests') {
    if (found.here === found.there) return { is: 'arrived', sent: { volume, digest: found.here } }
    const message = `Claim ${claim} did not arrive as it was sent: its checksum is another one there.`
    return { is: 'failed', reason: { code: 'copy-differs', message, blame: 'storage' } }
  }
  const { reason, mayPass } = reasonFrom(found)
  if (!mayPass) return { is: 'failed', reason }
  if (seen.now >= after(found.to, retryMs)) return { is: 'asking', effect }
  return { is: 'waiting', until: after(found.to, retryMs), reason }
}

function arrived(status: At<'Sending'>, seen: Seen, sent: readonly SentVolume[]): MigrationLifecycle {
  const { plan, pass } = status
  const text = `${count(sent.length, 'volume')} copied to ${plan.cluster}, checksums equal.`
  const evidence = note(status.evidence, seen.now, 'copied', text)
  const work = { ...workOf(status), sent, evidence, since: seen.now }
  if (plan.moves && !plan.keepsSource && pass === 1) return { ...work, pass: 2, stopped: true, stage: 'Stopping' }
  return { ...work, volumesDoneAt: seen.now, stage: 'Applying', at: 0 }
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}
