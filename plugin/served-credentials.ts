/** What a served simulated cluster is reached by, kept beside it so that a kubeconfig goes on working after a restart. */

import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isLasting, makeServerCertificate, type ServerCertificate } from '@pxsnap/core/apiserver'
import type { Instant } from '@pxsnap/core/base'
import { entry, textOf } from '@pxsnap/core/specs'
import { Problem } from './problem.ts'

export type ServedCredentials = ServerCertificate & {
  readonly token: string
  /** The port that was served last. */
  readonly port?: number
}

/** Those of the last time, or new ones when there are none or the certificate runs out. */
export async function readCredentials(directory: string, now: Instant): Promise<ServedCredentials> {
  const kept = credentialsIn(await readFile(join(directory, 'credentials.json'), 'utf8').catch(() => ''))
  if (kept !== undefined && isLasting(kept, now)) return kept
  const token = kept?.token ?? randomBytes(24).toString('base64url')
  return { ...makeServerCertificate(now), token, ...(kept?.port === undefined ? {} : { port: kept.port }) }
}

/** Throws a Problem when they cannot be written. */
export async function keepCredentials(directory: string, credentials: ServedCredentials): Promise<void> {
  await writePrivately(join(directory, 'credentials.json'), JSON.stringify(credentials))
}

/** Writes a file that only the user can read, as a whole or not at all. Throws a Problem. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const temporary = `${path}.pxsnap-${process.pid}`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(temporary, text, { mode: 0o600, flush: true })
    await chmod(temporary, 0o600)
    await rename(temporary, path)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Problem('failed', `${path} cannot be written: ${why}`, undefined, { cause: error })
  }
}

function credentialsIn(text: string): ServedCredentials | undefined {
  const read = parsed(text)
  const [authority, certificate, key, token] = ['authority', 'certificate', 'key', 'token'].map(field =>
    textOf(entry(read, field)),
  )
  if (authority === undefined || certificate === undefined || key === undefined || token === undefined) return undefined
  const port = entry(read, 'port')
  return { authority, certificate, key, token, ...(typeof port === 'number' ? { port } : {}) }
}

/** A file that was damaged is made anew. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
