/** `sim advance`: lets time pass in a simulated cluster, and its schedules run. */

import { after, parseDuration } from '@pxsnap/core/base'
import { runSchedules, type ScheduleItem } from '@pxsnap/core/engine'
import { utc } from '@pxsnap/core/specs'
import { spell, wallTime } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inSimulatedWorld } from '../open-world.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { Problem } from '../problem.ts'
import { namedCluster } from './sim-name.ts'

const longest = { text: '1y', ms: 366 * 86_400_000 }

export async function simAdvance(
  face: Face,
  { flags, positionals, global }: InvocationOf<'simAdvance'>,
): Promise<ExitCode> {
  const [text = ''] = positionals
  const durationMs = parseDuration(text)
  if (durationMs === undefined || durationMs <= 0)
    throw new Problem('usage', `"${text}" is no length of time.`, 'kubectl pxsnap sim advance 1d12h --sim')
  if (durationMs > longest.ms) throw new Problem('usage', `At most ${longest.text} at once.`)
  const settings = { ...global, sim: namedCluster(face, [], global), simSpeed: global.simSpeed ?? 'max' }
  return inSimulatedWorld(face, settings, { access: 'change', missing: 'refuse', faults: 'sleep' }, async world => {
    const { simulated: cluster } = world
    const begun = cluster.now
    const until = after(begun, durationMs)
    const runs = new Map<string, Run>()
    const missed = new Map<string, number>()
    await cluster.together(async () => {
      const passed = runSchedules(
        cluster.ports,
        {
          until,
          passed: ({ namespace = '', name }, { items, tidings }) => {
            for (const item of items) runs.set(`${namespace}/${item.name}`, { schedule: `${namespace}/${name}`, item })
            for (const { id, slots } of tidings)
              if (slots !== undefined) missed.set(`${namespace}/${name}/${id}`, slots.count)
          },
          report: () => undefined,
        },
        face.signal,
      )
      await world.drive(passed)
      if (cluster.now < until && !face.signal.aborted) await cluster.advance(until - cluster.now)
    })
    return report(face, flags.output, { begun, now: cluster.now, runs: [...runs.values()], missed })
  })
}

type Run = { readonly schedule: string; readonly item: ScheduleItem }

type Passed = {
  readonly begun: Parameters<typeof wallTime>[1]
  readonly now: Parameters<typeof wallTime>[1]
  readonly runs: readonly Run[]
  readonly missed: ReadonlyMap<string, number>
}

function report(face: Face, output: 'text' | 'json', { begun, now, runs, missed }: Passed): ExitCode {
  const during = runs.filter(({ item }) => item.plannedAt >= begun)
  const failed = during.filter(({ item }) => item.phase === 'error')
  const missedSlots = [...missed.values()].reduce((sum, count) => sum + count, 0)
  if (output === 'json') {
    const schedules = [...new Set(runs.map(({ schedule }) => schedule))].map(schedule => {
      const own = during.filter(run => run.schedule === schedule)
      return {
        schedule,
        runs: own.length,
        usable: own.filter(({ item }) => item.phase === 'ready').length,
        failed: own
          .filter(({ item }) => item.phase === 'error')
          .map(({ item: { name, message } }) => ({ name, message })),
      }
    })
    face.stdout.write(printJson({ now: new Date(now).toISOString(), schedules, missedSlots }))
    return failed.length > 0 ? exitCodes.failed : exitCodes.done
  }
  const usable = during.filter(({ item }) => item.phase === 'ready').length
  const slots = missedSlots === 0 ? '' : `, ${missedSlots} slots missed`
  face.stdout.write(
    `${spell(now - begun)} have passed; it is ${wallTime(utc, now)} UTC.\n` +
      (runs.length === 0 && missedSlots === 0
        ? 'No schedule ran.\n'
        : `${during.length} runs of schedules: ${usable} usable, ${failed.length} failed${slots}.\n`),
  )
  for (const { item } of failed.slice(0, mostFailures))
    face.stderr.write(`${sanitiseLine(item.name)} failed: ${sanitiseLine(item.message ?? 'no reason is known')}\n`)
  if (failed.length > mostFailures) face.stderr.write(`… and ${failed.length - mostFailures} more\n`)
  return failed.length > 0 ? exitCodes.failed : exitCodes.done
}

const mostFailures = 10
