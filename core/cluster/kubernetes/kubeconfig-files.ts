/** Finds and reads the kubeconfig: the file of the flag, else those of KUBECONFIG, else `~/.kube/config`. */

import { readFile } from 'node:fs/promises'
import { delimiter, dirname, join, resolve } from 'node:path'
import { PortError } from '../../ports/index.ts'
import { fieldsOf, textOf } from './json-reading.ts'
import { type Kubeconfig, mergeKubeconfigs, readKubeconfig } from './kubeconfig.ts'

/** The variables of the process, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>

export type FoundKubeconfig = {
  /** The files that were read, in the order in which they win. */
  readonly files: readonly string[]
  /** Where was looked, in words for a message. */
  readonly looked: string
  readonly config: Kubeconfig
}

/**
 * A file named by the flag must exist; of several in KUBECONFIG those that are missing are passed over, as kubectl
 * does. Throws `missing` and `rejected`.
 */
export async function findKubeconfig(flag: string | undefined, env: Environment): Promise<FoundKubeconfig> {
  if (flag !== undefined) {
    const config = await readOne(flag)
    if (config === undefined) throw new PortError('missing', `There is no kubeconfig ${flag} (--kubeconfig).`)
    return { files: [flag], looked: flag, config }
  }
  const { paths, looked } = usualPaths(env)
  const read = await Promise.all(paths.map(async path => ({ path, config: await readOne(path) })))
  const there = read.flatMap(({ path, config }) => (config === undefined ? [] : [{ path, config }]))
  return {
    files: there.map(({ path }) => path),
    looked,
    config: mergeKubeconfigs(there.map(({ config }) => config)),
  }
}

export type NamedContext = {
  readonly name: string
  readonly current: boolean
  readonly cluster?: string
  readonly user?: string
  readonly namespace?: string
}

/** The contexts of the kubeconfig, sorted by name; none when there is no kubeconfig. Throws as {@link findKubeconfig}. */
export async function listContexts(flag: string | undefined, env: Environment): Promise<readonly NamedContext[]> {
  const { config } = await findKubeconfig(flag, env)
  return [...config.contexts]
    .map(([name, entry]) => ({ name, current: name === config.currentContext, ...entry }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function usualPaths(env: Environment): { readonly paths: readonly string[]; readonly looked: string } {
  const paths = [...new Set((env.KUBECONFIG ?? '').split(delimiter).filter(path => path !== ''))]
  if (paths.length > 0) return { paths, looked: `KUBECONFIG (${paths.join(', ')})` }
  const home = env.HOME ?? env.USERPROFILE
  if (home === undefined || home === '') return { paths: [], looked: 'KUBECONFIG (which is not set)' }
  return { paths: [join(home, '.kube', 'config')], looked: '~/.kube/config, as KUBECONFIG is not set' }
}

async function readOne(path: string): Promise<Kubeconfig | undefined> {
  try {
    return readKubeconfig(await readFile(path, 'utf8'), path, dirname(resolve(path)))
  } catch (error) {
    if (error instanceof PortError) throw error
    const code = textOf(fieldsOf(error).code) ?? 'unknown reason'
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new PortError('rejected', `The kubeconfig ${path} cannot be read (${code}).`, { cause: error })
  }
}
