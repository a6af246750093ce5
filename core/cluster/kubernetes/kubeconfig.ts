/** What a kubeconfig says, merged from its files as kubectl merges them. */

import { isAbsolute, join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { PortError } from '../../ports/index.ts'
import { defined, type Fields, fieldsOf, isFields, listOf, textOf, textsOf } from './json-reading.ts'

export type ClusterEntry = {
  readonly server?: string
  readonly caFile?: string
  /** Base64, as all fields named data. */
  readonly caData?: string
  readonly insecure: boolean
  readonly serverName?: string
  readonly proxyUrl?: string
  /** What the cluster tells credential programs. */
  readonly execConfig?: unknown
}

export type ExecPlugin = {
  readonly apiVersion: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly installHint?: string
  readonly provideClusterInfo: boolean
  readonly interactiveMode?: string
}

export type UserEntry = {
  readonly certificateFile?: string
  readonly certificateData?: string
  readonly keyFile?: string
  readonly keyData?: string
  readonly token?: string
  readonly tokenFile?: string
  readonly username?: string
  readonly password?: string
  readonly exec?: ExecPlugin
  readonly authProvider?: { readonly name: string; readonly config: Readonly<Record<string, string>> }
  readonly as?: string
  readonly asGroups?: readonly string[]
}

export type ContextEntry = { readonly cluster?: string; readonly user?: string; readonly namespace?: string }

export type Kubeconfig = {
  readonly clusters: ReadonlyMap<string, ClusterEntry>
  readonly users: ReadonlyMap<string, UserEntry>
  readonly contexts: ReadonlyMap<string, ContextEntry>
  readonly currentContext?: string
}

/**
 * One file's text. Relative paths in it are relative to `directory`. Throws `rejected`; the message names the file and
 * line and never quotes it: a kubeconfig is full of secrets.
 */
export function readKubeconfig(text: string, file: string, directory: string): Kubeconfig {
  const config = fieldsOf(parse(text, file))
  const inDirectory = (path: string | undefined) =>
    path === undefined || isAbsolute(path) ? path : join(directory, path)
  return defined<Kubeconfig>({
    clusters: named(config.clusters, 'cluster', fields => readCluster(fields, inDirectory)),
    users: named(config.users, 'user', fields => readUser(fields, inDirectory)),
    contexts: named(config.contexts, 'context', readContext),
    currentContext: textOf(config['current-context']),
  })
}

/** The first file that sets a value, or an entry's name, wins. Source: Kubernetes, organizing access with kubeconfig. */
export function mergeKubeconfigs(files: readonly Kubeconfig[]): Kubeconfig {
  const merge = <T>(maps: readonly ReadonlyMap<string, T>[]) => new Map(maps.toReversed().flatMap(map => [...map]))
  return defined<Kubeconfig>({
    clusters: merge(files.map(file => file.clusters)),
    users: merge(files.map(file => file.users)),
    contexts: merge(files.map(file => file.contexts)),
    currentContext: files.find(file => file.currentContext !== undefined)?.currentContext,
  })
}

function parse(text: string, file: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines })
  const [error] = document.errors
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0])
    throw new PortError('rejected', `The kubeconfig ${file} is not YAML: line ${line}, ${error.code}.`)
  }
  const value: unknown = document.toJS()
  if (value !== null && !isFields(value)) {
    throw new PortError('rejected', `The kubeconfig ${file} holds no settings: a mapping is expected.`)
  }
  return value
}

function named<T>(list: unknown, what: string, read: (fields: Fields) => T): ReadonlyMap<string, T> {
  const entries = listOf(list).map(fieldsOf)
  const found = new Map<string, T>()
  for (const entry of entries) {
    const name = textOf(entry.name)
    // Within one file, too, the first of a name wins.
    if (name !== undefined && !found.has(name)) found.set(name, read(fieldsOf(entry[what])))
  }
  return found
}

type InDirectory = (path: string | undefined) => string | undefined

function readCluster(fields: Fields, inDirectory: InDirectory): ClusterEntry {
  const extension = listOf(fields.extensions)
    .map(fieldsOf)
    .find(({ name }) => name === 'client.authentication.k8s.io/exec')
  return defined<ClusterEntry>({
    server: textOf(fields.server),
    caFile: inDirectory(textOf(fields['certificate-authority'])),
    caData: textOf(fields['certificate-authority-data']),
    insecure: fields['insecure-skip-tls-verify'] === true,
    serverName: textOf(fields['tls-server-name']),
    proxyUrl: textOf(fields['proxy-url']),
    execConfig: extension?.extension,
  })
}

function readUser(fields: Fields, inDirectory: InDirectory): UserEntry {
  const provider = fieldsOf(fields['auth-provider'])
  const providerName = textOf(provider.name)
  return defined<UserEntry>({
    certificateFile: inDirectory(textOf(fields['client-certificate'])),
    certificateData: textOf(fields['client-certificate-data']),
    keyFile: inDirectory(textOf(fields['client-key'])),
    keyData: textOf(fields['client-key-data']),
    token: textOf(fields.token),
    tokenFile: inDirectory(textOf(fields.tokenFile)),
    username: textOf(fields.username),
    password: textOf(fields.password),
    exec: readExec(fieldsOf(fields.exec), inDirectory),
    authProvider:
      providerName === undefined ? undefined : { name: providerName, config: readConfig(fieldsOf(provider.config)) },
    as: textOf(fields.as),
    asGroups: fields['as-groups'] === undefined ? undefined : textsOf(fields['as-groups']),
  })
}

function readExec(fields: Fields, inDirectory: InDirectory): ExecPlugin | undefined {
  const command = textOf(fields.command)
  if (command === undefined) return undefined
  const env = listOf(fields.env)
    .map(fieldsOf)
    .map(({ name, value }) => [textOf(name) ?? '', textOf(value) ?? ''] as const)
  return defined<ExecPlugin>({
    apiVersion: textOf(fields.apiVersion) ?? 'client.authentication.k8s.io/v1beta1',
    // A bare name is looked up in PATH; one with a slash is relative to the file.
    command: /[/\\]/.test(command) ? (inDirectory(command) ?? command) : command,
    args: textsOf(fields.args),
    env: Object.fromEntries(env.filter(([name]) => name !== '')),
    installHint: textOf(fields.installHint),
    provideClusterInfo: fields.provideClusterInfo === true,
    interactiveMode: textOf(fields.interactiveMode),
  })
}

function readConfig(fields: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)]))
}

function readContext(fields: Fields): ContextEntry {
  return defined<ContextEntry>({
    cluster: textOf(fields.cluster),
    user: textOf(fields.user),
    namespace: textOf(fields.namespace),
  })
}
