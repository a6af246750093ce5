/** How a ClusterPair of a simulated cluster names another one: by URLs of its own kind, and without any secret. */

import { entry, type KubeObject, textOf, valueAt } from '../specs/index.ts'

export type PairReference = {
  /** The name of the other simulated cluster. */
  readonly name: string
  /** Whether the storage is paired too. */
  readonly withStorage: boolean
}

/** The spec of a ClusterPair that leads to the simulated cluster of that name. The token of its storage opens nothing. */
export function simulatedPairSpec(name: string): Readonly<Record<string, unknown>> {
  return {
    config: {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: { [name]: { server: `${scheme}${name}` } },
      users: { [name]: {} },
      contexts: { [name]: { cluster: name, user: name } },
      'current-context': name,
    },
    options: { ip: `${scheme}${name}`, port: '9001', token: 'simulated' },
  }
}

/** Where a ClusterPair leads, or undefined when that is no simulated cluster. */
export function pairReference(pair: KubeObject): PairReference | undefined {
  const config = valueAt(pair, ['spec', 'config'])
  const context = textOf(entry(config, 'current-context')) ?? ''
  const cluster = textOf(entry(named(entry(config, 'contexts'), context, 'context'), 'cluster')) ?? ''
  const name = simulatedName(entry(named(entry(config, 'clusters'), cluster, 'cluster'), 'server'))
  if (name === undefined) return undefined
  const options = valueAt(pair, ['spec', 'options'])
  const token = textOf(entry(options, 'token')) ?? ''
  return { name, withStorage: token !== '' && simulatedName(entry(options, 'ip')) === name }
}

const scheme = 'sim://'

function simulatedName(value: unknown): string | undefined {
  const text = textOf(value)
  if (text?.startsWith(scheme) !== true || text.length === scheme.length) return undefined
  return text.slice(scheme.length)
}

/** One of a map by name, or of a list of named ones as kubectl's own files have it. */
function named(value: unknown, name: string, field: string): unknown {
  if (!Array.isArray(value)) return entry(value, name)
  return entry(
    value.find(one => entry(one, 'name') === name),
    field,
  )
}
