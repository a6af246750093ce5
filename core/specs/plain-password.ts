/** Finds passwords that a command spells out instead of taking them from its environment. */

import { isSpelledOut } from './placeholder.ts'
import type { Call, CommandStudy } from './rule-command.ts'

const variables = /^(?:MYSQL_PWD|MARIADB_PWD|PGPASSWORD|REDISCLI_AUTH|SQLCMDPASSWORD|[A-Z_]*PASSWORD)$/

/** Options whose next word is the password, by program. */
const separateOptions: Readonly<Record<string, readonly string[]>> = {
  mongo: ['-p', '--password'],
  mongosh: ['-p', '--password'],
  mongodump: ['-p', '--password'],
  'redis-cli': ['-a', '--pass'],
  'valkey-cli': ['-a', '--pass'],
  sqlcmd: ['-P'],
  cqlsh: ['-p', '--password'],
  nodetool: ['-pw', '--password'],
  sshpass: ['-p'],
  etcdctl: ['--password'],
}

/** Options that carry the password in the same word, by program. */
const joinedOptions: Readonly<Record<string, RegExp>> = {
  mysql: /^(?:--password=|-p(?=.))/,
  mariadb: /^(?:--password=|-p(?=.))/,
  mysqladmin: /^(?:--password=|-p(?=.))/,
  mysqldump: /^(?:--password=|-p(?=.))/,
  mongo: /^--password=/,
  mongosh: /^--password=/,
  cqlsh: /^--password=/,
  nodetool: /^--password=/,
}

/** Where the first password stands, in words such as "behind `-p`", or undefined when there is none. */
export function plainPassword({ calls }: CommandStudy): string | undefined {
  for (const call of calls) {
    const place = inAssignment(call) ?? inOption(call) ?? inAddress(call)
    if (place !== undefined) return place
  }
  return undefined
}

function inAssignment({ assignments, program, arguments: words }: Call): string | undefined {
  const exported =
    program === 'export'
      ? words.flatMap(({ text, expands }) => {
          const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? []
          return name === undefined || value === undefined ? [] : [{ name, value: { text: value, expands } }]
        })
      : []
  const found = [...assignments, ...exported].find(({ name, value }) => variables.test(name) && isPlain(value))
  return found === undefined ? undefined : `in \`${found.name}=\``
}

function inOption({ program, arguments: words }: Call): string | undefined {
  const separate = separateOptions[program] ?? []
  const joined = joinedOptions[program]
  for (const [index, word] of words.entries()) {
    const next = words[index + 1]
    if (separate.includes(word.text) && next !== undefined && isPlain(next)) return `behind \`${word.text}\``
    const option = joined?.exec(word.text)?.[0]
    if (option !== undefined && isPlain({ ...word, text: word.text.slice(option.length) }))
      return `behind \`${option}\``
  }
  return undefined
}

/** `scheme://user:password@host`, and `user:password` of curl. */
function inAddress({ program, arguments: words }: Call): string | undefined {
  for (const [index, word] of words.entries()) {
    const [, password] = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/i.exec(word.text) ?? []
    if (password !== undefined && isPlain({ ...word, text: password })) return 'in an address'
    if (program === 'curl' && (word.text === '-u' || word.text === '--user')) {
      const next = words[index + 1]
      const [, ofUser] = /^[^:]+:(.+)$/.exec(next?.text ?? '') ?? []
      if (next !== undefined && ofUser !== undefined && isPlain({ ...next, text: ofUser }))
        return `behind \`${word.text}\``
    }
  }
  return undefined
}

function isPlain({ text }: { readonly text: string }): boolean {
  return isSpelledOut(text) && !text.startsWith('-')
}
