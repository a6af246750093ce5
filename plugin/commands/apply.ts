/** `apply`: checks specs, shows what will happen, does it and follows it to the end. */

import type { InvocationOf } from '../args.ts'
import { carryOutSpecs } from '../carry-out-specs.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { readManifests, showFindings } from '../manifests.ts'
import { executorOf, inWorld, requestedCluster } from '../open-world.ts'
import { outputForm } from '../output/print-objects.ts'

export async function apply(face: Face, { flags, global }: InvocationOf<'apply'>): Promise<ExitCode> {
  const form = outputForm(flags.output, ['json', 'yaml', 'name'])
  requestedCluster(face, global)
  const executor = await executorOf(face, global, flags.executor)
  const manifests = await readManifests(face, flags.filename, {
    kustomize: flags.kustomize,
    recursive: flags.recursive,
    command: 'apply',
    executor,
  })
  const errors = manifests.findings.filter(({ severity }) => severity === 'error')
  showFindings(
    face,
    manifests,
    manifests.findings.filter(({ severity }) => severity !== 'information'),
    global.noColor,
  )
  // STORK is not asked what it thinks of a spec before it carries it out.
  if (errors.length > 0 && executor === 'pxsnap') {
    const fixable = errors.filter(({ fix }) => fix !== undefined).length
    const repair = fixable === 0 ? '' : ` kubectl pxsnap lint --fix repairs ${fixable} of ${errors.length}.`
    face.stderr.write(`Nothing was written.${repair}\n`)
    return exitCodes.findings
  }
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: dry ? 'refuse' : 'create' }, world =>
    carryOutSpecs(face, { objects: manifests.objects, form, flags, global, executor: flags.executor }, world),
  )
}
