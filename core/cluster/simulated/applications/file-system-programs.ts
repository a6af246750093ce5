/** Programs of the kernel's file systems that every container has: `sync` and `fsfreeze`. */

import type { Instant } from '../../../base/index.ts'
import { PortError } from '../../../ports/index.ts'
import type { ApplicationState, ClientProgram, MountedVolumes, ProgramNext } from './application.ts'
import { exit } from './text-result.ts'

/** How one application takes part. Without a hook a write is on disk once it was made, so there is nothing to flush. */
export type FileSystemHooks<State> = {
  /** Brings what is only in memory to disk, before a freeze or on `sync`. False: the volumes take no writes just now. */
  flush?(state: State, volumes: MountedVolumes, paths: readonly string[], freeze: boolean, now: Instant): boolean
}

/** Source: fsfreeze(8) of util-linux; the state is the kernel's and outlives the process, and freezing twice is an error. */
export function fileSystemPrograms<State extends ApplicationState>(
  hooks: FileSystemHooks<State> = {},
): Readonly<Record<'sync' | 'fsfreeze', ClientProgram<State>>> {
  return {
    sync: {
      begin: (_call, state, volumes, now) => synchronise(state, volumes, now),
      resume: (_memory, _event, state, volumes, now) => synchronise(state, volumes, now),
      ended: () => {},
    },
    fsfreeze: {
      begin: (call, state, volumes, now) => freezeOrThaw(call.argv.slice(1), state, volumes, now),
      resume: (memory, _event, state, volumes, now) => freezeOrThaw(memory as readonly string[], state, volumes, now),
      ended: () => {},
    },
  }

  function synchronise(state: State, volumes: MountedVolumes, now: Instant): ProgramNext {
    const paths = volumes.map(volume => volume.path)
    const flushed = flush(state, volumes, paths, false, now)
    if (typeof flushed === 'string') return exit(1, '', `sync: ${flushed}\n`)
    return flushed ? exit(0, '') : { do: 'sleep', ms: 5, memory: null }
  }

  function freezeOrThaw(args: readonly string[], state: State, volumes: MountedVolumes, now: Instant): ProgramNext {
    const freezes = args.some(arg => arg === '-f' || arg === '--freeze')
    const thaws = args.some(arg => arg === '-u' || arg === '--unfreeze')
    const path = args.find(arg => !arg.startsWith('-'))?.replace(/(.)\/+$/, '$1')
    if (path === undefined) return exit(1, '', 'fsfreeze: no filename specified\n')
    if (freezes === thaws) return exit(1, '', 'fsfreeze: neither --freeze or --unfreeze specified\n')
    if (!volumes.some(volume => volume.path === path))
      return exit(
        1,
        '',
        `fsfreeze: ${path}: ${freezes ? 'freeze' : 'unfreeze'} failed: this container has volumes at ${volumes.map(volume => volume.path).join(', ') || 'no path'}\n`,
      )
    const frozen = state.frozenPaths.includes(path)
    if (thaws) {
      if (!frozen) return exit(1, '', `fsfreeze: ${path}: unfreeze failed: Invalid argument\n`)
      state.frozenPaths = state.frozenPaths.filter(other => other !== path)
      return exit(0, '')
    }
    if (frozen) return exit(1, '', `fsfreeze: ${path}: freeze failed: Device or resource busy\n`)
    const flushed = flush(state, volumes, [path], true, now)
    if (typeof flushed === 'string') return exit(1, '', `fsfreeze: ${path}: freeze failed: ${flushed}\n`)
    if (!flushed) return { do: 'sleep', ms: 5, memory: args }
    state.frozenPaths = [...state.frozenPaths, path]
    return exit(0, '')
  }

  function flush(
    state: State,
    volumes: MountedVolumes,
    paths: readonly string[],
    freeze: boolean,
    now: Instant,
  ): boolean | string {
    try {
      return hooks.flush?.(state, volumes, paths, freeze, now) ?? true
    } catch (problem) {
      if (!(problem instanceof PortError)) throw problem
      return problem.message
    }
  }
}
