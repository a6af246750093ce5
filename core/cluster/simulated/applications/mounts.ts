/** Which of its mounts an application keeps what on. */

import type { BlockDevice } from '../../../ports/index.ts'
import type { MountedVolumes } from './application.ts'

type Mount = MountedVolumes[number]

/** `more`: a second volume for data, where the application can spread it. */
export type Mounts = { readonly data: Mount; readonly log?: Mount; readonly more?: Mount }

/** Mounts no application keeps its data on, whatever its name says. */
const besides = /tmp|temp|backup|conf|init|cert|secret|\/etc\//i

/**
 * Where the data is, and the log if it has a volume of its own; undefined when no volume is mounted.
 *
 * `data` and `log` are patterns of mount paths. With no path that looks like data, the first other mount is it; a claim
 * that is mounted twice is one volume.
 */
export function mountsOf(
  volumes: MountedVolumes,
  patterns: { readonly data: RegExp; readonly log: RegExp },
): Mounts | undefined {
  const usable = volumes.filter(volume => !besides.test(volume.path))
  const candidates = usable.length > 0 ? usable : volumes
  const logs = candidates.filter(volume => patterns.log.test(volume.path))
  const others = candidates.filter(volume => !logs.includes(volume))
  const data = others.find(volume => patterns.data.test(volume.path)) ?? others[0] ?? candidates[0]
  if (data === undefined) return undefined
  const log = logs.find(volume => volume.claim !== data.claim)
  return log === undefined ? { data } : { data, log }
}

export const pathsOf = (mounts: Mounts | undefined): readonly string[] =>
  [mounts?.data, mounts?.log, mounts?.more].flatMap(mount => mount?.path ?? [])

/** Whether writers must wait: the back end pauses a volume, or somebody froze the file system on it. */
export function held(mounts: Mounts, frozenPaths: readonly string[]): boolean {
  return [mounts.data, mounts.log, mounts.more].some(
    mount => mount !== undefined && (mount.device.paused === true || frozenPaths.includes(mount.path)),
  )
}

/**
 * Writes blocks with what they hold, so that the back end has room for them and writing them again at the same instant
 * cannot fail half-way. Throws a `full` PortError, with nothing changed, when there is no room.
 */
export function makeRoom(device: BlockDevice, first: number, blocks: number): void {
  for (let block = first; block < first + blocks; block++) device.write(block, device.read(block))
}
