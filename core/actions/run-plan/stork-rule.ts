/** The commands that STORK runs for a rule: in all pods that its selectors match, whatever claims they use. */

import { matchesLabels } from '../../base/index.ts'
import {
  annotationsOf,
  draftOf,
  entry,
  isMap,
  type KubeObject,
  locksOf,
  oldPostSnapshotRule,
  oldPreSnapshotRule,
  postSnapshotRule,
  preSnapCommands,
  preSnapshotRule,
  rule as ruleKind,
  studyCommand,
  textOf,
  valueAt,
} from '../../specs/index.ts'
import { refOf } from '../plan.ts'
import type { PlannedCommand, RunFinding } from './object-run.ts'
import type { surroundings } from './snapshot-writes.ts'

type Near = ReturnType<typeof surroundings>

/** One action of a rule, with how many pods it reaches. */
export type StorkAction = { readonly background: boolean; readonly locks: boolean; readonly reached: number }

/** The commands of a rule in all pods that its selectors match, whatever claims they use. */
export function storkCommands(
  when: 'pre' | 'post',
  spec: KubeObject,
  near: Near,
): {
  readonly commands: readonly PlannedCommand[]
  readonly actions: readonly StorkAction[]
  readonly findings: readonly RunFinding[]
} {
  const object = refOf(spec)
  const { namespace = 'default' } = spec.metadata
  const findings: RunFinding[] = []
  const say = (severity: RunFinding['severity'], code: string, message: string) =>
    findings.push({ code: `plan/${code}`, severity, object, message })
  const none = { commands: [], actions: [], findings }
  const name = ruleName(when, spec)
  if (name === undefined) {
    const inert = when === 'pre' ? preSnapCommands.find(({ key }) => annotationsOf(spec)[key] !== undefined) : undefined
    if (inert !== undefined)
      say(
        'error',
        'annotation-inert',
        `STORK does not read ${inert.key}: it would take the snapshot without running the command, and report success.`,
      )
    return none
  }
  const rule = near.rules.find(one => one.metadata.name === name)
  if (rule === undefined) {
    say('error', 'rule-missing', `Rule ${name} does not exist. STORK tries again for ever.`)
    return none
  }
  const { rules: items = [] } = draftOf(ruleKind, rule)
  if (items.length === 0) {
    say('error', 'rule-empty', `Rule ${name} has no items under rules; STORK would run nothing and report success.`)
    return none
  }
  const commands: PlannedCommand[] = []
  const actions: StorkAction[] = []
  for (const [index, item] of items.entries()) {
    const selector = Object.fromEntries(
      Object.entries(item?.podSelector ?? {}).map(([key, value]) => [key, value ?? '']),
    )
    const pods = near.pods.filter(pod => runs(pod) && matchesLabels(selector, pod.metadata.labels ?? {}))
    const labels = Object.entries(selector)
      .map(([key, value]) => `${key}=${value}`)
      .join(', ')
    if (pods.length === 0)
      say(
        'error',
        'rule-matches-nothing',
        `Item ${index + 1} of rule ${name} matches no running pod (${labels}); STORK would run nothing and report success.`,
      )
    for (const action of item?.actions ?? []) {
      const text = action?.value ?? ''
      const background = action?.background === true
      if (background && when === 'post')
        say('error', 'background-in-post', `Rule ${name} has a background action, which STORK refuses in a post rule.`)
      const reached = action?.runInSinglePod === true ? pods.slice(0, 1) : pods
      actions.push({ background, locks: locksOf(studyCommand(text)).length > 0, reached: reached.length })
      for (const pod of reached) {
        const containers = containersOf(pod)
        const container = item?.container ?? containers[0] ?? ''
        // Source: STORK, background action: the item's container is not passed on (BUG).
        if (background && containers.length > 1)
          say(
            'error',
            'container-ignored',
            `STORK does not pass on the container of a background action, and pod ${pod.metadata.name} has ${containers.length}: the command would fail.`,
          )
        else if (!background && item?.container === undefined && containers.length > 1)
          say(
            'error',
            'container-ambiguous',
            `Pod ${pod.metadata.name} has several containers and the rule names none: the command would fail after 12 tries.`,
          )
        commands.push({ when, namespace, pod: pod.metadata.name, container, command: text, background })
      }
    }
  }
  const strangers = when === 'pre' ? unreached(spec, near, commands) : []
  if (commands.length > 0 && strangers.length > 0)
    say(
      'error',
      'writer-not-reached',
      `The rule does not reach ${strangers.join(', ')}, which writes to the claims; STORK would report success all the same.`,
    )
  return { commands, actions, findings }
}

/** Pods that use the claims and run no command of the rule. */
function unreached(spec: KubeObject, near: Near, commands: readonly PlannedCommand[]): readonly string[] {
  const claims = storkClaims(spec, near.claims).map(({ metadata }) => metadata.name)
  const reached = new Set(commands.map(({ pod }) => pod))
  return near.pods
    .filter(pod => runs(pod) && !reached.has(pod.metadata.name))
    .filter(pod => {
      const volumes = valueAt(pod, ['spec', 'volumes'])
      return (Array.isArray(volumes) ? volumes : []).some(volume =>
        claims.includes(textOf(valueAt(volume, ['persistentVolumeClaim', 'claimName'])) ?? ''),
      )
    })
    .map(pod => pod.metadata.name)
}

function ruleName(when: 'pre' | 'post', spec: KubeObject): string | undefined {
  if (spec.kind === 'GroupVolumeSnapshot')
    return textOf(entry(spec.spec, when === 'pre' ? 'preExecRule' : 'postExecRule')) || undefined
  const [key, old] = when === 'pre' ? [preSnapshotRule, oldPreSnapshotRule] : [postSnapshotRule, oldPostSnapshotRule]
  const annotations = annotationsOf(spec)
  return (annotations[key.key] ?? annotations[old.key]) || undefined
}

/** The claims that the selector or the name chooses. */
export function storkClaims(spec: KubeObject, claims: readonly KubeObject[]): readonly KubeObject[] {
  if (spec.kind !== 'GroupVolumeSnapshot') {
    const name = entry(spec.spec, 'persistentVolumeClaimName')
    return claims.filter(claim => claim.metadata.name === name)
  }
  const labels = valueAt(spec, ['spec', 'pvcSelector', 'matchLabels'])
  const wanted = isMap(labels)
    ? Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]))
    : {}
  if (Object.keys(wanted).length === 0) return []
  return claims.filter(claim => matchesLabels(wanted, claim.metadata.labels ?? {}))
}

/** Source: STORK, pod selection: a pod with a container that does not run is skipped without a word. */
function runs(pod: KubeObject): boolean {
  const statuses = valueAt(pod, ['status', 'containerStatuses'])
  if (valueAt(pod, ['status', 'phase']) !== 'Running') return false
  return (Array.isArray(statuses) ? statuses : []).every(status => isMap(valueAt(status, ['state', 'running'])))
}

function containersOf(pod: KubeObject): readonly string[] {
  const containers = valueAt(pod, ['spec', 'containers'])
  return (Array.isArray(containers) ? containers : []).flatMap(container => textOf(entry(container, 'name')) ?? [])
}
