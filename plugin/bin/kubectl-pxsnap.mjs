#!/usr/bin/env node
// Starts the built plugin. Committed as it is, so that `npx kubectl-pxsnap` can say what is missing before a build.
// How it starts is measured against kubectl: `--version` is answered here, and the commands that need no cluster come
// from a small bundle whose compiled form is kept beside it.
import { readFileSync } from 'node:fs'

const quickWords = ['lint', 'explain', 'help', undefined]

async function start() {
  const argv = process.argv.slice(2)
  if (argv.length === 1 && ['--version', 'version'].includes(argv[0])) {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    process.stdout.write(`pxsnap v${version}\n`)
    return
  }
  if (quickWords.includes(argv.find(word => !word.startsWith('-')))) {
    const { loadQuick } = await import('../dist/load-quick.mjs')
    if (await loadQuick().run()) return
  }
  const { run } = await import('../dist/main.mjs')
  await run()
}

try {
  await start()
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error
  process.stderr.write('error: pxsnap is not built yet: plugin/dist is missing or incomplete.\nnext:  npm run build\n')
  process.exitCode = 1
}
