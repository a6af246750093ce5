/** The SQL the PostgreSQL model understands. */

import { type Instant, toIso } from '../../../../base/index.ts'
import { PortError } from '../../../../ports/index.ts'
import type { MountedVolumes } from '../application.ts'
import { type Backup, beginBackup, endBackup, flushAll, type PostgresqlState } from './database.ts'
import { lsn } from './layout.ts'

export type Answer =
  /** `tag`: what psql prints for it. */
  | { readonly answer: 'done'; readonly tag: string }
  | { readonly answer: 'rows'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly answer: 'error'; readonly text: string }
  /** Not yet: ask again after so many milliseconds. `pause`: the next time it is not to wait for that again. */
  | { readonly answer: 'wait'; readonly ms: number; readonly pause?: true }

type Context = {
  readonly session: string
  readonly superuser: boolean
  /** It has waited as long as it wanted to. */
  readonly paused: boolean
  readonly state: PostgresqlState
  readonly volumes: MountedVolumes
  readonly now: Instant
}

export const understoodStatements = [
  'CHECKPOINT',
  'SELECT pg_backup_start(label [, fast]), pg_backup_stop() (pg_start_backup, pg_stop_backup before version 15)',
  'SELECT pg_switch_wal(), pg_current_wal_lsn(), pg_is_in_recovery(), pg_sleep(n), version(), now(), count(*) FROM …',
  'SHOW server_version|data_directory|wal_level|fsync|full_page_writes',
  'SET …, BEGIN, COMMIT, ROLLBACK',
  '\\! COMMAND',
]

/** Runs one statement. What it does not know it refuses, saying what the model understands. */
export function execute(text: string, context: Context): Answer {
  const words = text.replace(/\s+/g, ' ').trim()
  try {
    return run(words, context) ?? unknown(words)
  } catch (problem) {
    if (!(problem instanceof PortError)) throw problem
    return { answer: 'error', text: `could not write to file: No space left on device: ${problem.message}` }
  }
}

function run(words: string, context: Context): Answer | undefined {
  if (/^checkpoint$/i.test(words)) return checkpoint(context)
  if (/^(set|begin|start transaction|commit|end|rollback|reset)\b/i.test(words))
    return { answer: 'done', tag: (/^\w+/.exec(words)?.[0] ?? '').toUpperCase() }
  const shown = /^show (\w+)$/i.exec(words)?.[1]?.toLowerCase()
  if (shown !== undefined) {
    const value = settings(context)[shown]
    return value === undefined ? error(`unrecognized configuration parameter "${shown}"`) : one(shown, value)
  }
  const selected = /^select (?:\* from )?(.+)$/i.exec(words)?.[1]
  if (selected === undefined) return undefined
  const call = /^(?:pg_catalog\.)?(\w+) ?\((.*)\)$/i.exec(selected)
  if (call !== null) return callFunction(call[1]?.toLowerCase() ?? '', argumentsOf(call[2] ?? ''), context)
  if (/^(-?\d+(\.\d+)?)( as \w+)?$/.test(selected)) return one('?column?', /^-?[\d.]+/.exec(selected)?.[0] ?? '')
  const quoted = /^'((?:[^']|'')*)'$/.exec(selected)?.[1]
  if (quoted !== undefined) return one('?column?', quoted.replaceAll("''", "'"))
  if (/^count ?\(\*\) from [\w."]+$/i.test(selected)) return one('count', String(context.state.rhythm.acknowledged))
  return undefined
}

function callFunction(name: string, given: readonly string[], context: Context): Answer | undefined {
  const { state, now } = context
  const old = state.version < 15
  switch (name) {
    case 'pg_backup_start':
    case 'pg_start_backup':
      return (name === 'pg_start_backup') === old ? startBackup(name, given, context) : missing(name, given, state)
    case 'pg_backup_stop':
    case 'pg_stop_backup':
      return (name === 'pg_stop_backup') === old ? stopBackup(name, given, context) : missing(name, given, state)
    case 'pg_switch_wal':
    case 'pg_current_wal_lsn':
    case 'pg_current_wal_insert_lsn':
      return one(name, lsn(state.rhythm.acknowledged))
    case 'pg_is_in_recovery':
      return one(name, 'f')
    case 'pg_is_in_backup':
      return old ? one(name, state.backups.some(({ session }) => session === undefined) ? 't' : 'f') : undefined
    case 'pg_reload_conf':
      return one(name, 't')
    case 'pg_sleep':
      if (context.paused) return one(name, '')
      return { answer: 'wait', ms: Math.round(Number(given[0] ?? 0) * 1000), pause: true }
    case 'version':
      return one(name, `PostgreSQL ${settings(context).server_version} on x86_64-pc-linux-gnu`)
    case 'now':
      return one(name, toIso(now).replace('T', ' ').replace('Z', '+00'))
    default:
      return undefined
  }
}

function checkpoint({ superuser, state, volumes }: Context): Answer {
  if (!superuser)
    return error(
      state.version < 15
        ? 'must be superuser to do CHECKPOINT'
        : 'permission denied to execute CHECKPOINT command\nDETAIL:  Only roles with privileges of the "pg_checkpoint" role may execute this command.',
    )
  return flushAll(state, volumes) ? { answer: 'done', tag: 'CHECKPOINT' } : { answer: 'wait', ms: 5 }
}

/** How long the checkpoint of a backup is spread unless it is asked to be fast; minutes in real ones. */
const spreadCheckpointMs = 30_000

function startBackup(name: string, given: readonly string[], context: Context): Answer {
  const { state, session, volumes, now, superuser } = context
  if (!superuser) return error(`permission denied for function ${name}`)
  const [label, fast = 'false', exclusive = 'true'] = given
  if (label === undefined) return missing(name, given, state)
  const servers = state.version < 15 && isTrue(exclusive)
  const owner = servers ? {} : { session }
  if (state.backups.some(backup => backup.session === (servers ? undefined : session)))
    return error('a backup is already in progress')
  if (!isTrue(fast) && !context.paused) return { answer: 'wait', ms: spreadCheckpointMs, pause: true }
  if (!beginBackup(state, volumes, { ...owner, label, at: now })) return { answer: 'wait', ms: 5 }
  return one(name, lsn(state.checkpoint))
}

function stopBackup(name: string, given: readonly string[], context: Context): Answer {
  const { state, session, volumes } = context
  const servers = state.version < 15 && isTrue(given[0] ?? 'true')
  const ended = endBackup(state, volumes, servers ? undefined : session)
  if (ended === undefined)
    return error(
      state.version < 15
        ? `${servers ? 'exclusive' : 'non-exclusive'} backup is not in progress`
        : 'backup is not in progress\nHINT:  Did you call pg_backup_start()?',
    )
  const end = lsn(state.rhythm.acknowledged)
  if (servers) return one(name, end)
  return { answer: 'rows', columns: ['lsn', 'labelfile', 'spcmapfile'], rows: [[end, labelText(ended), '']] }
}

/** The text of a backup_label. Whoever restores a copy must put it there; a snapshot cannot contain it. */
export function labelText({ label, write, at }: Backup): string {
  const time = toIso(at as Instant)
    .slice(0, 19)
    .replace('T', ' ')
  return [
    `START WAL LOCATION: ${lsn(write)} (file 000000010000000000000002)`,
    `CHECKPOINT LOCATION: ${lsn(write)}`,
    'BACKUP METHOD: streamed',
    'BACKUP FROM: primary',
    `START TIME: ${time} UTC`,
    `LABEL: ${label}`,
    'START TIMELINE: 1',
    '',
  ].join('\n')
}

const settings = ({ state }: Context): Readonly<Record<string, string>> => ({
  server_version: `${state.version}.0 (simulated)`,
  data_directory: state.paths[0] ?? '',
  wal_level: 'replica',
  fsync: 'on',
  full_page_writes: 'on',
})

const one = (column: string, value: string): Answer => ({ answer: 'rows', columns: [column], rows: [[value]] })
const error = (text: string): Answer => ({ answer: 'error', text })

function missing(name: string, given: readonly string[], state: PostgresqlState): Answer {
  const other = name.startsWith('pg_backup') ? name.replace(/pg_backup_(\w+)/, 'pg_$1_backup') : renamed(name)
  const types = given.map(() => 'unknown').join(', ')
  return error(
    `function ${name}(${types}) does not exist\nHINT:  In PostgreSQL ${state.version} it is called ${other}(); the old names ended with version 14.`,
  )
}

const renamed = (name: string): string => name.replace(/pg_(\w+)_backup/, 'pg_backup_$1')

function unknown(words: string): Answer {
  return error(
    `the simulated PostgreSQL does not know the statement '${words}'. It understands: ${understoodStatements.join('; ')}.`,
  )
}

const isTrue = (text: string): boolean => /^(t|true|on|1|yes)$/i.test(text)

/** `'label', fast => true` as `label`, `true`. */
function argumentsOf(text: string): readonly string[] {
  return [...text.matchAll(/\s*(?:\w+ ?(?:=>|:=) ?)?(?:'((?:[^']|'')*)'|([^,\s]+))\s*(?:,|$)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll("''", "'") ?? plain ?? '',
  )
}
