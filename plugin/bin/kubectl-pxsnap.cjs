#!/usr/bin/env node
// Starts the built plugin. Committed as it is, so that `npx kubectl-pxsnap` can say what is missing before a build.
// How it starts is measured against kubectl, so it is CommonJS, which Node starts sooner than a module; `--version` is
// answered here; and the commands that need no cluster or only look at a real one come from small
// bundles whose compiled form is kept.
'use strict'

const quickWords = ['lint', 'explain', 'help', undefined]
const lookingWords = ['get', 'describe', 'status', 'tree', 'history', 'diagnose', 'wait']

async function start() {
  const argv = process.argv.slice(2)
  if (argv.length === 1 && ['--version', 'version'].includes(argv[0])) {
    process.stdout.write(`pxsnap v${require('../package.json').version}\n`)
    return
  }
  const word = argv.find(one => !one.startsWith('-'))
  const bundle = quickWords.includes(word) ? 'quick' : lookingWords.includes(word) ? 'looking' : undefined
  const simulated = bundle === 'looking' && (process.env.PXSNAP_SIM || argv.some(one => /^--(sim|from)(=|$)/.test(one)))
  if (bundle !== undefined && !simulated) {
    const { loadQuick } = require('../dist/load-quick.cjs')
    if (await loadQuick(bundle).run()) return
  }
  const { run } = await import('../dist/main.mjs')
  await run()
}

start().catch(error => {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND' && error?.code !== 'MODULE_NOT_FOUND') throw error
  process.stderr.write('error: pxsnap is not built yet: plugin/dist is missing or incomplete.\nnext:  npm run build\n')
  process.exitCode = 1
})
