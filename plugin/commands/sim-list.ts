/** `sim list`: the simulated clusters, with what is in them. */

import { toIso } from '@pxsnap/core/base'
import { PortError } from '@pxsnap/core/ports'
import { openSimulatedCluster } from '@pxsnap/core/simulation'
import { macrotask } from '@pxsnap/core/system'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face, SimulatorHome } from '../face.ts'
import { simulatorHome } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { outputForm } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson, printYaml } from '../output/structured.ts'
import { type Cell, printTable } from '../output/table.ts'

type Summary =
  | {
      readonly name: string
      readonly pods: number
      readonly claims: number
      readonly snapshots: number
      readonly groups: number
      readonly time: string
    }
  | { readonly name: string; readonly problem: string }

export async function simList(face: Face, { flags, global }: InvocationOf<'simList'>): Promise<ExitCode> {
  const form = outputForm(flags.output, ['table', 'json', 'yaml', 'name'])
  const home = simulatorHome(face)
  const names = await home.names()
  if (form === 'name') {
    face.stdout.write(names.map(name => `${name}\n`).join(''))
    return exitCodes.done
  }
  const summaries = await Promise.all(names.map(name => summaryOf(home, name)))
  if (form === 'json') face.stdout.write(printJson(summaries))
  else if (form === 'yaml') face.stdout.write(printYaml(summaries))
  else if (summaries.length === 0) face.stderr.write('No simulated clusters. Create one: kubectl pxsnap sim up\n')
  else
    face.stdout.write(
      printTable(
        { columns, rows: summaries.map(cellsOf) },
        { paint: painter(face, face.stdout, global.noColor), headers: true },
      ),
    )
  for (const summary of summaries) {
    if ('problem' in summary) face.stderr.write(`${summary.name} cannot be read: ${sanitiseLine(summary.problem)}\n`)
  }
  return exitCodes.done
}

const columns = ['NAME', 'STATUS', 'PODS', 'CLAIMS', 'SNAPSHOTS', 'GROUPS', 'SIMULATED TIME']

async function summaryOf(home: SimulatorHome, name: string): Promise<Summary> {
  try {
    const { plane, now } = await openSimulatedCluster({
      directory: home.directory(name),
      readOnly: true,
      settle: macrotask,
    })
    const count = (apiVersion: string, kind: string) => plane.list({ apiVersion, kind }).items.length
    return {
      name,
      pods: count('v1', 'Pod'),
      claims: count('v1', 'PersistentVolumeClaim'),
      snapshots: count('volumesnapshot.external-storage.k8s.io/v1', 'VolumeSnapshot'),
      groups: count('stork.libopenstorage.org/v1alpha1', 'GroupVolumeSnapshot'),
      time: toIso(now),
    }
  } catch (error) {
    // One damaged cluster does not hide the others.
    if (error instanceof PortError) return { name, problem: error.message }
    throw error
  }
}

function cellsOf(summary: Summary): readonly Cell[] {
  if ('problem' in summary)
    return [{ text: summary.name }, { text: 'Damaged', tone: 'failed' }, ...columns.slice(2).map(() => ({ text: '?' }))]
  const { name, pods, claims, snapshots, groups, time } = summary
  const counts = [pods, claims, snapshots, groups, time].map(value => ({ text: String(value) }))
  return [{ text: name }, { text: 'Ready', tone: 'usable' }, ...counts]
}
