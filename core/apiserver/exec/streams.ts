/** The streams of one exec as every transport carries them: bytes both ways, and how it ended. */

/** From the program to the client. */
export type ClientStreams = {
  readonly write: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void
  /** Tells how the program ended and closes everything. */
  readonly end: (ending: Ending) => void
}

/** From the client to the program. */
export type ProgramStreams = {
  readonly stdin: (bytes: Uint8Array) => void
  readonly stdinEnded: () => void
  /** The connection is gone; calling it more than once changes nothing. */
  readonly gone: () => void
}

export type Ending =
  | { readonly is: 'exit'; readonly code: number }
  /** It could not be started, or nobody knows how it ended. */
  | { readonly is: 'failure'; readonly message: string }

/** The Status object on the error stream. Source: Kubernetes, remotecommand, from protocol version 4 on. */
export function statusOf(ending: Ending): object {
  if (ending.is === 'failure') {
    const message = `Internal error occurred: ${ending.message}`
    const details = { causes: [{ message: ending.message }] }
    return { metadata: {}, status: 'Failure', message, reason: 'InternalError', details, code: 500 }
  }
  if (ending.code === 0) return { metadata: {}, status: 'Success' }
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: command terminated with exit code ${ending.code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(ending.code) }] },
  }
}

/** In words, as protocol versions before 4 have it; nothing at all for success. */
export function wordsOf(ending: Ending): string {
  if (ending.is === 'failure') return ending.message
  return ending.code === 0 ? '' : `command terminated with non-zero exit code: exit status ${ending.code}`
}
