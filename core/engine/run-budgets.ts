/** How long a run may freeze and a command may take, where the object says it. */

import {
  actionTimeouts,
  annotationsOf,
  commandTimeout,
  freezeBudget,
  type KubeObject,
  readActionTimeouts,
} from '../specs/index.ts'
import type { Reason } from './reason.ts'

export type RunBudgets = { readonly freezeBudgetMs?: number; readonly commandTimeoutMs?: number }

/** What the annotations say, or what is wrong with them. */
export function runBudgets(object: KubeObject): RunBudgets | { readonly problem: Reason } {
  const annotations = annotationsOf(object)
  const freeze = read(freezeBudget.key, annotations[freezeBudget.key], 2_000)
  if ('problem' in freeze) return freeze
  const command = read(commandTimeout.key, annotations[commandTimeout.key], 1_000)
  if ('problem' in command) return command
  return {
    ...(freeze.ms === undefined ? {} : { freezeBudgetMs: freeze.ms }),
    ...(command.ms === undefined ? {} : { commandTimeoutMs: command.ms }),
  }
}

/** The timeouts that a Rule gives its commands, or what is wrong with them. */
export function ruleTimeouts(
  rule: KubeObject,
): { readonly of: (item: number, action: number) => number | undefined } | { readonly problem: Reason } {
  const annotations = annotationsOf(rule)
  const all = read(commandTimeout.key, annotations[commandTimeout.key], 1_000)
  if ('problem' in all) return all
  const text = annotations[actionTimeouts.key]
  const single = text === undefined ? [] : readActionTimeouts(text)
  if ('wrong' in single) {
    const message = `${actionTimeouts.key} of Rule ${rule.metadata.name} says ${single.wrong}; it must be ITEM.ACTION=TIME, such as 0.0=20s.`
    return { problem: { code: 'unsupported', message, blame: 'spec' } }
  }
  return {
    of: (item, action) => single.findLast(one => one.item === item && one.action === action)?.timeoutMs ?? all.ms,
  }
}

const mostMs = 15 * 60_000
const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 }

function read(
  key: string,
  text: string | undefined,
  leastMs: number,
): { readonly ms: number | undefined } | { readonly problem: Reason } {
  if (text === undefined) return { ms: undefined }
  const [, count, unit] = /^(\d{1,6})(ms|s|m)$/.exec(text.trim()) ?? []
  const ms = Number(count) * (units[unit ?? ''] ?? Number.NaN)
  if (ms >= leastMs && ms <= mostMs) return { ms }
  const message = `${key} says ${text}; it must be a time from ${leastMs / 1000}s to 15m, such as 30s.`
  return { problem: { code: 'unsupported', message, blame: 'spec' } }
}
