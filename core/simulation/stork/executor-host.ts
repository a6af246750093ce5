/** Where executor pods run: a pod per background action, which starts the command in its targets and waits for the hold. */

import { drawBetween, fraction } from '../../base/index.ts'
import type { EnginePorts } from '../../engine/index.ts'
import { PortError } from '../../ports/index.ts'
import { entry, type KubeObject, type ObjectRef, waitCommand } from '../../specs/index.ts'
import { clearStatus, isHolding, prepare, waitScript } from './hold-files.ts'
import { shellIn } from './in-container.ts'
import type { RulePod } from './rule-pods.ts'
import { StorkError } from './stork-process.ts'
import type { StorkTimings } from './timings.ts'

export type ExecutorOrder = { readonly task: string; readonly command: string; readonly pods: readonly RulePod[] }

/** Source: STORK's install manifest. */
export const storkNamespace = 'kube-system'
/** Kubernetes places no pod with a gate; here it stands for the pull of the image. */
const imagePull = 'pxsnap.io/image-pull'
export const executorStatus: ObjectRef = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: storkNamespace,
  name: 'cmdexecutor-status',
}

type HostOptions = Pick<EnginePorts, 'cluster' | 'exec' | 'clock'> & {
  readonly timings: StorkTimings
  readonly seed: number
  /** Aborted when nobody drives this world any more. */
  readonly signal: AbortSignal
  readonly go: (work: Promise<unknown>) => void
}

export class ExecutorHost {
  readonly #options: HostOptions
  readonly #running = new Map<string, AbortController>()
  #started = 0

  constructor(options: HostOptions) {
    this.#options = options
  }

  /** The pod as STORK creates it. Its program begins when the image is there. */
  async start(order: ExecutorOrder, signal: AbortSignal): Promise<ObjectRef> {
    const { cluster, timings, seed, go } = this.#options
    const name = `pod-cmd-executor-${order.task}`
    const ref: ObjectRef = { apiVersion: 'v1', kind: 'Pod', namespace: storkNamespace, name }
    const ordinal = this.#started++
    const created = await cluster.create(podOf(ref, order), signal)
    if (!created.ok) throw new StorkError(created.message)
    const [least, most] = timings.executorStartMs
    const life = new AbortController()
    this.#running.set(name, life)
    const ends = AbortSignal.any([life.signal, this.#options.signal])
    go(this.#live(ref, order, { startMs: drawBetween(least, most, seed, ordinal, 11), ordinal }, ends))
    return ref
  }

  /** Deletes the pod; its connections close, and what it started in its targets goes on. */
  async delete(ref: ObjectRef, signal: AbortSignal): Promise<void> {
    this.#running.get(ref.name)?.abort(new Error('The executor pod was deleted.'))
    this.#running.delete(ref.name)
    await this.#options.cluster.delete(ref, undefined, signal)
  }

  async #live(
    ref: ObjectRef,
    order: ExecutorOrder,
    { startMs, ordinal }: { readonly startMs: number; readonly ordinal: number },
    signal: AbortSignal,
  ): Promise<void> {
    const { clock } = this.#options
    try {
      await clock.sleep(startMs, signal)
      await this.#write(ref, pod => ({ ...pod, spec: { ...record(pod.spec), schedulingGates: [] } }), signal)
      const problem = await this.#program(order, ordinal, signal)
      if (problem !== undefined) await this.#writeDown(ref.name, problem, signal)
      const phase = problem === undefined ? 'Succeeded' : 'Failed'
      await this.#write(ref, pod => ({ ...pod, status: { ...record(pod.status), phase } }), signal)
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      this.#running.get(ref.name)?.abort(new Error('The executor pod has ended.'))
    }
  }

  /** Undefined when every target holds, else why not. Source: STORK, command executor. */
  async #program({ task, command, pods }: ExecutorOrder, ordinal: number, signal: AbortSignal) {
    if (!command.includes(waitCommand)) return `the command has no ${waitCommand}`
    const text = command.replaceAll(waitCommand, waitScript(task))
    const waits: Promise<string | undefined>[] = []
    for (const [index, { namespace, name: pod }] of pods.entries()) {
      // The container of the item is not passed on, so pods with several refuse (BUG).
      const target = { namespace, pod, container: '' }
      const problem = await this.#shell(target, prepare(task, this.#options.timings.waitLoopSeconds), signal)
      if (problem !== undefined) return problem
      waits.push(this.#untilHolding(target, { task, text, draw: [ordinal, index] }, signal))
    }
    return (await Promise.all(waits)).find(problem => problem !== undefined)
  }

  async #untilHolding(
    target: { readonly namespace: string; readonly pod: string; readonly container: string },
    { task, text, draw }: { readonly task: string; readonly text: string; readonly draw: readonly number[] },
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { timings, clock, seed, go } = this.#options
    const end: { problem?: string } = {}
    go(
      this.#shell(target, text, signal).then(problem => {
        // An end with 0 is not noticed: the executor goes on looking for the status file.
        if (problem !== undefined) end.problem = problem
      }),
    )
    for (let look = 0; look < timings.statusLooks; look++) {
      if ((await this.#shell(target, isHolding(task), signal)) === undefined) {
        await this.#shell(target, clearStatus(task), signal)
        return undefined
      }
      if (end.problem !== undefined) return end.problem
      const jitter = 1 + timings.statusJitter * fraction(seed, ...draw, look)
      await clock.sleep(Math.round(timings.statusPauseMs * jitter), signal)
    }
    return `the command had not reached ${waitCommand} in pod ${target.pod} after ${timings.executorLimitMs / 1000} s`
  }

  /** A connection that ended with the executor tells nobody anything. */
  async #shell(target: Parameters<typeof shellIn>[1], command: string, signal: AbortSignal) {
    try {
      return await shellIn(this.#options.exec, target, command, signal)
    } catch (error) {
      if (signal.aborted) return undefined
      return error instanceof Error ? error.message : String(error)
    }
  }

  async #writeDown(pod: string, problem: string, signal: AbortSignal): Promise<void> {
    const { cluster } = this.#options
    const { apiVersion, kind, name, namespace = storkNamespace } = executorStatus
    const empty = { apiVersion, kind, metadata: { name, namespace }, data: {} }
    await cluster.create(empty, signal).catch(error => {
      if (!(error instanceof PortError)) throw error
    })
    await this.#write(executorStatus, map => ({ ...map, data: { ...record(map.data), [pod]: problem } }), signal)
  }

  /** The kubelet tries again until the API server takes it. */
  async #write(ref: ObjectRef, make: (object: KubeObject) => KubeObject, signal: AbortSignal): Promise<void> {
    const { cluster, clock } = this.#options
    for (;;) {
      try {
        const object = await cluster.get(ref, signal)
        if (object === undefined) return
        const written = await cluster.update(make(object), signal)
        if (written.ok || written.because !== 'conflict') return
      } catch (error) {
        if (signal.aborted || !(error instanceof PortError)) throw error
        await clock.sleep(kubeletPauseMs, signal)
      }
    }
  }
}

const kubeletPauseMs = 1_000

function podOf({ apiVersion, kind, name, namespace = storkNamespace }: ObjectRef, order: ExecutorOrder): KubeObject {
  const { task, command, pods } = order
  const targets = pods.flatMap(pod => ['-pod', `${pod.namespace}/${pod.name}`])
  const args = ['-timeout', '900', '-cmd', command, '-taskid', task, ...targets]
  const container = { name: 'cmdexecutor', image: 'openstorage/cmdexecutor:0.1', imagePullPolicy: 'Always', args }
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, labels: { app: 'cmdexecutor' } },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: 'stork-account',
      schedulingGates: [{ name: imagePull }],
      containers: [container],
    },
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** What the ConfigMap holds of an executor pod that failed. */
export function failureOf(map: KubeObject | undefined, pod: string): string {
  const text = entry(map?.data, pod)
  return typeof text === 'string' ? text : `executor pod ${pod} failed`
}
