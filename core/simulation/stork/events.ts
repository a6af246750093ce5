/** What STORK says about objects: Kubernetes events, the same saying counted instead of repeated. */

import { toIso } from '../../base/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import { change, messageOf, namespaceOf, type StorkProcess, uidOf } from './stork-process.ts'

export type Saying = { readonly type: 'Normal' | 'Warning'; readonly reason: string; readonly message: string }

/** Says it without waiting; an event that cannot be written is lost. */
export class EventRecorder {
  readonly #stork: StorkProcess
  readonly #said = new Map<string, { readonly name: string; writing: Promise<unknown> }>()

  constructor(stork: StorkProcess) {
    this.#stork = stork
  }

  say(about: KubeObject, saying: Saying): void {
    const key = JSON.stringify([uidOf(about), saying])
    const said = this.#said.get(key)
    if (said === undefined) {
      const name = `${about.metadata.name}.${this.#stork.ids.uuid().slice(0, 13).replace('-', '')}`
      this.#said.set(key, { name, writing: this.#first(about, saying, name) })
    } else said.writing = said.writing.then(() => this.#repeat(about, said.name))
    this.#stork.go(this.#said.get(key)?.writing ?? Promise.resolve())
  }

  async #first(about: KubeObject, { type, reason, message }: Saying, name: string): Promise<void> {
    const { apiVersion, kind, metadata } = about
    const { cluster, clock, signal } = this.#stork
    const at = toIso(clock.now())
    const event: KubeObject = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace: namespaceOf(about) },
      involvedObject: { apiVersion, kind, name: metadata.name, namespace: namespaceOf(about), uid: metadata.uid },
      type,
      reason,
      message,
      source: { component: 'stork' },
      firstTimestamp: at,
      lastTimestamp: at,
      count: 1,
    }
    await cluster.create(event, signal).catch(error => messageOf(this.#stork, error))
  }

  async #repeat(about: KubeObject, name: string): Promise<void> {
    const lastTimestamp = toIso(this.#stork.clock.now())
    const ref = { apiVersion: 'v1', kind: 'Event', namespace: namespaceOf(about), name }
    await change(this.#stork, ref, event => ({ ...event, lastTimestamp, count: Number(event.count) + 1 })).catch(
      error => messageOf(this.#stork, error),
    )
  }
}
