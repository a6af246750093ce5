/** How a snapshot is going, single or group, in one word and one sentence. */

import { instant } from '../base/index.ts'
import { explain, markOf, readSnapshot } from '../engine/index.ts'
import type { KubeObject } from '../specs/index.ts'
import { type Cell, cell, type Tone } from './cell.ts'
import { evidenceOf } from './evidence.ts'
import { listAt, textAt } from './fields.ts'
import { spell } from './moment.ts'

export type SnapshotState = {
  /** STORK's own word where there is one: `Ready`, `Error`, `Successful`, `Failed`, …; `New` before anybody began. */
  readonly word: string
  readonly tone: Tone
  /** What is true now, where the word does not say it all. */
  readonly message?: string
  /** What the reader can do. */
  readonly next?: string
}

export function snapshotState(object: KubeObject): SnapshotState {
  const word = object.kind === 'GroupVolumeSnapshot' ? groupWord(object) : singleWord(object)
  if (object.metadata.deletionTimestamp !== undefined) return { word: 'Deleting', tone: 'working', ...told(object) }
  if (word === undefined) return { word: 'New', tone: 'muted' }
  return { word, tone: tones[word] ?? 'working', ...told(object) }
}

const tones: Readonly<Record<string, Tone>> = {
  Ready: 'usable',
  Successful: 'usable',
  PartialSuccess: 'working',
  Error: 'failed',
  Failed: 'failed',
}

function groupWord(object: KubeObject): string | undefined {
  return textAt(object, 'status', 'status')
}

function singleWord(object: KubeObject): string | undefined {
  const conditions = listAt(object, 'status', 'conditions')
  return textAt(conditions.findLast(condition => textAt(condition, 'status') === 'True') ?? conditions.at(-1), 'type')
}

/** In the engine's words where the engine carried it out; otherwise what the last condition says. */
function told(object: KubeObject): Pick<SnapshotState, 'message' | 'next'> {
  const lifecycle = markOf(object) === undefined ? undefined : readSnapshot(object, instant(0))
  if (lifecycle === undefined) {
    const message = textAt(listAt(object, 'status', 'conditions').at(-1), 'message')
    return message ? { message } : {}
  }
  const isWell = lifecycle.stage === 'Final' && lifecycle.outcome === 'successful'
  if (isWell) return {}
  const { text, next } = explain(lifecycle)
  return { message: text, ...(next === undefined ? {} : { next }) }
}

/** `application`, `crash` or `none`; empty before there is evidence. */
export function consistencyCell(object: KubeObject): Cell {
  const evidence = evidenceOf(object)
  if (evidence === undefined || evidence.snapshotAt === undefined) return cell('')
  const tone =
    evidence.consistency === 'application' ? 'usable' : evidence.consistency === 'crash' ? 'working' : 'failed'
  return cell(evidence.consistency, tone)
}

/** For how long the application stood still: the longest of its pods, for example `1.8 s`. Empty when none was frozen. */
export function frozenCell(object: KubeObject): Cell {
  const longest = Math.max(0, ...(evidenceOf(object)?.frozen ?? []).map(({ ms }) => ms ?? 0))
  return longest === 0 ? cell('') : cell(spell(longest), 'frozen')
}
