/** The part of the file system that durable directories use, so that a test can let any call fail. */

import * as promises from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { PortError } from '../ports/index.ts'

export interface Files {
  chmod(path: string, mode: number): Promise<void>
  mkdir(path: string, options: { readonly mode: number }): Promise<unknown>
  open(path: string, flags: string, mode?: number): Promise<promises.FileHandle>
  readdir(path: string): Promise<string[]>
  readFile(path: string): Promise<Uint8Array>
  rename(from: string, to: string): Promise<void>
  rm(path: string, options: { readonly recursive: true; readonly force: true }): Promise<void>
  stat(path: string): Promise<{ readonly mtimeMs: number }>
  unlink(path: string): Promise<void>
}

export const systemFiles: Files = promises

/** Writes a new file, complete and on disk before anything else happens. */
export async function writeWhole(files: Files, path: string, parts: readonly Uint8Array[]): Promise<void> {
  const file = await files.open(path, 'w', 0o600)
  try {
    for (const part of parts) await writeAll(file, part, null)
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** Writes all of the bytes, from `position` or from where the file is now. One call may write only a part. */
export async function writeAll(file: promises.FileHandle, bytes: Uint8Array, position: number | null): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const at = position === null ? null : position + written
    written += (await file.write(bytes, written, bytes.length - written, at)).bytesWritten
  }
}

/**
 * Makes the directory and whatever is missing above it. Node's own recursive mkdir never ends below `/proc`, where a
 * directory that is there takes no new names and says that it is not there.
 */
export async function makeDirectory(files: Files, path: string): Promise<void> {
  try {
    await files.mkdir(path, { mode: 0o700 })
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EEXIST') return
    const above = dirname(path)
    if (code !== 'ENOENT' || above === path) throw error
    if (!(await isThere(files, above))) await makeDirectory(files, above)
    await files.mkdir(path, { mode: 0o700 }).catch((second: unknown) => {
      if (errorCode(second) !== 'EEXIST') throw second
    })
  }
}

async function isThere(files: Files, path: string): Promise<boolean> {
  return files.stat(path).then(
    () => true,
    () => false,
  )
}

/** Makes renames and new names in the directory last, where the system can (Windows opens no directories). */
export async function syncDirectory(files: Files, path: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await files.open(path, 'r')
  try {
    await directory.datasync()
  } finally {
    await directory.close()
  }
}

/** The file's bytes, or undefined when there is no such file. */
export async function readIfThere(files: Files, path: string): Promise<Uint8Array | undefined> {
  try {
    return await files.readFile(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Removes the file; that it is gone already is fine. */
export async function removeFile(files: Files, path: string): Promise<void> {
  try {
    await files.unlink(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** What a failed file operation means to whoever uses the directory. Anything that is not the system's comes back as it is. */
export function asPortError(error: unknown, path: string): unknown {
  const code = errorCode(error)
  if (error instanceof PortError || code === undefined) return error
  const options = { cause: error }
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new PortError(
        'full',
        `There is no room left for ${path}: free some space and run the command again.`,
        options,
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new PortError('forbidden', `${path} cannot be written by this account (${code}).`, options)
    case 'ENOTDIR':
    case 'EEXIST':
      return new PortError('corrupted', `${path} is no directory: move the file of that name away.`, options)
    default:
      return new PortError('rejected', `${path}: the system refuses to work on ${basename(path)} (${code}).`, options)
  }
}
