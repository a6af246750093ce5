/** One object with everything that matters about it, and the keys that do something with it. */

import type { KubeObject } from '@pxsnap/core/specs'
import { description } from '@pxsnap/core/views'
import { padEnd } from '../../output/width.ts'
import { keyName, plainText } from '../frame.ts'
import { objectKeys } from '../object-keys.ts'
import type { Line, Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { descriptionLines } from './description-lines.ts'
import { follower, idOf } from './followed-object.ts'
import { neighboursOf } from './neighbours.ts'
import { textScreen } from './text.ts'

export function detailScreen(ui: Ui, object: KubeObject): Screen {
  const follow = follower(ui, object)
  const body = (columns: number): readonly Line[] => {
    const { object: now, isGone } = follow()
    const gone: readonly Line[] = isGone
      ? [[{ text: 'It has been deleted. This is its last state.', tone: 'failed' }], []]
      : []
    return [...gone, ...descriptionLines(description(now, neighboursOf(ui, now), ui.now()), columns)]
  }
  return textScreen({
    id: `detail:${idOf(object)}`,
    title: () => object.metadata.name,
    wrap: false,
    lines: ({ columns }) => [...body(columns), ...actionLines(ui, follow().object)],
    subjects: () => [follow().object],
    saved: () => ({ text: plainText(body(widestSaved)), ending: 'txt' }),
    changed: () => ui.redraw(),
  })
}

const widestSaved = 200

/** What can be done with it here. */
function actionLines(ui: Ui, object: KubeObject): readonly Line[] {
  const keys = objectKeys(ui, [object]).filter(({ group }) => group === 'Act')
  return [
    [],
    [{ text: 'What can be done', tone: 'strong' }],
    ...keys.map(
      ({ keys: [key = ''], does }): Line => [
        { text: `  ${padEnd(keyName(key), 8)}`, tone: 'plain', look: 'key' },
        { text: does, tone: 'plain' },
      ],
    ),
  ]
}
