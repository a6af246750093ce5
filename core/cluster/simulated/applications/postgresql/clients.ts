/** The programs `psql`, a session that runs statements and shell commands between them, and `pg_isready`. */

import type { Instant } from '../../../../base/index.ts'
import type { ClientProgram, Json, MountedVolumes, ProgramEvent, ProgramNext } from '../application.ts'
import { exit, lines } from '../text-result.ts'
import type { PostgresqlState } from './database.ts'
import { login, type PsqlOptions, readPsqlOptions, readReadyOptions } from './options.ts'
import { type ScriptItem, splitScript } from './script.ts'
import { type Answer, execute } from './statements.ts'

/** A client between two of its steps; it comes back as JSON. */
type Memory = {
  readonly session: string
  readonly superuser: boolean
  readonly quiet: boolean
  readonly tuples: boolean
  readonly unaligned: boolean
  /** A mistake ends the client: in `-c`, or with ON_ERROR_STOP. */
  readonly stops: 'never' | 'command' | 'script'
  readonly left: readonly ScriptItem[]
  readonly stdout: string
  readonly stderr: string
  readonly code: number
  /** The first of `left` has waited for what it wanted to. */
  readonly paused: boolean
}

export const psql: ClientProgram<PostgresqlState> = {
  begin(call, state, volumes, now) {
    const options = readPsqlOptions(call.argv)
    if (options.problem !== undefined) return exit(1, '', `psql: error: ${options.problem}\n`)
    if (options.flags.version) return exit(0, `psql (PostgreSQL) ${state.version}.0 (simulated)\n`)
    if (options.flags.help) return exit(0, 'psql is the PostgreSQL interactive terminal (simulated).\n')
    const items = itemsOf(options, call.stdin)
    if (typeof items === 'string') return exit(1, '', `psql: error: ${items}\n`)
    const who = login(options, call.env, state)
    if ('refused' in who) return exit(2, '', lines(who.refused))
    const stops = options.stopsOnError ? 'script' : options.scripts.length > 0 ? 'command' : 'never'
    const memory: Memory = {
      session: call.session,
      superuser: who.superuser,
      quiet: options.flags.quiet !== undefined,
      tuples: options.flags.tuples !== undefined,
      unaligned: options.flags.unaligned !== undefined,
      stops,
      left: items,
      stdout: '',
      stderr: '',
      code: 0,
      paused: false,
    }
    return run(memory, state, volumes, now)
  },
  resume(memory, event, state, volumes, now) {
    return run(wake(memory, event), state, volumes, now)
  },
  ended: endSession,
}

export const pgIsReady: ClientProgram<PostgresqlState> = {
  begin(call, state) {
    const options = readReadyOptions(call.argv)
    if (options.problem !== undefined) return exit(3, '', `pg_isready: error: ${options.problem}\n`)
    const up = state.refusal === undefined
    const text = `/var/run/postgresql:5432 - ${up ? 'accepting connections' : 'no response'}\n`
    return exit(up ? 0 : 2, options.flags.quiet ? '' : text)
  },
  resume: () => exit(0, ''),
  ended: () => {},
}

/** The backup of a session that ends without stopping it is given up. */
export function endSession(session: string, state: PostgresqlState): void {
  state.backups = state.backups.filter(backup => backup.session !== session)
}

/** What it is to do, or why it cannot: the model reads scripts from its options and its input only. */
function itemsOf({ scripts }: PsqlOptions, stdin: string): readonly ScriptItem[] | string {
  if (scripts.length === 0) return splitScript(stdin)
  const items: ScriptItem[] = []
  for (const { from, text } of scripts) {
    if (from === 'file' && !/^(-|\/dev\/stdin)$/.test(text))
      return `${text}: the simulated PostgreSQL reads scripts from -c or its input only`
    const found = splitScript(from === 'file' ? stdin : text)
    if (from === 'command' && found.length > 1 && found.some(({ kind }) => kind !== 'sql'))
      return `syntax error at or near "\\": SQL and backslash commands do not go into one -c`
    items.push(...found)
  }
  return items
}

function wake(json: Json, event: ProgramEvent): Memory {
  const memory = json as Memory
  // The exit code of a `\!` command is lost, as it is in the real client.
  return event.kind === 'shell-exit' ? { ...memory, stdout: memory.stdout + event.output } : memory
}

function run(start: Memory, state: PostgresqlState, volumes: MountedVolumes, now: Instant): ProgramNext {
  let memory = start
  for (let item = memory.left[0]; item !== undefined; item = memory.left[0]) {
    const left = memory.left.slice(1)
    if (item.kind === 'shell') return { do: 'shell', command: item.text, memory: { ...memory, left } }
    if (item.kind === 'meta') {
      if (/^\\q(uit)?$/.test(item.text)) break
      memory = { ...meta(item.text, memory), left }
      continue
    }
    const { session, superuser, paused } = memory
    const answer = execute(item.text, { session, superuser, paused, state, volumes, now })
    if (answer.answer === 'wait')
      return { do: 'sleep', ms: answer.ms, memory: { ...memory, paused: memory.paused || answer.pause === true } }
    memory = { ...told(memory, answer), left, paused: false }
    if (answer.answer === 'error' && memory.stops !== 'never') break
  }
  endSession(memory.session, state)
  return exit(memory.code, memory.stdout, memory.stderr)
}

/** Settings of the output, and a few that only look. */
function meta(text: string, memory: Memory): Memory {
  const [name = '', ...rest] = text.split(/\s+/)
  switch (name) {
    case '\\t':
      return { ...memory, tuples: !memory.tuples }
    case '\\a':
      return { ...memory, unaligned: !memory.unaligned }
    case '\\echo':
      return { ...memory, stdout: memory.stdout + lines(rest.join(' ')) }
    case '\\set':
      return /^ON_ERROR_STOP$/i.test(rest[0] ?? '') ? { ...memory, stops: 'script' } : memory
    case '\\pset':
    case '\\o':
    case '\\x':
    case '\\timing':
    case '\\c':
    case '\\connect':
    case '\\unset':
      return memory
    default:
      return { ...memory, stderr: memory.stderr + lines(`invalid command ${name}`, 'Try \\? for help.') }
  }
}

function told(memory: Memory, answer: Exclude<Answer, { answer: 'wait' }>): Memory {
  switch (answer.answer) {
    case 'error':
      // Source: psql ends with 1 after a mistake in -c, with 3 under ON_ERROR_STOP, and with 0 otherwise.
      return {
        ...memory,
        code: memory.stops === 'script' ? 3 : memory.stops === 'command' ? 1 : 0,
        stderr: memory.stderr + lines(`ERROR:  ${answer.text}`),
      }
    case 'done':
      return memory.quiet ? memory : { ...memory, stdout: memory.stdout + lines(answer.tag) }
    case 'rows':
      return { ...memory, stdout: memory.stdout + tableText(answer, memory) }
  }
}

function tableText({ columns, rows }: Extract<Answer, { answer: 'rows' }>, memory: Memory): string {
  const count = `(${rows.length} row${rows.length === 1 ? '' : 's'})`
  if (memory.unaligned) {
    const body = rows.map(row => row.join('|'))
    return memory.tuples ? lines(...body) : lines(columns.join('|'), ...body, count)
  }
  const widths = columns.map((name, index) => Math.max(name.length, ...rows.map(row => row[index]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    ` ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')}`
  const body = rows.map(line)
  if (memory.tuples) return lines(...body, '')
  return lines(line(columns), widths.map(width => '-'.repeat(width + 2)).join('+'), ...body, count, '')
}
