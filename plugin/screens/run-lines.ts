/** The lines of a run: while it goes from the engine's events, afterwards from the evidence on the objects. */

import type { Instant } from '@pxsnap/core/base'
import type { KubeObject } from '@pxsnap/core/specs'
import { extentOf, type Lane, type LiveRun, liveLanes, timelineOf } from '@pxsnap/core/views'
import type { Charset } from '../output/charset.ts'
import { drawTimeline, type Line, timelineLegend } from '../output/draw-timeline.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { volumeBars } from './migration-lines.ts'

export type LinesOptions = {
  readonly columns: number
  readonly charset: Charset
  /** Without drawings, for who hears the lines. */
  readonly linear?: boolean
}

/** Lanes until `now`, and below them what the engine is doing with each object. */
export function liveRunLines(run: LiveRun, now: Instant, options: LinesOptions): readonly Line[] {
  const stages = run.stages.map(
    ({ ref, text, stage }): Line => [
      { text: `${sanitiseLine(ref.name)}: `, tone: 'plain' },
      { text: sanitiseLine(text), tone: isFrozenStage(stage) ? 'frozen' : stage === 'Final' ? 'usable' : 'working' },
    ],
  )
  const uploads: readonly Line[] =
    run.uploads.length === 0 ? [] : [[{ text: 'Uploading', tone: 'strong' }], ...volumeBars(run.uploads, options)]
  return [...lanesAndLegend(liveLanes(run), now, options, true), ...uploads, ...stages]
}

/** One axis for all of them; objects that were never carried out have no lanes. */
export function recordedRunLines(objects: readonly KubeObject[], options: LinesOptions): readonly Line[] {
  const lanes = objects.flatMap(object => timelineOf(object)?.lanes ?? [])
  return lanes.length === 0 ? [] : lanesAndLegend(lanes, undefined, options, false)
}

function lanesAndLegend(
  lanes: readonly Lane[],
  now: Instant | undefined,
  options: LinesOptions,
  live: boolean,
): readonly Line[] {
  const extent = extentOf(lanes, now)
  if (extent === undefined) return []
  return [...drawTimeline({ lanes, extent }, options), timelineLegend(options.charset, { live })]
}

function isFrozenStage(stage: string): boolean {
  return stage === 'Freezing' || stage === 'Cutting' || stage === 'Thawing'
}
