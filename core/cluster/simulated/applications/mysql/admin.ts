/** The program `mysqladmin`: commands by name, one after the other. */

import type { Instant } from '../../../../base/index.ts'
import type { ClientProgram, MountedVolumes, ProgramNext } from '../application.ts'
import { exit } from '../text-result.ts'
import type { MysqlState } from './database.ts'
import { connect, login, passwordWarning, readMysqlOptions } from './options.ts'
import { endSession, execute } from './statements.ts'

export const mysqladmin: ClientProgram<MysqlState> = {
  begin(call, state, volumes, now) {
    const options = readMysqlOptions(call.argv)
    if (options.problem !== undefined) return exit(2, '', `mysqladmin: [ERROR] ${options.problem}.\n`)
    const stderr = passwordWarning('mysqladmin', options)
    const who = connect(state, login(options, call.env))
    // A server that answers, if only to refuse, is alive. Source: mysqladmin ping.
    const pings = options.words.length > 0 && options.words.every(word => word === 'ping')
    if ('refused' in who && !(pings && state.refusal === undefined))
      return exit(1, '', `${stderr}mysqladmin: connect to server at 'localhost' failed\nerror: '${who.refused}'\n`)
    return administer({ left: options.words, stdout: '', stderr }, state, volumes, now)
  },
  resume(memory, _event, state, volumes, now) {
    return administer(memory as AdminMemory, state, volumes, now)
  },
  ended: endSession,
}

type AdminMemory = { readonly left: readonly string[]; readonly stdout: string; readonly stderr: string }

const adminCommands =
  'ping, status, version, processlist, refresh, flush-hosts, flush-logs, flush-privileges, flush-status, flush-tables'

function administer(start: AdminMemory, state: MysqlState, volumes: MountedVolumes, now: Instant): ProgramNext {
  let memory = start
  if (memory.left.length === 0) return exit(1, '', `mysqladmin: name a command: ${adminCommands}.\n`)
  for (let command = memory.left[0]; command !== undefined; command = memory.left[0]) {
    const statement = flushes.get(command)
    const answer = statement === undefined ? undefined : execute(statement, { session: root, state, volumes, now })
    if (answer?.answer === 'wait') return { do: 'sleep', ms: answer.ms, memory }
    if (answer?.answer === 'error') return exit(1, memory.stdout, `${memory.stderr}mysqladmin: ${answer.text}\n`)
    const text = answer ? '' : report(command, state, now)
    if (text === undefined)
      return exit(
        1,
        memory.stdout,
        `${memory.stderr}mysqladmin: Unknown command: '${command}'. The simulated MySQL understands: ${adminCommands}.\n`,
      )
    memory = { ...memory, left: memory.left.slice(1), stdout: memory.stdout + text }
  }
  return exit(0, memory.stdout, memory.stderr)
}

function report(command: string, state: MysqlState, now: Instant): string | undefined {
  const uptime = Math.floor((now - state.startedAt) / 1000)
  switch (command) {
    case 'ping':
      return 'mysqld is alive\n'
    case 'status':
      return `Uptime: ${uptime}  Threads: 2  Questions: ${state.rhythm.acknowledged}  Slow queries: 0\n`
    case 'version':
      return `mysqladmin  Ver 8.0.36 (simulated)\nUptime:\t\t\t${uptime} sec\n`
    case 'processlist':
      return '| 5 | shop | localhost | shop | Query | 0 |\n'
    default:
      return undefined
  }
}

/** Commands that are statements under another name. */
const flushes: ReadonlyMap<string, string> = new Map([
  ['refresh', 'flush tables'],
  ['flush-tables', 'flush tables'],
  ['flush-logs', 'flush logs'],
  ['flush-hosts', 'flush hosts'],
  ['flush-privileges', 'flush privileges'],
  ['flush-status', 'flush status'],
])

const root = { id: '', mayReload: true }
