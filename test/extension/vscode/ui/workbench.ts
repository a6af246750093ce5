/** A workbench with the installed package, on a copy of the fixtures, for tests that look and type as a user does. */

import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type Page, remoteUri, startBrowser, workbenchUrl } from '../browser.ts'
import { installExtension, startServer, type VsCodeServer } from '../vscode-server.ts'

export type Workbench = {
  readonly page: Page
  readonly browser: Browser
  readonly folder: string
  /** Opens a file of the workspace in an editor. */
  open(file: string): Promise<void>
  /** Runs a command by its title in the palette. */
  run(title: string): Promise<void>
  /** Puts the cursor there; lines and columns count from 1. */
  goTo(line: number, column: number): Promise<void>
  /** The lines that the editor shows. */
  lines(): Promise<readonly string[]>
  picture(name: string): Promise<void>
  close(): Promise<void>
}

/** Where the run script says things are. */
const { PXSNAP_VSCODE_HOST: host, PXSNAP_BROWSER_DRIVER: driver, PXSNAP_VSIX: vsix, PXSNAP_STATE: state } = process.env

export async function startWorkbench(theme: string): Promise<Workbench> {
  if (!host || !driver || !vsix || !state) throw new Error('run these tests through test/extension/vscode/run.sh')
  const folder = join(state, 'snapshots')
  mkdirSync(folder, { recursive: true })
  cpSync(fileURLToPath(new URL('../fixtures', import.meta.url)), folder, { recursive: true })
  const options = {
    ...{ host, state },
    settings: {
      'workbench.colorTheme': theme,
      'workbench.activityBar.location': 'top',
      'editor.minimap.enabled': false,
      'editor.fontSize': 14,
      'editor.lineHeight': 1.5,
      'editor.wordWrap': 'on',
      'editor.quickSuggestionsDelay': 0,
      'problems.defaultViewMode': 'tree',
      'breadcrumbs.enabled': false,
    },
  }
  installExtension(options, vsix)
  const server: VsCodeServer = await startServer(options)
  const browser = await startBrowser(driver, { width: 1280, height: 800 }, 1.5)
  const { page } = browser
  await page.goto(workbenchUrl(server.port, folder, [['openFile', remoteUri(server.port, join(folder, 'mysql.yaml'))]]))
  await page.waitForSelector('.monaco-editor .view-line', { timeout: 60_000 })
  // The side bar away: more room for what the pictures are about.
  await page.keyboard.press('Control+b')
  const run = async (title: string): Promise<void> => {
    await page.keyboard.press('F1')
    await page.locator('.quick-input-widget').first().waitFor()
    await page.keyboard.type(title)
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click()
  }
  return {
    ...{ page, browser, folder, run },
    open: async file => {
      await page.keyboard.press('Control+p')
      await page.locator('.quick-input-widget').first().waitFor()
      await page.keyboard.type(file)
      await page.locator('.quick-input-list .monaco-list-row', { hasText: file }).first().click()
      await page.locator('.tab.active', { hasText: file }).first().waitFor()
      await page.locator('.monaco-editor .view-line').first().waitFor()
    },
    goTo: async (line, column) => {
      await page.locator('.editor-instance .view-lines').first().click()
      await page.keyboard.press('Control+g')
      await page.locator('.quick-input-widget').first().waitFor()
      await page.keyboard.type(`${line}:${column}`)
      await page.keyboard.press('Enter')
      await page.locator('.quick-input-widget').first().waitFor({ state: 'hidden' })
    },
    lines: async () =>
      (await page.locator('.editor-instance .view-line').allTextContents()).map(line => line.replaceAll('\u00a0', ' ')),
    picture: async name => {
      // What fades in is not whole at once. No test depends on this pause.
      await page.waitForTimeout(300)
      await page.screenshot({ path: join(state, `${name}.png`) })
    },
    close: async () => {
      await browser.close()
      await server.stop()
    },
  }
}
