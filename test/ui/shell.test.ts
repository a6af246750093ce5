/** What keys do: where one goes, what is asked, and what is refused. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { memoryClusters } from '../plugin/memory-clusters.ts'
import { runCommand } from '../plugin/run-command.ts'
import { tourDirectory } from '../plugin/shop.ts'
import { driveUi, type UiDriver } from '../support/ui-driver.ts'

const simulators = memoryClusters()
const open: UiDriver[] = []
const drive = async (words: string, readOnly = true) => {
  const driver = await driveUi({ words, simulators, readOnly })
  open.push(driver)
  await driver.until(text => !text.includes('eading…'))
  return driver
}
const title = (driver: UiDriver) => driver.shell.top?.title()

beforeAll(async () => {
  await runCommand('sim load --sim -f mysql.yaml', { cwd: tourDirectory, simulators })
}, 60_000)

afterAll(async () => {
  for (const driver of open) await driver.close()
})

test('Esc goes back the way one came, and [ ] and - through what was seen', async () => {
  const ui = await drive('pvc')
  ui.press('enter')
  expect(title(ui)).toBe('mysql-data')
  ui.press('y')
  expect(title(ui)).toBe('mysql-data as YAML')
  ui.press('esc')
  expect(title(ui)).toBe('mysql-data')
  ui.press('esc', 'esc')
  expect(title(ui)).toBe('claims')
  ui.press('[')
  expect(title(ui)).toBe('mysql-data')
  ui.press('-')
  expect(title(ui)).toBe('claims')
})

test('a command is completed with Tab, run with Enter and recalled with Up', async () => {
  const ui = await drive('pvc')
  ui.press(':')
  ui.type('rul')
  ui.press('tab')
  expect(ui.frame()).toContain(':rules')
  ui.press('enter')
  await ui.until(() => title(ui) === 'rules')
  ui.press(':', 'up')
  expect(ui.frame()).toContain(':rules')
  ui.press('esc')
  expect(ui.frame()).not.toContain(':rules')
})

test('a kind with a namespace and a filter opens its list narrowed to them', async () => {
  const ui = await drive('vs')
  ui.press(':')
  ui.type('pvc shop /log$|mysql-log')
  ui.press('enter')
  const text = await ui.until(seen => seen.includes('1 of 2'))
  expect(text).toContain('mysql-log')
  expect(text).not.toContain('> mysql-data')
  expect(ui.shell.namespace()).toBe('shop')
})

test('a word that means nothing is told with what may have been meant', async () => {
  const ui = await drive('pvc')
  ui.press(':')
  ui.type('volumesnapshost')
  ui.press('enter')
  await ui.until(text => text.includes('Did you mean :volumesnapshot?'))
  expect(title(ui)).toBe('claims')
})

test('help lists the keys, is searched, and Enter does what the key does', async () => {
  const ui = await drive('pvc')
  ui.press('?', '/')
  ui.type('YAML')
  ui.press('enter')
  expect(ui.frame()).toContain('shows the object as YAML')
  ui.press('enter')
  await ui.until(() => title(ui) === 'mysql-data as YAML')
})

test('digits choose namespaces, and 0 all of them', async () => {
  const ui = await drive('pvc')
  ui.press('1')
  expect(ui.shell.namespace()).toBe('default')
  await ui.until(text => text.includes('There are no claims in namespace default'))
  ui.press('0')
  await ui.until(text => text.includes('mysql-data'))
})

test('Ctrl-S keeps what is shown in a file', async () => {
  const ui = await drive('pvc')
  ui.press('y', 'ctrl-s')
  await ui.until(text => text.includes('Saved to'))
  const [name = ''] = ui.saved.keys()
  expect(name).toBe('pxsnap-mysql-data-as-yaml.yaml')
  expect(ui.saved.get(name)).toContain('kind: PersistentVolumeClaim')
})

test('nothing that writes can be begun in read-only mode', async () => {
  const ui = await drive('pvc')
  for (const key of ['s', 'm', 'e', 'ctrl-d']) {
    ui.press(key)
    expect(ui.frame()).toContain('Nothing is changed in read-only mode')
    expect(title(ui)).toBe('claims')
  }
})

test('q leaves, but is a letter where something is typed', async () => {
  const ui = await drive('pvc')
  ui.press('/', 'q')
  expect(ui.left()).toBe(false)
  ui.press('esc', 'q')
  expect(ui.left()).toBe(true)
})

test('objects that are deleted and made elsewhere come and go', async () => {
  const ui = await drive('rules', false)
  const rule = {
    apiVersion: 'stork.libopenstorage.org/v1alpha1',
    kind: 'Rule',
    metadata: { name: 'made-elsewhere', namespace: 'shop' },
    rules: [],
  }
  ui.shell.world.simulated?.plane.create(rule)
  await ui.until(text => text.includes('made-elsewhere'))
  ui.press('enter')
  const { apiVersion, kind, metadata } = rule
  ui.shell.world.simulated?.plane.delete({ apiVersion, kind, ...metadata })
  await ui.until(text => text.includes('It has been deleted'))
})

test('Ctrl-D shows the plan, and deletes only when told yes', async () => {
  const ui = await drive('rules', false)
  const rule = {
    apiVersion: 'stork.libopenstorage.org/v1alpha1',
    kind: 'Rule',
    metadata: { name: 'too-many', namespace: 'shop' },
    rules: [],
  }
  ui.shell.world.simulated?.plane.create(rule)
  await ui.until(text => text.includes('too-many'))
  ui.press('ctrl-d')
  await ui.until(text => text.includes('Delete this?'))
  ui.press('enter')
  expect(await ui.until(text => text.includes('rules'))).toContain('too-many')
  ui.press('ctrl-d')
  await ui.until(text => text.includes('Delete this?'))
  ui.press('y')
  await ui.until(text => text.includes('exit code 0'))
  expect(ui.shell.log.entries).toMatchObject([{ line: expect.stringContaining('delete rule/too-many -n shop') }])
})
