/** Kubeconfig files of tests, each in a directory of its own. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One context, `test`, in namespace `shop`; its cluster and user are called `c` and `u`. */
export type Config = {
  readonly cluster: Readonly<Record<string, unknown>>
  readonly user: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
}

export type ConfigFile = { readonly path: string; readonly directory: string; readonly remove: () => void }

export function writeKubeconfig({ cluster, user, context = {} }: Config): ConfigFile {
  return writeConfigText(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'c', cluster }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'test', context: { cluster: 'c', user: 'u', namespace: 'shop', ...context } }],
      'current-context': 'test',
    }),
  )
}

export function writeConfigText(text: string): ConfigFile {
  const directory = mkdtempSync(join(tmpdir(), 'pxsnap-kubeconfig-'))
  const path = join(directory, 'config')
  writeFileSync(path, text)
  return { path, directory, remove: () => rmSync(directory, { recursive: true, force: true }) }
}
