/** What comes before a write: may this account do it, and would the server take it? */

import { carryOut, type Plan, spellAsk, subject } from '@pxsnap/core/actions'
import { type AccessAsk, PortError } from '@pxsnap/core/ports'
import type { ObjectRef } from '@pxsnap/core/specs'
import type { GlobalValues } from './args.ts'
import { permissionsOf } from './cluster-facts.ts'
import type { Face } from './face.ts'
import type { World } from './open-world.ts'
import { objectName } from './output/print-objects.ts'
import { sanitiseLine } from './output/sanitise.ts'
import { Problem } from './problem.ts'

/** A line of the plan that says who writes, when that is somebody else than the account of the kubeconfig. */
export function actingAs({ as, asGroup }: GlobalValues): string {
  if (as === undefined) return ''
  const groups = asGroup.length === 0 ? '' : ` of ${asGroup.map(sanitiseLine).join(', ')}`
  return `  as         ${sanitiseLine(as)}${groups}\n`
}

/**
 * Throws a Problem that names every verb that is missing, before anything is written. `more` is what is needed beside
 * the writes. Where the server does not answer such questions, it will refuse the writes themselves.
 */
export async function checkPermissions(
  face: Face,
  world: World,
  { writes }: Pick<Plan, 'writes'>,
  more: readonly AccessAsk[] = [],
): Promise<void> {
  const asks = unique([...writes.map(write => askFor(write.do, subject(write))), ...more])
  if (asks.length === 0) return
  const answers = await world.drive(permissionsOf(world).review(asks, face.signal)).catch(error => {
    if (error instanceof PortError && (error.kind === 'forbidden' || error.kind === 'unsupported')) return []
    throw error
  })
  const refused = answers.filter(({ allowed }) => !allowed)
  if (refused.length === 0) return
  const lines = refused.map(({ ask, why }) => {
    const because = why === undefined || why === '' ? '' : ` (${why})`
    return `This account may not ${spellAsk(ask)}${because}.`
  })
  throw new Problem(
    'forbidden',
    `${lines.join('\n')}\nNothing was written.`,
    'Ask for these permissions, or act as somebody who has them: --as USER',
  )
}

function askFor(verb: 'create' | 'update' | 'delete', { apiVersion, kind, namespace, name }: ObjectRef): AccessAsk {
  // A name that is about to be made is nobody's yet; rules for names cannot allow it.
  const named = verb === 'create' ? {} : { name }
  return { verb, apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), ...named }
}

function unique(asks: readonly AccessAsk[]): readonly AccessAsk[] {
  return [...new Map(asks.map(ask => [JSON.stringify(ask), ask])).values()]
}

/** `--dry-run=server`: the server checks the writes and stores nothing. Throws a Problem when it refuses one. */
export async function rehearse(face: Face, world: World, plan: Plan): Promise<void> {
  const { rehearsal } = world
  if (rehearsal === undefined) throw new Problem('failed', 'This cluster cannot check writes without storing them.')
  const { refused } = await world.drive(
    carryOut(
      plan,
      rehearsal,
      ({ ref, did }) => face.stdout.write(`${nameOf(ref)} ${did === 'deleting' ? 'deleted' : did} (server dry run)\n`),
      face.signal,
    ),
  )
  if (refused === undefined) return
  throw new Problem(
    refused.because === 'not-found' ? 'notFound' : 'failed',
    `${nameOf(refused.ref)} would not be written: ${refused.message}`,
    'Nothing was written.',
  )
}

function nameOf({ apiVersion, kind, name }: ObjectRef): string {
  return sanitiseLine(objectName({ apiVersion, kind, metadata: { name } }))
}
