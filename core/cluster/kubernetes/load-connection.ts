/** Finds the API server and the account that flags, kubeconfig and surroundings name. */

import { readFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { PortError } from '../../ports/index.ts'
import type { ServerTrust } from './agents.ts'
import { openLine } from './api-line.ts'
import type { Connection, ConnectionFlags } from './connection.ts'
import { credentialSource, pem } from './credentials.ts'
import { defined, type Fields } from './json-reading.ts'
import type { ClusterEntry, ContextEntry, UserEntry } from './kubeconfig.ts'
import { type Environment, type FoundKubeconfig, findKubeconfig } from './kubeconfig-files.ts'
import { proxyFor } from './proxy.ts'
import { ServerTime } from './server-time.ts'

export type ConnectionOptions = {
  /** Told every request from verbosity 6 on. */
  readonly log?: (line: string) => void
  /** Told what a credential program says to the user. */
  readonly tell?: (text: string) => void
  /** Whether a credential program may ask the user at the terminal. */
  readonly interactive?: boolean
  /** Where a pod finds its account; absent: the usual directory. */
  readonly serviceAccount?: string
}

/**
 * Nothing is asked of the server yet. Flags win over the kubeconfig; without any, a pod's own account is taken.
 *
 * Throws `missing` when there is no kubeconfig, context, cluster or user of that name, `rejected` when a file cannot be
 * read or an address is none; the messages say what there is, and the way out.
 */
export async function loadConnection(
  flags: ConnectionFlags,
  env: Environment,
  options: ConnectionOptions = {},
): Promise<Connection> {
  const chosen = await choose(flags, env, options.serviceAccount ?? usualServiceAccount)
  const server = addressOf(chosen, flags)
  const { cluster, contextName, clusterName, userName = 'of the flags' } = chosen
  const trust = await readTrust(cluster, flags)
  const proxy = readProxy(server, cluster.proxyUrl, env)
  const actingAs = impersonation(flags, chosen.user)
  const verbose = (flags.verbosity ?? 0) >= 6
  const account = spellAccount({ signedIn: spellSignedIn(flags, userName, contextName), as: actingAs?.user })
  // The files are read again only for a credential that is no longer taken: someone may have signed in meanwhile.
  let first = true
  const readUser = async (): Promise<UserEntry> => {
    if (flags.token !== undefined) return { token: flags.token }
    if (!first) return (await choose(flags, env, options.serviceAccount ?? usualServiceAccount)).user
    first = false
    return chosen.user
  }
  const now = () => Date.now()
  const time = new ServerTime()
  const line = openLine({
    server,
    trust,
    ...(proxy === undefined ? {} : { proxy }),
    account,
    credentials: credentialSource({
      readUser,
      now,
      surroundings: {
        env,
        user: userName,
        interactive: options.interactive === true,
        tell: options.tell ?? (() => {}),
        cluster: clusterForPrograms(server, cluster, trust),
      },
    }),
    impersonation: headersFor(actingAs),
    ...(flags.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: flags.requestTimeoutMs }),
    log: verbose && options.log !== undefined ? options.log : () => {},
    now,
    answered: (date, sent, received) => time.answered(date, sent, received),
  })
  return defined<Connection>({
    context: contextName,
    cluster: clusterName,
    user: chosen.userName,
    server: line.server,
    namespace: chosen.namespace ?? 'default',
    actingAs,
    line,
    time,
    close: () => line.close(),
  })
}

type Chosen = {
  readonly contextName?: string | undefined
  readonly clusterName?: string | undefined
  readonly userName?: string | undefined
  readonly namespace?: string | undefined
  readonly cluster: ClusterEntry
  readonly user: UserEntry
}

async function choose(flags: ConnectionFlags, env: Environment, serviceAccount: string): Promise<Chosen> {
  const found = await findKubeconfig(flags.kubeconfig, env)
  const { config } = found
  const nothing = config.contexts.size === 0 && config.clusters.size === 0 && config.users.size === 0
  const named = [flags.context, flags.cluster, flags.user].some(flag => flag !== undefined)
  if (nothing && !named && flags.kubeconfig === undefined) {
    const inPod = await podAccount(env, serviceAccount)
    if (inPod !== undefined) return inPod
    if (flags.server !== undefined) return { cluster: { insecure: false }, user: {} }
  }
  const contextName = flags.context ?? config.currentContext
  const context = contextOf(contextName, found, flags)
  const clusterName = flags.cluster ?? context.cluster
  const userName = flags.user ?? context.user
  return {
    contextName: config.contexts.has(contextName ?? '') ? contextName : undefined,
    clusterName,
    userName,
    namespace: context.namespace,
    cluster: clusterOf(clusterName, found, flags),
    user: entryOf('user', userName, config.users, flags.user !== undefined) ?? {},
  }
}

function contextOf(
  name: string | undefined,
  { config, files, looked }: FoundKubeconfig,
  flags: ConnectionFlags,
): ContextEntry {
  const enough = flags.server !== undefined || flags.cluster !== undefined
  if (name === undefined) {
    if (enough) return {}
    if (files.length === 0) {
      throw new PortError(
        'missing',
        `There is no kubeconfig (looked at ${looked}). Name one with --kubeconfig or KUBECONFIG, or add --sim to work in the simulated cluster.`,
      )
    }
    const way =
      config.contexts.size === 0 ? 'It has no contexts.' : `Choose one with --context: ${listed(config.contexts)}.`
    throw new PortError('missing', `The kubeconfig ${files.join(', ')} names no current context. ${way}`)
  }
  const context = entryOf('context', name, config.contexts, true)
  return context ?? {}
}

function clusterOf(name: string | undefined, { config }: FoundKubeconfig, flags: ConnectionFlags): ClusterEntry {
  const cluster = name === undefined ? undefined : entryOf('cluster', name, config.clusters, flags.server === undefined)
  return cluster ?? { insecure: false }
}

function entryOf<T>(
  what: 'context' | 'cluster' | 'user',
  name: string | undefined,
  entries: ReadonlyMap<string, T>,
  mustExist: boolean,
): T | undefined {
  const entry = name === undefined ? undefined : entries.get(name)
  if (entry === undefined && mustExist && name !== undefined) {
    const there = entries.size === 0 ? 'it has none' : `it has ${listed(entries)}`
    throw new PortError('missing', `The kubeconfig has no ${what} "${name}"; ${there}.`)
  }
  return entry
}

function listed(entries: ReadonlyMap<string, unknown>): string {
  const names = [...entries.keys()].toSorted()
  return names.length <= 20 ? names.join(', ') : `${names.slice(0, 20).join(', ')} and ${names.length - 20} more`
}

const usualServiceAccount = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The account that Kubernetes gives a pod, or undefined outside of pods. */
async function podAccount(env: Environment, directory: string): Promise<Chosen | undefined> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env
  if (host === undefined || host === '') return undefined
  const namespace = await readFile(`${directory}/namespace`, 'utf8').catch(() => undefined)
  return {
    userName: "of the pod's service account",
    namespace: namespace?.trim() === '' ? undefined : namespace?.trim(),
    cluster: {
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
      caFile: `${directory}/ca.crt`,
      insecure: false,
    },
    user: { tokenFile: `${directory}/token` },
  }
}

function addressOf({ cluster, clusterName }: Chosen, flags: ConnectionFlags): URL {
  const text = flags.server ?? cluster.server
  if (text === undefined) {
    const what =
      clusterName === undefined ? 'The context names no cluster' : `The cluster "${clusterName}" has no server`
    throw new PortError('missing', `${what} in the kubeconfig. Name the API server's address with --server.`)
  }
  const address = text.includes('://') ? text : `https://${text}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new PortError('rejected', `"${text}" is no address of an API server; one looks like https://10.0.0.1:6443.`)
  }
  return url
}

/** Source: client-go, clientcmd: what flags say clears what of the kubeconfig would contradict it. */
async function readTrust(cluster: ClusterEntry, flags: ConnectionFlags): Promise<ServerTrust> {
  const insecure = flags.insecureSkipTlsVerify ?? (flags.certificateAuthority === undefined && cluster.insecure)
  const file = flags.certificateAuthority ?? cluster.caFile
  const data = flags.certificateAuthority === undefined ? cluster.caData : undefined
  return defined<ServerTrust>({
    authorities: insecure ? undefined : await pem(file, data),
    insecure,
    serverName: flags.server === undefined ? cluster.serverName : undefined,
  })
}

function readProxy(server: URL, proxyUrl: string | undefined, env: Environment): URL | undefined {
  try {
    return proxyFor(server, proxyUrl, env)
  } catch (error) {
    throw new PortError('rejected', 'The proxy that the kubeconfig or HTTPS_PROXY names has no address.', {
      cause: error,
    })
  }
}

function impersonation(flags: ConnectionFlags, user: UserEntry): Connection['actingAs'] {
  const as = flags.as ?? user.as
  if (as !== undefined)
    return { user: as, groups: flags.asGroup ?? (flags.as === undefined ? (user.asGroups ?? []) : []) }
  if ((flags.asGroup ?? []).length > 0) {
    throw new PortError('rejected', '--as-group needs --as: groups alone cannot be acted as.')
  }
  return undefined
}

function spellSignedIn(flags: ConnectionFlags, userName: string, contextName: string | undefined): string {
  if (flags.token !== undefined) return 'user of --token'
  return contextName === undefined ? `user ${userName}` : `user ${userName} of context ${contextName}`
}

/** Rights are those of the account that is acted as. */
function spellAccount({ signedIn, as }: { readonly signedIn: string; readonly as: string | undefined }): string {
  return as === undefined ? signedIn : `user ${as}, as whom the ${signedIn} acts,`
}

function headersFor(actingAs: Connection['actingAs']): Readonly<Record<string, string | string[]>> {
  if (actingAs === undefined) return {}
  const groups = actingAs.groups.length === 0 ? {} : { 'impersonate-group': [...actingAs.groups] }
  return { 'impersonate-user': actingAs.user, ...groups }
}

function clusterForPrograms(server: URL, cluster: ClusterEntry, trust: ServerTrust): Fields {
  return defined<Fields>({
    server: server.href,
    'tls-server-name': trust.serverName,
    'insecure-skip-tls-verify': trust.insecure ? true : undefined,
    'certificate-authority-data':
      trust.authorities === undefined ? undefined : Buffer.from(trust.authorities).toString('base64'),
    'proxy-url': cluster.proxyUrl,
    config: cluster.execConfig,
  })
}
