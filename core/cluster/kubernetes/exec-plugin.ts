/** Credential programs of the kubeconfig (`exec`): `aws eks get-token`, `gke-gcloud-auth-plugin`, `kubelogin` … */

import { redact } from '../../base/index.ts'
import { PortError } from '../../ports/index.ts'
import type { Credential } from './credentials.ts'
import { defined, type Fields, fieldsOf, textOf } from './json-reading.ts'
import type { ExecPlugin } from './kubeconfig.ts'
import type { Environment } from './kubeconfig-files.ts'
import { type ProgramEnd, runProgram } from './run-program.ts'

/** What a credential program is given of us and of the cluster. */
export type ExecSurroundings = {
  readonly env: Environment
  /** The user's name in the kubeconfig, for messages. */
  readonly user: string
  /** Whether it may ask the user at our terminal. */
  readonly interactive: boolean
  readonly tell: (text: string) => void
  /** The cluster as programs that ask for it get it. */
  readonly cluster: Fields
}

/** Someone may be signing in with a browser meanwhile. */
export const programMs = 300_000

/** The credential that the program gives. Throws `unauthenticated`, with the way out, and `timeout`. */
export async function runExecPlugin(
  plugin: ExecPlugin,
  surroundings: ExecSurroundings,
  signal?: AbortSignal,
): Promise<Credential> {
  const { env, user, interactive, tell, cluster } = surroundings
  const { apiVersion, command, args, provideClusterInfo, interactiveMode } = plugin
  const mayAsk = interactive && interactiveMode !== 'Never'
  if (interactiveMode === 'Always' && !mayAsk) {
    throw refusal(`The credential program ${command} of user ${user} must ask you, and there is no terminal to ask at.`)
  }
  const info = {
    apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: mayAsk, ...(provideClusterInfo ? { cluster } : {}) },
  }
  const run = {
    command,
    args,
    env: { ...env, ...plugin.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
    interactive: mayAsk,
    timeoutMs: programMs,
    tell,
  }
  const stdout = outputOf(await runProgram(run, signal), { command, user, hint: plugin.installHint })
  return readExecCredential(stdout, { apiVersion, command, user })
}

type Named = { readonly command: string; readonly user: string; readonly hint?: string | undefined }

/** What a credential program printed, or a PortError that says in words why it printed nothing of use. */
export function outputOf(end: ProgramEnd, { command, user, hint }: Named): string {
  const program = `The credential program ${command} of user ${user}`
  switch (end.ended) {
    case 'not-found':
      throw refusal(`${program} is not found.${hint === undefined ? ' Install it, or put it on PATH.' : ` ${hint}`}`)
    case 'not-started':
      throw refusal(`${program} cannot be started (${end.why}).`)
    case 'timeout':
      throw new PortError('timeout', `${program} gave no answer within ${programMs / 60_000} minutes.`)
    case 'exit': {
      if (end.code === 0) return end.stdout
      const said = redact(end.stderr.trim()).slice(-1_000)
      throw refusal(`${program} failed with exit code ${end.code}${said === '' ? '.' : `: ${said}`}`)
    }
  }
}

function readExecCredential(
  text: string,
  { apiVersion, command, user }: Named & { readonly apiVersion: string },
): Credential {
  const program = `The credential program ${command} of user ${user}`
  const answer = fieldsOf(json(text))
  // What it printed may be a secret, and is not quoted.
  if (answer.kind !== 'ExecCredential') throw refusal(`${program} printed no ExecCredential.`)
  if (answer.apiVersion !== apiVersion) {
    const given = textOf(answer.apiVersion) ?? 'none'
    throw refusal(`${program} answers in ${given}, and the kubeconfig asks for ${apiVersion}.`)
  }
  const status = fieldsOf(answer.status)
  const token = textOf(status.token)
  const certificate = textOf(status.clientCertificateData)
  const key = textOf(status.clientKeyData)
  if (token === undefined && (certificate === undefined || key === undefined)) {
    throw refusal(`${program} gave neither a token nor a certificate with its key.`)
  }
  const expires = Date.parse(textOf(status.expirationTimestamp) ?? '')
  return defined<Credential>({
    authorization: token === undefined ? undefined : `Bearer ${token}`,
    certificate,
    key,
    expiresMs: Number.isNaN(expires) ? undefined : expires,
  })
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refusal(message: string): PortError {
  return new PortError('unauthenticated', message)
}
