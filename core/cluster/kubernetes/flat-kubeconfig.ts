/** One context of a kubeconfig by itself, with its certificates inline: what another cluster needs to act as its user. */

import { PortError } from '../../ports/index.ts'
import { pem } from './credentials.ts'
import { defined } from './json-reading.ts'
import type { UserEntry } from './kubeconfig.ts'
import { type Environment, findKubeconfig } from './kubeconfig-files.ts'

/** In the shape of Kubernetes' client library, maps by name, as a ClusterPair has it. Full of secrets. */
export type FlatKubeconfig = {
  readonly config: Readonly<Record<string, unknown>>
  readonly context: string
  readonly user: string
  readonly server: string
}

/**
 * Of the file or of those of the surroundings; without `context`, the current one. Nothing but that context, its cluster
 * and its user is in it. Throws `missing` where there is no such entry, and `unsupported` for a user who proves itself by
 * what cannot be taken along: a program or a sign-in.
 */
export async function flatKubeconfig(
  from: { readonly kubeconfig?: string; readonly context?: string },
  env: Environment,
): Promise<FlatKubeconfig> {
  const { config, looked } = await findKubeconfig(from.kubeconfig, env)
  const name = from.context ?? config.currentContext ?? ''
  const context = config.contexts.get(name)
  if (context === undefined) {
    const there = [...config.contexts.keys()].toSorted().join(', ')
    const known = there === '' ? 'There are no contexts.' : `There is: ${there}.`
    const what = name === '' ? 'names no current context' : `has no context "${name}"`
    throw new PortError('missing', `The kubeconfig (${looked}) ${what}. ${known}`)
  }
  const { cluster: clusterName = '', user: userName = '' } = context
  const cluster = config.clusters.get(clusterName)
  const user = config.users.get(userName)
  if (cluster?.server === undefined || user === undefined)
    throw new PortError(
      'missing',
      `The context "${name}" names a cluster or a user that the kubeconfig (${looked}) lacks.`,
    )
  const authority = cluster.insecure ? undefined : await pem(cluster.caFile, cluster.caData)
  return {
    config: {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: {
        [clusterName]: defined({
          server: cluster.server,
          'certificate-authority-data': authority === undefined ? undefined : base64(authority),
          'insecure-skip-tls-verify': cluster.insecure ? true : undefined,
          'tls-server-name': cluster.serverName,
          'proxy-url': cluster.proxyUrl,
        }),
      },
      users: { [userName]: await flatUser(user, userName) },
      contexts: { [name]: { cluster: clusterName, user: userName } },
      'current-context': name,
    },
    context: name,
    user: userName,
    server: cluster.server,
  }
}

async function flatUser(user: UserEntry, name: string): Promise<Readonly<Record<string, unknown>>> {
  const program = user.exec?.command ?? user.authProvider?.name
  if (program !== undefined)
    throw new PortError(
      'unsupported',
      `The user "${name}" signs in by "${program}", which does not run where STORK does. Name a context whose user has a token or a certificate, such as that of a service account: kubectl create serviceaccount, then kubectl create token.`,
    )
  const certificate = await pem(user.certificateFile, user.certificateData)
  const key = await pem(user.keyFile, user.keyData)
  const token = user.token ?? (await pem(user.tokenFile, undefined))?.trim()
  if (certificate === undefined && token === undefined && user.password === undefined)
    throw new PortError('unsupported', `The user "${name}" has neither a token nor a certificate nor a password.`)
  return defined({
    'client-certificate-data': certificate === undefined ? undefined : base64(certificate),
    'client-key-data': key === undefined ? undefined : base64(key),
    token,
    username: user.username,
    password: user.password,
    as: user.as,
    'as-groups': user.asGroups,
  })
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
