/** Whether copies work: with a rule, without one, and volume by volume. */

import { carryOut, planClone, refOf } from '@pxsnap/core/actions'
import type { KubeObject } from '@pxsnap/core/specs'
import { tourFile } from '../tour-files.ts'
import { tourNamespace as namespace, type TourApplication, tourApplications } from './applications.ts'
import { copyOf } from './copy-of-workload.ts'
import {
  claimName,
  membersOf,
  objectsOf,
  ref,
  resultText,
  type Story,
  snapshotNamed,
  snapshotsOfGroup,
  write,
} from './tour-objects.ts'

export async function cloneAndStart(story: Story): Promise<void> {
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

export async function showWithoutRule(story: Story): Promise<void> {
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
