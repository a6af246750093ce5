/** The commands that the Redis model understands, and what it replies. */

import { type Instant, toIso } from '../../../../base/index.ts'
import { PortError } from '../../../../ports/index.ts'
import type { MountedVolumes } from '../application.ts'
import { beginSave, configure, type RedisState, saveNow } from './database.ts'
import { changed, shown } from './settings.ts'

export type Reply = { readonly text: string; readonly error?: true } | 'wait'

export const understoodCommands = [
  'PING, INFO [SECTION], DBSIZE, LASTSAVE, TIME',
  'SAVE, BGSAVE, BGREWRITEAOF',
  'CONFIG GET PATTERN, CONFIG SET appendonly|appendfsync|auto-aof-rewrite-percentage|save VALUE',
  'CLIENT PAUSE MILLISECONDS [WRITE|ALL], CLIENT UNPAUSE',
]

type Context = { readonly state: RedisState; readonly volumes: MountedVolumes; readonly now: Instant }

export function execute(words: readonly string[], context: Context): Reply {
  try {
    return run(words, context)
  } catch (problem) {
    if (!(problem instanceof PortError)) throw problem
    context.state.lastSaveFailed = true
    delete context.state.next
    delete context.state.nextPart
    return failed('ERR')
  }
}

function run(words: readonly string[], context: Context): Reply {
  const { state, volumes, now } = context
  const [name = '', ...rest] = words
  const [second = ''] = rest
  switch (name.toUpperCase()) {
    case 'PING':
      return said(second === '' ? 'PONG' : second)
    case 'SAVE':
      if (state.next !== undefined) return failed('ERR Background save already in progress')
      return saveNow(state, volumes, now) ? said('OK') : 'wait'
    case 'BGSAVE':
      return startSave(context, 'Background saving started')
    case 'BGREWRITEAOF':
      if (!state.settings.appendonly) return said('Background append only file rewriting started')
      return startSave(context, 'Background append only file rewriting started')
    case 'LASTSAVE':
      return said(String(Math.floor(state.lastSave / 1000)))
    case 'DBSIZE':
      return said(String(Math.min(2048, state.rhythm.acknowledged)))
    case 'TIME':
      return said(`${Math.floor(now / 1000)}\n${(now % 1000) * 1000}`)
    case 'INFO':
      return said(info(second.toLowerCase(), context))
    case 'CONFIG':
      return config(rest, context)
    case 'CLIENT':
      return client(rest, context)
    default:
      return failed(`ERR unknown command '${name}'. The simulated Redis understands: ${understoodCommands.join('; ')}.`)
  }
}

const said = (text: string): Reply => ({ text })
const failed = (text: string): Reply => ({ text, error: true })

function startSave({ state, now }: Context, words: string): Reply {
  if (state.next !== undefined)
    return failed(
      state.settings.appendonly
        ? 'ERR Background append only file rewriting already in progress'
        : 'ERR Background save already in progress',
    )
  beginSave(state, now, true)
  return said(words)
}

function config([verb = '', ...rest]: readonly string[], { state, volumes, now }: Context): Reply {
  if (/^get$/i.test(verb)) {
    const pattern = new RegExp(`^${(rest[0] ?? '*').replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`, 'i')
    const found = Object.entries(shown(state.settings)).filter(([name]) => pattern.test(name))
    return said(found.flat().join('\n'))
  }
  if (/^(rewrite|resetstat)$/i.test(verb)) return said('OK')
  if (!/^set$/i.test(verb)) return failed(`ERR unknown subcommand '${verb}'. Try CONFIG HELP.`)
  let settings = state.settings
  for (let index = 0; index < rest.length; index += 2) {
    const [name = '', value = ''] = [rest[index]?.toLowerCase(), rest[index + 1]]
    const next = changed(settings, name, value)
    if (next === undefined) return failed(`ERR Unknown option or number of arguments for CONFIG SET - '${name}'`)
    settings = next
  }
  return configure(state, volumes, settings, now) ? said('OK') : 'wait'
}

/** Source: CLIENT PAUSE ends by itself when its time is over, whoever asked for it. */
function client([verb = '', ...rest]: readonly string[], { state, now }: Context): Reply {
  if (/^unpause$/i.test(verb)) {
    delete state.pausedUntil
    return said('OK')
  }
  if (/^pause$/i.test(verb)) {
    const [text = ''] = rest
    if (!/^\d+$/.test(text)) return failed('ERR timeout is not an integer or out of range')
    state.pausedUntil = Math.max(state.pausedUntil ?? 0, now + Math.max(1, Number(text)))
    return said('OK')
  }
  if (/^(list|info|id|getname)$/i.test(verb)) return said('id=3 addr=127.0.0.1:6379 name= cmd=client')
  return failed(`ERR unknown subcommand '${verb}'. Try CLIENT HELP.`)
}

function info(section: string, { state, now }: Context): string {
  const { settings, next } = state
  const busy = (is: boolean): string => (next !== undefined && is ? '1' : '0')
  const sections: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    Server: {
      redis_version: '7.4.0-simulated',
      uptime_in_seconds: String(Math.floor((now - state.startedAt) / 1000)),
      server_time: toIso(now),
    },
    Persistence: {
      loading: '0',
      rdb_changes_since_last_save: String(state.rhythm.acknowledged - state.checkpoint.write),
      rdb_bgsave_in_progress: busy(!settings.appendonly),
      rdb_last_save_time: String(Math.floor(state.lastSave / 1000)),
      rdb_last_bgsave_status: state.lastSaveFailed ? 'err' : 'ok',
      aof_enabled: settings.appendonly ? '1' : '0',
      aof_rewrite_in_progress: busy(settings.appendonly),
      aof_rewrite_scheduled: '0',
      aof_last_bgrewrite_status: state.lastSaveFailed ? 'err' : 'ok',
      aof_last_write_status: state.rhythm.stalled === undefined ? 'ok' : 'err',
    },
    Replication: { role: 'master', connected_slaves: '0' },
    Keyspace: { db0: `keys=${Math.min(2048, state.rhythm.acknowledged)},expires=0,avg_ttl=0` },
  }
  const chosen = Object.entries(sections).filter(
    ([name]) => ['', 'all', 'default', 'everything'].includes(section) || name.toLowerCase() === section,
  )
  // Source: Redis ends every line of INFO with CR LF, which `grep …:0$` stumbles over.
  const block = ([name, fields]: (typeof chosen)[number]) =>
    [`# ${name}`, ...Object.entries(fields).map(([key, value]) => `${key}:${value}`), ''].join('\r\n')
  return chosen.map(block).join('\r\n')
}
