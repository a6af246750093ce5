/** Runs one program in one container, and never takes silence for success. */

export type ExecRequest = {
  readonly namespace: string
  readonly pod: string
  /** Absent only for pods with a single container. */
  readonly container?: string
  /** Passed as it is, never joined into shell text. */
  readonly argv: readonly string[]
  readonly timeoutMs: number
}

/** `unknown`: the connection ended, or time ran out, before the exit code arrived. The program may still be running. */
export type ExecResult = {
  readonly exit: number | 'unknown'
  /** At most 64 KiB of each stream, unsanitised. */
  readonly stdout: string
  readonly stderr: string
  /** Why the program could not be started or followed, in words. */
  readonly problem?: string
}

export interface PodExec {
  run(request: ExecRequest, signal?: AbortSignal): Promise<ExecResult>
}
