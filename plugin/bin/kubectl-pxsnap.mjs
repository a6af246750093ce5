#!/usr/bin/env node
// Starts the built plugin. Committed as it is, so that `npx kubectl-pxsnap` can say what is missing before a build.
// Answers `--version` by itself: everything else costs a start several times as long.
import { readFileSync } from 'node:fs'

if (process.argv.length === 3 && ['--version', 'version'].includes(process.argv[2])) {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  process.stdout.write(`pxsnap v${version}\n`)
} else {
  try {
    const { runProcess } = await import('../dist/main.mjs')
    await runProcess()
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error
    process.stderr.write(
      'error: pxsnap is not built yet: plugin/dist is missing or incomplete.\nnext:  npm run build\n',
    )
    process.exitCode = 1
  }
}
