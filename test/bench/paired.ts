/** Compares whole programs in one run, in turn, so that a machine whose speed drifts drifts for both. */

import { spawnSync } from 'node:child_process'

export type Command = {
  readonly name: string
  readonly argv: readonly string[]
  readonly cwd?: string
}

/** Median wall times in ms, and the median of the ratios pair by pair. */
export type Paired = {
  readonly name: string
  readonly ms: number
  readonly ratio: number
  readonly unitMs: number
}

/** Runs `unit` and each command in turn, `rounds` times after one warm-up round. */
export function paired(unit: Command, commands: readonly Command[], rounds: number): readonly Paired[] {
  const times = commands.map(() => ({
    own: [] as number[],
    ratio: [] as number[],
  }))
  const units: number[] = []
  for (let round = 0; round <= rounds; round++) {
    commands.forEach((command, index) => {
      const unitMs = wallMs(unit)
      const ownMs = wallMs(command)
      if (round === 0) return
      units.push(unitMs)
      times[index]?.own.push(ownMs)
      times[index]?.ratio.push(ownMs / unitMs)
    })
  }
  return commands.map(({ name }, index) => ({
    name,
    ms: median(times[index]?.own ?? []),
    ratio: median(times[index]?.ratio ?? []),
    unitMs: median(units),
  }))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function wallMs({ name, argv, cwd }: Command): number {
  const [program = '', ...args] = argv
  const started = process.hrtime.bigint()
  const { error, signal } = spawnSync(program, args, {
    stdio: 'ignore',
    cwd,
    env: quietEnvironment(),
  })
  const tookMs = Number(process.hrtime.bigint() - started) / 1e6
  if (error || signal) throw new Error(`${name} did not run: ${error?.message ?? signal}`)
  return tookMs
}

/** Node 20 parses the file of NODE_EXTRA_CA_CERTS at every start, which would hide what is measured. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, ...rest } = process.env
  return rest
}
