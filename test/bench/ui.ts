/** What the terminal UI costs: its first frame, one changed row among 10,000, and a storm of changes. */

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KubeObject } from '@pxsnap/core/specs'
import { buildPlugin, openPty, type PtyScreen } from '../support/pty-screen.ts'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { repository } from '../support/source-tree.ts'
import { type Figure, number } from './figure.ts'

const rounds = 9
const manyRows = 10_000
const plainInk = join(repository, 'test/bench/plain-ink.mjs')

export async function uiFigures(): Promise<readonly Figure[]> {
  buildPlugin()
  const served = await openServedCluster({ objects: snapshots(manyRows) })
  try {
    return [...(await firstFrame(served)), ...(await changes(served))]
  } finally {
    await served.close()
  }
}

async function firstFrame(served: ServedCluster): Promise<readonly Figure[]> {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await timeToFirst([plainInk, '20'], 'snapshot-19', [process.execPath]))
    ours.push(await timeToFirst(['ui', 'rules', '--kubeconfig', served.kubeconfig], 'rules'))
  }
  const [our, their] = [median(ours), median(theirs)]
  return [
    {
      what: 'first frame of the UI',
      measured: `${number(our)} ms`,
      against: `${number(our / their)} x plain Ink (${number(their)} ms)`,
      target: '<= 0.25',
    },
  ]
}

async function timeToFirst(argv: readonly string[], text: string, command?: readonly string[]): Promise<number> {
  const began = performance.now()
  const screen = openPty(argv, { columns: 120, rows: 40, ...(command === undefined ? {} : { command }) })
  await screen.until(shown => shown.includes(text))
  const took = performance.now() - began
  screen.kill('SIGKILL')
  await screen.exited
  return took
}

async function changes(served: ServedCluster): Promise<readonly Figure[]> {
  const screen = openPty(['ui', 'vs', '-A', '--kubeconfig', served.kubeconfig], { columns: 120, rows: 40 })
  const began = performance.now()
  await screen.until(text => text.includes(`snapshots  ${manyRows}`), 60_000)
  const listed = performance.now() - began
  const quiet = await during(screen, served, { perSecond: 0, seconds: 5 })
  const single = await during(screen, served, { perSecond: 5, seconds: 8 })
  const storm = await during(screen, served, { perSecond: 50, seconds: 10 })
  screen.press('q')
  await screen.exited
  const { stderr } = spawnSync(process.execPath, [plainInk, '500', '30'], { encoding: 'utf8', maxBuffer: 1 << 28 })
  const their = Number(/median ([\d.]+)/.exec(stderr)?.[1])
  const each = Math.max(0, single.cpuMs - quiet.cpuMs * (8 / 5)) / (5 * 8)
  return [
    {
      what: `${manyRows} rows on the screen`,
      measured: `${number(listed)} ms`,
      against: 'from the start of the process',
    },
    {
      what: `one row of ${manyRows} changes, from the watch to the terminal`,
      measured: `${number(each)} ms of processor`,
      against: `${number(each / their)} x plain Ink at 500 rows (${number(their)} ms)`,
      target: '<= 0.125',
    },
    {
      what: '50 changes a second',
      measured: `${number(storm.cpuMs / 100)} % of a core, ${number(storm.frames / 10)} frames a second`,
      against: `${number(quiet.cpuMs / 50)} % when nothing changes`,
      target: '< 10 %, <= 15 frames',
    },
  ]
}

async function during(
  screen: PtyScreen,
  { cluster }: ServedCluster,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<{ readonly cpuMs: number; readonly frames: number }> {
  const [cpuBefore, bytesBefore] = [cpuMs(screen.pid), screen.bytes().length]
  const end = performance.now() + seconds * 1000
  for (let count = 0; performance.now() < end; count += 1) {
    if (perSecond > 0) touch(cluster, count)
    await new Promise(resolve => setTimeout(resolve, perSecond > 0 ? 1000 / perSecond : 1000))
  }
  const frames = screen.bytes().slice(bytesBefore).split('\u001b[?2026h').length - 1
  return { cpuMs: cpuMs(screen.pid) - cpuBefore, frames }
}

/** One of the rows that are seen gets another status. */
function touch({ plane }: ServedCluster['cluster'], count: number): void {
  const ref = { ...snapshotKind, namespace: 'shop', name: nameOf(count % 30) }
  const object = plane.get(ref)
  if (object === undefined) throw new Error(`there is no ${ref.name}`)
  const conditions = [
    { type: Math.floor(count / 30) % 2 === 0 ? 'Pending' : 'Ready', status: 'True', message: `change ${count}` },
  ]
  plane.update({ ...object, status: { conditions } })
}

/** Source: Linux, proc(5): fields 14 and 15 in ticks of a hundredth of a second. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const snapshotKind = { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot' }

function nameOf(index: number): string {
  return `orders-${String(index).padStart(5, '0')}`
}

function snapshots(count: number): readonly KubeObject[] {
  return Array.from({ length: count }, (_, index) => ({
    ...snapshotKind,
    metadata: { name: nameOf(index), namespace: 'shop', labels: { app: index % 2 === 0 ? 'orders' : 'billing' } },
    spec: { persistentVolumeClaimName: `claim-${index % 100}` },
    status: { conditions: [{ type: 'Ready', status: 'True', message: 'Snapshot created successfully.' }] },
  }))
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN
}
