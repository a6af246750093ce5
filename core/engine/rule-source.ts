/** Which commands a snapshot's spec asks for: from Rules by name, or from the command annotations of older documents. */

import type { Labels } from '../base/index.ts'
import {
  annotationsOf,
  draftOf,
  entry,
  type KubeObject,
  oldPostSnapshotRule,
  oldPreSnapshotRule,
  postSnapCommands,
  postSnapshotRule,
  preSnapCommands,
  preSnapshotRule,
  rule,
  runOnceKeys,
  textOf,
  waitCommand,
} from '../specs/index.ts'
import type { Reason } from './reason.ts'
import { ruleTimeouts } from './run-budgets.ts'

export type When = 'pre' | 'post'

/** Where the commands come from. */
export type RuleSource =
  | { readonly from: 'rule'; readonly name: string }
  /** `px/pre-snap-command` and its successors: run in the pods that use the claim, as their documents promise. */
  | { readonly from: 'annotation'; readonly key: string; readonly command: string; readonly once: boolean }

/** One choice of pods with its actions. */
export type RuleItem = {
  /** Absent: the pods that use the members' claims. */
  readonly selector?: Labels
  readonly container?: string
  readonly actions: readonly RuleAction[]
}

export type RuleAction = {
  readonly text: string
  readonly holds: boolean
  readonly once: boolean
  /** Where the Rule says it for this action or for all of its own; otherwise the run's. */
  readonly timeoutMs?: number
}

/** What the spec asks for before or after the snapshot; undefined when nothing. A Rule wins over a command. */
export function ruleSource(object: KubeObject, when: When): RuleSource | undefined {
  const name = ruleName(object, when)
  if (name !== undefined) return { from: 'rule', name }
  const annotations = annotationsOf(object)
  for (const { key } of when === 'pre' ? preSnapCommands : postSnapCommands) {
    const command = annotations[key]
    if (command === undefined || command.trim() === '') continue
    const once = runOnceKeys.some(({ key: onceKey }) => onceKey.includes(when) && annotations[onceKey] === 'true')
    return { from: 'annotation', key, command, once }
  }
  return undefined
}

/** The items of a source, or why they cannot be meant. `found` is the Rule where the source names one. */
export function ruleItems(
  source: RuleSource,
  when: When,
  found: KubeObject | undefined,
): { readonly items: readonly RuleItem[] } | { readonly problem: Reason } {
  if (source.from === 'annotation') {
    const holds = source.command.includes(waitCommand)
    if (holds && when === 'post')
      return wrong(`Annotation ${source.key} holds, but nothing releases it after a snapshot.`)
    return { items: [{ actions: [{ text: source.command, holds, once: source.once }] }] }
  }
  if (found === undefined) {
    const message = `Rule ${source.name} does not exist in the namespace of the snapshot.`
    return { problem: { code: 'rule-missing', message, blame: 'spec' } }
  }
  return readRule(found, when)
}

function ruleName(object: KubeObject, when: When): string | undefined {
  if (object.kind === 'GroupVolumeSnapshot') {
    const name = textOf(entry(object.spec, when === 'pre' ? 'preExecRule' : 'postExecRule'))
    return name === '' ? undefined : name
  }
  const annotations = annotationsOf(object)
  const [key, oldKey] =
    when === 'pre' ? [preSnapshotRule.key, oldPreSnapshotRule.key] : [postSnapshotRule.key, oldPostSnapshotRule.key]
  // The newer key wins even when it is empty. Source: STORK, Portworx driver.
  const name = annotations[key] ?? annotations[oldKey]
  return name === '' ? undefined : name
}

function readRule(object: KubeObject, when: When) {
  const { name } = object.metadata
  const { rules } = draftOf(rule, object)
  if (rules === undefined || rules.length === 0)
    return wrong(`Rule ${name} has no items under its top-level key rules, so it would freeze nothing.`)
  const timeouts = ruleTimeouts(object)
  if ('problem' in timeouts) return timeouts
  const items: RuleItem[] = []
  for (const [index, item] of rules.entries()) {
    const actions: RuleAction[] = []
    for (const [number, action] of (item?.actions ?? []).entries()) {
      const text = action?.value ?? ''
      const where = `Rule ${name}, item ${index + 1}`
      if (action?.type !== 'command') return wrong(`${where}: an action's type can only be command.`)
      if (text.trim() === '') return wrong(`${where}: an action has no command.`)
      const holds = action.background === true
      if (holds && when === 'post') return wrong(`${where}: a post rule cannot have background actions.`)
      if (holds && !text.includes(waitCommand))
        return wrong(`${where}: a background command must contain ${waitCommand}, or nobody knows when it holds.`)
      if (!holds && text.includes(waitCommand))
        return wrong(`${where}: ${waitCommand} only works in a background action (background: true).`)
      const timeoutMs = timeouts.of(index, number)
      const own = timeoutMs === undefined ? {} : { timeoutMs }
      actions.push({ text, holds, once: action.runInSinglePod === true, ...own })
    }
    if (actions.length === 0) return wrong(`Rule ${name}, item ${index + 1} has no actions.`)
    items.push(readItem(item?.podSelector ?? {}, item?.container, actions))
  }
  return { items }
}

function readItem(
  labels: Readonly<Record<string, string | undefined>>,
  container: string | undefined,
  actions: readonly RuleAction[],
): RuleItem {
  const selector = Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, value ?? '']))
  return {
    actions,
    ...(Object.keys(selector).length === 0 ? {} : { selector }),
    ...(container === undefined || container === '' ? {} : { container }),
  }
}

function wrong(message: string): { readonly problem: Reason } {
  return { problem: { code: 'rule-wrong', message, blame: 'spec' } }
}
