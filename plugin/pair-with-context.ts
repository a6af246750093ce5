/** A ClusterPair from one real cluster to another, which STORK works with: the other's credentials, and its storage. */

import { type FlatKubeconfig, flatKubeconfig } from '@pxsnap/core/cluster/kubernetes'
import { clusterPair, type KubeObject } from '@pxsnap/core/specs'
import type { Face } from './face.ts'
import { sanitiseLine } from './output/sanitise.ts'
import { Problem } from './problem.ts'

export type PairWish = {
  readonly name: string
  readonly namespace: string
  /** Of the other cluster; absent: the current one of its kubeconfig. */
  readonly context: string | undefined
  /** Absent: where the commands look for theirs. */
  readonly kubeconfig: string | undefined
  /** `KEY=VALUE`. */
  readonly storageOptions: readonly string[]
}

export type MadePair = {
  readonly object: KubeObject
  /** For the plan. */
  readonly details: readonly string[]
  readonly server: string
}

/** Throws a Problem for options that pair nothing, and a PortError where the context cannot be taken along. */
export async function pairWithContext(face: Face, wish: PairWish): Promise<MadePair> {
  const options = readOptions(wish.storageOptions)
  const { kubeconfig, context } = wish
  const from = { ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }) }
  const there = await flatKubeconfig(from, face.env)
  const { apiVersion, kind } = clusterPair
  return {
    object: {
      apiVersion,
      kind,
      metadata: { name: wish.name, namespace: wish.namespace },
      spec: { config: there.config, ...(options.size === 0 ? {} : { options: Object.fromEntries(options) }) },
    },
    details: detailsOf(there, options, wish.namespace),
    server: there.server,
  }
}

function detailsOf(there: FlatKubeconfig, options: ReadonlyMap<string, string>, namespace: string): readonly string[] {
  const storage = options.get('ip')
  const location = options.get('backuplocation')
  return [
    `leads to ${sanitiseLine(there.server)}, which STORK must be able to reach`,
    `holds the credentials of user ${sanitiseLine(there.user)} of context ${sanitiseLine(there.context)}: whoever may read ClusterPairs in ${sanitiseLine(namespace)} can act as that user`,
    storage === undefined
      ? 'without the storage there (--storage-option ip=… and token=…), so objects migrate and volumes do not'
      : `pairs the storage at ${sanitiseLine(`${storage}:${options.get('port') ?? usualPort}`)}`,
    ...(location === undefined ? [] : [`volumes travel through the BackupLocation ${sanitiseLine(location)}`]),
  ]
}

/** Source: STORK, cluster pair controller: without a token the storage is not paired, whatever else is there. */
function readOptions(given: readonly string[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>()
  for (const text of given) {
    const at = text.indexOf('=')
    if (at <= 0) throw new Problem('usage', 'A --storage-option is KEY=VALUE, such as ip=10.0.0.5.')
    const [key, value] = [text.slice(0, at), text.slice(at + 1)]
    if (value === '' || value.startsWith('<'))
      throw new Problem('usage', `The --storage-option ${sanitiseLine(key)} has no value.`, whereFrom)
    options.set(key, value)
  }
  const port = options.get('port')
  if (port !== undefined && !/^\d{1,5}$/.test(port))
    throw new Problem('usage', `The --storage-option port is a number, not "${sanitiseLine(port)}".`)
  const mode = options.get('mode')
  if (mode !== undefined && !modes.includes(mode))
    throw new Problem('usage', `The --storage-option mode is ${modes.join(', ')}, not "${sanitiseLine(mode)}".`)
  if (options.size === 0) return options
  for (const key of ['ip', 'token'])
    if (!options.has(key))
      throw new Problem('usage', `The storage is paired by ip and token together; ${key} is missing.`, whereFrom)
  return options
}

const usualPort = '9001'
const modes: readonly string[] = ['Default', 'DisasterRecovery', 'OneTimeMigration']
const whereFrom = 'Both are of the other cluster; its token is told there by: pxctl cluster token show'
