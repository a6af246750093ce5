import { afterEach, beforeAll, expect, test } from 'vitest'
import { mysqlGroup } from '../shop.ts'
import { type OpenedUi, type UiHome, uiHome } from './opened-ui.ts'

let home: UiHome
let ui: OpenedUi | undefined

beforeAll(async () => {
  home = await uiHome('mysql.yaml')
  const steps = [
    'sim up dr',
    'pair to-dr --to dr -n shop --sim -y',
    'create schedulepolicy nightly --policy-daily-time 02:30AM --policy-daily-retain 5 --sim -y',
    'create schedulepolicy weekly --policy-daily-time 03:00AM --policy-daily-retain 2 --sim -y',
  ]
  for (const step of steps) {
    const { exit, err } = await home.run(step)
    if (exit !== 0) throw new Error(`${step}: ${err}`)
  }
  const { exit, err } = await home.run('apply -f - --sim -y', { stdin: mysqlGroup })
  if (exit !== 0) throw new Error(err)
})

afterEach(async () => {
  await ui?.close()
  ui = undefined
})

const opened = async (): Promise<OpenedUi> => {
  ui = await home.open()
  return ui
}

const go = async (of: OpenedUi, words: string) => {
  await of.type(`:${words}`)
  await of.press('enter')
}

test('the timeline shows the freeze that is over, and t leads there from a list', async () => {
  const of = await opened()
  await go(of, 'gvs')
  await of.shows(/orders-before-upgrade/)
  await of.press('t')
  expect(await of.shows(/application-consistent/)).toMatch(/pod mysql-0 .*█+┃█+/)
})

test('an object without a run says that it has no timeline', async () => {
  const of = await opened()
  await go(of, 'timeline pvc/mysql-data')
  await of.shows(/has no timeline: pxsnap has not carried it out/)
})

test('the tree leads to its nodes', async () => {
  const of = await opened()
  await go(of, 'tree gvs/orders-before-upgrade')
  await of.shows(/VolumeSnapshotData/)
  await of.press('down', 'enter')
  await of.shows(/› orders-before-upgrade-mysql-data-/)
})

test('an application leads to the history of its claims', async () => {
  const of = await opened()
  await of.press('enter')
  expect(await of.shows(/2 claims: history/)).toMatch(/mysql-log +snapshot +Ready +application/)
})

test('the calendar goes by days and months, and Tab goes to the next policy', async () => {
  const of = await opened()
  await go(of, 'calendar')
  await of.shows(/nightly {2}times in UTC/)
  const month = () =>
    /^(January|February|March|April|May|June|July|August|September|October|November|December) \d{4}$/m.exec(
      of.frame(),
    )?.[0]
  const first = month()
  await of.press('n')
  expect(month()).not.toBe(first)
  await of.press('p')
  expect(month()).toBe(first)
  expect(of.frame()).toMatch(/one run, \d+ kept at its end|no run/)
  await of.press('tab')
  await of.shows(/weekly {2}times in UTC/)
  await of.press('enter')
  await of.shows(/runs of the day/)
})

test('words that name nothing are answered, and the screen stays', async () => {
  const of = await opened()
  for (const [words, answer] of [
    ['timeline gvs/gone', /There is no GroupVolumeSnapshot gone/],
    ['tree', /about one object|tree/],
    ['calendar gone', /no schedule and no policy "gone"/],
    ['history gone', /There is no PersistentVolumeClaim gone/],
  ] as const) {
    await go(of, words)
    await of.shows(answer)
    expect(of.frame()).toMatch(/overview/)
    await of.press('esc')
  }
})

test('a namespace is migrated from the wizard to the bars, with both clusters side by side', async () => {
  const of = await opened()
  await go(of, 'migrate shop')
  await of.shows(/Through which pair/)
  await of.press('enter')
  await of.shows(/What becomes of the applications/)
  await of.press('enter')
  await of.shows(/Which rule freezes/)
  await of.press('enter', 'enter')
  const plan = await of.shows(/Copy this\?/)
  expect(plan).toMatch(/migrate shop --to to-dr --no-start --sim/)
  await of.press('y')
  await of.shows(/shop\/mysql-data +[█·]+ /)
  await of.shows(/exit code 0/)
  await of.press('t')
  const both = await of.shows(/dr {2}there/)
  await of.shows(/statefulset\/mysql +1\/1 ready +│ statefulset\/mysql +stopped/)
  expect(both).toMatch(/StatefulSet +1 of 1/)
})

test('the screens have a plain form for a pipe', async () => {
  for (const words of ['calendar', 'timeline gvs/orders-before-upgrade -n shop', 'tree gvs/orders-before-upgrade']) {
    const { exit, out } = await home.run(['ui', '--sim', '--plain', ...words.split(' ').slice(0, 2)])
    expect([words, exit, out.split('\n').length > 4]).toEqual([words, 0, true])
  }
})
