/** The program `curl`, as far as people use it against the node in their own container. */

import type { Instant } from '../../../../base/index.ts'
import type { ClientProgram, Json, MountedVolumes, ProgramNext } from '../application.ts'
import { type OptionTable, readOptions } from '../option-words.ts'
import { exit } from '../text-result.ts'
import { answer, type Request } from './api.ts'
import type { ElasticsearchState } from './database.ts'

const table: OptionTable = {
  values: {
    ...{ '-X': 'method', '--request': 'method', '-H': 'ignored', '--header': 'ignored', '-d': 'data' },
    ...{ '--data': 'data', '--data-raw': 'data', '--data-binary': 'data', '-u': 'user', '--user': 'user' },
    ...{ '-o': 'output', '--output': 'output', '-w': 'write', '--write-out': 'write', '-m': 'ignored' },
    ...{ '--max-time': 'ignored', '--connect-timeout': 'ignored', '--retry': 'ignored', '--retry-delay': 'ignored' },
    ...{ '--cacert': 'ignored', '--url': 'url', '-E': 'ignored', '--cert': 'ignored', '--key': 'ignored' },
  },
  attached: {},
  flags: {
    ...{ '-s': 'ignored', '--silent': 'ignored', '-S': 'ignored', '--show-error': 'ignored', '-k': 'ignored' },
    ...{ '--insecure': 'ignored', '-f': 'fails', '--fail': 'fails', '--fail-with-body': 'fails', '-L': 'ignored' },
    ...{ '--location': 'ignored', '-i': 'ignored', '-v': 'ignored', '--compressed': 'ignored', '-4': 'ignored' },
    ...{ '-G': 'ignored', '-I': 'head', '--head': 'head', '-V': 'version', '--version': 'version' },
    ...{ '--retry-connrefused': 'ignored', '-g': 'ignored', '--globoff': 'ignored' },
  },
}

type Memory = { readonly request: Request; readonly fails: boolean; readonly silent: boolean; readonly write: string }

export const curl: ClientProgram<ElasticsearchState> = {
  begin(call, state, volumes, now) {
    const options = readOptions(call.argv.slice(1), table)
    if (options.problem !== undefined) return exit(2, '', `curl: ${options.problem}\n`)
    if (options.flags.version) return exit(0, 'curl 8.5.0 (simulated)\n')
    const address = options.values.url ?? options.words[0]
    if (address === undefined) return exit(2, '', "curl: try 'curl --help' for more information\n")
    const url = /^(?:https?:\/\/)?(?:([^@/]*)@)?(\[[^\]]*\]|[^:/?]*)(?::(\d+))?(\/[^?]*)?(?:\?(.*))?$/.exec(address)
    const [, inAddress, host = '', port = '80', path = '/', query = ''] = url ?? []
    if (!localNames.includes(host) && host !== call.env.HOSTNAME)
      return exit(
        6,
        '',
        `curl: (6) Could not resolve host: ${host} (the simulated curl reaches its own container only)\n`,
      )
    if (port !== '9200' || state.refusal !== undefined)
      return exit(
        7,
        '',
        `curl: (7) Failed to connect to ${host} port ${port}: Connection refused. ${state.refusal ?? ''}\n`,
      )
    const output = options.values.output
    if (output !== undefined && output !== '/dev/null' && output !== '-')
      return exit(23, '', 'curl: (23) The simulated curl writes to its standard output and /dev/null only\n')
    const data = options.values.data === '@-' ? call.stdin : options.values.data
    const memory: Memory = {
      request: {
        method: (
          options.values.method ?? (options.flags.head ? 'HEAD' : data === undefined ? 'GET' : 'POST')
        ).toUpperCase(),
        path,
        query,
        body: data ?? '',
        allowed: allowed(options.values.user ?? inAddress, call.env),
      },
      fails: options.flags.fails !== undefined,
      silent: output === '/dev/null',
      write: options.values.write ?? '',
    }
    return ask(memory, state, volumes, now)
  },
  resume: (memory, _event, state, volumes, now) => ask(memory as unknown as Memory, state, volumes, now),
  // A block on writes is the cluster's, and a snapshot goes on without its client.
  ended: () => {},
}

const localNames = ['localhost', '127.0.0.1', '[::1]', '0.0.0.0']

function ask(memory: Memory, state: ElasticsearchState, volumes: MountedVolumes, now: Instant): ProgramNext {
  const found = answer(memory.request, { state, volumes, now })
  if (found === 'wait') return { do: 'sleep', ms: 5, memory: memory as unknown as Json }
  const written = memory.write.replaceAll('%{http_code}', String(found.status)).replaceAll('\\n', '\n')
  if (memory.fails && found.status >= 400)
    return exit(22, written, `curl: (22) The requested URL returned error: ${found.status}\n`)
  const body = typeof found.body === 'string' ? found.body : JSON.stringify(found.body)
  return exit(0, (memory.silent || memory.request.method === 'HEAD' ? '' : body) + written)
}

/** Source: the images' variables for the password of the built-in user. */
function allowed(user: string | undefined, env: Readonly<Record<string, string>>): boolean {
  const password = env.ELASTIC_PASSWORD ?? env.ELASTICSEARCH_PASSWORD ?? env.OPENSEARCH_INITIAL_ADMIN_PASSWORD
  if (password === undefined || env['xpack.security.enabled'] === 'false') return true
  if (env.DISABLE_SECURITY_PLUGIN === 'true') return true
  return user === `elastic:${password}` || user === `admin:${password}`
}
