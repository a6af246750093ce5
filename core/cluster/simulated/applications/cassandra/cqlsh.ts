/** The program `cqlsh` of the Cassandra model: a few statements that look, none that change. */

import type { ClientProgram } from '../application.ts'
import { type OptionTable, readOptions } from '../option-words.ts'
import { exit, lines } from '../text-result.ts'
import type { CassandraState } from './database.ts'

const table: OptionTable = {
  values: {
    ...{ '-e': 'execute', '--execute': 'execute', '-u': 'ignored', '--username': 'ignored', '-p': 'ignored' },
    ...{ '--password': 'ignored', '-k': 'ignored', '--keyspace': 'ignored', '--request-timeout': 'ignored' },
    ...{ '--connect-timeout': 'ignored', '--cqlversion': 'ignored' },
  },
  attached: {},
  flags: { '--ssl': 'ignored', '--no-color': 'ignored', '-C': 'ignored', '--version': 'version' },
}

const understood =
  'DESCRIBE KEYSPACES; SELECT COUNT(*) FROM …; SELECT release_version FROM system.local; CONSISTENCY; USE …'

export const cqlsh: ClientProgram<CassandraState> = {
  begin(call, state) {
    const options = readOptions(call.argv.slice(1), table)
    if (options.problem !== undefined) return exit(2, '', `cqlsh: ${options.problem}\n`)
    if (options.flags.version) return exit(0, 'cqlsh 6.1.0 (simulated)\n')
    if (state.refusal !== undefined || state.drained)
      return exit(1, '', `Connection error: the node takes no clients. ${state.refusal ?? 'It was drained.'}\n`)
    let stdout = ''
    const script = options.values.execute ?? call.stdin
    for (const statement of script
      .split(';')
      .map(words => words.replace(/\s+/g, ' ').trim())
      .filter(words => words !== '')) {
      const answer = answerTo(statement.toLowerCase(), state)
      if (answer === undefined)
        return exit(2, stdout, `The simulated Cassandra does not know '${statement}'. It understands: ${understood}.\n`)
      stdout += answer
    }
    return exit(0, stdout)
  },
  resume: () => exit(0, ''),
  ended: () => {},
}

function answerTo(statement: string, state: CassandraState): string | undefined {
  if (/^(describe|desc) keyspaces$/.test(statement)) return lines('', 'shop  system  system_auth  system_schema', '')
  if (/^select count\(\*\) from [\w.]+$/.test(statement)) return table1('count', String(state.rhythm.acknowledged))
  if (/^select release_version from system\.local$/.test(statement)) return table1('release_version', '4.1.0-simulated')
  if (/^consistency( \w+)?$/.test(statement)) return lines('Current consistency level is ONE.')
  return /^use \w+$/.test(statement) ? '' : undefined
}

const table1 = (name: string, value: string): string =>
  lines('', ` ${name}`, '-'.repeat(name.length + 2), ` ${value}`, '', '(1 rows)')
