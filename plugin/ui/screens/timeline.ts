/** Who was frozen when, and where the snapshot instant lies; drawn live while the run goes on in this process. */

import { refOf } from '@pxsnap/core/actions'
import type { KubeObject } from '@pxsnap/core/specs'
import { isSnapshot, type Timeline, timelineOf } from '@pxsnap/core/views'
import { timelineText } from '../../commands/timeline.ts'
import { sanitiseLine } from '../../output/sanitise.ts'
import { liveRunLines } from '../../screens/run-lines.ts'
import { tonedLines, tonePaint } from '../hosted/toned-text.ts'
import type { Line, Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { follower, idOf } from './followed-object.ts'
import { redrawWhile } from './redraw-while.ts'
import { type TextRoom, textScreen } from './text.ts'

export function timelineScreen(ui: Ui, object: KubeObject): Screen {
  const follow = follower(ui, object)
  return textScreen({
    id: `timeline:${idOf(object)}`,
    title: () => `${object.metadata.name}: timeline`,
    wrap: false,
    lines: room => lines(ui, follow().object, room),
    subjects: () => [follow().object],
    shown: signal =>
      redrawWhile(ui, () => ui.runs.of(refOf(follow().object))?.state === 'running', { everyMs: 100, signal }),
    changed: () => ui.redraw(),
  })
}

function lines(ui: Ui, object: KubeObject, { columns, charset, linear = false }: TextRoom): readonly Line[] {
  const run = ui.runs.of(refOf(object))
  if (run !== undefined && run.state === 'running' && isSnapshot(object)) {
    const drawn = liveRunLines(run.live, ui.now(), { columns, charset })
    return linear ? drawn.slice(-run.live.stages.length) : drawn
  }
  const shown = timelineOf(object, ui.now())
  if (shown === undefined) {
    const name = sanitiseLine(object.metadata.name)
    return [
      [{ text: `${name} has no timeline: pxsnap has not carried it out.`, tone: 'muted' }],
      [{ text: 'STORK keeps no record of who was frozen when; d describes what is known.', tone: 'muted' }],
    ]
  }
  return tonedLines(timelineText(linear ? withoutLanes(shown) : shown, { paint: tonePaint, columns, face: ui.face }))
}

/** What happened is told below the drawing, too. */
function withoutLanes({ object, evidence }: Timeline): Timeline {
  return { object, evidence, lanes: [] }
}
