/** A setting for a client, written as a command of its own. The shell keeps it for itself and the client never sees it. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import type { CommandStudy } from '../../rule-command.ts'

/** Variables that clients read from their environment. */
const readByClients: Readonly<Record<string, RegExp>> = {
  psql: /^PG(?:PASSWORD|USER|HOST|PORT|DATABASE|PASSFILE)$/,
  mysql: /^MYSQL_(?:PWD|HOST|TCP_PORT)$/,
  mariadb: /^(?:MYSQL|MARIADB)_(?:PWD|HOST|TCP_PORT)$/,
  'redis-cli': /^REDISCLI_AUTH$/,
  sqlcmd: /^SQLCMD\w+$/,
  etcdctl: /^ETCDCTL_\w+$/,
}

export const unexportedVariable = check(rule, {
  code: 'rule/unexported-variable',
  severity: 'warning',
  help: 'Write `export NAME=value;`, or put `NAME=value` directly before the client, without `;`.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, value, study }) => {
      const found = unexported(study)
      if (found === undefined) return []
      const here = [...path, 'value']
      const message = `\`${found.name}\` is set for the shell only: \`${found.client}\` does not get it.`
      const at0 = value.indexOf(`${found.name}=`)
      const exported = `${value.slice(0, at0)}export ${value.slice(at0)}`
      return [at(here, message, fixPlan(`Export ${found.name}`, setValue(here, exported)))]
    }),
})

function unexported({ calls }: CommandStudy): { readonly name: string; readonly client: string } | undefined {
  for (const call of calls) {
    if (call.program !== '') continue
    for (const { name } of call.assignments) {
      const exported = calls.some(
        ({ program, arguments: words }) =>
          (program === 'export' && words.some(({ text }) => text === name || text.startsWith(`${name}=`))) ||
          (program === 'set' && words.some(({ text }) => text === '-a')),
      )
      const reader = calls.find(
        later =>
          later.index > call.index &&
          readByClients[later.program]?.test(name) === true &&
          !later.assignments.some(given => given.name === name),
      )
      if (!exported && reader !== undefined) return { name, client: reader.program }
    }
  }
  return undefined
}
