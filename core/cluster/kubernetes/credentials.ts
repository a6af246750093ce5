/** Where the credentials of requests come from, and how they are had anew when the server no longer takes them. */

import { readFile } from 'node:fs/promises'
import { PortError } from '../../ports/index.ts'
import { askAuthProvider } from './auth-provider.ts'
import { type ExecSurroundings, runExecPlugin } from './exec-plugin.ts'
import { orGivenUp } from './given-up.ts'
import { fieldsOf, textOf } from './json-reading.ts'
import type { UserEntry } from './kubeconfig.ts'

export type Credential = {
  /** The whole header, for example `Bearer …`. */
  readonly authorization?: string
  /** PEM. */
  readonly certificate?: string
  readonly key?: string
  /** Epoch milliseconds after which it is had anew; absent: when the server refuses it. */
  readonly expiresMs?: number
}

export interface CredentialSource {
  current(signal?: AbortSignal): Promise<Credential>
  /**
   * The server refused this credential: another is had. False when there is no other, so that asking again is no use.
   */
  renew(refused: Credential, signal?: AbortSignal): Promise<boolean>
}

export type CredentialOptions = {
  /** The user's entry as the kubeconfig has it now. */
  readonly readUser: () => Promise<UserEntry>
  readonly surroundings: ExecSurroundings
  readonly now: () => number
}

/** Tokens in files are read again after so long. Source: client-go, cached file token source. */
const fileTokenMs = 60_000
/** A credential is had anew so long before it expires: requests take time. */
const earlyMs = 10_000

export function credentialSource(options: CredentialOptions): CredentialSource {
  const { now } = options
  let held: Credential | undefined
  const obtain = shared(async signal => {
    held = await readCredential(options, signal)
    return held
  })
  const current = async (signal?: AbortSignal): Promise<Credential> => {
    if (held !== undefined && (held.expiresMs === undefined || held.expiresMs > now())) return held
    return obtain(signal)
  }
  return {
    current,
    async renew(refused, signal) {
      // Another request has had it renewed meanwhile.
      if (held !== undefined && !isSame(held, refused)) return true
      held = undefined
      return !isSame(await obtain(signal), refused)
    },
  }
}

/** Work that all who ask at the same time share; it is cancelled when all of them have given up. */
function shared<T>(work: (signal: AbortSignal) => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let running: { readonly result: Promise<T>; readonly stop: AbortController; waiting: number } | undefined
  return async signal => {
    signal?.throwIfAborted()
    if (running === undefined) {
      const stop = new AbortController()
      const one = { result: work(stop.signal), stop, waiting: 0 }
      const forget = () => {
        if (running === one) running = undefined
      }
      one.result.then(forget, forget)
      running = one
    }
    const mine = running
    mine.waiting += 1
    try {
      return await orGivenUp(mine.result, signal)
    } finally {
      mine.waiting -= 1
      if (mine.waiting === 0) mine.stop.abort()
    }
  }
}

function isSame(one: Credential, other: Credential): boolean {
  return one.authorization === other.authorization && one.certificate === other.certificate && one.key === other.key
}

async function readCredential(options: CredentialOptions, signal: AbortSignal | undefined): Promise<Credential> {
  const user = await options.readUser()
  const certificate = await pem(user.certificateFile, user.certificateData)
  const key = await pem(user.keyFile, user.keyData)
  const pair: Credential = certificate !== undefined && key !== undefined ? { certificate, key } : {}
  return { ...pair, ...(await readBearer(user, options, signal)) }
}

/** A token's file goes before a token, and both before a program. Source: client-go, transport configuration. */
async function readBearer(
  user: UserEntry,
  { surroundings, now }: CredentialOptions,
  signal: AbortSignal | undefined,
): Promise<Credential> {
  const { tokenFile, token, username, password = '', exec, authProvider } = user
  if (tokenFile !== undefined) {
    const text = (await readCredentialFile(tokenFile)).trim()
    return { authorization: `Bearer ${text}`, expiresMs: now() + fileTokenMs }
  }
  if (token !== undefined) return { authorization: `Bearer ${token}` }
  if (username !== undefined) {
    return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
  }
  if (exec !== undefined) return early(await runExecPlugin(exec, surroundings, signal))
  if (authProvider !== undefined) return early(await askAuthProvider(authProvider, surroundings, now(), signal))
  return {}
}

function early(credential: Credential): Credential {
  return credential.expiresMs === undefined ? credential : { ...credential, expiresMs: credential.expiresMs - earlyMs }
}

/** The contents of base64 text, or of a file; the text goes first, as in kubectl. */
export async function pem(file: string | undefined, data: string | undefined): Promise<string | undefined> {
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8')
  return file === undefined ? undefined : readCredentialFile(file)
}

async function readCredentialFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = textOf(fieldsOf(error).code) ?? 'unknown reason'
    throw new PortError('unauthenticated', `The file ${path}, which the kubeconfig names, cannot be read (${code}).`, {
      cause: error,
    })
  }
}
