/** Who runs containers, as the simulated world needs it: told which pods run, asked what they do. */

import type { Instant } from '../../base/index.ts'
import type { BlockDevice, PodExec } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import type { Application, ApplicationState, Json, MountedVolumes } from './applications/index.ts'
import type { TimedComponent } from './timed-component.ts'

export interface PodHost extends PodExec, TimedComponent {
  /**
   * Starts the containers of a pod that was given a node. `device` opens the volume behind a claim of the pod's
   * namespace. Nothing happens when the pod, told apart by its uid, runs already.
   */
  startPod(pod: KubeObject, device: (claim: string) => BlockDevice | undefined, now: Instant): void
  /** Kills everything that runs in the pod. Nothing happens when there is no such pod. */
  stopPod(uid: string): void
  /** The applications in the pod's containers, with what they know of themselves. */
  applicationsIn(uid: string): readonly RunningApplication[]
  /** Everything that runs, as plain JSON. */
  state(): Json
}

export type RunningApplication = {
  readonly container: string
  readonly application: Application<ApplicationState>
  readonly state: ApplicationState
  readonly volumes: MountedVolumes
}
