/** Every kubectl that can be had here: the newest one, that of the machine, and Debian's old one. */

import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repository } from '../support/source-tree.ts'
import { kubectlBinary } from './install.ts'

export type Kubectl = {
  /** As tests name it: `kubectl 1.35`. */
  readonly name: string
  readonly binary: string
  readonly minor: number
}

export type Answer = { readonly code: number; readonly stdout: string; readonly stderr: string }

export type RunOptions = {
  readonly kubeconfig: string
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Found once, each asked for its version. What cannot be had is told, and left out. */
export const kubectls: readonly Kubectl[] = [kubectlBinary, systemKubectl(), debianKubectl()].flatMap(binary => {
  if (binary === undefined) return []
  const found = /GitVersion:"v1\.(\d+)|Client Version: v1\.(\d+)/.exec(
    execFileSync(binary, ['version', '--client'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  )
  const minor = Number(found?.[1] ?? found?.[2] ?? 0)
  return [{ name: `kubectl 1.${minor}`, binary, minor }]
})

/** Runs it beside this process, which may be the one that serves. */
export function kubectl(
  { binary }: Kubectl,
  args: readonly string[],
  { kubeconfig, input = '', env = {} }: RunOptions,
): Promise<Answer> {
  const home = mkdtempSync(join(tmpdir(), 'pxsnap-kubectl-home-'))
  return new Promise(resolve => {
    const child = execFile(
      binary,
      [...args],
      {
        encoding: 'utf8',
        timeout: 60_000,
        env: { PATH: process.env.PATH, HOME: home, KUBECONFIG: kubeconfig, ...env },
      },
      (error, stdout, stderr) => {
        rmSync(home, { recursive: true, force: true })
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr })
      },
    )
    child.stdin?.end(input)
  })
}

function systemKubectl(): string | undefined {
  const path = '/usr/bin/kubectl'
  return existsSync(path) ? path : undefined
}

/** Debian's package, unpacked without being installed. Undefined where there is no Debian to ask. */
function debianKubectl(): string | undefined {
  const cache = join(repository, '.cache', 'clients')
  const folder = join(cache, 'kubectl-debian')
  const binary = join(folder, 'usr', 'bin', 'kubectl')
  if (existsSync(binary)) return binary
  mkdirSync(cache, { recursive: true })
  const scratch = mkdtempSync(join(cache, 'unpacking-'))
  try {
    execFileSync('apt-get', ['download', 'kubernetes-client'], { cwd: scratch, stdio: 'pipe', timeout: 60_000 })
    const file = readdirSync(scratch).find(name => name.endsWith('.deb'))
    if (file === undefined) return undefined
    execFileSync('dpkg', ['-x', join(scratch, file), scratch], { stdio: 'pipe' })
    rmSync(join(scratch, file))
    renameSync(scratch, folder)
    return binary
  } catch {
    process.stderr.write("Debian's kubectl cannot be had here and is left out.\n")
    return undefined
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
