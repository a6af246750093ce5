/** The program `nodetool` of the Cassandra model. */

import type { Instant } from '../../../../base/index.ts'
import { PortError } from '../../../../ports/index.ts'
import type { ClientProgram, MountedVolumes, ProgramNext } from '../application.ts'
import { type OptionTable, readOptions } from '../option-words.ts'
import { exit } from '../text-result.ts'
import { type CassandraState, clearTags, compact, flushOnRequest, tagTables } from './database.ts'

const table: OptionTable = {
  values: {
    ...{ '-h': 'ignored', '--host': 'ignored', '-p': 'ignored', '--port': 'ignored', '-u': 'ignored' },
    ...{ '--username': 'ignored', '-pw': 'ignored', '--password': 'ignored', '-pwf': 'ignored' },
    ...{ '--password-file': 'ignored', '-t': 'tag', '--tag': 'tag', '-cf': 'ignored', '--table': 'ignored' },
    ...{ '-kt': 'ignored', '--kt-list': 'ignored', '-j': 'ignored', '--jobs': 'ignored' },
  },
  attached: {},
  flags: {
    '--all': 'all',
    '-pp': 'ignored',
    '--print-port': 'ignored',
    '-e': 'ignored',
    '-s': 'ignored',
    '--ssl': 'ignored',
  },
}

export const understoodCommands = [
  'flush [KEYSPACE [TABLE …]]',
  'status, info, version',
  'snapshot [-t TAG], listsnapshots, clearsnapshot [-t TAG | --all]',
  'drain',
  'verify, compact',
]

export const nodetool: ClientProgram<CassandraState> = {
  begin: (call, state, volumes, now) => start(call.argv, state, volumes, now),
  // Every command that waited is asked again from its beginning: none has done anything before it waits.
  resume: (memory, _event, state, volumes, now) => start(memory as readonly string[], state, volumes, now),
  ended: () => {},
}

function start(argv: readonly string[], state: CassandraState, volumes: MountedVolumes, now: Instant): ProgramNext {
  const options = readOptions(argv.slice(1), table)
  if (options.problem !== undefined) return exit(1, '', `nodetool: ${options.problem}\n`)
  if (state.refusal !== undefined)
    return exit(1, '', `nodetool: Failed to connect to '127.0.0.1:7199' - the node does not run. ${state.refusal}\n`)
  const command = options.words[0] ?? 'help'
  try {
    return run(command, { ...options.values, all: options.flags.all }, { argv, state, volumes, now })
  } catch (problem) {
    if (!(problem instanceof PortError)) throw problem
    return exit(2, '', `error: ${problem.message}\n-- StackTrace --\n`.split('\n')[0]?.concat('\n') ?? '')
  }
}

type Context = {
  readonly argv: readonly string[]
  readonly state: CassandraState
  readonly volumes: MountedVolumes
  readonly now: Instant
}
type Given = { readonly tag?: string; readonly all: number | undefined }

function run(command: string, given: Given, context: Context): ProgramNext {
  const { argv, state, volumes, now } = context
  const waits: ProgramNext = { do: 'sleep', ms: 5, memory: argv }
  switch (command) {
    case 'flush':
      // Every keyspace there may be shares one memtable here, so whichever is named, all of it is flushed.
      return flushOnRequest(state, volumes, now) ? exit(0, '') : waits
    case 'drain':
      if (!flushOnRequest(state, volumes, now)) return waits
      state.drained = true
      return exit(0, '')
    case 'snapshot': {
      const tag = given.tag ?? String(now)
      const found = tagTables(state, volumes, tag, now)
      if (found === 'wait') return waits
      if (typeof found === 'object') return exit(1, '', `error: ${found.problem}\n`)
      return exit(
        0,
        `Requested creating snapshot(s) for [all keyspaces] with snapshot name [${tag}]\nSnapshot directory: ${tag}\n`,
      )
    }
    case 'clearsnapshot':
      if (given.tag === undefined && given.all === undefined)
        return exit(1, '', 'nodetool: Specify snapshot name or --all\n')
      return clearTags(state, volumes, given.all === undefined ? given.tag : undefined)
        ? exit(0, `Requested clearing snapshot(s) for [all keyspaces] with ${given.tag ?? '[all snapshots]'}\n`)
        : waits
    case 'compact':
      return compact(state, volumes) ? exit(0, '') : waits
    case 'verify':
      return exit(0, '')
    case 'repair':
      return exit(
        1,
        '',
        'nodetool: repair is not simulated: there is only this one node, and nothing to compare it with.\n',
      )
    default:
      return told(command, state, now)
  }
}

function told(command: string, state: CassandraState, now: Instant): ProgramNext {
  const uptimeSeconds = Math.floor((now - state.startedAt) / 1000)
  switch (command) {
    case 'status':
      return exit(
        0,
        [
          'Datacenter: datacenter1',
          '=======================',
          'Status=Up/Down',
          '|/ State=Normal/Leaving/Joining/Moving',
          '--  Address    Load     Tokens  Owns   Host ID  Rack',
          `U${state.drained ? 'D' : 'N'}  127.0.0.1  ${state.manifest.tables.length} files  16  100.0%  1  rack1`,
          '',
        ].join('\n'),
      )
    case 'info':
      return exit(
        0,
        [
          `Gossip active          : ${!state.drained}`,
          `Native Transport active: ${!state.drained}`,
          `Uptime (seconds)       : ${uptimeSeconds}`,
          `Memtable writes        : ${state.rhythm.acknowledged - state.manifest.upTo}`,
          '',
        ].join('\n'),
      )
    case 'version':
      return exit(0, 'ReleaseVersion: 4.1.0-simulated\n')
    case 'listsnapshots': {
      const tags = [...new Set(state.manifest.tables.flatMap(({ tag }) => (tag === undefined ? [] : [tag])))].sort()
      return exit(
        0,
        tags.length === 0 ? 'There are no snapshots\n' : `Snapshot Details:\n${tags.map(tag => `${tag}\n`).join('')}`,
      )
    }
    case 'help':
      return exit(
        0,
        `usage: nodetool <command>\nThe simulated Cassandra understands: ${understoodCommands.join('; ')}.\n`,
      )
    default:
      return exit(
        1,
        '',
        `nodetool: Found unexpected parameters: [${command}]. The simulated Cassandra understands: ${understoodCommands.join('; ')}.\n`,
      )
  }
}
