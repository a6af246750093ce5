/** The run ends: whatever happened, there comes a rest in which the object is final or gone. */

import type { Checker } from './checker.ts'

export const runEnds: Checker = {
  name: 'the run ends',
  check: ({ world, end }) => {
    if (end === 'endless') return 'It asks for ever.'
    if (end.end === 'gone') return world.exists ? 'It says gone, and the object is there.' : undefined
    if (end.end === 'unreadable') return `It cannot read what it wrote: ${end.reason.message}`
    if (end.end === 'unreachable') return 'It gave up although the world answers.'
    const { stage } = end.status
    if (stage === 'Gone' && !world.exists) return undefined
    if (stage === 'Final' && !world.deleting) return undefined
    return `It rests in ${stage}${world.deleting ? ' although the object is to be deleted' : ''}.`
  },
}
