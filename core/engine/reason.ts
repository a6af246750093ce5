/** Why an operation waits or failed: a code to compare, words to show, and whose turn it is. */

/** Who can do something about it. */
export type Blame = 'spec' | 'application' | 'storage' | 'cluster'

export type ReasonCode =
  // What the spec names is not there or cannot be meant.
  | 'claim-missing'
  | 'claim-unbound'
  | 'claim-not-ours'
  | 'no-claims'
  | 'selector-unsupported'
  | 'rule-missing'
  | 'rule-wrong'
  | 'rule-matches-nothing'
  | 'container-ambiguous'
  | 'container-missing'
  | 'unsupported'
  | 'snapshot-missing'
  | 'snapshot-not-ready'
  | 'claim-too-small'
  | 'namespace-refused'
  | 'name-taken'
  | 'policy-missing'
  | 'policy-wrong'
  | 'pair-missing'
  | 'namespace-missing'
  | 'destination-active'
  // The application did not do what a command asks.
  | 'command-failed'
  | 'command-timeout'
  | 'command-unknown'
  | 'tmp-unwritable'
  | 'freeze-over-budget'
  | 'hold-expired'
  | 'lock-lost'
  | 'outside-lock'
  | 'new-writer'
  | 'thaw-unconfirmed'
  // The storage or the cluster did not.
  | 'storage-failed'
  | 'storage-timeout'
  | 'upload-failed'
  | 'upload-refused'
  | 'not-one-instant'
  | 'copy-differs'
  | 'source-active'
  | 'left-behind'
  | 'not-own-copy'
  | 'in-use'
  | 'unreachable'
  | 'no-room'
  | 'refused'
  | 'interrupted'
  | 'stopped'

export type Reason = { readonly code: ReasonCode; readonly message: string; readonly blame: Blame }

/** Failures that another attempt cannot change. */
const lasting: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'claim-missing',
  'claim-not-ours',
  'no-claims',
  'selector-unsupported',
  'rule-missing',
  'rule-wrong',
  'rule-matches-nothing',
  'container-ambiguous',
  'container-missing',
  'unsupported',
  'snapshot-missing',
  'claim-too-small',
  'namespace-refused',
  'not-own-copy',
  'name-taken',
  'policy-missing',
  'policy-wrong',
  'tmp-unwritable',
  'thaw-unconfirmed',
  'upload-refused',
  'refused',
  'stopped',
])

/** Whether trying again is in vain until somebody changes something. */
export function isLasting(reason: Reason): boolean {
  return lasting.has(reason.code)
}
