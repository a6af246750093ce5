/** What a user sees and types, in the real workbench with the installed package. */

import assert from 'node:assert/strict'
import { suite, suiteSetup, suiteTeardown, test } from 'mocha'
import { startWorkbench, type Workbench } from './workbench.ts'

suite('in the workbench', () => {
  let workbench: Workbench

  suiteSetup(async () => {
    workbench = await startWorkbench('Default Dark Modern')
  })

  suiteTeardown(() => workbench.close())

  test('a wrong key is underlined, and the Problems panel says what is true and what to do', async () => {
    const { page } = workbench
    await page.waitForSelector('.squiggly-error', { timeout: 30_000 })
    await page.keyboard.press('Control+Shift+M')
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'rule/spec' })
    await problem.first().waitFor()
    await workbench.picture('editor')
  })
})
