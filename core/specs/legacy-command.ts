/** Turns a snapshot command of the days before Rules into a Rule, with the pods and container that it meant. */

import type { Facts } from './facts.ts'
import { holdInSession } from './hold-in-session.ts'
import { entry, isMap, type JsonObject, textOf } from './json.ts'
import { rule } from './kinds/rule.ts'
import { studyCommand, usesOf } from './rule-command.ts'
import { containersWithClaim, type PodTemplate, templatesWithClaim } from './workloads.ts'

/** The label key that stands where the labels of the application pods belong, when no file tells them. */
export const todoLabel = 'TODO'

export type LegacyCommand = {
  readonly when: 'pre' | 'post'
  readonly value: string
  /** Run it in one pod only. */
  readonly once: boolean
  /** The claims of the snapshot. */
  readonly claims: readonly string[]
  /** Name of the snapshot, from which the Rule gets its own. */
  readonly owner: string
  readonly namespace: string | undefined
}

/**
 * The Rule that runs the command in the pods that use the claims. A lock that would end with its session becomes a
 * background action that waits inside the session. Without a workload that uses a claim the selector is left open,
 * which is a finding of its own.
 */
export function ruleForCommand(facts: Facts, command: LegacyCommand): JsonObject {
  const { when, value, once, claims, namespace } = command
  const holding = when === 'pre' ? holdInSession(value) : undefined
  const action: JsonObject = {
    type: 'command',
    ...(holding === undefined ? {} : { background: true }),
    ...(once ? { runInSinglePod: true } : {}),
    value: holding ?? value,
  }
  const chosen = targets(facts, namespace, claims)
  const open = { podSelector: { [todoLabel]: 'labels-of-the-pods' } }
  const items = (chosen.length === 0 ? [open] : chosen).map(target => ({ ...target, actions: [action] }))
  const name = freeName(facts, namespace, `${command.owner}-${when}`)
  return {
    apiVersion: rule.apiVersion,
    kind: rule.kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    rules: items,
  }
}

/** Whether the command only ends locks of its own session, of which it has none: it never did anything. */
export function endsNothing(value: string): boolean {
  const study = studyCommand(value)
  const thaws = usesOf(study, 'thaw')
  return (
    study.calls.length === 1 &&
    thaws.length === 1 &&
    thaws.every(({ use }) => use.command.scope === 'session') &&
    usesOf(study, 'flush', 'freeze', 'backup-mode').length === 0
  )
}

type Target = { readonly podSelector: JsonObject; readonly container?: string }

function targets(facts: Facts, namespace: string | undefined, claims: readonly string[]): readonly Target[] {
  const found = new Map<string, Target>()
  const users = claims.flatMap(claim => templatesWithClaim(facts, namespace, claim).map(pods => ({ pods, claim })))
  for (const { pods, claim } of users) {
    const labels = selectorOf(pods)
    if (Object.keys(labels).length === 0) continue
    const container = pods.containers.length > 1 ? containersWithClaim(pods, claim)[0]?.name : undefined
    const target = { podSelector: labels, ...(container === undefined ? {} : { container }) }
    const key = JSON.stringify(Object.entries(labels).sort())
    if (!found.has(key)) found.set(key, target)
  }
  return [...found.values()]
}

/** The labels by which the workload itself chooses its pods, or else all labels of the pods. */
function selectorOf({ workload, labels }: PodTemplate): JsonObject {
  const chosen = entry(entry(workload.spec, 'selector'), 'matchLabels')
  if (!isMap(chosen)) return labels
  const texts = Object.entries(chosen).flatMap(([key, value]) => {
    const text = textOf(value)
    return text === undefined ? [] : [[key, text] as const]
  })
  return texts.length === 0 ? labels : Object.fromEntries(texts)
}

function freeName(facts: Facts, namespace: string | undefined, wanted: string): string {
  const { kind, apiVersion } = rule
  const taken = (name: string) => facts.find({ kind, apiVersion, namespace, name }).is === 'exists'
  let name = wanted
  for (let number = 2; taken(name); number++) name = `${wanted}-${number}`
  return name
}
