/** One of several processes works at a time: whoever holds the Lease. Source: Kubernetes, leader election by leases. */

import { after, type Instant, toIso } from '../base/index.ts'
import { type Clock, type Cluster, PortError } from '../ports/index.ts'
import { entry, type KubeObject, textOf } from '../specs/index.ts'

export type ElectionOptions = {
  readonly cluster: Cluster
  readonly clock: Clock
  readonly namespace: string
  readonly name: string
  /** Who we are; different for every process. */
  readonly identity: string
  /** From 0 up to 1. */
  readonly random: () => number
}

/** client-go's own values, so that its controllers and ours behave alike. */
export const leaseMs = 15_000
export const renewLimitMs = 10_000
const retryMs = 2_000

/**
 * Waits for the Lease, works while it is ours, and gives it back. The work's signal is aborted when the Lease is lost, or
 * `signal` is; work that then takes its time to thaw is waited for, with the Lease renewed as long as it is ours. Goes on
 * until `signal` is aborted.
 */
export async function leadWhileElected(
  options: ElectionOptions,
  work: (leading: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const election = new Election(options)
  while (!signal.aborted) {
    if (!(await election.attempt())) {
      await pause(options.clock, retryMs * (1 + options.random()), signal)
      continue
    }
    const lost = new AbortController()
    const done = new AbortController()
    const renewing = election.keep(lost, done.signal)
    try {
      await work(AbortSignal.any([signal, lost.signal]))
    } finally {
      done.abort()
      await renewing
    }
    if (!lost.signal.aborted) await election.release()
    if (!signal.aborted) await pause(options.clock, retryMs, signal)
  }
}

class Election {
  readonly #options: ElectionOptions
  /** What others wrote last, and when we saw that: their clock is not ours. */
  #seen: { readonly text: string; readonly at: Instant } | undefined

  constructor(options: ElectionOptions) {
    this.#options = options
  }

  /** Takes or renews the Lease if it is free or ours. False when somebody else has it, or nobody answers. */
  async attempt(): Promise<boolean> {
    const { cluster, clock, identity, namespace, name } = this.#options
    try {
      const found = await cluster.get({ apiVersion: leaseVersion, kind: 'Lease', namespace, name })
      if (found === undefined) return (await cluster.create(this.#lease(undefined))).ok
      const holder = textOf(entry(found.spec, 'holderIdentity')) ?? ''
      if (holder !== identity && holder !== '' && !this.#isExpired(found, clock.now())) return false
      return (await cluster.update(this.#lease(found))).ok
    } catch (error) {
      if (error instanceof PortError) return false
      throw error
    }
  }

  /** Renews until `done`; aborts `lost` when it could not for too long. */
  async keep(lost: AbortController, done: AbortSignal): Promise<void> {
    const { clock } = this.#options
    let renewedAt = clock.now()
    while (!done.aborted && !lost.signal.aborted) {
      await pause(clock, retryMs, done)
      if (done.aborted) return
      const askedAt = clock.now()
      // An answer that does not come must not keep us from noticing that the time is up.
      const limit = after(renewedAt, renewLimitMs)
      const isOurs = await within(clock, limit, this.attempt())
      if (isOurs) renewedAt = askedAt
      else if (clock.now() >= limit) lost.abort(new Error('Another process has the lease, or nobody can be asked.'))
    }
  }

  async release(): Promise<void> {
    const { cluster, identity, namespace, name } = this.#options
    try {
      const found = await cluster.get({ apiVersion: leaseVersion, kind: 'Lease', namespace, name })
      if (found === undefined || entry(found.spec, 'holderIdentity') !== identity) return
      const spec = { ...this.#lease(found).spec, holderIdentity: '', leaseDurationSeconds: 1 }
      await cluster.update({ ...found, spec })
    } catch (error) {
      // It expires by itself.
      if (!(error instanceof PortError)) throw error
    }
  }

  #isExpired(lease: KubeObject, now: Instant): boolean {
    const text = JSON.stringify(lease.spec)
    if (this.#seen?.text !== text) this.#seen = { text, at: now }
    const seconds = Number(entry(lease.spec, 'leaseDurationSeconds') ?? leaseMs / 1000)
    return now >= after(this.#seen.at, seconds * 1000)
  }

  #lease(before: KubeObject | undefined): KubeObject & { readonly spec: Readonly<Record<string, unknown>> } {
    const { clock, identity, namespace, name } = this.#options
    const now = micro(clock.now())
    const isOurs = entry(before?.spec, 'holderIdentity') === identity
    const transitions = Number(entry(before?.spec, 'leaseTransitions') ?? -1)
    return {
      apiVersion: leaseVersion,
      kind: 'Lease',
      metadata: before?.metadata ?? { name, namespace },
      spec: {
        holderIdentity: identity,
        leaseDurationSeconds: leaseMs / 1000,
        acquireTime: isOurs ? entry(before?.spec, 'acquireTime') : now,
        renewTime: now,
        leaseTransitions: isOurs ? transitions : transitions + 1,
      },
    }
  }
}

/** Exactly six digits, or Go does not read it. */
function micro(at: Instant): string {
  return toIso(at).replace('Z', '000Z')
}

/** The answer, or false when it has not come by then. */
async function within(clock: Clock, limit: Instant, answer: Promise<boolean>): Promise<boolean> {
  const stop = new AbortController()
  const late = pause(clock, Math.max(0, limit - clock.now()), stop.signal).then(() => false)
  try {
    return await Promise.race([answer, late])
  } finally {
    stop.abort()
  }
}

async function pause(clock: Clock, durationMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(durationMs, signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

const leaseVersion = 'coordination.k8s.io/v1'
