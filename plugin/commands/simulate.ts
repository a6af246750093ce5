/** `simulate`: tries specs many times in copies of a world, with faults, and says what would happen. */

import { type PromiseName, parseFault, type SimulationReport, simulate, type Trial } from '@pxsnap/core/simulation'
import type { ObjectRef } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { type SimulationView, simulationJson, simulationView } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { liveLine } from '../output/live-line.ts'
import { painter } from '../output/paint.ts'
import { simulationText } from '../output/simulation-text.ts'
import { printJson } from '../output/structured.ts'
import { Problem } from '../problem.ts'
import { type WhatIf, whatIf } from '../what-if.ts'

type Simulate = InvocationOf<'simulate'>

export async function simulateSpecs(face: Face, invocation: Simulate): Promise<ExitCode> {
  const { flags, positionals, global } = invocation
  const runs = wholeNumber('runs', flags.runs, 20, 1)
  const days = flags.days === undefined ? undefined : wholeNumber('days', flags.days, 1, 1)
  const seed = wholeNumber('seed', flags.seed, 1, 0)
  const faults = flags.fault.map(text => {
    const read = parseFault(text)
    if ('problem' in read) throw new Problem('usage', read.problem, 'kubectl pxsnap simulate --help')
    return read.fault
  })
  const world = await whatIf(face, { command: 'simulate', flags, positionals, global })
  const { prepared, specs, refs, findings, executor } = world
  const without = flags.without.map(name => workload(world, name))
  const shown = progress(face, runs)
  const report = await simulate(
    {
      world: prepared.world,
      workloads: prepared.workloads,
      settle: macrotask,
      specs,
      refs,
      executor,
      faults,
      runs,
      seed,
      without,
      others: world.others,
      ...(days === undefined ? {} : { scheduleMs: days * dayMs }),
      onTrial: shown.tried,
      onShorten: shown.shortening,
    },
    face.signal,
  )
  shown.over()
  if (flags.output === 'json') face.stdout.write(printJson(simulationJson(report)))
  else {
    const paint = painter(face, face.stdout, global.noColor)
    face.stdout.write(simulationText(simulationView(report), { paint, again: story => againLine(invocation, story) }))
  }
  return exitOf(face, report, findings)
}

function exitOf(face: Face, { ok }: SimulationReport, findings: WhatIf['findings']): ExitCode {
  if (face.signal.aborted) return exitCodes.interrupted
  if (!ok) return exitCodes.failed
  return findings.some(({ severity }) => severity === 'error') ? exitCodes.findings : exitCodes.done
}

function wholeNumber(flag: string, text: string | undefined, otherwise: number, least: number): number {
  if (text === undefined) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1
  if (value >= least) return value
  throw new Problem('usage', `--${flag} is a whole number from ${least} on, not "${text}".`)
}

function workload({ prepared }: WhatIf, name: string): ObjectRef {
  const found = prepared.workloads.find(ref => `${ref.kind.toLowerCase()}/${ref.name}` === name.toLowerCase())
  if (found !== undefined) return found
  const all = prepared.workloads.map(ref => `${ref.kind.toLowerCase()}/${ref.name}`)
  throw new Problem('notFound', `There is no workload "${name}" to leave out.`, `The workloads are: ${all.join(', ')}`)
}

/** One live line on a terminal, so that a long simulation does not look dead. Elsewhere it says nothing. */
function progress(face: Face, runs: number) {
  const line = liveLine(face.stderr)
  let done = 0
  let broken = 0
  let shorter = 0
  return {
    tried: (trial: Trial) => {
      done += 1
      if (trial.broken.length > 0) broken += 1
      line.show(`${done} of ${runs} runs${broken === 0 ? '' : `, ${broken} broken so far`}`)
    },
    shortening: (promise: PromiseName) => {
      shorter += 1
      line.show(`${done} of ${runs} runs, ${broken} broken; shortening (${shorter} tried): ${promise}`)
    },
    over: line.clear,
  }
}

/** The command line that shows a story again. */
function againLine({ flags, positionals, global }: Simulate, story: SimulationView['stories'][number]): string {
  const words = [
    'kubectl pxsnap simulate',
    ...positionals,
    ...flags.filename.map(name => `-f ${name}`),
    ...(flags.recursive ? ['-R'] : []),
    ...(global.namespace === undefined ? [] : [`-n ${global.namespace}`]),
    ...(global.sim === undefined ? [] : [global.sim === 'default' ? '--sim' : `--sim=${global.sim}`]),
    ...(flags.executor === 'stork' ? ['--executor stork'] : []),
    ...(story.days === undefined ? [] : [`--days ${story.days}`]),
    ...story.faults.map(fault => `--fault ${fault}`),
    ...story.without.map(name => `--without ${name}`),
    `--seed ${story.seed} --runs 1`,
  ]
  return words.join(' ')
}

const dayMs = 86_400_000
