/**
 * Runs the suite in a desktop VS Code, for contributors with internet: VS Code is downloaded once into the cache folder.
 *
 * Usage: run-desktop.ts [VERSION]   (default: `stable`; the oldest that is promised is 1.100.0)
 * VSCODE_PATH names an executable to use instead of a download.
 */

import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runTests } from '@vscode/test-electron'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '..', '..', '..')
const state = mkdtempSync(join(tmpdir(), 'pxsnap-desktop-'))
const folder = join(state, 'workspace')
const report = join(state, 'suite.json')
const { VSCODE_PATH } = process.env

cpSync(join(here, 'fixtures'), folder, { recursive: true })
try {
  await runTests({
    ...(VSCODE_PATH === undefined
      ? { version: process.argv[2] ?? 'stable', cachePath: join(root, '.cache', 'vscode-desktop') }
      : { vscodeExecutablePath: VSCODE_PATH }),
    extensionDevelopmentPath: join(root, 'extension'),
    extensionTestsPath: join(root, '.build', 'vscode-suite', 'index.cjs'),
    extensionTestsEnv: { PXSNAP_MOCHA_REPORT: report },
    launchArgs: [folder, `--user-data-dir=${join(state, 'user')}`, '--disable-workspace-trust', '--skip-welcome'],
  })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
}
const { passes = 0, failures = 1 } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).stats : {}
console.log(`${passes} passed, ${failures} failed`)
process.exitCode = passes > 0 && failures === 0 ? 0 : 1
