/** Rewrites a command that takes a session-bound lock so that the same session waits while it holds the lock. */

import { locksOf, studyCommand } from './rule-command.ts'
import { waitCommand } from './wait-command.ts'

/**
 * The value with the wait placed behind the lock inside the locking session, or undefined when the value is not of a
 * form that can be rewritten without guessing: one lock, taken by a statement in an argument of `mysql`, `mariadb` or
 * `psql`, with nothing behind it.
 */
export function holdInSession(value: string): string | undefined {
  const study = studyCommand(value)
  const [lock, ...more] = locksOf(study)
  if (lock === undefined || more.length > 0 || study.waits || lock.use.command.scope !== 'session') return undefined
  const { call, use } = lock
  if (call.detached || call.pipedInto !== undefined) return undefined
  const word = call.arguments.find(({ text }) => use.command.pattern.test(text))
  // A word of a script inside a word has offsets in that script, not in the value.
  if (word === undefined || study.shell.list.length !== study.calls.length) return undefined
  const written = value.slice(word.start, word.end)
  const quote = /["']$/.exec(written)?.[0]
  if (quote === undefined || written.indexOf(quote) === written.length - 1) return undefined
  if (!use.command.pattern.test(written)) return undefined
  if (call.program === 'psql') {
    return `${value.slice(0, word.end)} -c '\\! sh ${waitCommand}'${value.slice(word.end)}`
  }
  if (call.program !== 'mysql' && call.program !== 'mariadb') return undefined
  const statement = written.slice(0, -1).replace(/[\s;]+$/, '')
  return `${value.slice(0, word.start)}${statement}; system ${waitCommand};${quote}${value.slice(word.end)}`
}
