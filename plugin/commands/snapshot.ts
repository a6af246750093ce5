/** `snapshot`: the right kind of snapshot for some claims, without writing a spec. */

import { snapshotOf } from '@pxsnap/core/actions'
import type { InvocationOf } from '../args.ts'
import { carryOutSpecs } from '../carry-out-specs.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, requestedCluster } from '../open-world.ts'
import { outputForm } from '../output/print-objects.ts'
import { Problem } from '../problem.ts'

export async function snapshot(
  face: Face,
  { flags, positionals, global }: InvocationOf<'snapshot'>,
): Promise<ExitCode> {
  const form = outputForm(flags.output, ['json', 'yaml', 'name'])
  requestedCluster(face, global)
  const wanted = wantedClaims(positionals, flags.selector)
  if (flags.credential !== undefined && !flags.cloud)
    throw new Problem('usage', '--credential names where a cloud snapshot goes; --cloud is missing.')
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, async world => {
    const { namespace } = world
    const { items } = await world.drive(
      world.cluster.ports.cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }),
    )
    const choice = snapshotOf({
      namespace,
      wanted,
      claims: items,
      name: flags.name,
      now: world.now(),
      preRule: flags.pre,
      postRule: flags.post,
      cloud: flags.cloud,
      credential: flags.credential,
    })
    if ('obstacle' in choice) {
      const { code, message, next } = choice.obstacle
      throw new Problem(code === 'not-found' ? 'notFound' : 'usage', message, next)
    }
    return carryOutSpecs(
      face,
      { objects: [choice.object], form, flags, global, question: 'Take this snapshot?' },
      world,
    )
  })
}

function wantedClaims(positionals: readonly string[], selector: string | undefined) {
  if (selector === undefined) {
    if (positionals.length > 0)
      return { names: positionals.map(name => name.replace(/^(pvc|persistentvolumeclaims?)\//, '')) }
    throw new Problem('usage', 'snapshot needs claims: their names, or -l LABELS.', 'kubectl pxsnap snapshot PVC')
  }
  if (positionals.length > 0) throw new Problem('usage', 'Names and -l cannot be used together.')
  const labels = selector.split(',').map(one => /^\s*([^=!\s]+)\s*==?\s*([^=\s]*)\s*$/.exec(one))
  if (labels.some(label => label === null))
    throw new Problem('usage', `A group chooses by labels KEY=VALUE only, not by "${selector}".`)
  return { labels: Object.fromEntries(labels.map(label => [label?.[1] ?? '', label?.[2] ?? ''])) }
}
