import type { KubeObject } from '@pxsnap/core/specs'
import { afterEach, describe, expect, test } from 'vitest'
import { type OpenedUi, uiHome } from './opened-ui.ts'

let ui: OpenedUi | undefined
afterEach(async () => {
  await ui?.close()
  ui = undefined
})

const singles = { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot', namespace: 'shop' }
const groups = { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'GroupVolumeSnapshot', namespace: 'shop' }
const wanted = (object: KubeObject | undefined) => ({ name: object?.metadata.name, spec: object?.spec })

/** Objects as they are, without letting time pass. */
const all = (of: OpenedUi, query: typeof singles): readonly KubeObject[] =>
  of.shell.world.simulated?.plane.list(query).items ?? []

describe('a snapshot from the overview', () => {
  test('is asked for, planned, agreed to, taken with a freeze that is seen, and logged as its command', async () => {
    const home = await uiHome('mysql.yaml')
    ui = await home.open()
    await ui.press('s')
    await ui.shows(/What holds the application still/)
    await ui.press('enter', 'enter')
    await ui.type('first')
    await ui.press('enter', 'enter')
    const plan = await ui.shows(/Take this snapshot with the rule for MySQL\?/)
    expect(plan).toMatch(/create +groupvolumesnapshot\/first in shop/)
    expect(plan).toMatch(/snapshots mysql-data, mysql-log at one instant/)
    expect(all(ui, groups)).toEqual([])
    expect(ui.shell.log.entries).toEqual([])

    await ui.press('y')
    await ui.shows(/█/)
    const end = await ui.shows(/exit code 0/)
    expect(end).toMatch(/groupvolumesnapshot\/first ready: application-consistent, frozen \d+ ms/)
    const [entry, ...others] = ui.shell.log.entries
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      line: 'snapshot mysql-data mysql-log -n shop --rule-for auto --name first --sim',
      outcome: { ok: true },
    })

    await ui.press('esc')
    expect(ui.frame()).toMatch(/The one application is protected/)

    const elsewhere = await uiHome('mysql.yaml')
    const typed = await elsewhere.run(`${entry?.line} -y`)
    expect(typed.exit).toBe(0)
    const got = await elsewhere.run('get gvs first -n shop --sim -o json')
    expect(wanted(all(ui, groups)[0])).toEqual(wanted(JSON.parse(got.out)))
  })

  test('is not taken when the user says no, and nothing is written', async () => {
    ui = await (await uiHome('mysql.yaml')).open()
    await ui.press('s')
    await ui.shows(/What holds the application still/)
    await ui.press('enter', 'enter', 'enter', 'enter')
    await ui.shows(/Take this snapshot/)
    await ui.press('n')
    await ui.shows(/Nothing was written/)
    expect(all(ui, groups)).toEqual([])
    expect(ui.shell.runs.all).toEqual([])
    expect(ui.frame()).toMatch(/That is everything/)
  })

  test('Esc on the plan leads back to the last question, with its answer', async () => {
    ui = await (await uiHome('mysql.yaml')).open()
    await ui.press('s')
    await ui.shows(/What holds the application still/)
    await ui.press('enter', 'enter')
    await ui.type('again')
    await ui.press('enter', 'enter')
    await ui.shows(/Take this snapshot/)
    await ui.press('esc', 'esc')
    expect(ui.frame()).toMatch(/> again/)
  })
})

test('leaving in the middle of a freeze thaws first, and the freeze is seen on the overview with its clock', async () => {
  const home = await uiHome('mysql.yaml')
  ui = await home.open()
  await ui.press('s')
  await ui.shows(/What holds the application still/)
  await ui.press('enter', 'enter', 'enter', 'enter')
  await ui.shows(/Take this snapshot/)
  await ui.press('y')
  await ui.shows(/Freezing the application/)
  await ui.press('esc')
  await ui.shows(/Frozen now\n +\d+ ms +mysql-0\/mysql, at most/)
  await ui.close()
  const { shell } = ui
  ui = undefined
  expect(shell.runs.all.at(-1)).toMatchObject({ state: 'failed' })
  expect((await home.run('thaw --sim')).err).toMatch(/Nothing is frozen/)
})

test('what cannot be planned says why, and the wizard is still there', async () => {
  ui = await (await uiHome('mysql.yaml')).open()
  await ui.type(':restore vs/gone')
  await ui.press('enter')
  await ui.shows(/There is no usable snapshot here|Which snapshot/)
  await ui.press('esc')
  await ui.type(':history mysql-data')
  await ui.press('enter')
  await ui.shows(/created/)
})

test('a deletion stands on No, lists what goes with it, and deletes after y', async () => {
  const home = await uiHome('mysql.yaml')
  expect((await home.run('snapshot -l app=mysql --name pair -n shop --sim -y')).exit).toBe(0)
  ui = await home.open()
  await ui.type(':gvs')
  await ui.press('enter')
  await ui.shows(/pair/)
  await ui.press('ctrl-d')
  await ui.shows(/Goes with it/)
  await ui.press('enter')
  await ui.shows(/Nothing was written/)
  expect(all(ui, groups)).toHaveLength(1)
  await ui.press('ctrl-d')
  await ui.shows(/Delete this\?/)
  await ui.press('y')
  await ui.shows(/exit code 0/)
  expect([...all(ui, groups), ...all(ui, singles)]).toEqual([])
  await ui.press('@')
  await ui.shows(/done +kubectl pxsnap delete/)
})

test('in read-only mode y does nothing but say so', async () => {
  ui = await (await uiHome('mysql.yaml')).open()
  Object.defineProperty(ui.shell, 'readOnly', { value: true })
  await ui.type(':thaw')
  await ui.press('enter')
  await ui.shows(/Nothing is frozen/)
  await ui.press('esc', 's')
  expect(ui.frame()).toMatch(/read-only/)
})
