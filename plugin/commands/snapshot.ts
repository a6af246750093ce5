/** `snapshot`: the right kind of snapshot for some claims, without writing a spec. */

import { type SnapshotChoice, snapshotOf } from '@pxsnap/core/actions'
import { isMap, type KubeObject, valueAt } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { carryOutSpecs } from '../carry-out-specs.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { libraryRules } from '../library-rules.ts'
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
  if (flags.ruleFor !== undefined && (flags.pre !== undefined || flags.post !== undefined))
    throw new Problem('usage', '--rule-for makes the rules itself; --pre and --post name rules that exist.')
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, async world => {
    const { namespace } = world
    const { items } = await world.drive(
      world.ports.cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }),
    )
    const choose = (rules: { readonly preRule?: string | undefined; readonly postRule?: string | undefined }) =>
      snapshotOf({
        namespace,
        wanted,
        claims: items,
        name: flags.name,
        now: world.now(),
        ...rules,
        cloud: flags.cloud,
        credential: flags.credential,
      })
    const plain = objectOf(choose({ preRule: flags.pre, postRule: flags.post }))
    if (flags.ruleFor === undefined)
      return carryOutSpecs(
        face,
        { objects: [plain], form, flags, global, executor: flags.executor, question: 'Take this snapshot?' },
        world,
      )
    const claims = claimsOfChoice(plain, items)
    const rules = await libraryRules(world, { word: flags.ruleFor, claims, name: plain.metadata.name })
    const preRule = rules.pre.metadata.name
    const object = objectOf(choose({ preRule, postRule: rules.post?.metadata.name }))
    const objects = [rules.pre, ...(rules.post === undefined ? [] : [rules.post]), object]
    return carryOutSpecs(
      face,
      {
        objects,
        form,
        flags,
        global,
        executor: flags.executor,
        question: `Take this snapshot with the rule for ${rules.title}?`,
      },
      world,
    )
  })
}

function objectOf(choice: SnapshotChoice): KubeObject {
  if ('object' in choice) return choice.object
  const { code, message, next } = choice.obstacle
  throw new Problem(code === 'not-found' ? 'notFound' : 'usage', message, next)
}

/** The claims that the snapshot takes. */
function claimsOfChoice(snapshot: KubeObject, claims: readonly KubeObject[]): readonly string[] {
  const single = valueAt(snapshot, ['spec', 'persistentVolumeClaimName'])
  if (typeof single === 'string') return [single]
  const labels = valueAt(snapshot, ['spec', 'pvcSelector', 'matchLabels'])
  return claims
    .filter(({ metadata }) =>
      Object.entries(isMap(labels) ? labels : {}).every(([key, value]) => metadata.labels?.[key] === value),
    )
    .map(({ metadata }) => metadata.name)
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
