/** `trigger`: a run of a schedule now, out of turn. */

import { carryOut, planTrigger } from '@pxsnap/core/actions'
import { readSchedule, runUntilSettled, type ScheduleItem } from '@pxsnap/core/engine'
import { sectionKinds, volumeSnapshotSchedule } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, type World } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { progressLine } from '../output/progress-line.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { Problem } from '../problem.ts'
import { notFound, refOf } from '../selection.ts'
import { scheduleSelection } from './suspend.ts'

export async function trigger(face: Face, { flags, positionals, global }: InvocationOf<'trigger'>): Promise<ExitCode> {
  const section = sectionOf(flags.section)
  const [group] = scheduleSelection(positionals).groups
  const name = group?.names?.[0] ?? ''
  if (group === undefined || group.kind.kind !== volumeSnapshotSchedule.kind)
    throw new Problem('usage', 'Only a VolumeSnapshotSchedule can be triggered.')
  return inWorld(face, global, { access: 'change', missing: 'refuse' }, async world => {
    const { ports } = world
    const ref = refOf(group.kind, name, world.namespace)
    const found = await world.drive(ports.cluster.get(ref))
    if (found === undefined) throw notFound(group.kind, name, world.namespace)
    const plan = planTrigger(found, world.now(), section)
    const [obstacle] = plan.obstacles
    if (obstacle !== undefined) throw new Problem('failed', obstacle.message, obstacle.next)
    const before = new Set(itemsOf(found, world).map(item => item.name))
    const written = await world.drive(carryOut(plan, ports.cluster, () => undefined))
    if (written.refused !== undefined) throw new Problem('failed', written.refused.message)
    if (!flags.wait) {
      face.stdout.write(`volumesnapshotschedule/${sanitiseLine(name)} triggered\n`)
      return exitCodes.done
    }
    const paint = painter(face, face.stderr, global.noColor)
    const { host } = face
    host?.following([ref], new Map())
    const report = {
      report: (event: Parameters<typeof progressLine>[0]) =>
        host === undefined ? face.stderr.write(progressLine(event, paint)) : host.report(event),
    }
    const [outcome] = await world.drive(runUntilSettled(ports, { only: [ref], ...report }, face.signal))
    if (outcome?.reason !== undefined) throw new Problem('failed', outcome.reason.message)
    const after = await world.drive(ports.cluster.get(ref))
    const runs = after === undefined ? [] : itemsOf(after, world).filter(item => !before.has(item.name))
    return told(face, runs)
  })
}

function told(face: Face, runs: readonly ScheduleItem[]): ExitCode {
  if (runs.length === 0)
    throw new Problem('failed', 'No run was begun.', 'kubectl pxsnap describe volumesnapshotschedule NAME --sim')
  for (const { name, phase, message, kind } of runs) {
    const words = { ready: 'usable', error: 'failed', running: 'under way', planned: 'under way' }
    const why = message === undefined ? '' : `: ${sanitiseLine(message)}`
    face.stdout.write(`${sanitiseLine(name)} ${words[phase]}, counts as ${kind.toLowerCase()}${why}\n`)
  }
  if (runs.some(({ phase }) => phase !== 'ready')) return exitCodes.failed
  return runs.some(({ downgraded }) => downgraded === true) ? exitCodes.partial : exitCodes.done
}

function itemsOf(object: Parameters<typeof readSchedule>[0], world: World): readonly ScheduleItem[] {
  return readSchedule(object, world.now())?.items ?? []
}

function sectionOf(word: string | undefined) {
  if (word === undefined) return undefined
  const kind = sectionKinds.find(one => one.toLowerCase() === word.toLowerCase())
  if (kind === undefined) throw new Problem('usage', `--section is interval, daily, weekly or monthly, not "${word}".`)
  return kind
}
