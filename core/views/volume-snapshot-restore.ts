/** What matters of a restore in place: how it goes, what it overwrites, whom it stops, what happened when. */

import { instant } from '../base/index.ts'
import { explainRestore, markOf, readRestore } from '../engine/index.ts'
import type { KubeObject } from '../specs/index.ts'
import { type Cell, cell, type Tone } from './cell.ts'
import type { Fact, Section } from './description.ts'
import { evidenceOf } from './evidence.ts'
import { listAt, textAt } from './fields.ts'
import { clockTime } from './moment.ts'
import type { SnapshotState } from './snapshot-state.ts'

/** STORK's word for how it goes; `New` before anybody began. */
export function restoreCell(object: KubeObject): Cell {
  if (object.metadata.deletionTimestamp !== undefined) return cell('Deleting', 'working')
  const word = textAt(object, 'status', 'status')
  if (word === undefined || word === '') return cell('New', 'muted')
  return cell(word, tones[word] ?? 'working')
}

/** The same with what is true now and what to do. */
export function restoreState(object: KubeObject): SnapshotState {
  const { text: word, tone = 'plain' } = restoreCell(object)
  const lifecycle = markOf(object) === undefined ? undefined : readRestore(object, instant(0))
  if (lifecycle === undefined) return { word, tone }
  const { text, next } = explainRestore(lifecycle)
  return { word, tone, message: text, ...(next === undefined ? {} : { next }) }
}

export function restoredClaims(object: KubeObject): string | undefined {
  const claims = listAt(object, 'status', 'volumes').flatMap(volume => textAt(volume, 'pvc') ?? [])
  return claims.length === 0 ? undefined : claims.join(',')
}

export function restoreFacts(object: KubeObject): readonly Fact[] {
  const state = restoreCell(object)
  const lifecycle = markOf(object) === undefined ? undefined : readRestore(object, instant(0))
  const told = lifecycle === undefined ? undefined : explainRestore(lifecycle)
  const text = told === undefined ? state.text : `${state.text}: ${told.text}`
  const stopped = lifecycle !== undefined && 'plan' in lifecycle ? (lifecycle.plan?.workloads ?? []) : []
  return [
    { label: 'Status', value: cell(text, state.tone) },
    ...(told?.next === undefined ? [] : [{ label: 'Next', value: cell(told.next) }]),
    { label: 'Snapshot', value: cell(textAt(object, 'spec', 'sourceName') ?? '') },
    ...stopped.map(({ kind, name, replicas }) => ({
      label: 'Stops',
      value: cell(
        `${kind.toLowerCase()}/${name}, which has ${replicas === 1 ? 'one replica' : `${replicas} replicas`}`,
      ),
    })),
  ]
}

export function restoreSections(object: KubeObject): readonly Section[] {
  const volumes = listAt(object, 'status', 'volumes').map(volume =>
    ['pvc', 'volume', 'snapshot', 'status', 'reason'].map(field => cell(textAt(volume, field) ?? '')),
  )
  const events = (evidenceOf(object)?.events ?? []).map(({ at, what, text }) => [
    cell(clockTime(at)),
    cell(text, what === 'failed' ? 'failed' : what === 'warning' ? 'working' : 'plain'),
  ])
  return [
    ...(volumes.length === 0
      ? []
      : [{ title: 'Overwrites', columns: ['CLAIM', 'VOLUME', 'WITH', 'STATUS', 'REASON'], rows: volumes }]),
    ...(events.length === 0 ? [] : [{ title: 'Events', columns: ['AT', 'WHAT HAPPENED'], rows: events }]),
  ]
}

const tones: Readonly<Record<string, Tone>> = { Successful: 'usable', Failed: 'failed' }
