/**
 * Sweeps every model world and tries whole clusters under drawn faults for as long as asked.
 *
 * Usage: npm run soak -- [--api] --minutes N [--seed S]. With --api random requests to a served API instead. Exit code 1 when a promise breaks, with the shortest story of it. The
 * seed is printed: the same seed and time begin with the same runs.
 */

import { allSweeps } from '@pxsnap/core/simulation'
import { apiStorm } from './api-storm.ts'
import { clusterRuns } from './cluster-runs.ts'

const words = process.argv.slice(2)
const api = words.includes('--api')
const { minutes, seed } = readArguments(words.filter(word => word !== '--api'))
const began = Date.now()
const requestsPerStorm = 2_000
const over = () => Date.now() - began >= minutes * 60_000
if (api) await soakApi()
const sweeps = allSweeps()
const clusters = await clusterRuns()
let modelRuns = 0
let clusterRunsMade = 0
let toldAt = began

say(`Soaking for ${minutes} min from seed ${seed}: ${sweeps.map(({ name }) => name).join(', ')}, and whole clusters.`)
for (let round = 0; !over(); round++) {
  for (const sweep of sweeps) {
    for (const scenario of sweep.scenarios) {
      if (over()) break
      const { runs, failures } = sweep.run(scenario, { from: seed + round, count: 1 })
      modelRuns += runs
      const [failure] = failures
      if (failure !== undefined) {
        const small = sweep.shrink(failure)
        const { crash, seed: of } = small
        const place = crash === undefined ? 'no crash' : `crash ${crash.when} request ${crash.at}`
        broken(`${sweep.name}, ${small.world}, seed ${of}, ${place}: ${small.checker}`, small.story, [
          `First seen in scenario "${failure.scenario}", seed ${failure.seed}, ${JSON.stringify(failure.crash)}.`,
        ])
      }
      progress()
    }
  }
  for (const cluster of clusters) {
    if (over()) break
    const { found, story } = await cluster.run(seed + round)
    clusterRunsMade += 1
    if (found !== undefined) broken(`a whole cluster, ${cluster.name}: ${found}`, story, [])
    progress()
  }
}
process.stdout.write(`${summary()}: every promise is kept.\n`)

/** Storms of random requests, each on a fresh cluster, until the time is over. */
async function soakApi(): Promise<never> {
  say(`Soaking the served API for ${minutes} min from seed ${seed}.`)
  let requests = 0
  let storms = 0
  while (!over()) {
    const storm = await apiStorm(seed + storms, requestsPerStorm)
    requests += storm.requests
    storms += 1
    const told = `soak --api: ${requests.toLocaleString('en')} requests in ${storms} storms, seed ${seed}`
    if (storm.broken !== undefined) {
      process.stdout.write(`Broken: seed ${seed + storms - 1}: ${storm.broken}\n`)
      for (const line of storm.story) process.stdout.write(`  ${line}\n`)
      process.stdout.write(`${told}\n`)
      process.exit(1)
    }
    say(told)
  }
  process.stdout.write(
    `soak --api: ${requests.toLocaleString('en')} requests in ${storms} storms, seed ${seed}: the cluster stayed consistent.\n`,
  )
  process.exit(0)
}

function summary(): string {
  const took = ((Date.now() - began) / 60_000).toFixed(1)
  const models = modelRuns.toLocaleString('en')
  return `soak: ${models} model runs and ${clusterRunsMade.toLocaleString('en')} whole clusters in ${took} min, seed ${seed}`
}

function broken(what: string, story: readonly string[], notes: readonly string[]): never {
  process.stdout.write(`Broken: ${what}\n${[...story, ...notes].map(line => `  ${line}\n`).join('')}`)
  process.stdout.write(`${summary()}: a promise is broken.\n`)
  process.exit(1)
}

function progress(): void {
  if (Date.now() - toldAt < 10_000) return
  toldAt = Date.now()
  say(summary())
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

function readArguments(words: readonly string[]): { readonly minutes: number; readonly seed: number } {
  const values = new Map<string, number>([
    ['--minutes', 5],
    ['--seed', 1_000_000],
  ])
  for (let index = 0; index < words.length; index += 2) {
    const name = words[index] ?? ''
    const value = Number(words[index + 1])
    if (!values.has(name) || !Number.isFinite(value) || value < 0) {
      process.stderr.write('Usage: npm run soak -- [--api] --minutes N [--seed S]\n')
      process.exit(2)
    }
    values.set(name, value)
  }
  return { minutes: values.get('--minutes') ?? 5, seed: Math.floor(values.get('--seed') ?? 0) }
}
