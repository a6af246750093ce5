/** The tour: acts in a simulated cluster of its own. Every verdict in it is computed, none is written down. */

import { refOf } from '@pxsnap/core/actions'
import { createWorkspace, fixAll, type LocatedFinding, type Workspace } from '@pxsnap/core/language'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { listing, spell } from '@pxsnap/core/views'
import { diffText } from '../output/diff-text.ts'
import { printTable } from '../output/table.ts'
import { wrapText } from '../output/wrap-text.ts'
import { type TourFile, tourFile } from '../tour-files.ts'
import { tourNamespace as namespace, type TourApplication, tourApplications } from './applications.ts'
import { cloneAndStart, showWithoutRule } from './copies.ts'
import { foresee } from './foresee.ts'
import { moveMysql } from './move.ts'
import { restoreMysql, uploadMysql } from './off-site-and-back.ts'
import type { Teller } from './teller.ts'
import type { TourCluster } from './tour-cluster.ts'
import { objectsOf, resultText, type Story, snapshotRef, write } from './tour-objects.ts'

export async function tellStory(story: Story): Promise<void> {
  loadApplications(story)
  await warmUp(story)
  const fixed = repairSpecs(story)
  const [mysql] = fixed
  if (mysql === undefined) throw new Error('the tour has a MySQL')
  await foresee(story, objectsOf(mysql.file))
  await takeSnapshots(story, fixed)
  await uploadMysql(story)
  await cloneAndStart(story)
  await restoreMysql(story, mysql.application)
  await showWithoutRule(story)
  await moveMysql(story)
  nextSteps(story)
}

function loadApplications({ teller, cluster }: Story): void {
  teller.chapter('Three databases at work')
  teller.say(
    'A simulated cluster, made for this tour and gone after it, runs the databases of a shop on simulated Portworx volumes with real bytes in them.',
  )
  const files = tourApplications.map(({ manifest }) => tourFile(manifest))
  const results = cluster.sim.load(files.flatMap(objectsOf))
  teller.verdict(
    results.every(({ ok }) => ok),
    `${results.length} objects loaded from ${files.map(({ name }) => name).join(', ')}.`,
  )
}

const warmUpSeconds = 10

async function warmUp({ teller, cluster }: Story): Promise<void> {
  await cluster.unpaced(() => cluster.sim.advance(warmUpSeconds * 1000))
  const pods = cluster.sim.plane.list({ apiVersion: 'v1', kind: 'Pod', namespace }).items
  teller.show(tableText(teller, 'Pod', pods, cluster))
  const claims = cluster.sim.plane.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }).items
  teller.show(`\n${tableText(teller, 'PersistentVolumeClaim', claims, cluster)}`)
  const running = pods.filter(pod => valueAt(pod, ['status', 'phase']) === 'Running')
  teller.verdict(
    running.length === tourApplications.length,
    `All three have been writing for ${warmUpSeconds} s, and go on.`,
  )
}

type FixedSpec = { readonly application: TourApplication; readonly file: TourFile }

function repairSpecs({ teller }: Story): readonly FixedSpec[] {
  teller.chapter('What the old documentation tells you to write')
  teller.say(
    'These specs follow documentation of 2018. Kubernetes accepts all of them, STORK reports success, and none of the commands in them ever runs. "kubectl pxsnap lint" says so before, and --fix repairs them.',
  )
  const workspace = createWorkspace({ executor: 'stork' })
  for (const { manifest, spec } of tourApplications) {
    for (const { name, text } of [tourFile(manifest), tourFile(spec)]) workspace.set(name, text)
  }
  return tourApplications.map(application => {
    const file = tourFile(application.spec)
    const errors = errorsIn(workspace, file.name)
    teller.show(`\n${teller.paint('strong', `${application.title}: ${file.name}`)}`)
    for (const { code, message } of errors) {
      const [first = '', ...more] = wrapText(`${message} (${code})`, teller.columns - 10)
      teller.show([`${teller.paint('failed', 'error:')} ${first}`, ...more.map(line => `       ${line}`)].join('\n'))
    }
    const { text } = fixAll(file.name, file.text, { workspace })
    teller.show(diffText({ name: file.name, before: file.text, after: text }, teller.paint))
    workspace.set(file.name, text)
    const left = errorsIn(workspace, file.name)
    teller.verdict(
      errors.length > 0 && left.length === 0,
      `${count(errors.length, 'error')} found, ${left.length === 0 ? 'none left after --fix' : `${left.length} left after --fix`}.`,
    )
    return { application, file: { ...file, text } }
  })
}

function errorsIn(workspace: Workspace, name: string): readonly LocatedFinding[] {
  return workspace.diagnose(name).filter(({ severity }) => severity === 'error')
}

async function takeSnapshots(story: Story, fixed: readonly FixedSpec[]): Promise<void> {
  const { teller, cluster } = story
  teller.chapter('The repaired specs, carried out')
  teller.say(
    'All three at once. The timeline shows when each application was asked to stand still, for how long, and where the snapshot instant lies.',
  )
  teller.show('')
  const objects = fixed.flatMap(({ file }) => objectsOf(file))
  await write(story, objects)
  const watched = fixed.map(({ application }) => ({ ref: snapshotRef(application), claims: application.claims }))
  const outcomes = await cluster.watch(watched)
  for (const { application } of fixed) {
    const outcome = outcomes.find(({ ref }) => ref.name === application.snapshot.name)
    const evidence = outcome?.evidence
    const frozen = Math.max(0, ...(evidence?.frozen ?? []).map(({ ms }) => ms ?? 0))
    const stood = frozen > 0 ? `frozen ${spell(frozen)}` : 'never stood still'
    teller.verdict(
      outcome?.result === 'successful' && evidence?.consistency === 'application',
      `${application.title}: ${resultText(outcome)}, ${stood} (${application.snapshot.how}).`,
    )
  }
  await carryOutAsDocumented(story)
}

/** The command annotation of the old documentation, as it was written there and never ran. */
async function carryOutAsDocumented(story: Story): Promise<void> {
  const { teller, cluster } = story
  const old = objectsOf(tourFile('cassandra-snapshot.yaml'))[0]
  if (old === undefined) return
  const snapshot = { ...old, metadata: { ...old.metadata, name: 'views-as-documented' } }
  teller.show('')
  teller.say(
    "And the old spec for Cassandra as it was, with px/pre-snap-command: STORK never ran such a command, but pxsnap's own engine does, in the pods that use the claim.",
  )
  await write(story, [snapshot])
  const [outcome] = await cluster.carryOut([refOf(snapshot)])
  const ran = outcome?.evidence?.commands.find(({ command, exit }) => command === 'nodetool flush' && exit === 0)
  teller.verdict(
    outcome?.evidence?.consistency === 'application' && ran !== undefined,
    `Cassandra: ${resultText(outcome)}; "nodetool flush" ${ran === undefined ? 'did not run' : `ran in ${ran.pod} and ended well`}.`,
  )
}

function nextSteps({ teller, cluster }: Story): void {
  const broken = teller.broken()
  teller.chapter(broken.length === 0 ? 'Your turn' : 'Something did not come out as promised')
  for (const text of broken) teller.say(`Not as promised: ${text}`)
  teller.say(
    `${teller.checked() - broken.length} of ${teller.checked()} verdicts are as they should be, after ${spell(cluster.simulatedMs())} of simulated time.`,
  )
  teller.show(
    [
      '',
      'kubectl pxsnap lint -f YOUR-SPECS/            check your own specs',
      'kubectl pxsnap generate rule --for mysql      a rule that quiesces it',
      'kubectl pxsnap sim load -f YOUR-APP.yaml      your application, simulated',
      'kubectl pxsnap simulate --sim -f SPEC.yaml    try a spec, with faults',
      'kubectl pxsnap apply --sim -f SPEC.yaml       see what it does',
      'kubectl pxsnap restore SNAPSHOT --sim         and put it back',
      'kubectl pxsnap ui --sim                       all of it on one screen',
      'kubectl pxsnap calendar -f POLICY.yaml        when a schedule runs',
      'kubectl pxsnap migrate NAMESPACE --to PAIR    move it; "pair" comes first',
      '',
      'Not on your PATH yet? npm link --workspace plugin puts it there;',
      'until then, npx kubectl-pxsnap does the same.',
    ].join('\n'),
  )
}

function tableText({ paint }: Teller, kind: string, objects: readonly KubeObject[], cluster: TourCluster): string {
  const { columns, rows } = listing(kind, objects, { now: cluster.sim.now, withNamespace: false })
  const unwanted = new Set(['RESTARTS', 'VOLUME', 'ACCESS MODES'])
  const shown = columns.flatMap(({ wide, name }, index) => (wide || unwanted.has(name) ? [] : [index]))
  const table = {
    columns: shown.map(index => columns[index]?.name ?? ''),
    rows: rows.map(({ cells }) => shown.map(index => cells[index] ?? { text: '' })),
  }
  return printTable(table, { paint, headers: true })
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}
