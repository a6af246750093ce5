/** The older `auth-provider` entries of kubeconfigs: `oidc`, and those of clouds that kubectl took out in 1.26. */

import type { RequestOptions } from 'node:https'
import { PortError } from '../../ports/index.ts'
import type { Credential } from './credentials.ts'
import { type ExecSurroundings, outputOf, programMs } from './exec-plugin.ts'
import { type Fields, fieldsOf, textOf } from './json-reading.ts'
import type { UserEntry } from './kubeconfig.ts'
import { runProgram } from './run-program.ts'

type Provider = NonNullable<UserEntry['authProvider']>

const newWays: Readonly<Record<string, string>> = {
  gcp: 'gke-gcloud-auth-plugin',
  azure: 'kubelogin',
}

/** A token of the provider: the stored one while it is good, else a fresh one. Throws `unauthenticated`. */
export async function askAuthProvider(
  provider: Provider,
  surroundings: ExecSurroundings,
  nowMs: number,
  signal?: AbortSignal,
): Promise<Credential> {
  if (provider.name === 'oidc') return askOidc(provider, surroundings, nowMs)
  const { name, config } = provider
  const expiry = Date.parse(config.expiry ?? '')
  const stored = config['access-token']
  if (stored !== undefined && (Number.isNaN(expiry) || expiry > nowMs)) return bearer(stored, expiry)
  const command = config['cmd-path']
  if (command !== undefined) return runProviderProgram(command, provider, surroundings, signal)
  const way = newWays[name]
  throw new PortError(
    'unauthenticated',
    `User ${surroundings.user} signs in with the auth-provider ${name}, which has no token that is still good. ${
      way === undefined ? 'Sign in again.' : `kubectl has dropped this way since 1.26: use ${way} (exec) instead.`
    }`,
  )
}

/** The refresh is the client library's, which knows discovery and the token endpoint. */
async function askOidc({ config }: Provider, surroundings: ExecSurroundings, nowMs: number): Promise<Credential> {
  const stored = config['id-token']
  const expiry = expiryOf(stored)
  if (stored !== undefined && (expiry === undefined || expiry > nowMs)) return bearer(stored, expiry)
  try {
    const { KubeConfig } = await import('./client-node.ts')
    const kubeConfig = new KubeConfig()
    kubeConfig.loadFromOptions({
      clusters: [{ name: 'c', server: 'https://localhost', skipTLSVerify: false }],
      users: [{ name: 'u', authProvider: { name: 'oidc', config: { ...config } } }],
      contexts: [{ name: 'c', cluster: 'c', user: 'u' }],
      currentContext: 'c',
    })
    const options: RequestOptions = {}
    await kubeConfig.applyToHTTPSOptions(options)
    const token = textOf(fieldsOf(options.headers).Authorization)?.replace(/^Bearer /, '')
    const until = expiryOf(token)
    if (token !== undefined && token !== stored) return bearer(token, until)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new PortError('unauthenticated', `User ${surroundings.user} cannot be signed in again (oidc): ${why}`, {
      cause: error,
    })
  }
  throw new PortError(
    'unauthenticated',
    `The sign-in of user ${surroundings.user} (oidc) has expired and cannot be refreshed. Sign in again.`,
  )
}

async function runProviderProgram(
  command: string,
  { config }: Provider,
  { env, user, tell }: ExecSurroundings,
  signal: AbortSignal | undefined,
): Promise<Credential> {
  const args = (config['cmd-args'] ?? '').split(' ').filter(word => word !== '')
  const end = await runProgram({ command, args, env, interactive: false, timeoutMs: programMs, tell }, signal)
  const stdout = outputOf(end, { command, user })
  const answer = readJson(stdout)
  const token = at(answer, config['token-key'] ?? '{.access_token}')
  if (token === undefined) {
    throw new PortError('unauthenticated', `The credential program ${command} of user ${user} printed no token.`)
  }
  return bearer(token, Date.parse(at(answer, config['expiry-key'] ?? '{.token_expiry}') ?? ''))
}

/** The text at a path such as `{.credential.access_token}`. */
function at(value: unknown, path: string): string | undefined {
  const keys = path
    .replace(/^\{|\}$/g, '')
    .split('.')
    .filter(key => key !== '')
  return textOf(keys.reduce<unknown>((inner, key) => fieldsOf(inner)[key], value))
}

function bearer(token: string, expiresMs: number | undefined): Credential {
  const authorization = `Bearer ${token}`
  return expiresMs === undefined || Number.isNaN(expiresMs) ? { authorization } : { authorization, expiresMs }
}

/** Epoch milliseconds from a JSON web token. */
function expiryOf(token: string | undefined): number | undefined {
  const payload = token?.split('.')[1]
  if (payload === undefined) return undefined
  const { exp } = fieldsOf(readJson(Buffer.from(payload, 'base64url').toString('utf8')))
  return typeof exp === 'number' ? exp * 1000 : undefined
}

function readJson(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return {}
  }
}
