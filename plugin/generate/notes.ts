/** What one should know of a rule, or of why there is none, as lines for people. */

import type { QuiesceEntry } from '@pxsnap/core/specs'
import { wrapText } from '../output/wrap-text.ts'

const lockWords: Readonly<Record<QuiesceEntry['lock'], string>> = {
  session: 'the client’s session keeps the lock; it ends with it',
  server: 'the server keeps what the rule sets, until it is taken back',
  kernel: 'the kernel keeps the freeze, until it is taken back',
  none: 'nothing is locked',
}

const triedWords: Readonly<Record<QuiesceEntry['tried'], string>> = {
  model: 'on the simulator’s model of it while it writes, not on the real image',
  shell: 'its shell text with stand-ins for the clients, not on the real image',
  nothing: 'nothing',
}

const supportWords = { yes: 'yes', partly: 'partly', no: 'no' } as const

export function notesOf(entry: QuiesceEntry, columns: number): string {
  const { needs, longestFreezeMs, together, supported, verify, versions, testImage, tried, instead, notes } = entry
  const tools = needs.tools.length === 0 ? 'no programs' : needs.tools.join(', ')
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Instead', instead],
    ['Lock', lockWords[entry.lock]],
    ['Clients bear', longestFreezeMs === undefined ? undefined : `about ${longestFreezeMs / 1000} s`],
    ['Again', entry.repeatable ? 'running it twice changes nothing more' : 'a second run at the same time fails'],
    ['Needs', `${tools}; ${needs.privilege}`],
    ['One group', together],
    ['By its makers', `${supportWords[supported.byVendor]}. ${supported.says}`],
    ['After a restore', verify],
    ['Versions', versions],
    ['Tried', `${triedWords[tried]}. Try it with ${testImage}`],
    ...notes.map(note => ['Note', note] as const),
  ]
  const lines = facts.flatMap(([title, text]) =>
    text === undefined
      ? []
      : wrapText(text, Math.max(40, columns - 20)).map((line, index) =>
          `  ${(index === 0 ? title : '').padEnd(16)}  ${line}`.trimEnd(),
        ),
  )
  return [entry.title, ...lines].map(line => `${line}\n`).join('')
}
