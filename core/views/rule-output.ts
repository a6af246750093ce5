/** What the commands of rules printed in the pods, run by run. */

import { fromIso, redact } from '../base/index.ts'
import type { KubeObject } from '../specs/index.ts'
import { evidenceOf } from './evidence.ts'

export type RuleOutput = {
  readonly at: string
  readonly when: 'pre' | 'post'
  readonly pod: string
  readonly container: string
  /** Without passwords, as all of this. */
  readonly command: string
  readonly exit: number | 'unknown'
  readonly tookMs: number
  /** The end of what it printed; none when it was silent. */
  readonly lines: readonly string[]
}

/** In the order in which they began; undefined when pxsnap has not carried the object out. */
export function ruleOutputOf(object: KubeObject): readonly RuleOutput[] | undefined {
  return evidenceOf(object)
    ?.commands.map(({ from, to, when, pod, container, command, exit, output = '' }) => ({
      at: from,
      when,
      pod,
      container,
      command: redact(command),
      exit,
      tookMs: Math.max(0, (fromIso(to) ?? 0) - (fromIso(from) ?? 0)),
      lines: output === '' ? [] : redact(output).split(/\r?\n/),
    }))
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}
