/** The SQL the MySQL model understands, and what it does to the locks and pages. */

import { type Instant, toIso } from '../../../../base/index.ts'
import { PortError } from '../../../../ports/index.ts'
import type { MountedVolumes } from '../application.ts'
import { flushAll, locked, type MysqlState } from './database.ts'

export type Answer =
  | { readonly answer: 'done' }
  | { readonly answer: 'rows'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly answer: 'error'; readonly text: string }
  /** Not yet: ask again after so many milliseconds. `pause`: the waiting was all it asked for. */
  | { readonly answer: 'wait'; readonly ms: number; readonly pause?: true }
  | { readonly answer: 'quit' }

type Session = { readonly id: string; readonly mayReload: boolean }

type Context = {
  readonly session: Session
  readonly state: MysqlState
  readonly volumes: MountedVolumes
  readonly now: Instant
}
type Statement = { readonly form: RegExp; run(context: Context, match: RegExpExecArray): Answer }

export const understoodStatements = [
  'FLUSH TABLES [WITH READ LOCK]',
  'UNLOCK TABLES',
  'LOCK INSTANCE FOR BACKUP',
  'UNLOCK INSTANCE',
  'BACKUP STAGE START|FLUSH|BLOCK_DDL|BLOCK_COMMIT|END',
  'FLUSH LOGS|STATUS|PRIVILEGES|HOSTS',
  'SET …',
  'SHOW DATABASES|TABLES|STATUS|VARIABLES|PROCESSLIST|MASTER STATUS|ENGINE INNODB STATUS',
  'SELECT of constants, variables, COUNT(*), SLEEP(n)',
  'system COMMAND, \\! COMMAND',
]

const done: Answer = { answer: 'done' }
const rows = (columns: readonly string[], ...found: readonly (readonly string[])[]): Answer => ({
  answer: 'rows',
  columns,
  rows: found,
})
const refused = (privilege: string): Answer => ({
  answer: 'error',
  text: `ERROR 1227 (42000): Access denied; you need (at least one of) the ${privilege} privilege(s) for this operation`,
})

const statements: readonly Statement[] = [
  { form: /^flush (?:(?:no_write_to_binlog|local) )?tables? (?:[\w`., ]+ )?with read lock$/, run: readLock },
  { form: /^flush (?:(?:no_write_to_binlog|local) )?tables?( [\w`., ]+)?$/, run: flushTables },
  {
    form: /^flush (?:(?:no_write_to_binlog|local) )?((engine|binary|error|relay|slow|general) )?logs$/,
    run: () => done,
  },
  { form: /^flush (status|privileges|hosts|user_resources|optimizer_costs)$/, run: () => done },
  { form: /^unlock tables?$/, run: ({ session, state }) => release(state.readLocks, session) },
  { form: /^lock instance for backup$/, run: ({ session, state }) => hold(state.backupLocks, session) },
  { form: /^unlock instance$/, run: ({ session, state }) => release(state.backupLocks, session) },
  { form: /^backup stage (start|flush|block_ddl)$/, run: ({ session, state }) => hold(state.backupLocks, session) },
  { form: /^backup stage block_commit$/, run: readLock },
  {
    form: /^backup stage end$/,
    run: ({ session, state }) => {
      release(state.backupLocks, session)
      return release(state.readLocks, session)
    },
  },
  { form: /^set (?:global |@@global\.)(?:super_)?read_only ?(?:=|:=) ?(\w+)$/, run: readOnly },
  { form: /^set .+$/, run: () => done },
  { form: /^use [\w`]+$/, run: () => done },
  { form: /^(begin|start transaction.*|commit|rollback)$/, run: () => done },
  { form: /^(stop|start) (slave|replica)( (sql|io)_thread)?$/, run: () => done },
  { form: /^(exit|quit|\\q)$/, run: () => ({ answer: 'quit' }) },
  { form: /^show (databases|schemas)$/, run: () => rows(['Database'], ...databases.map(name => [name])) },
  { form: /^show (full )?tables( (from|in) [\w`]+)?$/, run: () => rows(['Tables_in_shop'], ['orders']) },
  { form: /^show (?:global |session )?status(?: like '(.+)')?$/, run: (it, match) => listed(statusOf(it), match[1]) },
  {
    form: /^show (?:global |session )?variables(?: like '(.+)')?$/,
    run: (it, match) => listed(variablesOf(it), match[1]),
  },
  { form: /^show (full )?processlist$/, run: processes },
  { form: /^show (master status|binary log status)$/, run: position },
  { form: /^show (slave|replica) status$/, run: () => done },
  { form: /^show engine innodb status$/, run: innodbStatus },
  { form: /^(?:do|select) sleep\((\d+(?:\.\d+)?)\)$/, run: (_, match) => pause(Number(match[1])) },
  { form: /^select (.+)$/, run: select },
]

const databases = ['information_schema', 'mysql', 'performance_schema', 'shop']

/** Runs one statement. What it does not know it refuses, saying what the model understands. */
export function execute(text: string, context: Context): Answer {
  const words = text.replace(/\s+/g, ' ').trim()
  const folded = words.toLowerCase()
  for (const { form, run } of statements) {
    const match = form.exec(folded)
    if (match) return orFull(() => run(context, match))
  }
  return {
    answer: 'error',
    text:
      `ERROR 1064 (42000): The simulated MySQL does not know the statement '${words}'. ` +
      `It understands: ${understoodStatements.join('; ')}.`,
  }
}

/** Source: MySQL reports the system's error 28 when there is no room for a page. */
function orFull(run: () => Answer): Answer {
  try {
    return run()
  } catch (problem) {
    if (!(problem instanceof PortError)) throw problem
    return { answer: 'error', text: `ERROR 3 (HY000): Error writing file (OS errno 28): ${problem.message}` }
  }
}

/** Ends what the session held. A lock of one session cannot be released by another. */
export function endSession(session: string, state: MysqlState): void {
  state.readLocks = state.readLocks.filter(holder => holder !== session)
  state.backupLocks = state.backupLocks.filter(holder => holder !== session)
}

/** The lock comes first, so that nothing is written behind the flush. */
function readLock({ session, state, volumes }: Context): Answer {
  if (!session.mayReload) return refused('RELOAD')
  hold(state.readLocks, session)
  return flushAll(state, volumes) ? done : { answer: 'wait', ms: 5 }
}

function flushTables({ session, state, volumes }: Context): Answer {
  if (!session.mayReload) return refused('RELOAD')
  // Somebody else's global read lock makes a plain FLUSH TABLES wait; a session's own is an error.
  if (state.readLocks.includes(session.id))
    return {
      answer: 'error',
      text: "ERROR 1223 (HY000): Can't execute the query because you have a conflicting read lock",
    }
  return flushAll(state, volumes) ? done : { answer: 'wait', ms: 5 }
}

function readOnly({ session, state }: Context, match: RegExpExecArray): Answer {
  if (!session.mayReload) return refused('SUPER')
  state.readOnly = ['1', 'on', 'true'].includes(match[1] ?? '')
  return done
}

function hold(holders: string[], session: Session): Answer {
  if (!holders.includes(session.id)) holders.push(session.id)
  return done
}

function release(holders: string[], session: Session): Answer {
  const at = holders.indexOf(session.id)
  if (at >= 0) holders.splice(at, 1)
  return done
}

const pause = (seconds: number): Answer => ({ answer: 'wait', ms: Math.round(seconds * 1000), pause: true })

function listed(all: Readonly<Record<string, string>>, pattern: string | undefined): Answer {
  const form = new RegExp(`^${(pattern ?? '%').replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%/g, '.*')}$`, 'i')
  return rows(['Variable_name', 'Value'], ...Object.entries(all).filter(([name]) => form.test(name)))
}

const statusOf = ({ state, now }: Context): Readonly<Record<string, string>> => ({
  Innodb_buffer_pool_pages_dirty: String(state.dirtySince.filter(since => since > 0).length),
  Innodb_os_log_written: String(state.rhythm.acknowledged * 64),
  Questions: String(state.rhythm.acknowledged),
  Threads_connected: '2',
  Uptime: String(Math.floor((now - state.startedAt) / 1000)),
})

const variablesOf = ({ state }: Context): Readonly<Record<string, string>> => ({
  innodb_flush_log_at_trx_commit: '1',
  innodb_page_size: '4096',
  read_only: state.readOnly ? 'ON' : 'OFF',
  version: '8.0.36-simulated',
})

function processes({ state, session }: Context): Answer {
  const writer = [
    '5',
    'shop',
    'localhost',
    'shop',
    'Query',
    '0',
    locked(state) ? 'Waiting for global read lock' : 'update',
  ]
  const holders = state.readLocks
    .filter(holder => holder !== session.id)
    .map((_, index) => [String(10 + index), 'root', 'localhost', 'NULL', 'Sleep', '0', ''])
  return rows(['Id', 'User', 'Host', 'db', 'Command', 'Time', 'State'], writer, ...holders)
}

function position({ state }: Context): Answer {
  return rows(['File', 'Position'], ['binlog.000001', String(4 + state.rhythm.acknowledged * 64)])
}

function innodbStatus({ state, now }: Context): Answer {
  const dirty = state.dirtySince.filter(since => since > 0).length
  const text = [
    `${toIso(now)} INNODB MONITOR OUTPUT`,
    `Log sequence number          ${8192 + 64 * state.rhythm.acknowledged}`,
    `Last checkpoint at           ${8192 + 64 * state.checkpoint}`,
    `Modified db pages            ${dirty}`,
  ].join('\\n')
  return rows(['Type', 'Name', 'Status'], ['InnoDB', '', text])
}

function select(context: Context, match: RegExpExecArray): Answer {
  const expressions = (match[1] ?? '').replace(/ limit \d+$/, '').split(/,(?![^(]*\))/)
  const values = expressions.map(expression => evaluate(expression.trim(), context))
  const unknown = expressions.find((_, index) => values[index] === undefined)
  if (unknown !== undefined)
    return {
      answer: 'error',
      text: `ERROR 1064 (42000): The simulated MySQL cannot evaluate '${unknown.trim()}'. It understands: ${understoodStatements.join('; ')}.`,
    }
  return rows(
    expressions.map(expression => expression.trim()),
    values.map(value => value ?? ''),
  )
}

function evaluate(expression: string, context: Context): string | undefined {
  if (/^\d+$/.test(expression)) return expression
  const quoted = /^'([^']*)'$/.exec(expression)
  if (quoted) return quoted[1] ?? ''
  if (/^count\(\*\) from [\w`.]+$/.test(expression)) return String(context.state.rhythm.acknowledged)
  if (expression === 'now()' || expression === 'current_timestamp')
    return toIso(context.now).slice(0, 19).replace('T', ' ')
  if (expression === 'version()') return variablesOf(context).version
  const variable = /^@@(?:global\.|session\.)?(\w+)$/.exec(expression)?.[1]
  return variable === undefined ? undefined : variablesOf(context)[variable]
}
