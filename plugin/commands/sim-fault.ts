/** `sim fault`: what goes wrong in a simulated cluster from now on. */

import { faultCatalogue, parseFault } from '@pxsnap/core/simulation'
import { spell } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { keepFaults, kept, keptFaults, leftMs } from '../kept-faults.ts'
import { inSimulatedWorld } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { outputForm } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson, printYaml } from '../output/structured.ts'
import { printTable } from '../output/table.ts'
import { Problem } from '../problem.ts'

export async function simFaultList(face: Face, { flags, global }: InvocationOf<'simFaultList'>): Promise<ExitCode> {
  const form = outputForm(flags.output, ['table', 'json', 'yaml'])
  return inSimulatedWorld(face, global, { access: 'look', missing: 'refuse', faults: 'sleep' }, async world => {
    const faults = keptFaults(world.simulated)
    if (form === 'json') face.stdout.write(printJson(faults))
    else if (form === 'yaml') face.stdout.write(printYaml(faults))
    else if (faults.length === 0) face.stderr.write('Nothing is made to go wrong.\n')
    else {
      const rows = faults.map(fault => {
        const left = leftMs(fault, world.now())
        const lasts = left === undefined ? 'once' : left <= 0 ? 'over' : `${spell(left)} more`
        return [{ text: String(fault.id) }, { text: fault.fault }, { text: lasts }, { text: docOf(fault.fault) }]
      })
      const paint = painter(face, face.stdout, global.noColor)
      face.stdout.write(
        printTable({ columns: ['ID', 'FAULT', 'LASTS', 'WHAT IT DOES'], rows }, { paint, headers: true }),
      )
    }
    return exitCodes.done
  })
}

export async function simFaultAdd(face: Face, { positionals, global }: InvocationOf<'simFaultAdd'>): Promise<ExitCode> {
  for (const text of positionals) {
    const parsed = parseFault(text)
    if ('problem' in parsed) throw new Problem('usage', parsed.problem, 'kubectl pxsnap sim fault add --help')
    if (parsed.fault.name === 'crash')
      throw new Problem(
        'usage',
        'A command that crashes is one that you kill; "simulate --fault crash" tries it safely.',
      )
  }
  return inSimulatedWorld(face, global, { access: 'change', missing: 'refuse', faults: 'sleep' }, async world => {
    const there = keptFaults(world.simulated)
    const first = Math.max(0, ...there.map(({ id }) => id)) + 1
    const added = positionals.map((text, index) => kept(first + index, text, world.now()))
    keepFaults(world.simulated, [...there, ...added])
    await world.keep()
    for (const { id, fault } of added) face.stdout.write(`fault/${id} added: ${sanitiseLine(fault)}\n`)
    return exitCodes.done
  })
}

export async function simFaultClear(
  face: Face,
  { positionals, global }: InvocationOf<'simFaultClear'>,
): Promise<ExitCode> {
  return inSimulatedWorld(face, global, { access: 'change', missing: 'refuse', faults: 'sleep' }, async world => {
    const there = keptFaults(world.simulated)
    const unknown = positionals.find(id => !there.some(fault => String(fault.id) === id))
    if (unknown !== undefined)
      throw new Problem('notFound', `There is no fault ${unknown}.`, 'kubectl pxsnap sim fault list --sim')
    const goes = (id: number) => positionals.length === 0 || positionals.includes(String(id))
    keepFaults(
      world.simulated,
      there.filter(({ id }) => !goes(id)),
    )
    await world.keep()
    for (const { id } of there.filter(one => goes(one.id))) face.stdout.write(`fault/${id} cleared\n`)
    if (there.length === 0) face.stderr.write('There was nothing to clear.\n')
    return exitCodes.done
  })
}

function docOf(text: string): string {
  const parsed = parseFault(text)
  return 'fault' in parsed ? faultCatalogue[parsed.fault.name].doc : ''
}
