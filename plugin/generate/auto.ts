/** `generate rule --for auto`: the rules that the pods with claims of a namespace call for, by their images. */

import { factsOf, proposals } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { generateRules, type Wanted } from '../commands/generate.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, requestedCluster } from '../open-world.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { Problem } from '../problem.ts'
import { kindsWithPods } from '../quiesce-entry.ts'

export async function generateForPods(
  face: Face,
  { flags, global }: InvocationOf<'generate'>,
  wanted: Wanted,
): Promise<ExitCode> {
  requestedCluster(face, global)
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const { cluster } = world.ports
    const lists = await world.drive(
      Promise.all(kindsWithPods.map(kind => cluster.list({ ...kind, namespace: world.namespace }))),
    )
    const objects = lists.flatMap(({ items }) => items)
    const chosen = proposals(factsOf(objects), world.namespace).filter(({ labels }) =>
      Object.entries(wanted.labels ?? {}).every(([key, value]) => labels[key] === value),
    )
    if (chosen.length === 0)
      throw new Problem(
        'notFound',
        `No pod with claims in the namespace "${world.namespace}" runs an application that the library knows.`,
        'kubectl pxsnap generate rule --list',
      )
    for (const { workload, image, entry, claims } of chosen)
      face.stderr.write(
        `${sanitiseLine(`${workload} runs ${image} on ${claims.join(', ')}: ${entry.rules === undefined ? 'no rule' : `generate rule --for ${entry.id}`}`)}\n`,
      )
    const several = chosen.length > 1
    const rules = chosen.map(({ entry, labels, container, workload }) => ({
      ...wanted,
      entry,
      labels,
      container: flags.container ?? container,
      // Two workloads of one application need rules of two names.
      name: wanted.name ?? (several ? `${workload.slice(workload.indexOf('/') + 1)}-${entry.id}` : undefined),
      namespace: world.namespace,
    }))
    return generateRules(face, rules, global.noColor)
  })
}
