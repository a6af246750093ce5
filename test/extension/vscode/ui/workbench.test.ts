/** What a user sees and types, in the real workbench with the installed package. */

import assert from 'node:assert/strict'
import { suite, suiteSetup, suiteTeardown, teardown, test } from 'mocha'
import { startWorkbench, type Workbench } from './workbench.ts'

suite('in the workbench', () => {
  let workbench: Workbench

  suiteSetup(async () => {
    workbench = await startWorkbench('Default Dark Modern')
  })

  teardown(async function () {
    if (this.currentTest?.isFailed()) await workbench.picture('failed')
  })

  suiteTeardown(() => workbench.close())

  test('a wrong key is underlined, and the Problems panel says what is true and what to do', async () => {
    const { page } = workbench
    await page.waitForSelector('.squiggly-error', { timeout: 30_000 })
    await page.keyboard.press('Control+Shift+M')
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'rule/spec-instead-of-rules' })
    await problem.first().waitFor()
    assert.match((await problem.first().textContent()) ?? '', /Put the items under the top-level key/)
    await workbench.picture('editor')
  })

  test('the light bulb offers the fix at the finding, and the chosen fix changes one word', async () => {
    const { page } = workbench
    const before = await workbench.lines()
    await workbench.goTo(6, 1)
    await page.keyboard.press('Control+.')
    const action = page.locator('.action-widget .monaco-list-row', { hasText: 'rules' })
    await action.first().waitFor()
    await workbench.picture('quick-fix')
    await page.keyboard.press('Enter')
    await page
      .locator('.view-line', { hasText: /^rules:$/ })
      .first()
      .waitFor()
    const after = await workbench.lines()
    assert.deepEqual(
      after,
      before.map((line, index) => (index === before.indexOf('spec:') ? 'rules:' : line)),
    )
  })

  test('suggestions come while typing, first the field and then its value', async () => {
    const { page } = workbench
    await workbench.goTo(11, 100)
    await page.keyboard.press('Enter')
    await page.keyboard.type('runIn')
    const suggestion = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'runInSinglePod' })
    await suggestion.first().waitFor()
    await workbench.picture('completion')
    await page.keyboard.press('Enter')
    const value = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'true' })
    await value.first().waitFor()
    await page.keyboard.press('Enter')
    await page
      .locator('.view-line', { hasText: /runInSinglePod:\s(true|false)$/ })
      .first()
      .waitFor()
  })

  test('hover explains the field under the cursor', async () => {
    const { page } = workbench
    await workbench.goTo(7, 8)
    await workbench.run('Show or Focus Hover')
    const hover = page.locator('.monaco-hover', { hasText: 'Labels of the pods' })
    await hover.first().waitFor()
    await workbench.picture('hover')
    await page.keyboard.press('Escape')
  })

  test('a snippet is found by its prefix and filled in from stop to stop', async () => {
    const { page } = workbench
    await workbench.run('File: New Untitled Text File')
    await workbench.run('Change Language Mode')
    await page.keyboard.type('yaml')
    await page.keyboard.press('Enter')
    await page.keyboard.type('px-clo')
    const suggestion = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'px-clone' })
    await suggestion.first().waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.view-line', { hasText: 'stork-snapshot-sc' }).first().waitFor()
    await page.keyboard.type('orders-copy')
    await page.keyboard.press('Tab')
    await page.keyboard.type('orders-snapshot')
    await page
      .locator('.view-line', { hasText: 'snapshot.alpha.kubernetes.io/snapshot: orders-snapshot' })
      .first()
      .waitFor()
    await page
      .locator('.view-line', { hasText: /name:\sorders-copy$/ })
      .first()
      .waitFor()
    await workbench.picture('snippet')
  })

  test('nothing popped up meanwhile, and nothing left the machine', async () => {
    const { page, browser } = workbench
    const popUps = await page.locator('.notification-toast, .monaco-dialog-box').allTextContents()
    assert.deepEqual(popUps, [])
    assert.deepEqual(browser.refused, [])
  })
})
