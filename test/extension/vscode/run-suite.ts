/**
 * Runs the suite inside the extension host of a real VS Code, against the installed package.
 *
 * Usage: run-suite.ts HOST DRIVER VSIX SUITE STATE
 * Believes Mocha's own report only: an extension host that dies is told to the page as success.
 */

import { appendFileSync, cpSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'node:util'
import { remoteUri, startBrowser, workbenchUrl } from './browser.ts'
import { installExtension, startServer } from './vscode-server.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const [host = '', driver = '', vsix = '', suite = '', state = ''] = process.argv.slice(2).map(each => resolve(each))
const report = join(state, 'suite.json')
const folder = join(state, 'workspace')
const log = join(state, 'workbench.log')

mkdirSync(state, { recursive: true })
// A copy per run: the suite edits files.
cpSync(join(here, 'fixtures'), folder, { recursive: true })

const options = { host, state, environment: { PXSNAP_MOCHA_REPORT: report } }
installExtension(options, vsix)
const server = await startServer(options)
const { page, refused, close } = await startBrowser(driver)
try {
  let finish: (how: string) => void = () => undefined
  const finished = new Promise<string>(done => {
    finish = done
  })
  await page.exposeFunction('codeAutomationExit', (code: number) => finish(`exit ${code}`))
  await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) =>
    appendFileSync(log, `${type}: ${format(...values)}\n`),
  )
  page.on('crash', () => finish('the page crashed'))
  void server.ended.then(finish)
  const timer = setTimeout(() => finish('no end after two minutes'), 120_000)
  await page.goto(
    workbenchUrl(server.port, folder, [
      ['extensionDevelopmentPath', remoteUri(server.port, join(here, 'harness-extension'))],
      ['extensionTestsPath', remoteUri(server.port, suite)],
    ]),
  )
  const how = await finished
  clearTimeout(timer)
  if (how !== 'exit 0') {
    await page.screenshot({ path: join(state, 'failed.png') })
    console.error(`suite: ${how}; logs are in ${state}`)
  }
  if (!existsSync(report)) console.error(`suite: Mocha wrote no report; logs are in ${state}`)
  if (refused.length > 0) console.error(`suite: refused requests to ${[...new Set(refused)].join(', ')}`)
  process.exitCode = how === 'exit 0' && existsSync(report) && refused.length === 0 ? 0 : 1
} finally {
  await close()
  await server.stop()
}
