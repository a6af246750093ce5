/**
 * Makes one archive per platform that needs nothing but itself (Node, the bundle, a launcher, the licence), and the
 * manifest for krew. Node comes from the npm registry; where that is not reached, it says what is missing.
 *
 * PXSNAP_PLATFORMS=linux-x64,darwin-arm64 makes only those. PXSNAP_RELEASE_URL is where the archives will be found.
 */

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const nodeVersion = '24.21.0'
/** As the npm registry, and as Go and krew name them. */
const platforms = [
  { name: 'linux-x64', os: 'linux', arch: 'amd64' },
  { name: 'linux-arm64', os: 'linux', arch: 'arm64' },
  { name: 'darwin-x64', os: 'darwin', arch: 'amd64' },
  { name: 'darwin-arm64', os: 'darwin', arch: 'arm64' },
  { name: 'win-x64', os: 'windows', arch: 'amd64' },
]

const plugin = dirname(fileURLToPath(import.meta.url))
const out = join(plugin, '..', 'dist')
const cache = join(plugin, '..', '.cache', 'node')
const { version } = JSON.parse(readFileSync(join(plugin, 'package.json'), 'utf8'))
const release = process.env.PXSNAP_RELEASE_URL ?? `https://example.invalid/pxsnap/releases/v${version}`

const asked = process.env.PXSNAP_PLATFORMS?.split(',').filter(name => name !== '')
const unknown = asked?.find(name => !platforms.some(platform => platform.name === name))
if (unknown !== undefined) {
  console.error(`There is no platform ${unknown}; there are ${platforms.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

mkdirSync(out, { recursive: true })
const made = []
const missing = []
for (const platform of platforms.filter(({ name }) => asked === undefined || asked.includes(name))) {
  const node = fetchNode(platform)
  if (node === undefined) missing.push(platform.name)
  else made.push({ ...platform, ...pack(platform, node) })
}
if (made.length > 0) writeFileSync(join(out, '.krew.yaml'), krewManifest(made))
for (const { file, sha256 } of made) console.log(`${sha256}  ${file}`)
if (missing.length > 0)
  console.error(`No archives for ${missing.join(', ')}: Node could not be fetched from the npm registry.`)

/** The folder of the package with Node in it, fetched once; undefined when it cannot be had. */
function fetchNode({ name }) {
  const folder = join(cache, `${name}-${nodeVersion}`)
  if (existsSync(folder)) return join(folder, 'package')
  mkdirSync(cache, { recursive: true })
  const scratch = mkdtempSync(join(cache, 'fetching-'))
  try {
    const npm = ['pack', `node-${name}@${nodeVersion}`, '--silent', '--fetch-retries=1', '--pack-destination', scratch]
    execFileSync('npm', npm, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000 })
    const tarball = readdirSync(scratch).find(file => file.endsWith('.tgz'))
    if (tarball === undefined) return undefined
    execFileSync('tar', ['-xzf', join(scratch, tarball), '-C', scratch])
    rmSync(join(scratch, tarball))
    renameSync(scratch, folder)
    return join(folder, 'package')
  } catch {
    return undefined
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function pack({ name, os }, node) {
  const scratch = mkdtempSync(join(out, 'packing-'))
  const root = join(scratch, 'pxsnap')
  const file = `kubectl-pxsnap-${version}-${name}.tar.gz`
  try {
    mkdirSync(join(root, 'bin'), { recursive: true })
    for (const part of ['dist', 'package.json', 'LICENSE', 'README.md'])
      cpSync(join(plugin, part), join(root, part), { recursive: true, filter: path => !path.endsWith('metafile.json') })
    for (const script of readdirSync(join(plugin, 'bin')))
      cpSync(join(plugin, 'bin', script), join(root, 'bin', script))
    const binary = os === 'windows' ? 'node.exe' : 'node'
    cpSync(join(node, 'bin', binary), join(root, 'bin', binary))
    if (existsSync(join(node, 'LICENSE'))) cpSync(join(node, 'LICENSE'), join(root, 'LICENSE.node'))
    for (const program of ['kubectl-pxsnap', 'kubectl_complete-pxsnap']) writeLauncher(root, program, os)
    // The same content gives the same archive.
    const tar = [
      '--sort=name',
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '--mtime=@0',
      '-C',
      scratch,
      '-cf',
      '-',
      'pxsnap',
    ]
    const archive = execFileSync('tar', tar, { maxBuffer: 2 ** 30 })
    writeFileSync(join(out, file), execFileSync('gzip', ['-9', '-n'], { input: archive, maxBuffer: 2 ** 30 }))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  const sha256 = createHash('sha256')
    .update(readFileSync(join(out, file)))
    .digest('hex')
  return { file, sha256 }
}

/** krew links to the launcher, so it looks for itself behind the link. */
function writeLauncher(root, program, os) {
  if (os === 'windows') {
    writeFileSync(join(root, `${program}.cmd`), `@"%~dp0bin\\node.exe" "%~dp0bin\\${program}.cjs" %*\r\n`)
    return
  }
  const script = `#!/bin/sh
self="$0"
while [ -L "$self" ]; do
  to="$(readlink "$self")"
  case "$to" in /*) self="$to" ;; *) self="$(dirname "$self")/$to" ;; esac
done
here="$(cd "$(dirname "$self")" && pwd -P)"
exec "$here/bin/node" "$here/bin/${program}.cjs" "$@"
`
  writeFileSync(join(root, program), script)
  chmodSync(join(root, program), 0o755)
}

/** Source: krew, plugin manifest (krew.googlecontainertools.github.com/v1alpha2). */
function krewManifest(archives) {
  const entries = archives.map(
    ({ os, arch, file, sha256 }) => `  - selector:
      matchLabels: { os: ${os}, arch: ${arch} }
    uri: ${release}/${file}
    sha256: ${sha256}
    files:
      - { from: "pxsnap/*", to: "." }
    bin: kubectl-pxsnap${os === 'windows' ? '.cmd' : ''}
`,
  )
  return `apiVersion: krew.googlecontainertools.github.com/v1alpha2
kind: Plugin
metadata:
  name: pxsnap
spec:
  version: v${version}
  homepage: ${release}
  shortDescription: Snapshots of applications on Portworx and STORK
  description: |
    Lints, plans, carries out and explains snapshots, group snapshots, restores,
    clones and migrations of stateful applications, in clusters and in simulated ones.
  platforms:
${entries.join('')}`
}
