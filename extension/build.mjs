/** Builds what the package holds into dist: two bundles, the snippets, and the licences of what is bundled. */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const extension = join(root, 'extension')
const dist = join(extension, 'dist')

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist, { recursive: true })

const { editorSnippet, readSnippet } = await languageFace()
const snippetFolder = join(root, 'snippets')
const snippets = readdirSync(snippetFolder)
  .filter(file => file.endsWith('.yaml'))
  .map(file => readSnippet(file.slice(0, -'.yaml'.length), readFileSync(join(snippetFolder, file), 'utf8')))

const bundles = await build({
  entryPoints: { extension: join(extension, 'extension.ts'), server: join(extension, 'server.ts') },
  outdir: dist,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The ESM builds of these packages, where the CJS ones hide their requires from the bundler.
  mainFields: ['module', 'main'],
  external: ['vscode'],
  define: { allSnippets: JSON.stringify(snippets) },
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
})
writeFileSync(join(dist, 'snippets.json'), pickedSnippets())
writeFileSync(join(dist, 'third-party-licences.txt'), licences(Object.keys(bundles.metafile.inputs)))

/**
 * The snippets for VS Code's own picker. They have no prefix: while typing, the server offers them, which knows where a
 * document can begin.
 */
function pickedSnippets() {
  const all = snippets.map(snippet => {
    const { description, body } = editorSnippet(snippet)
    return [description.replace(/\.$/, ''), { description: snippet.name, body }]
  })
  return `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`
}

/** The face of core that reads snippets, bundled in memory since Node cannot load it as it is. */
async function languageFace() {
  const { outputFiles } = await build({
    stdin: { contents: "export { editorSnippet, readSnippet } from '@pxsnap/core/language'", resolveDir: extension },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'warning',
  })
  const [bundle] = outputFiles
  return import(`data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`)
}

/** The licence text of every package that has a file in a bundle. */
function licences(inputs) {
  const packages = new Set(inputs.flatMap(input => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []))
  const texts = [...packages].sort().map(path => {
    const folder = join(process.cwd(), path)
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find(each => /^(licen[cs]e|thirdpartynotices)/i.test(each))
    const text = file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : ''
    return `${name} ${version} (${license})\n\n${text.trim()}\n`
  })
  return texts.join(`\n${'-'.repeat(80)}\n\n`)
}
