/** Writes a file so that it holds either the old text or the new one, whatever happens in between. */

import { chmod, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { Problem } from './problem.ts'

/** Throws a Problem when it cannot be written; the old text is intact then. */
export async function replaceFile(path: string, text: string): Promise<void> {
  // A link keeps pointing where it points.
  const real = await realpath(path)
  const temporary = `${real}.pxsnap-${process.pid}`
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true })
    await chmod(temporary, (await stat(real)).mode)
    await rename(temporary, real)
  } catch (error) {
    await rm(temporary, { force: true })
    const why = error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined
    const detail = why ?? (error instanceof Error ? error.message : String(error))
    throw new Problem('failed', `${path} cannot be written: ${detail} The file is as it was.`, undefined, {
      cause: error,
    })
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full.',
  EDQUOT: 'the disk quota is used up.',
  EROFS: 'the file system is read-only.',
  EACCES: 'this user may not write there.',
  EPERM: 'this user may not write there.',
}
