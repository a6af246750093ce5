/** `plan`: what carrying out specs will do, before anything is written. */

import { planApply, planRun, type RunPlan, refKey, refOf } from '@pxsnap/core/actions'
import { lineIndex } from '@pxsnap/core/language'
import { type KubeObject, kindCatalogue } from '@pxsnap/core/specs'
import { systemClock } from '@pxsnap/core/system'
import { runPlanJson, runPlanView } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { findingRow } from '../lint/json.ts'
import type { ReportedFinding } from '../lint/report.ts'
import { descriptionText } from '../output/description-text.ts'
import { painter } from '../output/paint.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { type WhatIf, whatIf } from '../what-if.ts'

export async function planSpecs(face: Face, { flags, positionals, global }: InvocationOf<'plan'>): Promise<ExitCode> {
  const world = await whatIf(face, { command: 'plan', flags, positionals, global })
  const { written, refs, findings, executor } = world
  const objects = around(world)
  const isOne = (object: KubeObject) => refs.some(ref => refKey(ref) === refKey(refOf(object)))
  const carriedOut = objects.filter(isOne)
  const plan = planRun(executor, carriedOut, planApply(written, world.current), {
    objects,
    now: world.live === undefined ? world.prepared.cluster.now : systemClock.now(),
  })
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const ok = plan.ok && errors === 0
  if (flags.output === 'json') face.stdout.write(printJson(runPlanJson(plan, placed(world).map(findingRow), ok)))
  else face.stdout.write(planText(face, plan, global.noColor))
  if (errors > 0) return exitCodes.findings
  return ok ? exitCodes.done : exitCodes.failed
}

function placed({ findings, text }: WhatIf): readonly ReportedFinding[] {
  return findings.map(finding => {
    const place = lineIndex(text(finding.file))
    return { finding, start: place(finding.range.start), end: place(finding.range.end) }
  })
}

/** Everything in the prepared world, and the specs as they will stand beside it. */
function around({ prepared, specs, live }: WhatIf): readonly KubeObject[] {
  const { plane } = prepared.cluster
  const kinds = [...kindCatalogue, ...workloadKinds.map(kind => ({ apiVersion: 'apps/v1', kind }))]
  const there = live ?? kinds.flatMap(({ apiVersion, kind }) => plane.list({ apiVersion, kind }).items)
  const key = ({ kind, metadata }: KubeObject) => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`
  return [...new Map([...there, ...specs].map(object => [key(object), object])).values()]
}

const workloadKinds = ['Deployment', 'StatefulSet', 'ReplicaSet']

function planText(face: Face, plan: RunPlan, noColor: boolean): string {
  const paint = painter(face, face.stdout, noColor)
  const { headline, facts, sections } = runPlanView(plan)
  return `${paint(headline.tone, sanitiseLine(headline.text))}\n\n${descriptionText({ facts, sections }, paint)}`
}
