/** The commands of the group Repair. */

import { declare } from '../command.ts'
import { textOrJson } from './shared-flags.ts'

export const repairCommands = {
  diagnose: declare({
    words: ['diagnose'],
    summary: 'Says why an object waits or failed, and what to do next',
    about: 'Exit code 1 when it failed.',
    positionals: { usage: 'KIND NAME | KIND/NAME', min: 1, max: 2 },
    flags: { output: textOrJson },
    examples: [
      { does: 'A snapshot that does not become ready', line: 'diagnose vs orders -n shop --sim' },
      { does: 'A claim that stays Pending', line: 'diagnose pvc/orders-copy -n shop --sim' },
    ],
  }),
}
