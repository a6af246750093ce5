/** Where everything about serving a simulated cluster is kept, and who serves it now. */

import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { entry, textOf } from '@pxsnap/core/specs'
import type { Face } from './face.ts'
import { simulatedClustersDirectory } from './sim-home.ts'

/** Only the user can read it. */
export function servedDirectory(face: Pick<Face, 'env' | 'homeDirectory' | 'cwd'>, name: string): string {
  return join(dirname(simulatedClustersDirectory(face)), 'served', name)
}

export type ServedNow = { readonly url: string; readonly pid: number }

/** The file that a process which serves the cluster leaves there as long as it does. */
export function servedNowFile(directory: string): string {
  return join(directory, 'now.json')
}

/** Who serves the cluster at the moment; undefined when nobody does, or the process is gone. */
export async function servedNow(
  face: Pick<Face, 'env' | 'homeDirectory' | 'cwd'>,
  name: string,
): Promise<ServedNow | undefined> {
  const text = await readFile(servedNowFile(servedDirectory(face, name)), 'utf8').catch(() => 'null')
  try {
    const read: unknown = JSON.parse(text)
    const url = textOf(entry(read, 'url'))
    const pid = entry(read, 'pid')
    if (url === undefined || typeof pid !== 'number') return undefined
    process.kill(pid, 0)
    return { url, pid }
  } catch {
    return undefined
  }
}
