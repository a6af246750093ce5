/** The options of the MySQL clients, and whom they connect as. */

import { type OptionTable, type ReadOptions, readOptions } from '../option-words.ts'
import type { MysqlState } from './database.ts'

/** Options that the simulated clients take without having to act on them. */
const ignoredValues = [
  ...['--host', '-h', '--port', '-P', '--socket', '-S', '--protocol', '--database', '-D', '--connect-timeout'],
  ...['--default-character-set', '--defaults-group-suffix', '--ssl-mode', '--ssl-ca', '--ssl-cert', '--ssl-key'],
  ...['--max-allowed-packet', '--default-auth', '--plugin-dir', '--init-command', '--sleep', '--count'],
]
const ignoredFlags = [
  ...['--no-defaults', '--raw', '-r', '--verbose', '-v', '--table', '-t', '--vertical', '-E', '--wait', '-w', '-A'],
  ...['--compress', '-C', '--skip-ssl', '--ssl', '--quick', '-q', '--unbuffered', '-n', '--no-auto-rehash', '-b'],
  ...['--no-beep', '--column-names', '--line-numbers', '--skip-line-numbers', '-L', '--reconnect', '--skip-reconnect'],
  ...['--get-server-public-key', '--system-command', '--no-warnings', '--disable-auto-rehash', '--skip-auto-rehash'],
]

const table: OptionTable = {
  values: {
    ...Object.fromEntries(ignoredValues.map(name => [name, 'ignored'])),
    ...{ '--user': 'user', '-u': 'user', '--execute': 'execute', '-e': 'execute' },
    ...{ '--defaults-file': 'file', '--defaults-extra-file': 'file', '--login-path': 'file' },
  },
  attached: { '--password': 'password', '-p': 'password' },
  flags: {
    ...Object.fromEntries(ignoredFlags.map(name => [name, 'ignored'])),
    ...{ '--batch': 'batch', '-B': 'batch', '--silent': 'silent', '-s': 'silent', '--force': 'force', '-f': 'force' },
    ...{ '--skip-column-names': 'no-names', '-N': 'no-names', '--help': 'help', '-?': 'help' },
    ...{ '--version': 'version', '-V': 'version' },
  },
}

export const readMysqlOptions = (argv: readonly string[]): ReadOptions => readOptions(argv.slice(1), table)

export type Login = { readonly mayReload: boolean } | { readonly refused: string }

/**
 * Checks the password against the container's environment, where the images take it from. Without one there, or with a
 * file of options that the model cannot read, every password is taken.
 */
export function login(options: ReadOptions, env: Readonly<Record<string, string>>): Login {
  const user = options.values.user ?? 'root'
  const given = options.values.password ?? env.MYSQL_PWD ?? ''
  const root = env.MYSQL_ROOT_PASSWORD ?? env.MARIADB_ROOT_PASSWORD
  const ownUser = env.MYSQL_USER ?? env.MARIADB_USER
  const expected = user === ownUser ? (env.MYSQL_PASSWORD ?? env.MARIADB_PASSWORD) : root
  const allowed: Login = { mayReload: user !== ownUser }
  if (options.values.file !== undefined && options.values.password === undefined) return allowed
  const anybody = user === ownUser || user === 'root' || root === undefined
  if (anybody && (expected === undefined || given === expected)) return allowed
  const using = given === '' ? 'NO' : 'YES'
  return { refused: `ERROR 1045 (28000): Access denied for user '${user}'@'localhost' (using password: ${using})` }
}

/** Source: the clients of MySQL 5.6 and later print it to standard error. */
export const passwordWarning = (program: string, options: ReadOptions): string =>
  options.values.password === undefined
    ? ''
    : `${program}: [Warning] Using a password on the command line interface can be insecure.\n`

/** The login, unless the server does not run at all. */
export function connect(state: MysqlState, who: Login): Login {
  if (state.refusal === undefined) return who
  return {
    refused: `ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock': the server does not run. ${state.refusal}`,
  }
}
