/** `clone`: new claims with the data of a snapshot. */

import { carryOut, planClone, subject } from '@pxsnap/core/actions'
import type { ObjectRef } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { followStorkIn } from '../carry-out-specs.ts'
import { confirm } from '../confirm.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { follow } from '../follow.ts'
import { inWorld, requestedCluster, type World } from '../open-world.ts'
import { outcomeText } from '../output/outcome-text.ts'
import { type Paint, painter } from '../output/paint.ts'
import { planStyle, planText } from '../output/plan-text.ts'
import { objectName, outputForm, printObjects } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { Problem } from '../problem.ts'
import { sayVerdict } from '../say-verdict.ts'
import { claimNames, findSnapshots, sourcesOf, wantedSnapshot, whoTook } from '../snapshots-of.ts'

export async function clone(face: Face, invocation: InvocationOf<'clone'>): Promise<ExitCode> {
  const { flags, positionals, global } = invocation
  const form = outputForm(flags.output, ['json', 'yaml', 'name'])
  requestedCluster(face, global)
  const wanted = wantedSnapshot(positionals)
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, async world => {
    const from = flags.from ?? world.namespace
    const snapshots = await world.drive(findSnapshots(world, wanted, from))
    const asked = flags.executor ?? (await whoTook(world, snapshots))
    const executor = await world.executor(asked, dry ? 'judge' : 'carry-out')
    const plan = planClone({
      snapshots,
      sources: await world.drive(sourcesOf(world, snapshots)),
      names: flags.as,
      namespace: world.namespace,
      taken: await world.drive(claimNames(world)),
    })
    const [hindrance] = plan.obstacles
    if (hindrance !== undefined)
      throw new Problem(hindrance.code === 'not-allowed' ? 'usage' : 'failed', hindrance.message, hindrance.next)

    const stream = dry ? face.stdout : face.stderr
    const sources = new Map(
      plan.writes.map((write, index) => [subject(write).name, snapshots[index]?.metadata.name ?? '']),
    )
    const details = (name: string) => [`with the data of the snapshot ${sanitiseLine(sources.get(name) ?? '')}`]
    stream.write(planText(plan, write => details(subject(write).name), planStyle(face, stream, global.noColor)))
    const objects = plan.writes.flatMap(write => (write.do === 'delete' ? [] : [write.object]))
    face.host?.planned(plan, objects, executor)
    if (dry) return exitCodes.done
    if (!(await confirm(face, 'Clone?', flags))) {
      face.stderr.write('Nothing was written.\n')
      return exitCodes.interrupted
    }
    const { refused, done } = await world.drive(
      carryOut(plan, world.ports.cluster, ({ ref }) => {
        if (form === 'text') face.stdout.write(`${sanitiseLine(objectName({ ...ref, metadata: ref }))} created\n`)
      }),
    )
    if (refused !== undefined)
      throw new Problem('failed', `The claim "${refused.ref.name}" was not created: ${refused.message}`)
    const refs = done.map(({ ref }) => ref)
    if (!flags.wait) return exitCodes.done
    const paint = painter(face, face.stdout, global.noColor)
    const options = { timeoutMs: flags.timeout, noColor: global.noColor }
    const { text, exit } =
      executor === 'stork'
        ? await followStorkIn(face, world, refs, options)
        : await followOurs(face, world, refs, { ...options, paint })
    if (form === 'text') {
      face.stdout.write(text)
      if (exit === exitCodes.done) sayVerdict(face, world, 'the clone', refs)
    } else if (form !== 'wide') {
      const found = await world.drive(Promise.all(refs.map(ref => world.ports.cluster.get(ref))))
      face.stdout.write(
        printObjects(
          found.flatMap(object => object ?? []),
          form,
          { single: refs.length === 1 },
        ),
      )
    }
    return exit
  })
}

async function followOurs(
  face: Face,
  world: World,
  refs: readonly ObjectRef[],
  { paint, ...options }: { readonly timeoutMs: number | undefined; readonly noColor: boolean; readonly paint: Paint },
): Promise<{ readonly text: string; readonly exit: ExitCode }> {
  const { outcomes, exit } = await follow(face, world, refs, { ...options, live: false })
  return { text: outcomes.map(outcome => outcomeText(outcome, paint)).join(''), exit }
}
