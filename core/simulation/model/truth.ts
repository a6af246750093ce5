/** What really happened in a model world, whatever the engine believes. Checkers look at this. */

/**
 * A stretch of time in which a pod's application stood still. `to` is -1 while it does; `stuckUntil`: before that no
 * command could have given its lock back, 0 if nothing kept it.
 */
export type TrueFreeze = { readonly pod: number; readonly from: number; to: number; readonly stuckUntil: number }

/** The instant of one storage task, and how the pods were at it. */
export type TrueCut = {
  readonly task: string
  readonly at: number
  /** Every running pod that the rule reaches stood still. */
  readonly allFrozen: boolean
  /** A running pod that no rule reaches was there. */
  readonly strangers: boolean
  /** How often each pod had been quiesced until then. */
  readonly quiesced: readonly number[]
}

/** An upload of a local snapshot that was begun or done, and whether a pod that the rule reaches stood still then. */
export type TrueUpload = {
  readonly snapshot: string
  readonly what: 'begun' | 'done'
  readonly frozen: boolean
}

export type Truth = { freezes: TrueFreeze[]; cuts: TrueCut[]; uploads: TrueUpload[] }

export function forkTruth(truth: Truth): Truth {
  const freezes: TrueFreeze[] = []
  for (const freeze of truth.freezes) freezes.push(freeze.to === -1 ? { ...freeze } : freeze)
  return { freezes, cuts: truth.cuts.slice(), uploads: truth.uploads.slice() }
}
