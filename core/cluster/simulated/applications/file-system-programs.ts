/** Programs of the kernel's file systems that every container has: `sync` and `fsfreeze`. */

import type { ApplicationState, ClientProgram, MountedVolumes } from './application.ts'
import { exit } from './text-result.ts'

/** How one application takes part. Without a hook a write is on disk once it was made, so there is nothing to flush. */
export type FileSystemHooks<State> = {
  /** Brings what is only in memory to disk, before a freeze or on `sync`. False: the volumes take no writes just now. */
  flush?(state: State, volumes: MountedVolumes, paths: readonly string[], freeze: boolean): boolean
  thawed?(state: State, volumes: MountedVolumes, path: string): void
}

/** Source: fsfreeze(8) of util-linux; the state is the kernel's and outlives the process, and freezing twice is an error. */
export function fileSystemPrograms<State extends ApplicationState>(
  hooks: FileSystemHooks<State> = {},
): Readonly<Record<'sync' | 'fsfreeze', ClientProgram<State>>> {
  return {
    sync: {
      begin: (_call, state, volumes) => synchronise(state, volumes),
      resume: (_memory, _event, state, volumes) => synchronise(state, volumes),
      ended: () => {},
    },
    fsfreeze: {
      begin: (call, state, volumes) => freezeOrThaw(call.argv.slice(1), state, volumes),
      resume: (memory, _event, state, volumes) => freezeOrThaw(memory as readonly string[], state, volumes),
      ended: () => {},
    },
  }

  function synchronise(state: State, volumes: MountedVolumes): ReturnType<typeof exit> {
    const paths = volumes.map(volume => volume.path)
    const flushed = hooks.flush?.(state, volumes, paths, false) ?? true
    return flushed ? exit(0, '') : { do: 'sleep', ms: 5, memory: null }
  }

  function freezeOrThaw(args: readonly string[], state: State, volumes: MountedVolumes): ReturnType<typeof exit> {
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
      hooks.thawed?.(state, volumes, path)
      return exit(0, '')
    }
    if (frozen) return exit(1, '', `fsfreeze: ${path}: freeze failed: Device or resource busy\n`)
    if (hooks.flush?.(state, volumes, [path], true) === false) return { do: 'sleep', ms: 5, memory: args }
    state.frozenPaths = [...state.frozenPaths, path]
    return exit(0, '')
  }
}
