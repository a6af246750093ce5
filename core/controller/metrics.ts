/** Numbers about the controller, in the text format that Prometheus reads. */

import { fromIso } from '../base/index.ts'
import type { Outcome } from '../engine/index.ts'

type Labels = Readonly<Record<string, string>>

export class Metrics {
  readonly #runs = new Map<string, { readonly labels: Labels; count: number }>()
  readonly #lastSuccess = new Map<string, { readonly labels: Labels; at: number }>()
  #freezes = 0
  #freezeSeconds = 0
  #longestFreezeSeconds = 0

  note({ ref, result, evidence }: Outcome, now: number): void {
    const labels = { kind: ref.kind, result }
    const key = JSON.stringify(labels)
    const known = this.#runs.get(key) ?? { labels, count: 0 }
    known.count += 1
    this.#runs.set(key, known)
    if (result === 'successful') this.#lastSuccess.set(ref.kind, { labels: { kind: ref.kind }, at: now })
    for (const { from, to } of evidence?.frozen ?? []) {
      const seconds = ((to === undefined ? 0 : (fromIso(to) ?? 0)) - (fromIso(from) ?? 0)) / 1000
      if (seconds <= 0) continue
      this.#freezes += 1
      this.#freezeSeconds += seconds
      this.#longestFreezeSeconds = Math.max(this.#longestFreezeSeconds, seconds)
    }
  }

  text(now: {
    readonly leading: boolean
    readonly busy: number
    readonly stale: Readonly<Record<string, boolean>>
  }): string {
    const runs = [...this.#runs.values()].map(({ labels, count }) => ({ labels, value: count }))
    const successes = [...this.#lastSuccess.values()].map(({ labels, at }) => ({ labels, value: at / 1000 }))
    const stale = Object.entries(now.stale).map(([kind, is]) => ({ labels: { kind }, value: is ? 1 : 0 }))
    return [
      family('pxsnap_leader', 'gauge', 'Whether this process holds the lease.', one(now.leading ? 1 : 0)),
      family('pxsnap_objects_in_work', 'gauge', 'Objects that are carried out at the moment.', one(now.busy)),
      family('pxsnap_runs_total', 'counter', 'Runs that came to an end, by kind and result.', runs),
      family('pxsnap_last_success_timestamp_seconds', 'gauge', 'When a kind last succeeded.', successes),
      family('pxsnap_freezes_total', 'counter', 'Containers that were frozen and thawed.', one(this.#freezes)),
      family(
        'pxsnap_freeze_seconds_total',
        'counter',
        'How long they stood still, together.',
        one(this.#freezeSeconds),
      ),
      family('pxsnap_freeze_seconds_longest', 'gauge', 'The longest freeze so far.', one(this.#longestFreezeSeconds)),
      family('pxsnap_watch_stale', 'gauge', 'Whether what is known of a kind may be behind.', stale),
    ].join('')
  }
}

type Sample = { readonly labels: Labels; readonly value: number }

function one(value: number): readonly Sample[] {
  return [{ labels: {}, value }]
}

/** Source: Prometheus, exposition format. */
function family(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string {
  const lines = samples.map(({ labels, value }) => `${name}${spell(labels)} ${value}\n`)
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

function spell(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}
