/** What the commands of rules printed in the pods. */

import type { KubeObject } from '@pxsnap/core/specs'
import { clockTime, ruleOutputOf, spell } from '@pxsnap/core/views'
import { sanitiseLine } from '../../output/sanitise.ts'
import type { Line, Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { follower, idOf } from './followed-object.ts'
import { textScreen } from './text.ts'

export function ruleOutputScreen(ui: Ui, object: KubeObject): Screen {
  const follow = follower(ui, object)
  return textScreen({
    id: `output:${idOf(object)}`,
    title: () => `${object.metadata.name}: rule output`,
    wrap: true,
    lines: () => outputLines(follow().object),
    subjects: () => [follow().object],
    changed: () => ui.redraw(),
  })
}

function outputLines(object: KubeObject): readonly Line[] {
  const runs = ruleOutputOf(object)
  if (runs === undefined)
    return [[{ text: 'pxsnap has not carried this object out, so it knows no output.', tone: 'muted' }]]
  if (runs.length === 0) return [[{ text: 'No command has run.', tone: 'muted' }]]
  return runs.flatMap(({ at, when, pod, container, command, exit, tookMs, lines }): readonly Line[] => [
    [
      { text: `${clockTime(at)}  `, tone: 'muted' },
      { text: `${when === 'pre' ? 'before' : 'after'} the snapshot  `, tone: 'plain' },
      { text: sanitiseLine(`${pod} ${container}`), tone: 'strong' },
      { text: `  ${spell(tookMs)}  `, tone: 'muted' },
      { text: exit === 'unknown' ? 'no exit code' : `exit code ${exit}`, tone: exit === 0 ? 'usable' : 'failed' },
    ],
    [{ text: `  $ ${sanitiseLine(command)}`, tone: 'plain', look: 'key' }],
    ...(lines.length === 0
      ? [silent]
      : lines.map((line): Line => [{ text: `    ${sanitiseLine(line)}`, tone: 'plain' }])),
    [],
  ])
}

const silent: Line = [{ text: '    it printed nothing', tone: 'muted' }]
