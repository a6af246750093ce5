/** What a Rule would run, were a snapshot to name it now as its pre rule: which commands in which pods. */

import { type Executor, type KubeObject, preSnapshotRule } from '../../specs/index.ts'
import { refOf } from '../plan.ts'
import { noFreeze, type ObjectRun } from './object-run.ts'
import { surroundings } from './snapshot-writes.ts'
import { storkCommands } from './stork-rule.ts'

/** Pods are those that the selectors match; our engine leaves out those that use no member, which no snapshot names here. */
export function planRuleAlone(executor: Executor, rule: KubeObject, around: readonly KubeObject[]): ObjectRun {
  const object = refOf(rule)
  const { namespace = 'default', name } = rule.metadata
  const probe: KubeObject = {
    apiVersion: 'volumesnapshot.external-storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: { name, namespace, annotations: { [preSnapshotRule.key]: name } },
    spec: {},
  }
  const near = surroundings(probe, around)
  const { commands, findings } = storkCommands('pre', probe, {
    ...near,
    rules: [{ ...rule, metadata: { ...rule.metadata, namespace } }],
  })
  const waits = commands.filter(({ background }) => background).length
  const kept =
    executor === 'stork' ? findings : findings.filter(({ code }) => !storkOnly.has(code.slice(code.indexOf('/') + 1)))
  return {
    members: [],
    commands,
    freeze: noFreeze('A rule does nothing by itself: a snapshot that names it runs it, and decides when it ends.'),
    writes: [],
    permissions: commands.length === 0 ? [] : [{ verb: 'create', resource: 'pods/exec', namespace }],
    steps: [
      'Nothing runs until a snapshot names the rule.',
      `As pre rule it would run ${commands.length} ${commands.length === 1 ? 'command' : 'commands'} in ${podsOf(commands)}.`,
      ...(waits === 0 ? [] : ['Background commands hold until the storage has its copy.']),
    ],
    findings: kept.map(one => ({ ...one, object, message: executor === 'stork' ? one.message : ours(one.message) })),
  }
}

/** What only STORK gets wrong. */
const storkOnly: ReadonlySet<string> = new Set(['container-ignored'])

function ours(message: string): string {
  return message
    .replace(/; STORK would run nothing and report success\.$/, '; a snapshot that names it would fail.')
    .replace(/: the command would fail after 12 tries\.$/, ': a snapshot that names it would fail.')
}

function podsOf(commands: ObjectRun['commands']): string {
  const pods = [...new Set(commands.map(({ pod }) => pod))]
  return pods.length === 0 ? 'no pod' : pods.join(', ')
}
