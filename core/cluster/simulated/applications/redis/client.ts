/** The program `redis-cli`: one command as its arguments, or one a line on its input. */

import type { Instant } from '../../../../base/index.ts'
import type { ClientProgram, MountedVolumes, ProgramNext } from '../application.ts'
import { type OptionTable, readOptions } from '../option-words.ts'
import { exit } from '../text-result.ts'
import { execute } from './commands.ts'
import type { RedisState } from './database.ts'

const table: OptionTable = {
  values: {
    ...{ '-h': 'host', '-p': 'ignored', '-s': 'ignored', '-a': 'password', '--pass': 'password', '-n': 'ignored' },
    ...{ '--user': 'user', '-u': 'address', '-t': 'ignored', '-i': 'ignored', '-r': 'ignored', '-d': 'ignored' },
    ...{ '--cacert': 'ignored', '--cert': 'ignored', '--key': 'ignored' },
  },
  attached: {},
  flags: {
    ...{ '--no-auth-warning': 'quiet', '--raw': 'ignored', '--no-raw': 'ignored', '-e': 'fails', '--tls': 'ignored' },
    ...{ '-2': 'ignored', '-3': 'ignored', '--insecure': 'ignored', '-c': 'ignored', '-v': 'version' },
    ...{ '--version': 'version', '-4': 'ignored', '-6': 'ignored' },
  },
}

type Memory = {
  readonly left: readonly (readonly string[])[]
  readonly stdout: string
  readonly stderr: string
  /** `-e`: an error reply is an exit code. */
  readonly fails: boolean
  readonly allowed: boolean
}

export const redisCli: ClientProgram<RedisState> = {
  begin(call, state, volumes, now) {
    // What follows the command's name belongs to the command, whatever it looks like.
    const { own, command } = split(call.argv.slice(1))
    const options = readOptions(own, table)
    if (options.problem !== undefined)
      return exit(1, '', `Unrecognized option or bad number of args for: ${options.problem}\n`)
    if (options.flags.version) return exit(0, 'redis-cli 7.4.0 (simulated)\n')
    if (state.refusal !== undefined)
      return exit(1, '', `Could not connect to Redis at 127.0.0.1:6379: Connection refused. ${state.refusal}\n`)
    const inAddress = /^rediss?:\/\/(?:[^:@/]*:([^@/]*)@)?/.exec(options.values.address ?? '')?.[1]
    const given = options.values.password ?? inAddress ?? call.env.REDISCLI_AUTH
    const warned = options.values.password !== undefined && options.flags.quiet === undefined
    const wanted = state.settings.requirepass
    const memory: Memory = {
      left: command.length > 0 ? [command] : linesOf(call.stdin),
      stdout: '',
      stderr:
        (warned
          ? "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n"
          : '') +
        (wanted !== '' && given !== undefined && given !== wanted
          ? 'AUTH failed: WRONGPASS invalid username-password pair or user is disabled.\n'
          : ''),
      fails: options.flags.fails !== undefined,
      allowed: wanted === '' || given === wanted,
    }
    return run(memory, state, volumes, now)
  },
  resume: (memory, _event, state, volumes, now) => run(memory as Memory, state, volumes, now),
  // Nothing belongs to a connection: a pause is the server's and ends by itself.
  ended: () => {},
}

function run(start: Memory, state: RedisState, volumes: MountedVolumes, now: Instant): ProgramNext {
  let memory = start
  for (let words = memory.left[0]; words !== undefined; words = memory.left[0]) {
    const reply = memory.allowed
      ? execute(words, { state, volumes, now })
      : { text: 'NOAUTH Authentication required.', error: true as const }
    if (reply === 'wait') return { do: 'sleep', ms: 5, memory }
    memory = { ...memory, left: memory.left.slice(1), stdout: `${memory.stdout}${reply.text}\n` }
    if (reply.error === true && memory.fails) return exit(1, memory.stdout, memory.stderr)
  }
  // Source: without -e, redis-cli ends with 0 whatever the reply was.
  return exit(0, memory.stdout, memory.stderr)
}

function split(args: readonly string[]): { readonly own: readonly string[]; readonly command: readonly string[] } {
  let at = 0
  while (at < args.length && args[at]?.startsWith('-') === true)
    at += Object.hasOwn(table.values, args[at] ?? '') ? 2 : 1
  return { own: args.slice(0, at), command: args.slice(at) }
}

const linesOf = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n')
    .map(line =>
      [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, one, two, three]) => one ?? two ?? three ?? ''),
    )
    .filter(words => words.length > 0)
