/** A migration as it is watched: bytes per volume, and objects by kind, gathered from the engine's events. */

import type { EngineEvent } from '../engine/index.ts'

/** Changed by no one; {@link withMigrationEvent} gives the next one. */
export type LiveMigration = {
  /** What the engine is doing, in its words. */
  readonly stage: string
  readonly volumes: readonly LiveVolume[]
  /** What became of the objects, a text per kind, in the order in which they were applied. */
  readonly objects: readonly { readonly text: string; readonly ok: boolean }[]
}

export type LiveVolume = {
  readonly claim: string
  readonly doneBytes: number
  /** 0 before anybody knows. */
  readonly totalBytes: number
  /** Of an earlier pass, which was copied while the application went on writing. */
  readonly earlierBytes: number
  readonly state: 'waiting' | 'copying' | 'copied' | 'failed'
}

export const emptyLiveMigration: LiveMigration = { stage: '', volumes: [], objects: [] }

export function withMigrationEvent(live: LiveMigration, event: EngineEvent): LiveMigration {
  const { what, step, text, claim, progress, ok = true } = event
  if (what === 'stage') return { ...live, stage: text }
  if (step === 'apply-there' && text.endsWith(': 0 of 0')) return live
  if (step === 'apply-there' && what === 'ended') return { ...live, objects: [...live.objects, { text, ok }] }
  if (step === 'send-volume' && claim !== undefined) {
    if (what === 'began') return begunAgain(live, claim)
    if (progress !== undefined) return changed(live, claim, { ...progress, state: 'copying' })
    if (what === 'ended') return changed(live, claim, { state: ok ? 'copied' : 'failed' })
  }
  return live
}

function begunAgain(live: LiveMigration, claim: string): LiveMigration {
  const was = live.volumes.find(volume => volume.claim === claim)
  const earlierBytes = (was?.earlierBytes ?? 0) + (was?.state === 'copied' ? was.doneBytes : 0)
  return changed(live, claim, { doneBytes: 0, totalBytes: 0, earlierBytes, state: 'waiting' })
}

function changed(live: LiveMigration, claim: string, change: Partial<LiveVolume>): LiveMigration {
  const known = live.volumes.find(volume => volume.claim === claim)
  const was: LiveVolume = known ?? { claim, doneBytes: 0, totalBytes: 0, earlierBytes: 0, state: 'waiting' }
  const next = { ...was, ...change }
  const whole = next.state === 'copied' ? { ...next, doneBytes: next.totalBytes } : next
  const others = live.volumes.map(volume => (volume.claim === claim ? whole : volume))
  return { ...live, volumes: known === undefined ? [...others, whole] : others }
}
