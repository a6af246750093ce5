/** Tells the API server how containers are, as a kubelet does: restarts, and applications that cannot start. */

import { type Instant, toIso } from '../base/index.ts'
import type { ContainerHealth, ControlPlane, SimulatedPods, TimedComponent } from '../cluster/simulated/index.ts'
import { entry, isMap, type KubeObject, valueAt } from '../specs/index.ts'

/** Nothing happens by itself here: whenever time moves, pods whose containers are in another state say so. */
export function podHealth(plane: ControlPlane, pods: SimulatedPods): TimedComponent {
  /** What each container was last reported as. */
  const told = new Map<string, string>()
  return {
    nextAt: () => undefined,
    advanceTo: now => {
      for (const health of pods.containers()) {
        const key = `${health.uid}/${health.container}`
        const state = `${health.restarts} ${health.refusal ?? ''}`
        if (told.get(key) === state) continue
        told.set(key, state)
        report(plane, health, now)
      }
    },
  }
}

function report(plane: ControlPlane, health: ContainerHealth, now: Instant): void {
  const { namespace, pod: name } = health
  const pod = plane.get({ apiVersion: 'v1', kind: 'Pod', namespace, name })
  const statuses = valueAt(pod, ['status', 'containerStatuses'])
  if (pod === undefined || pod.metadata.uid !== health.uid || !isMap(pod.status) || !Array.isArray(statuses)) return
  const containerStatuses: readonly unknown[] = statuses.map(status =>
    entry(status, 'name') === health.container && isMap(status) ? statusOf(status, health, now) : status,
  )
  const ready = containerStatuses.every(status => entry(status, 'ready') === true)
  plane.update({ ...pod, status: { ...pod.status, containerStatuses, conditions: conditionsOf(pod, ready, now) } })
}

function statusOf(
  status: Readonly<Record<string, unknown>>,
  { restarts, refusal }: ContainerHealth,
  now: Instant,
): Readonly<Record<string, unknown>> {
  const ready = refusal === undefined
  const running = isMap(valueAt(status, ['state', 'running'])) && status.restartCount === restarts
  const state = ready
    ? running
      ? status.state
      : { running: { startedAt: toIso(now) } }
    : { waiting: { reason: 'CrashLoopBackOff', message: refusal } }
  return { ...status, ready, started: ready, restartCount: restarts, state }
}

/** `ContainersReady` and `Ready` follow the containers; the time of the last change stays where nothing changed. */
function conditionsOf(pod: KubeObject, ready: boolean, now: Instant): readonly unknown[] {
  const conditions = valueAt(pod, ['status', 'conditions'])
  const value = ready ? 'True' : 'False'
  return (Array.isArray(conditions) ? conditions : []).map((condition: unknown) => {
    const type = entry(condition, 'type')
    if ((type !== 'ContainersReady' && type !== 'Ready') || entry(condition, 'status') === value) return condition
    return { type, status: value, lastTransitionTime: toIso(now), ...(ready ? {} : { reason: 'ContainersNotReady' }) }
  })
}
