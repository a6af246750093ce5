/** The options of psql and pg_isready, and whom they connect as. */

import { type OptionTable, type ReadOptions, readOptions } from '../option-words.ts'
import type { PostgresqlState } from './database.ts'

const connection = {
  ...{ '-h': 'host', '--host': 'host', '-p': 'ignored', '--port': 'ignored', '-U': 'user', '--username': 'user' },
  ...{ '-d': 'database', '--dbname': 'database', '--timeout': 'ignored' },
}

const psqlTable: OptionTable = {
  values: {
    ...connection,
    ...{ '-c': 'command', '--command': 'command', '-f': 'file', '--file': 'file', '-v': 'set', '--set': 'set' },
    ...{ '-F': 'ignored', '--field-separator': 'ignored', '-o': 'output', '--output': 'output', '-P': 'ignored' },
    ...{ '--pset': 'ignored', '-R': 'ignored', '--variable': 'set' },
  },
  attached: {},
  flags: {
    ...{ '-X': 'ignored', '--no-psqlrc': 'ignored', '-w': 'ignored', '--no-password': 'ignored', '-W': 'ignored' },
    ...{ '-1': 'ignored', '--single-transaction': 'ignored', '-a': 'ignored', '-e': 'ignored', '-b': 'ignored' },
    ...{ '-q': 'quiet', '--quiet': 'quiet', '-t': 'tuples', '--tuples-only': 'tuples', '-A': 'unaligned' },
    ...{ '--no-align': 'unaligned', '--version': 'version', '-V': 'version', '--help': 'help', '-?': 'help' },
    ...{ '-n': 'ignored', '--no-readline': 'ignored', '-S': 'ignored' },
  },
}

const readyTable: OptionTable = {
  values: { ...connection, '-t': 'ignored' },
  attached: {},
  flags: { '-q': 'quiet', '--quiet': 'quiet', '-V': 'version', '--version': 'version' },
}

export const readReadyOptions = (argv: readonly string[]): ReadOptions => readOptions(argv.slice(1), readyTable)

/** `-c` and `-f` may be given several times, and are carried out in their order. */
export type PsqlOptions = ReadOptions & {
  readonly scripts: readonly { readonly from: 'command' | 'file'; readonly text: string }[]
  readonly stopsOnError: boolean
}

export function readPsqlOptions(argv: readonly string[]): PsqlOptions {
  const read = readOptions(argv.slice(1), psqlTable)
  const scripts = read.given.flatMap(({ name, value }) =>
    name === 'command' || name === 'file' ? [{ from: name, text: value } as const] : [],
  )
  const stopsOnError = read.given.some(
    ({ name, value }) => name === 'set' && /^ON_ERROR_STOP(=(1|on|true))?$/i.test(value),
  )
  return { ...read, scripts, stopsOnError }
}

export type Login = { readonly superuser: boolean } | { readonly refused: string }

/**
 * Whom a client connects as. The official image trusts whoever connects from inside its container; Bitnami's asks for
 * the password everywhere.
 *
 * Source: the images' pg_hba.conf.
 */
export function login(options: ReadOptions, env: Readonly<Record<string, string>>, state: PostgresqlState): Login {
  const address = addressIn(options.values.database ?? options.words[0] ?? '')
  const host = options.values.host ?? address.host ?? env.PGHOST
  const where =
    host === undefined || host.startsWith('/')
      ? 'connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed'
      : `connection to server at "${host}", port 5432 failed`
  const refuse = (because: string): Login => ({ refused: `psql: error: ${where}: ${because}` })
  if (state.refusal !== undefined)
    return refuse(
      `No such file or directory\n\tIs the server running locally and accepting connections on that socket?\n\tIt does not run. ${state.refusal}`,
    )
  const user = options.values.user ?? address.user ?? env.PGUSER ?? state.user
  const own = env.POSTGRES_USER ?? 'postgres'
  const limited = env.POSTGRESQL_USERNAME
  if (user !== own && user !== limited && user !== 'postgres') return refuse(`FATAL:  role "${user}" does not exist`)
  const expected =
    user === limited && limited !== 'postgres'
      ? env.POSTGRESQL_PASSWORD
      : (env.POSTGRESQL_POSTGRES_PASSWORD ?? env.POSTGRESQL_PASSWORD)
  const trusted = env.POSTGRESQL_PASSWORD === undefined && (host === undefined || /^(\/|localhost$|127\.)/.test(host))
  const wanted = expected ?? env.POSTGRES_PASSWORD
  const given = address.password ?? env.PGPASSWORD
  if (!trusted && wanted !== undefined && given === undefined) return refuse('fe_sendauth: no password supplied')
  if (!trusted && wanted !== undefined && given !== wanted)
    return refuse(`FATAL:  password authentication failed for user "${user}"`)
  return { superuser: user === own || user === 'postgres' }
}

/** What `postgresql://user:password@host/database` says. */
function addressIn(word: string): { readonly user?: string; readonly password?: string; readonly host?: string } {
  const found = /^postgres(?:ql)?:\/\/(?:([^:@/]+)(?::([^@/]*))?@)?([^:/?]*)/.exec(word)
  if (found === null) return {}
  const [, user, password, host] = found
  return {
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password: decodeURIComponent(password) }),
    ...(host === undefined || host === '' ? {} : { host }),
  }
}
