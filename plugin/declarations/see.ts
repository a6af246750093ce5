/** The commands of the group See. */

import { declare } from '../command.ts'
import { choice, toggle } from '../flag.ts'
import { output, selection } from './shared-flags.ts'

export const seeCommands = {
  get: declare({
    words: ['get'],
    summary: 'Lists objects',
    positionals: { usage: 'KIND[,KIND…] [NAME…] | KIND/NAME…', min: 1, max: Number.POSITIVE_INFINITY },
    flags: {
      ...selection,
      output: output('table|wide|json|yaml|name|jsonpath=…'),
      noHeaders: toggle({ long: 'no-headers', doc: 'Leaves out the line of column names.' }),
    },
    examples: [
      { does: 'Claims and snapshots of a namespace', line: 'get pvc,volumesnapshots -n shop --sim' },
      { does: 'Everything everywhere', line: 'get all -A --sim' },
      { does: 'One name out of an object', line: "get gvs nightly -o jsonpath='{.status.status}' --sim" },
    ],
  }),
  describe: declare({
    words: ['describe'],
    summary: 'Shows one object with everything that matters about it',
    positionals: { usage: 'KIND [NAME…] | KIND/NAME…', min: 1, max: Number.POSITIVE_INFINITY },
    flags: { ...selection },
    examples: [
      { does: 'A group snapshot with its members and its evidence', line: 'describe gvs nightly -n shop --sim' },
    ],
  }),
  timeline: declare({
    words: ['timeline'],
    summary: 'Shows who was frozen when, and where the snapshot instant lies',
    positionals: { usage: 'KIND NAME | KIND/NAME', min: 1, max: 2 },
    flags: {
      output: choice({
        long: 'output',
        short: 'o',
        choices: ['text', 'json'],
        default: 'text',
        doc: 'How it is printed.',
      }),
    },
    examples: [
      { does: 'Of a group snapshot', line: 'timeline gvs nightly -n shop --sim' },
      { does: 'For a machine', line: 'timeline volumesnapshot orders -o json --sim' },
    ],
  }),
}
