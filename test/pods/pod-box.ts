/** Pods with nothing around them: objects in a map, volumes in memory, time on request. */

import { type Instant, instant } from '../../core/base/index.ts'
import { applications } from '../../core/cluster/simulated/applications/index.ts'
import { type PodsState, SimulatedPods } from '../../core/cluster/simulated/pods/index.ts'
import { type BlockDevice, blockSizeBytes, type ExecRequest, type ExecResult } from '../../core/ports/index.ts'
import type { KubeObject } from '../../core/specs/index.ts'

export const namespace = 'shop'

export function memoryDevice(): BlockDevice {
  const blocks = new Map<number, Uint8Array>()
  return {
    sizeBytes: 64 * 2 ** 20,
    read: block => blocks.get(block) ?? new Uint8Array(blockSizeBytes),
    write(block, bytes) {
      const copy = new Uint8Array(blockSizeBytes)
      copy.set(bytes)
      blocks.set(block, copy)
    },
  }
}

/** A pod as the control plane has it once it runs. */
export function pod(
  name: string,
  containers: readonly Record<string, unknown>[],
  more: {
    readonly volumes?: readonly unknown[]
    readonly spec?: object
    readonly phase?: string
    readonly uid?: string
  } = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, uid: more.uid ?? `uid-of-${name}`, labels: { app: 'shop' } },
    spec: { nodeName: 'node-1', containers, volumes: more.volumes ?? [], ...more.spec },
    status: { phase: more.phase ?? 'Running', podIP: '10.0.0.7' },
  }
}

export const claimVolume = (name: string, claimName = name) => ({ name, persistentVolumeClaim: { claimName } })

export class PodBox {
  now: Instant = instant(Date.UTC(2026, 0, 1))
  readonly objects = new Map<string, KubeObject>()
  readonly devices = new Map<string, BlockDevice>()
  pods: SimulatedPods

  constructor(...objects: readonly KubeObject[]) {
    this.pods = this.#open()
    this.add(...objects)
  }

  add(...objects: readonly KubeObject[]): void {
    for (const object of objects) this.objects.set(`${object.kind}/${object.metadata.name}`, object)
    for (const object of objects) if (object.kind === 'Pod') this.pods.follow(object)
  }

  remove(object: KubeObject): void {
    this.objects.delete(`${object.kind}/${object.metadata.name}`)
    this.pods.forget(object)
  }

  /** As when the command that held the cluster was killed and another one opens it. */
  reopen(): void {
    const state = JSON.parse(JSON.stringify(this.pods.state())) as PodsState
    this.pods = this.#open(state)
  }

  advance(ms: number): void {
    this.#moveTo(instant(this.now + ms))
  }

  /** Sends a request and lets time pass until its result is there. */
  exec(argv: readonly string[], more: Partial<ExecRequest> = {}, signal?: AbortSignal): Promise<ExecResult> {
    return this.drive(this.pods.run({ namespace, pod: 'db', argv, timeoutMs: 600_000, ...more }, signal))
  }

  sh(script: string, more: Partial<ExecRequest> = {}): Promise<ExecResult> {
    return this.exec(['sh', '-c', script], more)
  }

  async drive<T>(work: Promise<T>): Promise<T> {
    let done = false
    const finish = () => {
      done = true
    }
    work.then(finish, finish)
    for (;;) {
      for (let turn = 0; turn < 10; turn++) await Promise.resolve()
      if (done) return work
      const next = this.pods.nextAt()
      if (next === undefined) throw new Error('This waits for something that never happens.')
      this.#moveTo(next)
    }
  }

  #moveTo(end: Instant): void {
    for (let next = this.pods.nextAt(); next !== undefined && next <= end; next = this.pods.nextAt()) {
      this.now = instant(Math.max(this.now, next))
      this.pods.advanceTo(this.now)
    }
    this.now = end
    this.pods.advanceTo(end)
  }

  #open(state?: PodsState): SimulatedPods {
    return new SimulatedPods({
      now: () => this.now,
      seed: 7,
      applications,
      volumes: {
        provision: ({ key }) => key,
        open: volume => {
          const device = this.devices.get(volume) ?? memoryDevice()
          this.devices.set(volume, device)
          return device
        },
        remove: volume => void this.devices.delete(volume),
      },
      lookups: {
        object: ({ kind, name }) => this.objects.get(`${kind}/${name}`),
        volumeOf: (_, claim) => `volume-${claim}`,
      },
      ...(state === undefined ? {} : { state }),
    })
  }
}
