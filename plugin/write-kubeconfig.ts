/** Merges the context of a served simulated cluster into a kubeconfig of the user's. */

import { open, readFile, realpath, rm, stat } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { type ServedContext, withContext } from '@pxsnap/core/apiserver'
import { systemClock } from '@pxsnap/core/system'
import type { Face } from './face.ts'
import { Problem } from './problem.ts'
import { writePrivately } from './served-credentials.ts'

/** The file that kubectl would write to: the first of KUBECONFIG that exists, or its first, or `~/.kube/config`. */
export async function usualKubeconfig(face: Pick<Face, 'env' | 'cwd' | 'homeDirectory'>): Promise<string> {
  const named = (face.env.KUBECONFIG ?? '').split(delimiter).filter(path => path !== '')
  const paths = named.map(path => resolve(face.cwd, path))
  for (const path of paths) if (await exists(path)) return path
  return paths[0] ?? join(face.homeDirectory, '.kube', 'config')
}

/**
 * Adds or replaces the context; everything else in the file stays as it is. `use` makes it the current one.
 * Throws a Problem when the file is no kubeconfig, is being written by another program, or cannot be written.
 */
export async function writeKubeconfig(
  path: string,
  context: ServedContext,
  options: { readonly use: boolean },
): Promise<void> {
  // A link keeps pointing where it points.
  const real = await realpath(path).catch(() => path)
  await whileLocked(real, async () => {
    const text = await readFile(real, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw new Problem('failed', `${path} cannot be read: ${error.message}`)
    })
    await writePrivately(real, withContext(text, context, options))
  })
}

const tries = 20
const pauseMs = 100

/** Source: client-go, clientcmd: whoever writes a kubeconfig holds a file beside it with the ending `.lock`. */
async function whileLocked(path: string, work: () => Promise<void>): Promise<void> {
  const lock = `${path}.lock`
  for (let count = 0; ; count++) {
    try {
      await (await open(lock, 'wx', 0o600)).close()
      break
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      // There is no directory yet, so nobody else writes there.
      if (code === 'ENOENT') return work()
      if (code !== 'EEXIST' || count >= tries) {
        const why = code === 'EEXIST' ? 'another program is writing it.' : error instanceof Error ? error.message : ''
        throw new Problem('failed', `${path} cannot be written: ${why}`, `Remove ${lock} if no other program runs.`)
      }
      await systemClock.sleep(pauseMs)
    }
  }
  try {
    await work()
  } finally {
    await rm(lock, { force: true })
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
