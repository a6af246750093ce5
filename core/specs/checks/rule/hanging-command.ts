/** A command that never ends. STORK has no time limit for commands, so the snapshot waits for ever, frozen or not. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import type { Call } from '../../rule-command.ts'

const secondsInHour = 3600

export const hangingCommand = check(rule, {
  code: 'rule/hanging-command',
  severity: 'error',
  help: 'Use a command that ends, or give it a limit with `timeout 30 …`.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, study }) => {
      const hanging = study.calls.find(call => !call.detached && !call.limited && !call.atExit && neverEnds(call))
      if (hanging === undefined) return []
      const command = [hanging.program, ...hanging.arguments.map(({ text }) => text)].join(' ')
      return [at([...path, 'value'], `\`${command}\` does not end by itself, so the snapshot never goes on.`)]
    }),
})

function neverEnds({ program, arguments: words }: Call): boolean {
  const texts = words.map(({ text }) => text)
  switch (program) {
    case 'tail':
      return texts.some(text => /^-[a-zA-Z0-9]*[fF]$/.test(text) || text.startsWith('--follow'))
    case 'sleep':
      return texts.some(text => /^inf(?:inity)?$/i.test(text) || text.endsWith('d') || seconds(text) >= secondsInHour)
    case 'top':
      return !texts.some(text => /^-[a-zA-Z]*[bn]/.test(text))
    case 'watch':
    case 'yes':
      return true
    case 'journalctl':
      return texts.includes('-f') || texts.includes('--follow')
    default:
      return false
  }
}

function seconds(text: string): number {
  const [, count, unit] = /^(\d+)([smh]?)$/.exec(text) ?? []
  return Number(count ?? 0) * (unit === 'h' ? secondsInHour : unit === 'm' ? 60 : 1)
}
