/** Before anything is written: what the repaired spec will do, and the same spec in many runs by both executors. */

import { planApply, planRun, refOf } from '@pxsnap/core/actions'
import { redact } from '@pxsnap/core/base'
import { type SimulationReport, simulate } from '@pxsnap/core/simulation'
import { type KubeObject, kindCatalogue } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { spell } from '@pxsnap/core/views'
import { sanitise } from '../output/sanitise.ts'
import { wrapText } from '../output/wrap-text.ts'
import { tourNamespace as namespace, tourApplications } from './applications.ts'
import type { Story } from './tour-objects.ts'

const runs = 3

/** `objects`: MySQL's rule and group. */
export async function foresee(story: Story, objects: readonly KubeObject[]): Promise<void> {
  const { teller } = story
  teller.chapter('Before anything is written')
  teller.say('"kubectl pxsnap plan" says what the repaired spec will do: whom it reaches, and how long it can freeze.')
  teller.show('')
  showPlan(story, objects)
  teller.show('')
  teller.say(
    `"simulate" carries it out ${runs} times in copies of this cluster with MySQL alone, by STORK as it is and by our engine. STORK gives a background command 30 s before it takes the snapshot, however soon the lock is held.`,
  )
  const stork = await tried(story, objects, 'stork')
  const ours = await tried(story, objects, 'pxsnap')
  const [longer, shorter] = [stork.frozenMs.p50, ours.frozenMs.max]
  teller.verdict(
    isApplicationConsistent(stork) && longer !== null && longer >= 20_000 && longer <= 30_000,
    `STORK:  ${frozenText(stork)}, ${copiesText(stork)}.`,
  )
  teller.verdict(
    isApplicationConsistent(ours) && ours.ok && shorter !== null && shorter < 1000,
    `pxsnap: ${frozenText(ours)}, ${copiesText(ours)}.`,
  )
}

function showPlan({ teller, cluster }: Story, objects: readonly KubeObject[]): void {
  const { plane } = cluster.sim
  const there = kindCatalogue.flatMap(({ apiVersion, kind }) => plane.list({ apiVersion, kind }).items)
  const plan = planRun('pxsnap', objects, planApply(objects, []), { objects: [...there, ...objects] })
  const { freeze, members, commands } = plan
  const reached = members.map(({ namespace, claim, volume }) => `${namespace}/${claim} (${volume})`)
  const run = commands.map(
    ({ when, pod, command }) => `${when === 'pre' ? 'before' : 'after'} the snapshot, in ${pod}: ${redact(command)}`,
  )
  const longest = freeze.longestMs === null ? 'without an end' : `at most ${spell(freeze.longestMs)}`
  const rows = [
    ['reaches', reached.join(', ')],
    ...run.map(text => ['runs', text]),
    ['freezes', `typically ${spell(freeze.typicalMs)}, ${longest}. ${freeze.because}`],
  ]
  for (const [label = '', text = ''] of rows)
    for (const [index, line] of wrapText(sanitise(text), teller.columns - 13).entries())
      teller.show(`${teller.paint('muted', (index === 0 ? label : '').padEnd(9))}${line}`)
  teller.verdict(
    plan.ok && members.length === 2 && freeze.longestMs !== null,
    plan.ok ? 'Nothing stands against it.' : plan.findings.map(({ message }) => message).join(' '),
  )
}

function tried(
  { face, cluster }: Story,
  specs: readonly KubeObject[],
  executor: 'stork' | 'pxsnap',
): Promise<SimulationReport> {
  const refs = specs.filter(({ kind }) => kind !== 'Rule').map(refOf)
  const world = cluster.sim.copy()
  const others = tourApplications.filter(({ workload }) => workload !== 'mysql')
  const without = others.map(({ workload: name }) => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name }))
  const request = { world, specs, refs, executor, faults: [], seed: 1, runs, without, workloads: [], settle: macrotask }
  return simulate(request, face.signal)
}

function isApplicationConsistent({ consistency, runs: made }: SimulationReport): boolean {
  return made === runs && consistency.application === runs
}

function frozenText({ frozenMs: { p50, max } }: SimulationReport): string {
  if (p50 === null || max === null) return 'MySQL frozen without an end'
  return p50 === max
    ? `MySQL frozen ${spell(max)}`
    : `MySQL frozen ${spell(p50)} in half of the runs, ${spell(max)} at most`
}

function copiesText({ consistency: { application }, runs: made }: SimulationReport): string {
  return `${application} of ${made} copies application-consistent`
}
