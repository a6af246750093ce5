/** The kinds that `generate` writes from snippets, and which of their placeholders its flags fill. */

export type GenerateFlags = {
  readonly cloud: boolean
  readonly preRule?: string | undefined
  readonly postRule?: string | undefined
}

export type GeneratedKind = {
  /** The first one is shown. */
  readonly words: readonly [string, ...string[]]
  readonly does: string
  readonly snippet: (flags: GenerateFlags) => string
  /** Whether the object is one of the cluster, so that it has no namespace. */
  readonly clusterScoped?: true
}

/** Where a snapshot is uploaded as well, its rules are put in by {@link withRuleLines}. */
const withRules = ({ preRule, postRule, cloud }: GenerateFlags): boolean =>
  !cloud && (preRule !== undefined || postRule !== undefined)

export const generatedKinds: readonly GeneratedKind[] = [
  {
    words: ['snapshot', 'volumesnapshot', 'vs', 'snap'],
    does: 'a snapshot of one claim; with --pre-rule or --post-rule, or --cloud',
    snippet: flags =>
      withRules(flags) ? 'volume-snapshot-with-rules' : flags.cloud ? 'volume-snapshot-cloud' : 'volume-snapshot',
  },
  {
    words: ['group', 'groupvolumesnapshot', 'gvs'],
    does: 'a snapshot of all claims with a label; with --pre-rule or --post-rule, or --cloud',
    snippet: flags =>
      withRules(flags)
        ? 'group-volume-snapshot-with-rules'
        : flags.cloud
          ? 'group-volume-snapshot-cloud'
          : 'group-volume-snapshot',
  },
  {
    words: ['schedule', 'volumesnapshotschedule', 'vss'],
    does: 'snapshots of one claim at the times of a policy; with --pre-rule or --post-rule, or --cloud',
    snippet: flags =>
      withRules(flags)
        ? 'volume-snapshot-schedule-with-rules'
        : flags.cloud
          ? 'volume-snapshot-schedule-cloud'
          : 'volume-snapshot-schedule',
  },
  {
    words: ['policy', 'schedulepolicy', 'sp'],
    does: 'when schedules run and how many snapshots they keep',
    snippet: () => 'schedule-policy',
    clusterScoped: true,
  },
  {
    words: ['restore', 'volumesnapshotrestore'],
    does: 'a claim overwritten with what its snapshot holds',
    snippet: () => 'volume-snapshot-restore',
  },
  {
    words: ['clone'],
    does: 'a new claim with the data of a snapshot',
    snippet: () => 'clone',
  },
  {
    words: ['migration'],
    does: 'the volumes and objects of a namespace, copied to a paired cluster',
    snippet: () => 'migration',
  },
  {
    words: ['clusterpair', 'pair'],
    does: 'how to reach a second cluster and its storage',
    snippet: () => 'cluster-pair',
  },
]

/** The text of a snapshot with exactly the rules that were asked for, whichever the snippet names. */
export function withRuleLines(text: string, { preRule, postRule }: GenerateFlags): string {
  if (preRule === undefined && postRule === undefined) return text
  const rules = [
    { name: preRule, annotation: 'stork.libopenstorage.org/pre-snapshot-rule', field: 'preExecRule' },
    { name: postRule, annotation: 'stork.libopenstorage.org/post-snapshot-rule', field: 'postExecRule' },
  ].flatMap(({ name, ...keys }) => (name === undefined ? [] : [{ name, ...keys }]))
  const others = text.split('\n').filter(line => !ruleLine.test(line))
  return others
    .flatMap(line => {
      if (line === '  annotations:' && text.includes('kind: VolumeSnapshot\n'))
        return [line, ...rules.map(({ name, annotation }) => `    ${annotation}: ${name}`)]
      if (line === 'spec:' && /^kind: (GroupVolumeSnapshot|VolumeSnapshotSchedule)$/m.test(text))
        return [line, ...rules.map(({ name, field }) => `  ${field}: ${name}`)]
      return [line]
    })
    .join('\n')
}

const ruleLine = /^ +(stork\.libopenstorage\.org\/(pre|post)-snapshot-rule|(pre|post)ExecRule): /
