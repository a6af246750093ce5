/** `ui` and `watch`: the terminal UI, or one of its screens as plain text. */

import type { InvocationOf } from '../args.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { startUi } from '../ui/start.ts'

export async function ui(face: Face, invocation: InvocationOf<'ui'> | InvocationOf<'watch'>): Promise<ExitCode> {
  const { flags, global, positionals } = invocation
  return startUi(face, global, {
    words: positionals.length === 0 ? 'overview' : positionals.join(' '),
    plain: flags.plain,
    readOnly: flags.readonly,
    allNamespaces: flags.allNamespaces,
    skin: flags.skin,
    screenReader: flags.screenReader || face.env.INK_SCREEN_READER === 'true',
  })
}
