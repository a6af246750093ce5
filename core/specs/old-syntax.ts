/** The findings about ways of writing that Portworx and STORK have left behind: what `convert` brings up to date. */

export const oldSyntaxCodes: readonly string[] = [
  'schema/unknown-kind',
  'group-volume-snapshot/legacy-snap-command',
  'group-volume-snapshot/old-rule-keys',
  'group-volume-snapshot/options-as-annotations',
  'group-volume-snapshot/rule-annotations',
  'persistent-volume-claim/clone-deprecated-source-namespace',
  'persistent-volume-claim/legacy-inline-clone',
  'persistent-volume-claim/legacy-inline-name',
  'rule/old-executor-image',
  'rule/pod-selector-match-labels',
  'rule/spec-instead-of-rules',
  'volume-snapshot/deprecated-restore-namespaces',
  'volume-snapshot/deprecated-rule-annotation',
  'volume-snapshot/legacy-credential-id',
  'volume-snapshot/legacy-group-id',
  'volume-snapshot/legacy-post-snap-command',
  'volume-snapshot/legacy-pre-snap-command',
  'volume-snapshot/legacy-run-once',
  'volume-snapshot/legacy-snapshot-type',
  'volume-snapshot/old-group-selector',
]
