/**
 * Clients written in Go: helm, k9s, and a small program of our own on client-go.
 *
 * They are used when `.cache/clients/go` has them. Building them takes minutes of every core, so that is done only
 * when asked for, with PXSNAP_BUILD_GO_CLIENTS=1; it needs Go and its module proxy.
 */

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repository } from '../support/source-tree.ts'

const folder = join(repository, '.cache', 'clients', 'go')
export const goSources = join(repository, 'test', 'clients', 'go')

export type GoClient = 'helm' | 'k9s' | 'served-client'

/** Where the program is, or undefined where it was not built. */
export function goClient(name: GoClient): string | undefined {
  const binary = join(folder, name)
  if (existsSync(binary)) return binary
  if (process.env.PXSNAP_BUILD_GO_CLIENTS === undefined) {
    process.stderr.write(
      `${name} is not in .cache/clients/go, and its tests are skipped. PXSNAP_BUILD_GO_CLIENTS=1 npm run test:clients builds it with Go.\n`,
    )
    return undefined
  }
  mkdirSync(folder, { recursive: true })
  builders[name](binary)
  return binary
}

const builders: Readonly<Record<GoClient, (binary: string) => void>> = {
  helm: () => {
    go(['install', 'helm.sh/helm/v3/cmd/helm@v3.16.4'], { GOBIN: folder })
  },
  // Its module cannot be installed by name, because its go.mod replaces others; so it is built in a copy of it.
  k9s: binary => {
    const module = JSON.parse(go(['mod', 'download', '-json', 'github.com/derailed/k9s@v0.32.7'])) as { Dir: string }
    const copy = mkdtempSync(join(tmpdir(), 'pxsnap-k9s-'))
    try {
      cpSync(module.Dir, copy, { recursive: true })
      execFileSync('chmod', ['-R', 'u+w', copy])
      go(['build', '-o', binary, '.'], { GOFLAGS: '-mod=mod -buildvcs=false' }, copy)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  },
  'served-client': binary => {
    go(['build', '-trimpath', '-buildvcs=false', '-o', binary, '.'], {}, goSources)
  },
}

function go(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = tmpdir()): string {
  return execFileSync('go', [...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 30 * 60_000,
    env: { ...process.env, ...env },
  })
}
