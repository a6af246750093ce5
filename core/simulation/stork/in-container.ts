/** Runs a shell command in a container as STORK does: without a limit of time, and with nothing kept of what it says. */

import type { PodExec } from '../../ports/index.ts'
import { unlimitedMs } from './timings.ts'

export type ContainerAddress = { readonly namespace: string; readonly pod: string; readonly container: string }

/** Undefined when it ended with 0, else why not. An empty container is left to the API server. */
export async function shellIn(
  exec: PodExec,
  { namespace, pod, container }: ContainerAddress,
  command: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const where = container === '' ? { namespace, pod } : { namespace, pod, container }
  const ended = await exec.run({ ...where, argv: ['sh', '-c', command], timeoutMs: unlimitedMs }, signal)
  if (ended.exit === 0) return undefined
  if (ended.problem !== undefined) return ended.problem
  return `command terminated with exit code ${ended.exit}${ended.stderr === '' ? '' : `: ${ended.stderr.trim()}`}`
}
