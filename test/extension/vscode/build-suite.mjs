/** Bundles the suite for the extension host: one file per test file, Mocha and VS Code left to be found there. */

import { readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const suite = fileURLToPath(new URL('suite/', import.meta.url))
const outdir = fileURLToPath(new URL('../../../.build/vscode-suite/', import.meta.url))

rmSync(outdir, { recursive: true, force: true })
await build({
  entryPoints: readdirSync(suite).map(file => `${suite}${file}`),
  outdir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
})
