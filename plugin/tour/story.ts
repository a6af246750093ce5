/** The tour: six chapters in a simulated cluster of its own. Every verdict in it is computed, none is written down. */

import { carryOut, planApply, planClone, refOf } from '@pxsnap/core/actions'
import type { Outcome } from '@pxsnap/core/engine'
import { createWorkspace, fixAll, type LocatedFinding, type Workspace } from '@pxsnap/core/language'
import { type KubeObject, type ObjectRef, textOf, valueAt } from '@pxsnap/core/specs'
import { listing, spell } from '@pxsnap/core/views'
import type { Face } from '../face.ts'
import { diffText } from '../output/diff-text.ts'
import { printTable } from '../output/table.ts'
import { type TourFile, tourFile } from '../tour-files.ts'
import { tourNamespace as namespace, type TourApplication, tourApplications } from './applications.ts'
import { copyOf } from './copy-of-workload.ts'
import { moveMysql } from './move.ts'
import type { Teller } from './teller.ts'
import type { TourCluster } from './tour-cluster.ts'

export type Story = { readonly face: Face; readonly teller: Teller; readonly cluster: TourCluster }

export async function tellStory(story: Story): Promise<void> {
  loadApplications(story)
  await warmUp(story)
  const fixed = repairSpecs(story)
  await takeSnapshots(story, fixed)
  await cloneAndStart(story)
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
      teller.show(`${teller.paint('failed', 'error:')} ${message} ${teller.paint('muted', `(${code})`)}`)
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

function resultText(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'not carried out'
  if (outcome.result === 'successful') return `${outcome.evidence?.consistency ?? 'not'}-consistent`
  return `${outcome.result}: ${outcome.reason?.message ?? 'no reason given'}`
}

async function cloneAndStart(story: Story): Promise<void> {
  const { teller, cluster } = story
  teller.chapter('Do the copies work?')
  teller.say(
    "Each snapshot is cloned into new claims. The clones are compared with their snapshots byte for byte, the database's own recovery is run on them, and then a second copy of the application starts on them.",
  )
  teller.show('')
  for (const application of tourApplications) {
    const snapshots = membersOf(cluster, application)
    const clones = await clone(story, snapshots)
    const same = clones.every((name, index) =>
      cluster.sim.hasBytesOf({ namespace, name }, { namespace, name: snapshots[index]?.metadata.name ?? '' }),
    )
    teller.verdict(
      same,
      `${application.title}: ${clones.join(' and ')} ${clones.length === 1 ? 'holds exactly the bytes of its snapshot' : 'hold exactly the bytes of their snapshots'}.`,
    )
    const { verdict, text } = cluster.sim.judge(...clones.map(name => ({ namespace, name })))
    teller.verdict(verdict === 'clean', `Verdict ${verdict}. ${text}`)
    const answer = await startCopy(story, application, clones, '-copy')
    teller.verdict(
      answer.works,
      `${application.title} runs on the clones: ${application.ask.shown} says "${answer.said}".`,
    )
  }
}

async function showWithoutRule(story: Story): Promise<void> {
  const { teller, cluster } = story
  teller.chapter('And without the rule?')
  teller.say(
    'The same busy MySQL, first as a group without a rule: both volumes are cut at one instant, as if the power had failed.',
  )
  await write(story, objectsOf(tourFile('mysql-group-without-rule.yaml')))
  const [group] = await cluster.watch([
    { ref: ref('GroupVolumeSnapshot', 'orders-without-rule'), claims: ['mysql-data', 'mysql-log'] },
  ])
  const members = snapshotsOfGroup(cluster, 'orders-without-rule').map(({ metadata }) => ({
    namespace,
    name: metadata.name,
  }))
  const cut = cluster.sim.judgeSnapshots(...members)
  teller.verdict(
    group?.evidence?.consistency === 'crash' && cut.verdict === 'recovers',
    `${resultText(group)}, verdict ${cut.verdict}. ${cut.text}`,
  )

  teller.show('')
  teller.say(
    'Then one volume after the other, three seconds apart, as a script with one VolumeSnapshot per claim would do it.',
  )
  const [log, data] = objectsOf(tourFile('mysql-volume-by-volume.yaml'))
  for (const snapshot of [log, data]) {
    if (snapshot === undefined) continue
    await write(story, [snapshot])
    await cluster.carryOut([refOf(snapshot)])
    await cluster.unpaced(() => cluster.sim.advance(3000))
  }
  const apart = ['orders-log-alone', 'orders-data-alone']
  const torn = cluster.sim.judgeSnapshots(...apart.map(name => ({ namespace, name })))
  teller.verdict(torn.verdict === 'torn', `Verdict ${torn.verdict}. ${torn.text}`)
  const mysql = tourApplications[0]
  if (mysql === undefined) return
  const clones = await clone(
    story,
    ['orders-data-alone', 'orders-log-alone'].flatMap(name => snapshotNamed(cluster, name) ?? []),
  )
  const answer = await startCopy(story, mysql, clones, '-torn')
  teller.verdict(!answer.works, `MySQL does not start on that copy: "${answer.said}".`)
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
      'kubectl pxsnap explain rule                   what a Rule is made of',
      'kubectl pxsnap sim load -f YOUR-APP.yaml      bring your application into a simulated cluster',
      'kubectl pxsnap apply --sim -f SNAPSHOT.yaml   see what your snapshot does to it',
      'kubectl pxsnap timeline gvs NAME --sim        and when',
      'kubectl pxsnap migrate shop --to PAIR --sim   move an application; "pair" comes first',
      '',
      'Not on your PATH yet? npm link --workspace plugin puts it there; until then, npx kubectl-pxsnap does the same.',
    ].join('\n'),
  )
}

/** Writes the objects as `apply` does: planned, in the order they need each other. */
async function write({ cluster }: Story, objects: readonly KubeObject[]): Promise<void> {
  const plan = planApply(objects, [])
  const { refused } = await cluster.sim.drive(carryOut(plan, cluster.sim.ports.cluster, () => undefined))
  if (refused !== undefined) throw new Error(`${refused.ref.name} was refused: ${refused.message}`)
}

/** The names of the new claims. */
async function clone({ cluster }: Story, snapshots: readonly KubeObject[]): Promise<readonly string[]> {
  const claim = (name: string) =>
    cluster.sim.plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name })
  const names = snapshots.map(snapshot => claimName(snapshot))
  const taken = cluster.sim.plane.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }).items
  const wanted = names.map(name =>
    freeName(
      `${name}-clone`,
      taken.map(({ metadata }) => metadata.name),
    ),
  )
  const plan = planClone({ snapshots, sources: names.map(claim), names: wanted, namespace, taken: [] })
  const { done, refused } = await cluster.sim.drive(carryOut(plan, cluster.sim.ports.cluster, () => undefined))
  if (refused !== undefined || plan.obstacles.length > 0)
    throw new Error(refused?.message ?? plan.obstacles[0]?.message)
  await cluster.carryOut(done.map(one => one.ref))
  return wanted
}

function freeName(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? freeName(`${name}-2`, taken) : name
}

type Answered = { readonly works: boolean; readonly said: string }

/** Starts the application a second time, on the clones, and asks it something. */
async function startCopy(
  { cluster }: Story,
  application: TourApplication,
  clones: readonly string[],
  suffix: string,
): Promise<Answered> {
  const workload = cluster.sim.plane.get({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    namespace,
    name: application.workload,
  })
  if (workload === undefined) throw new Error(`${application.workload} is not there`)
  cluster.sim.load([
    copyOf(workload, new Map(application.claims.map((claim, index) => [claim, clones[index] ?? ''])), suffix),
  ])
  await cluster.unpaced(() => cluster.sim.advance(2000))
  const request = {
    namespace,
    pod: `${application.workload}${suffix}-0`,
    argv: application.ask.argv,
    timeoutMs: 10_000,
  }
  const { exit, stdout, stderr, problem } = await cluster.sim.drive(cluster.sim.ports.exec.run(request))
  const printed = exit === 0 ? stdout : stderr || problem || stdout
  const lines = printed.split('\n').filter(line => !line.includes('[Warning]'))
  const said = lines.join(' ').replace(/\s+/g, ' ').trim()
  return { works: exit === 0, said: said.length > 320 ? `${said.slice(0, 319)}…` : said }
}

/** The VolumeSnapshots of an application's snapshot, in the order of its claims. */
function membersOf(cluster: TourCluster, { snapshot, claims }: TourApplication): readonly KubeObject[] {
  if (snapshot.kind === 'VolumeSnapshot') return snapshotNamed(cluster, snapshot.name) ?? []
  const members = snapshotsOfGroup(cluster, snapshot.name)
  return claims.flatMap(claim => members.filter(member => claimName(member) === claim))
}

function snapshotNamed(cluster: TourCluster, name: string): readonly KubeObject[] | undefined {
  const found = cluster.sim.plane.get(ref('VolumeSnapshot', name))
  return found === undefined ? undefined : [found]
}

function snapshotsOfGroup(cluster: TourCluster, name: string): readonly KubeObject[] {
  const group = cluster.sim.plane.get(ref('GroupVolumeSnapshot', name))
  const { apiVersion, kind } = ref('VolumeSnapshot', '')
  return cluster.sim.plane
    .list({ apiVersion, kind, namespace })
    .items.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === group?.metadata.uid))
}

function snapshotRef({ snapshot }: TourApplication): ObjectRef {
  return ref(snapshot.kind, snapshot.name)
}

function ref(kind: 'VolumeSnapshot' | 'GroupVolumeSnapshot', name: string): ObjectRef {
  const apiVersion =
    kind === 'VolumeSnapshot' ? 'volumesnapshot.external-storage.k8s.io/v1' : 'stork.libopenstorage.org/v1alpha1'
  return { apiVersion, kind, namespace, name }
}

function claimName(snapshot: KubeObject): string {
  return textOf(valueAt(snapshot, ['spec', 'persistentVolumeClaimName'])) ?? snapshot.metadata.name
}

function objectsOf({ name, text }: TourFile): readonly KubeObject[] {
  const workspace = createWorkspace({ executor: 'pxsnap' })
  workspace.set(name, text)
  return workspace.objects(name).map(({ object }) => object)
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
