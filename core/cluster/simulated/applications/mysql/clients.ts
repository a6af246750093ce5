/** The program `mysql`: a session that runs statements, and shell commands between them. */

import type { Instant } from '../../../../base/index.ts'
import type { ClientProgram, Json, MountedVolumes, ProgramEvent, ProgramNext } from '../application.ts'
import { exit, lines } from '../text-result.ts'
import type { MysqlState } from './database.ts'
import { connect, login, passwordWarning, readMysqlOptions } from './options.ts'
import { type ScriptItem, splitScript } from './script.ts'
import { type Answer, endSession, execute } from './statements.ts'

/** A client between two of its steps; it comes back as JSON. */
type Memory = {
  readonly session: string
  readonly mayReload: boolean
  readonly header: boolean
  readonly force: boolean
  readonly left: readonly ScriptItem[]
  readonly stdout: string
  readonly stderr: string
  readonly failed: boolean
  /** The first of `left` is a pause that is over once the client wakes. */
  readonly pausing: boolean
}

export const mysql: ClientProgram<MysqlState> = {
  begin(call, state, volumes, now) {
    const options = readMysqlOptions(call.argv)
    if (options.problem !== undefined) return exit(2, '', `mysql: [ERROR] ${options.problem}.\n`)
    if (options.flags.version) return exit(0, 'mysql  Ver 8.0.36 for Linux (simulated)\n')
    if (options.flags.help)
      return exit(0, 'mysql  Ver 8.0.36 for Linux (simulated)\nUsage: mysql [OPTIONS] [database]\n')
    const stderr = passwordWarning('mysql', options)
    const who = connect(state, login(options, call.env))
    if ('refused' in who) return exit(1, '', stderr + lines(who.refused))
    // `--batch` makes it silent once, and column names go at the second time. Source: the mysql client.
    const silent = (options.flags.batch ? 1 : 0) + (options.flags.silent ?? 0)
    const memory: Memory = {
      session: call.session,
      mayReload: who.mayReload,
      header: silent < 2 && !options.flags['no-names'],
      force: options.flags.force !== undefined,
      left: splitScript(options.values.execute ?? call.stdin),
      stdout: '',
      stderr,
      failed: false,
      pausing: false,
    }
    return run(memory, state, volumes, now)
  },
  resume(memory, event, state, volumes, now) {
    return run(wake(memory, event), state, volumes, now)
  },
  ended: endSession,
}

function wake(json: Json, event: ProgramEvent): Memory {
  const memory = json as Memory
  // The exit code of a `system` command is lost here, as it is in the real client.
  if (event.kind === 'shell-exit') return { ...memory, stdout: memory.stdout + event.output }
  return memory.pausing ? { ...memory, pausing: false, left: memory.left.slice(1) } : memory
}

function run(start: Memory, state: MysqlState, volumes: MountedVolumes, now: Instant): ProgramNext {
  let memory = start
  for (let item = memory.left[0]; item !== undefined; item = memory.left[0]) {
    if (item.kind === 'shell')
      return { do: 'shell', command: item.text, memory: { ...memory, left: memory.left.slice(1) } }
    const session = { id: memory.session, mayReload: memory.mayReload }
    const answer = execute(item.text, { session, state, volumes, now })
    if (answer.answer === 'wait')
      return { do: 'sleep', ms: answer.ms, memory: { ...memory, pausing: answer.pause === true } }
    memory = { ...told(memory, answer), left: memory.left.slice(1) }
    if (answer.answer === 'quit' || (memory.failed && !memory.force)) break
  }
  endSession(memory.session, state)
  return exit(memory.failed && !memory.force ? 1 : 0, memory.stdout, memory.stderr)
}

function told(memory: Memory, answer: Answer): Memory {
  if (answer.answer === 'error') return { ...memory, failed: true, stderr: memory.stderr + lines(answer.text) }
  if (answer.answer !== 'rows') return memory
  const table = memory.header ? [answer.columns, ...answer.rows] : answer.rows
  return { ...memory, stdout: memory.stdout + lines(...table.map(row => row.join('\t'))) }
}
