/** How long things take in a simulated cluster. One table, so that a scenario can change any of them. */

export type Latencies = {
  /** One call to the API server. */
  readonly apiCallMs: number
  /** From asking for a program in a container until it runs, and from its end until the answer. */
  readonly execMs: number
  /** One call to the storage back end; its tasks take longer, each by a draw of its own. */
  readonly storageCallMs: number
}

export const usualLatencies: Latencies = { apiCallMs: 5, execMs: 50, storageCallMs: 5 }
