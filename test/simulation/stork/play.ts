/** Carries out a scenario with one executor, and reports. */

import { instant } from '@pxsnap/core/base'
import { type EnginePorts, runSchedules, runUntilSettled } from '@pxsnap/core/engine'
import {
  observeFreezes,
  openSimulatedCluster,
  type SimulatedCluster,
  type SimulatedStork,
  startStork,
} from '@pxsnap/core/simulation'
import { type Executor, entry, type KubeObject, type ObjectRef, textOf, valueAt } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { snapshotKind } from '../../support/schedules.ts'
import { cloneOf, refOf } from '../../support/shop.ts'
import { freezeOf, type Report, withoutIds } from './report.ts'
import type { Scenario, Stage } from './scenario.ts'

type Line = { readonly atMs: number; readonly text: string }
type Ended = { readonly results: readonly string[]; readonly story: readonly Line[] }

export async function play(scenario: Scenario, executor: Executor, seed = 1): Promise<Report> {
  let began = Number.POSITIVE_INFINITY
  const { world, specs, patienceMs, incidents = [], afterwardsMs = 0, counted = [] } = scenario
  const clock: { now: () => number } = { now: () => Number.NEGATIVE_INFINITY }
  const faults = scenario.faults?.(() => clock.now())
  const start = scenario.start === undefined ? {} : { start: scenario.start }
  const there = await openSimulatedCluster({ seed: seed + 100, settle: macrotask, ...start })
  const cluster = await openSimulatedCluster({
    seed,
    settle: macrotask,
    others: async name => (name === 'staging' ? there : undefined),
    ...start,
    ...(faults === undefined ? {} : { faults }),
  })
  const isRule = ({ kind }: KubeObject) => kind === 'Rule'
  load(cluster, [...world, ...specs.filter(isRule)])
  await cluster.advance(5_000)
  await scenario.prepare?.(cluster)
  const freezes = observeFreezes(cluster)
  const player = executor === 'stork' ? storkPlayer(cluster) : ourPlayer(cluster)
  began = cluster.now
  clock.now = () => cluster.now - began
  const journalBefore = cluster.pods.journal().length
  const applied = specs.filter(spec => !isRule(spec))
  load(cluster, applied)
  const stage: Stage = { executor, cluster, there, stork: player.stork, restart: player.restart, crash: player.crash }
  const told: Line[] = []
  for (const { atMs, happen, text } of incidents) {
    const at = atMs[executor]
    if (at === undefined) continue
    cluster.ports.clock.sleep(at).then(() => {
      told.push({ atMs: cluster.now - began, text })
      happen(stage)
    }, ignore)
  }
  const refs = scenario.follow ?? applied.map(refOf)
  const { results, story } = await cluster.drive(player.play(refs, patienceMs, began))
  await cluster.advance(afterwardsMs)
  const findings = (await scenario.findings?.(stage)) ?? []
  const frozen = freezes.intervals().map(interval => freezeOf(interval, began))
  // From here on nobody but the judge does anything.
  player.stop()
  const report: Report = {
    result: results.join(', '),
    status: refs.map(ref => withoutIds(statusOf(cluster, ref))),
    events: eventsOf(cluster, refs).map(withoutIds),
    frozen,
    copies: await judged(cluster, refs),
    executions: counted.map(text => `${runsOf(cluster, text, journalBefore)} × ${text}`),
    findings,
    story: [...story, ...told]
      .sort((a, b) => a.atMs - b.atMs)
      .map(({ atMs, text }) => ({ atMs, text: withoutIds(text) })),
  }
  return report
}

function load(cluster: SimulatedCluster, objects: readonly KubeObject[]): void {
  for (const result of cluster.load(objects)) if (!result.ok) throw new Error(result.message)
}

/** A sleep that ends with its patience is no failure. */
function ignore(): void {}

type Player = {
  readonly play: (refs: readonly ObjectRef[], patienceMs: number, began: number) => Promise<Ended>
  readonly stork: SimulatedStork | undefined
  readonly restart: () => void
  readonly crash: () => void
  readonly stop: () => void
}

function storkPlayer(cluster: SimulatedCluster): Player {
  const stork = startStork(cluster)
  return {
    stork,
    restart: () => stork.restart(),
    crash: () => stork.crash(),
    stop: () => stork.stop(),
    play: async (refs, giveUpAfterMs, began) => {
      const outcomes = await stork.runUntilSettled(refs, { giveUpAfterMs }, new AbortController().signal)
      return {
        results: outcomes.map(({ result }) => result),
        story: outcomes.flatMap(({ story }) => story.map(({ at, text }) => ({ atMs: at - began, text }))),
      }
    },
  }
}

/** A process of ours dies by never being answered again. */
function ourPlayer(cluster: SimulatedCluster): Player {
  let life: Life = { dead: false }
  let begin: (() => void) | undefined
  return {
    stork: undefined,
    crash: () => {
      life.dead = true
    },
    restart: () => {
      life.dead = true
      life = { dead: false }
      begin?.()
    },
    stop: ignore,
    play: async (only, patienceMs, began) => {
      const patience = new AbortController()
      cluster.ports.clock.sleep(patienceMs, patience.signal).then(() => patience.abort(), ignore)
      const outcomes = await new Promise<Awaited<ReturnType<typeof runUntilSettled>>>((resolve, reject) => {
        begin = () => {
          const ports = mortal(cluster.ports, life)
          const run = only.some(({ kind }) => kind === 'VolumeSnapshotSchedule')
            ? runSchedules(ports, { only, until: instant(began + patienceMs) }, patience.signal)
            : runUntilSettled(ports, { only }, patience.signal)
          run.then(resolve, reject)
        }
        begin()
      })
      patience.abort()
      const end = cluster.now - began
      const story = outcomes.flatMap(({ evidence, reason }) => [
        ...(evidence?.events ?? []).map(({ at, pod, text }) => ({
          atMs: Date.parse(at) - began,
          text: pod === undefined ? text : `${pod}: ${text}`,
        })),
        ...(reason === undefined ? [] : [{ atMs: end, text: `${reason.code}: ${reason.message}` }]),
        ...(evidence === undefined ? [] : [{ atMs: end, text: `Consistency: ${evidence.consistency}.` }]),
      ])
      return { results: outcomes.map(({ result }) => result), story }
    },
  }
}

/** One life of a process. A process that is dead is never answered again. */
type Life = { dead: boolean }

function mortal(ports: EnginePorts, life: Life): EnginePorts {
  const wrap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        if (typeof value === 'object' && value !== null) return wrap(value)
        if (typeof value !== 'function') return value
        return (...args: readonly unknown[]) => {
          if (life.dead) return new Promise(() => undefined)
          const answer: unknown = Reflect.apply(value, target, args)
          if (!(answer instanceof Promise)) return answer
          return answer.then(
            result => (life.dead ? new Promise(() => undefined) : result),
            error => (life.dead ? new Promise(() => undefined) : Promise.reject(error)),
          )
        }
      },
    })
  const { cluster, exec, storage, clock, ids } = ports
  const sleeping = { now: () => clock.now(), sleep: wrap(clock).sleep }
  return { ...ports, cluster: wrap(cluster), exec: wrap(exec), storage: wrap(storage), clock: sleeping, ids }
}

function statusOf({ plane }: SimulatedCluster, ref: ObjectRef): string {
  const object = plane.get(ref)
  const name = `${ref.kind} ${ref.name}`
  if (object === undefined) return `${name}: gone`
  const conditions = valueAt(object, ['status', 'conditions'])
  const last: unknown = Array.isArray(conditions) ? conditions.at(-1) : undefined
  const words = [
    textOf(entry(object.status, 'stage')),
    textOf(entry(object.status, 'status')),
    textOf(entry(object.status, 'phase')),
    textOf(entry(last, 'type')),
    textOf(entry(last, 'message')),
  ].filter(word => word !== undefined && word !== '')
  const retries = entry(object.status, 'numRetries')
  if (typeof retries === 'number' && retries > 0) words.push(`numRetries ${retries}`)
  return `${name}: ${words.length === 0 ? 'no status' : words.join(', ')}`
}

function eventsOf({ plane }: SimulatedCluster, refs: readonly ObjectRef[]): readonly string[] {
  const { items } = plane.list({ apiVersion: 'v1', kind: 'Event' })
  return items
    .filter(({ involvedObject: of }) =>
      refs.some(({ kind, name }) => entry(of, 'kind') === kind && entry(of, 'name') === name),
    )
    .map(({ type, reason, message, count }) => `${type} ${reason} (${count} ×): ${message}`)
    .sort()
}

/** All snapshots of one followed object together. */
async function judged(cluster: SimulatedCluster, refs: readonly ObjectRef[]): Promise<readonly string[]> {
  const verdicts: string[] = []
  for (const ref of refs) {
    const names = snapshotsOf(cluster, ref)
    if (names.length === 0) continue
    const { namespace = 'default' } = ref
    const inCloud = names.some(name => isInCloud(cluster, { namespace, name }))
    try {
      const { verdict, text } = inCloud
        ? cluster.judge(...(await cloned(cluster, namespace, names)))
        : cluster.judgeSnapshots(...names.map(name => ({ namespace, name })))
      verdicts.push(`${verdict}: ${text}`)
    } catch (error) {
      verdicts.push(`not judged: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return verdicts
}

function snapshotsOf({ plane }: SimulatedCluster, ref: ObjectRef): readonly string[] {
  const object = plane.get(ref)
  if (ref.kind === 'VolumeSnapshot')
    return textOf(valueAt(object, ['spec', 'snapshotDataName'])) === undefined ? [] : [ref.name]
  const members = valueAt(object, ['status', 'volumeSnapshots'])
  return (Array.isArray(members) ? members : []).flatMap(member => textOf(entry(member, 'VolumeSnapshotName')) || [])
}

function isInCloud(
  { plane }: SimulatedCluster,
  snapshot: { readonly namespace: string; readonly name: string },
): boolean {
  const object = plane.get({ ...snapshotKind, ...snapshot })
  const name = textOf(valueAt(object, ['spec', 'snapshotDataName'])) ?? ''
  const data = plane.get({ apiVersion: snapshotKind.apiVersion, kind: 'VolumeSnapshotData', name })
  return valueAt(data, ['spec', 'portworxVolume', 'snapshotType']) === 'cloud'
}

/** What is in the cloud only is brought back first. */
async function cloned(cluster: SimulatedCluster, namespace: string, snapshots: readonly string[]) {
  const claims = snapshots.map((snapshot, index) => cloneOf(`judged-${index}`, snapshot))
  load(cluster, claims)
  await cluster.drive(runUntilSettled(cluster.ports, { only: claims.map(refOf) }, new AbortController().signal))
  return claims.map(({ metadata: { name } }) => ({ namespace, name }))
}

function runsOf({ pods }: SimulatedCluster, text: string, before: number): number {
  return pods
    .journal()
    .slice(before)
    .filter(({ what, argv }) => what === 'client' && argv.join(' ').includes(text)).length
}
