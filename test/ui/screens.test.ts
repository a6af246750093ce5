/** What every screen of the UI looks like, at three sizes, on the simulated shop with a few snapshots. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { memoryClusters } from '../plugin/memory-clusters.ts'
import { runCommand } from '../plugin/run-command.ts'
import { mysqlGroup, tourDirectory } from '../plugin/shop.ts'
import { matchesGolden } from '../support/golden.ts'
import { driveUi, type Size, type UiDriver } from '../support/ui-driver.ts'

const simulators = memoryClusters()
const run = async (line: string | readonly string[], stdin?: string) => {
  const { exit, err } = await runCommand(line, {
    cwd: tourDirectory,
    simulators,
    ...(stdin === undefined ? {} : { stdin }),
  })
  if (exit !== 0) throw new Error(err)
}
const open: UiDriver[] = []
const drive = async (words: string) => {
  const driver = await driveUi({ words, simulators, readOnly: true })
  open.push(driver)
  return driver
}

beforeAll(async () => {
  await run('sim load --sim -f mysql.yaml -f cassandra.yaml')
  await run('apply --sim -y -f -', mysqlGroup)
  await run('snapshot cassandra-data -n shop --sim -y')
}, 60_000)

afterAll(async () => {
  for (const driver of open) await driver.close()
})

const sizes: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
]

/** What it takes to see the screen, and what is on it then. */
const screens: Readonly<Record<string, readonly [words: string, keys: readonly string[], shows: string]>> = {
  claims: ['pvc', [], 'mysql-data'],
  snapshots: ['vs', [], 'cassandra-data'],
  groups: ['gvs', [], 'orders-before-upgrade'],
  rules: ['rules shop', [], 'orders-lock'],
  'group-detail': ['gvs', ['enter'], 'Members'],
  'claim-detail': ['pvc', ['enter'], 'cassandra-0'],
  'group-yaml': ['gvs', ['y'], 'pvcSelector'],
  'group-rule-output': ['gvs', ['l'], 'exit code'],
  'claim-used-by': ['pvc', ['down', 'u'], 'mounts it'],
  help: ['gvs', ['?'], 'sorts by name'],
  'claims-filtered': ['pvc', ['/', 'm', 'y'], 'mysql-log'],
  'command-bar': ['pvc', [':', 'v', 'o', 'l'], ':vol'],
  'claims-marked': ['pvc', ['space', 'space'], '2 marked'],
  'nothing-there': ['migrations', [], 'There are no migrations'],
  'read-only': ['pvc', ['s'], 'read-only mode'],
}

test.each(Object.keys(screens))('%s', async name => {
  const [words, keys, shows] = screens[name] ?? ['', [], '']
  const driver = await drive(words)
  await driver.until(text => !text.includes('Reading…') && !text.includes('reading…'))
  for (const key of keys) driver.press(key)
  for (const size of sizes) {
    const text = await driver.until(seen => seen.includes(shows) && !seen.includes('eading…'), size)
    expect(text.split('\n').length - 1).toBe(size.rows - 1)
    matchesGolden('ui', `${name}.${size.columns}x${size.rows}.txt`, text)
  }
})

test('the C locale gets plain ASCII', async () => {
  const driver = await driveUi({ words: 'gvs', simulators, readOnly: true, env: { LC_ALL: 'C' } })
  open.push(driver)
  await driver.until(text => text.includes('orders-before-upgrade'))
  driver.press('enter')
  expect(await driver.until(text => text.includes('Members'.slice(0, 3)))).toMatch(/^[\x20-\x7e\n]*$/)
})

test('a screen reader hears rows as sentences, the selected one first', async () => {
  const driver = await drive('pvc')
  const size = { columns: 200, rows: 24, linear: true }
  const text = await driver.until(seen => seen.includes('mysql-log'), size)
  expect(text).toContain('Selected, row 1 of 3: namespace shop, name cassandra-data, status Bound')
  expect(text).not.toMatch(/[│─┌└]/)
})
