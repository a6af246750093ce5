/** Bundles the plugin into dist/: ESM, split so that Ink and the simulator load only when a command needs them. */

import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { copyFile, cp, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const plugin = fileURLToPath(new URL('.', import.meta.url))
const root = join(plugin, '..')
const dist = join(plugin, 'dist')
const stamp = join(dist, '.built')
const sources = [plugin, join(root, 'core'), join(root, 'snippets'), join(root, 'package-lock.json')]

/** What the bundles share: the small ones of lint and of looking, and the one with everything. */
const common = {
  bundle: true,
  jsx: 'automatic',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  plugins: [standIns()],
  alias: {
    // The same code as ES modules, of which the bundle takes what it needs; under Node the package offers CommonJS.
    yaml: join(root, 'node_modules/yaml/browser/index.js'),
  },
}

if (process.argv.includes('--if-stale') && (await isFresh())) process.exit(0)
const startedAt = new Date()
const fresh = `${dist}.new-${process.pid}`
try {
  await bundle(fresh)
  // Chunk names carry hashes, so a command that is running keeps finding its own until the folder is exchanged.
  await writeFile(join(fresh, '.built'), '')
  await utimes(join(fresh, '.built'), startedAt, startedAt)
  await rm(dist, { recursive: true, force: true })
  await rename(fresh, dist)
  keepCompiled(dist)
} finally {
  await rm(fresh, { recursive: true, force: true })
}

async function bundle(outdir) {
  await mkdir(outdir, { recursive: true })
  const [all, ...small] = await Promise.all([
    build({
      ...common,
      entryPoints: {
        main: join(plugin, 'main.ts'),
        // Needed only to refresh a sign-in, and as large as all the rest: the bundle for looking takes it from here.
        'client-node': join(root, 'core/cluster/kubernetes/client-node.ts'),
      },
      outdir,
      outExtension: { '.js': '.mjs' },
      format: 'esm',
      splitting: true,
      // Packages in CommonJS form ask for Node's own modules through require. No shortened name may be the same.
      banner: {
        js: "import{createRequire as createRequireOfPxsnap}from'node:module';const require=createRequireOfPxsnap(import.meta.url);",
      },
    }),
    build({ ...common, entryPoints: [join(plugin, 'quick.ts')], outfile: join(outdir, 'quick.cjs'), format: 'cjs' }),
    build({
      ...common,
      entryPoints: [join(plugin, 'looking.ts')],
      outfile: join(outdir, 'looking.cjs'),
      format: 'cjs',
      plugins: [standIns(), leftElsewhere()],
    }),
  ])
  const metafile = {
    inputs: Object.assign({}, all.metafile.inputs, ...small.map(one => one.metafile.inputs)),
    outputs: Object.assign({}, all.metafile.outputs, ...small.map(one => one.metafile.outputs)),
  }
  await writeFile(join(outdir, 'metafile.json'), JSON.stringify(metafile))
  await copyFile(join(plugin, 'load-quick.cjs'), join(outdir, 'load-quick.cjs'))
  await cp(join(plugin, 'tour'), join(outdir, 'tour'), { recursive: true, filter: path => !/\.tsx?$/.test(path) })
  await cp(join(root, 'snippets'), join(outdir, 'snippets'), { recursive: true })
}

/**
 * The specs of the tour have findings of many kinds, so most of what lint ever runs is compiled by them. What looking runs is
 * compiled by a few objects of a server that keep-compiled.mjs is.
 */
function keepCompiled(directory) {
  const env = { ...process.env, NODE_OPTIONS: '' }
  const keep = (...run) =>
    execFileSync(process.execPath, [join(plugin, 'keep-compiled.mjs'), directory, ...run], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  keep('quick', 'lint', '-f', join(plugin, 'tour'))
  keep('looking', 'get', 'volumesnapshots', '-A')
}

/** Small modules in place of packages. */
function standIns() {
  const modules = {
    // Ink reaches for it only when DEV is true; the real package is not installed.
    'react-devtools-core': 'export default { initialize() {}, connectToDevTools() {} }',
    'string-width': "export { displayWidth as default } from './output/display-width.ts'",
  }
  const filter = new RegExp(`^(${Object.keys(modules).join('|')})$`)
  return {
    name: 'stand-ins',
    setup({ onResolve, onLoad }) {
      onResolve({ filter }, ({ path }) => ({ path, namespace: 'stand-in' }))
      const ink = realpathSync(join(root, 'node_modules/ink/build'))
      onResolve({ filter: /^\.\/output\.js$/ }, ({ importer }) =>
        importer === join(ink, 'renderer.js') ? { path: join(plugin, 'ui/ink-output.mjs') } : undefined,
      )
      onResolve({ filter: /^ink\/original-output$/ }, () => ({ path: join(ink, 'output.js') }))
      onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => ({
        contents: withBinary(await readFile(path, 'utf8')),
      }))
      onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({ contents: modules[path], resolveDir: plugin }))
    },
  }
}

/** What the bundle for looking never needs, and what it takes from a file of its own. */
function leftElsewhere() {
  return {
    name: 'left-elsewhere',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/simulated-world\.ts$/ }, ({ path }) => ({ path, namespace: 'left-out' }))
      onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
        contents: "export function openSimulatedWorld() { throw new Error('the other bundle has the simulator') }",
      }))
      onResolve({ filter: /\/client-node\.ts$/ }, () => ({ path: './client-node.mjs', external: true }))
    },
  }
}

/** Yoga fetches its binary from a data: URL, for which Node loads a whole HTTP client. Here it is handed over. */
function withBinary(source) {
  const [url, base64] = /"data:application\/octet-stream;base64,([^"]+)"/.exec(source) ?? []
  const start = 'loadYoga = loadYoga || {};'
  if (url === undefined || !source.includes(start)) throw new Error('The loader of yoga-layout has another form.')
  return source
    .replace(url, () => '"yoga.wasm"')
    .replace(start, () => `${start} loadYoga.wasmBinary = Buffer.from("${base64}", "base64");`)
}

/** Nothing that goes into the bundle has changed since it was built. Folders count, so that a deleted file does, too. */
async function isFresh() {
  const built = await stat(stamp).catch(() => undefined)
  if (built === undefined) return false
  for (const source of sources) if (await isNewer(source, built.mtimeMs)) return false
  return true
}

async function isNewer(path, thanMs) {
  const { mtimeMs, isDirectory } = await stat(path).then(found => ({
    mtimeMs: found.mtimeMs,
    isDirectory: found.isDirectory(),
  }))
  if (!isDirectory) return mtimeMs > thanMs
  // The plugin's own folder changes whenever dist is exchanged.
  if (path !== plugin && mtimeMs > thanMs) return true
  for (const entry of await readdir(path)) {
    if (entry === 'node_modules' || entry.startsWith('dist')) continue
    if (await isNewer(join(path, entry), thanMs)) return true
  }
  return false
}
