/** The commands that a scenario's rule means, for that many pods. The model knows them by these texts. */

import type { Wave } from '../../engine/index.ts'
import type { ModelRule } from './scenario.ts'

export function commandWaves(rule: Exclude<ModelRule, 'none'>, pods: number): RuleWaves {
  const key = `${rule} ${pods}`
  const known = made.get(key)
  if (known !== undefined) return known
  const waves = makeWaves(rule, pods)
  made.set(key, waves)
  return waves
}

export type RuleWaves = { readonly pre: readonly Wave[]; readonly post: readonly Wave[] }

const made = new Map<string, RuleWaves>()

function makeWaves(rule: Exclude<ModelRule, 'none'>, pods: number): RuleWaves {
  const all = (name: string, text: string, holds: boolean): Wave =>
    Array.from({ length: pods }, (_, target) => ({ target, name, text, holds }))
  switch (rule) {
    case 'hold':
      return { pre: [all('pre-1', 'session', true)], post: [] }
    case 'pair':
      return { pre: [all('pre-1', 'lock', false)], post: [all('post-1', 'unlock', false)] }
    case 'flush':
      return { pre: [all('pre-1', 'flush', false)], post: [] }
    case 'mixed':
      return {
        pre: [[{ target: 0, name: 'pre-1', text: 'session', holds: true }], all('pre-2', 'lock', false)],
        post: [all('post-1', 'unlock', false)],
      }
    case 'failing': {
      const last = pods - 1
      const pre = all('pre-1', 'lock', false).map(one => (one.target === last ? { ...one, text: 'fail' } : one))
      return { pre: [pre], post: [all('post-1', 'unlock', false)] }
    }
  }
}
