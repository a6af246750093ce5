/** A database client that is given nothing to do. Without a terminal it does nothing, or waits for input for ever. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import type { Call } from '../../rule-command.ts'

/** How each client is told what to do, or that it is not meant to do anything but report. */
const statements: Readonly<Record<string, RegExp>> = {
  mysql: /^(?:-[A-Za-z]*e|--execute|--init-command|-V$|--version|--help|-\?)/,
  mariadb: /^(?:-[A-Za-z]*e|--execute|--init-command|-V$|--version|--help|-\?)/,
  psql: /^(?:-[A-Za-z]*[cfl]|--command|--file|--list|-V$|--version|--help|-\?)/,
  mongo: /^(?:--eval|--version|--help|.*\.js$)/,
  mongosh: /^(?:--eval|--file|-f$|--version|--help|.*\.js$)/,
  cqlsh: /^(?:-e|--execute|-f|--file|--version|--help)/,
  sqlcmd: /^(?:-[qQi]|-\?|--version)/,
}

export const clientWithoutStatement = check(rule, {
  code: 'rule/client-without-statement',
  severity: 'warning',
  help: 'Give the client its statement, for example with `-e`, `-c` or `--eval`.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, study }) => {
      const idle = study.calls.find(isIdle)
      if (idle === undefined) return []
      const message = `\`${idle.program}\` is told nothing to do: a rule has no terminal on which to type statements.`
      return [at([...path, 'value'], message)]
    }),
})

function isIdle({ program, arguments: words, hasInput }: Call): boolean {
  const statement = Object.hasOwn(statements, program) ? statements[program] : undefined
  // Words that the shell expands may be anything, `"$@"` for example.
  return (
    statement !== undefined &&
    !hasInput &&
    !words.some(({ text, expands }) => statement.test(text) || (expands && text.startsWith('$')))
  )
}
