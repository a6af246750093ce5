/** The shells `mongo` and `mongosh`: they evaluate what `--eval` or their input says and print results. */

import type { ClientProgram, MountedVolumes, ProgramNext } from '../application.ts'
import { type OptionTable, type ReadOptions, readOptions } from '../option-words.ts'
import { exit, lines } from '../text-result.ts'
import type { MongodbState } from './database.ts'
import { asJson, asScript } from './print.ts'
import { readScript, type Value } from './script.ts'
import { type Dialect, evaluate } from './shell-language.ts'

type Memory = {
  readonly script: string
  /** Statements already done. */
  readonly done: number
  readonly stdout: string
  /** The wait was all that the statement at `done` asked for. */
  readonly pausing: boolean
}

const values = [
  '--host',
  '--port',
  '--authenticationDatabase',
  '--authenticationMechanism',
  '--tlsCAFile',
  '--sslCAFile',
]
const moreValues = ['--tlsCertificateKeyFile', '--sslPEMKeyFile', '--file', '-f']
const flags = ['--tls', '--ssl', '--tlsAllowInvalidCertificates', '--sslAllowInvalidCertificates', '--norc', '--json']
const moreFlags = ['--nodb', '--shell', '--retryWrites', '--tlsAllowInvalidHostnames', '--verbose', '--ipv6']

const table: OptionTable = {
  values: {
    ...Object.fromEntries([...values, ...moreValues].map(name => [name, 'ignored'])),
    ...{ '--eval': 'eval', '-u': 'user', '--username': 'user', '-p': 'password', '--password': 'password' },
  },
  attached: { '--json': 'ignored' },
  flags: {
    ...Object.fromEntries([...flags, ...moreFlags].map(name => [name, 'ignored'])),
    ...{ '--quiet': 'quiet', '--version': 'version', '--help': 'help', '-h': 'help' },
  },
}

export const mongo: ClientProgram<MongodbState> = shell('mongo')
export const mongosh: ClientProgram<MongodbState> = shell('mongosh')

function shell(dialect: Dialect): ClientProgram<MongodbState> {
  return {
    begin(call, state, volumes) {
      const options = readOptions(call.argv.slice(1), table)
      if (options.problem !== undefined) return exit(1, '', `${dialect}: ${options.problem}\n`)
      if (options.flags.version)
        return exit(0, dialect === 'mongo' ? 'MongoDB shell version v4.4 (simulated)\n' : '2.0.0\n')
      if (options.flags.help) return exit(0, `Usage: ${dialect} [options] [db address]\n`)
      if (state.refusal !== undefined)
        return exit(
          1,
          '',
          `MongoNetworkError: connect ECONNREFUSED 127.0.0.1:27017: the server does not run. ${state.refusal}\n`,
        )
      const file = options.words.find(word => word.endsWith('.js'))
      if (file !== undefined)
        return exit(1, '', `${dialect}: ${file}: the simulated MongoDB reads scripts from --eval or its input only\n`)
      const refused = whyRefused(options, call.env)
      if (refused !== undefined) return exit(1, '', `${refused}\n`)
      // The old shell greets whoever is not quiet; mongosh does so only when it is used interactively.
      const greeting =
        dialect === 'mongo' && !options.flags.quiet
          ? 'MongoDB shell version v4.4 (simulated)\nconnecting to: mongodb://127.0.0.1:27017/test\n'
          : ''
      const memory = { script: options.values.eval ?? call.stdin, done: 0, stdout: greeting, pausing: false }
      return run(memory, dialect, state, volumes)
    },
    resume(json, _event, state, volumes) {
      const memory = json as Memory
      const woken = memory.pausing ? { ...memory, pausing: false, done: memory.done + 1 } : memory
      return run(woken, dialect, state, volumes)
    },
    // The lock is the server's, so it stays when the shell is gone.
    ended: () => {},
  }
}

function run(start: Memory, dialect: Dialect, state: MongodbState, volumes: MountedVolumes): ProgramNext {
  const script = readScript(start.script)
  if ('problem' in script) return exit(1, start.stdout, `SyntaxError: ${script.problem}\n`)
  let memory = start
  for (const { text, expression } of script.statements.slice(memory.done)) {
    const found = evaluate(expression, text, { state, volumes, dialect })
    if (found.outcome === 'wait') return { do: 'sleep', ms: found.ms, memory: { ...memory, pausing: !found.again } }
    if (found.outcome === 'quit') return exit(found.code, memory.stdout)
    if (found.outcome === 'error') return exit(1, memory.stdout, lines(found.text))
    const last = memory.done === script.statements.length - 1
    const shown = last ? resultText(found.value, dialect) : ''
    memory = { ...memory, done: memory.done + 1, stdout: memory.stdout + found.printed + shown }
  }
  return exit(0, memory.stdout)
}

/** Source: both shells print what the last expression gives, unless it gives nothing. */
function resultText(value: Value, dialect: Dialect): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return lines(value)
  return lines(dialect === 'mongo' ? asJson(value) : asScript(value))
}

/** The root user of the images, when the container's environment names one; nobody else is known to the model. */
function whyRefused(options: ReadOptions, env: Readonly<Record<string, string>>): string | undefined {
  const user = env.MONGO_INITDB_ROOT_USERNAME
  const password = env.MONGO_INITDB_ROOT_PASSWORD
  if (user === undefined || password === undefined) return undefined
  const address = options.words.find(word => word.startsWith('mongodb://')) ?? ''
  const inAddress = /^mongodb:\/\/([^:@/]+):([^@/]+)@/.exec(address)
  const givenUser = options.values.user ?? inAddress?.[1]
  const givenPassword = options.values.password ?? (inAddress?.[2] && decodeURIComponent(inAddress[2]))
  if (givenUser === undefined) return 'MongoServerError: Command requires authentication'
  return givenUser === user && givenPassword === password ? undefined : 'MongoServerError: Authentication failed.'
}
