/** `get -w` on a terminal: the list of the kind in the UI. */

import type { InvocationOf } from '../args.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { requestedCluster } from '../open-world.ts'
import { startUi } from '../ui/start.ts'

export async function getInUi(face: Face, { flags, positionals, global }: InvocationOf<'get'>): Promise<ExitCode> {
  // The UI shows all namespaces of a simulated cluster, get only one.
  const usual = requestedCluster(face, global) === undefined ? undefined : 'default'
  const namespace = global.namespace ?? (flags.allNamespaces ? undefined : usual)
  return startUi(
    face,
    { ...global, namespace },
    {
      words: [...positionals, ...(flags.selector === undefined ? [] : [`/-l ${flags.selector}`])].join(' '),
      plain: false,
      readOnly: false,
      allNamespaces: flags.allNamespaces,
      skin: undefined,
      screenReader: face.env.INK_SCREEN_READER === 'true',
    },
  )
}
