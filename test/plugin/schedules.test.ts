import { beforeAll, describe, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { runCommand } from './run-command.ts'
import { openShop, type Shop } from './shop.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const policy = (sections: string, annotation = '') => `apiVersion: stork.libopenstorage.org/v1alpha1
kind: SchedulePolicy
metadata:
  name: nightly${annotation}
policy:
${sections}
`
const berlin = '\n  annotations:\n    pxsnap.io/time-zone: Europe/Berlin'
const daily = '  daily:\n    time: "2:30AM"\n    retain: 5'
const schedule = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: VolumeSnapshotSchedule
metadata:
  name: orders
  namespace: shop
spec:
  schedulePolicyName: nightly
  reclaimPolicy: Retain
  template:
    spec:
      persistentVolumeClaimName: CLAIM
`

type CalendarJson = {
  readonly zone: string
  readonly runs: readonly { readonly at: string; readonly kind: string }[]
  readonly never: readonly { readonly kind: string; readonly why: string }[]
  readonly retained: readonly { readonly at: string }[]
}

async function calendar(stdin: string, flags: string): Promise<CalendarJson> {
  const { exit, out, err } = await runCommand(`calendar -f - -o json ${flags}`, { stdin })
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  return JSON.parse(out) as CalendarJson
}

describe('a calendar of a file, without a cluster', () => {
  test('a time that is skipped runs at the first moment after, one that comes twice runs once', async () => {
    const spring = await calendar(policy(daily, berlin), '--from 2027-03-27 --days 3')
    expect(spring.zone).toBe('Europe/Berlin')
    expect(spring.runs.map(({ at }) => at)).toEqual([
      '2027-03-27T01:30:00Z',
      '2027-03-28T01:00:00Z',
      '2027-03-29T00:30:00Z',
    ])
    const stdin = policy(daily, berlin)
    expect((await runCommand('calendar -f - --from 2027-03-27 --days 3', { stdin })).out).toContain('skipped')
    const autumn = await calendar(policy(daily), '--from 2027-10-30 --days 3 --zone Europe/Berlin')
    expect(autumn.runs.map(({ at }) => at)).toEqual([
      '2027-10-30T00:30:00Z',
      '2027-10-31T00:30:00Z',
      '2027-11-01T01:30:00Z',
    ])
  })

  test('the 31st runs on the last day of shorter months; STORK skips them and the calendar says which', async () => {
    const monthly = policy('  monthly:\n    date: 31\n    time: "11:50PM"')
    const ours = await calendar(monthly, '--from 2026-02-01 --days 100')
    expect(ours.runs.map(({ at }) => at.slice(0, 10))).toEqual(['2026-02-28', '2026-03-31', '2026-04-30'])
    expect(ours.never).toEqual([])
    const stork = await calendar(monthly, '--from 2026-02-01 --days 100 --executor stork')
    expect(stork.runs.map(({ at }) => at.slice(0, 10))).toEqual(['2026-03-31'])
    expect(stork.never.map(({ why }) => why)).toEqual([
      'February 2026 and April 2026 have no day 31; STORK does not run there.',
      'At 11:50PM STORK has a window of 10 min, because it ends at midnight; what is missed is not made up for.',
    ])
  })

  test('what is kept on a day are the newest runs before its end', async () => {
    const { retained } = await calendar(policy(daily), '--from 2026-01-01 --year --on 2026-06-30')
    expect(retained.map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-06-26',
      '2026-06-27',
      '2026-06-28',
      '2026-06-29',
      '2026-06-30',
    ])
  })

  test('a section that is wrong never runs; with STORK none of the policy does', async () => {
    const mixed = policy(`${daily}\n  weekly:\n    day: Sundays\n    time: "21:00"`)
    const ours = await calendar(mixed, '--from 2026-01-01 --days 2')
    expect(ours.runs).toHaveLength(2)
    expect(ours.never).toEqual([
      { kind: 'Weekly', why: '`21:00` is no time that is understood; write it like 10:14PM.' },
    ])
    const stork = await calendar(mixed, '--from 2026-01-01 --days 2 --executor stork')
    expect(stork.runs).toEqual([])
    expect(stork.never.map(({ kind }) => kind)).toEqual(['Weekly', 'Daily'])
  })

  test('a list in a pipe, months in a wide terminal', async () => {
    const all = policy(
      `${daily}\n  weekly:\n    day: Sunday\n    time: "2:30AM"\n  monthly:\n    date: 31\n    time: "1:00AM"`,
    )
    const flags = 'calendar -f - --zone Europe/Berlin --from 2027-03-20 --days 14'
    expectGolden('calendar-list', (await runCommand(flags, { stdin: all })).out)
    const cwd = temporaryDirectory({ 'all.yaml': all })
    const line = flags.replace('-f -', '-f all.yaml').replace('--days 14', '--days 120')
    const wide = await runCommand(`${line} --no-color`, { cwd, tty: true, columns: 120 })
    expect(wide.exit).toBe(0)
    expectGolden('calendar-months', wide.out)
  })

  test('mistakes of usage are told with what to write', async () => {
    const stdin = policy(daily)
    expect(await runCommand('calendar -f - --zone Mars/Base', { stdin })).toMatchObject({ exit: 2 })
    expect(await runCommand('calendar -f - --on 2026-02-30', { stdin })).toMatchObject({ exit: 2 })
    expect(await runCommand('calendar -f - --days 0', { stdin })).toMatchObject({ exit: 2 })
    expect(await runCommand('calendar nothing -f -', { stdin })).toMatchObject({ exit: 4 })
    expect(await runCommand('calendar')).toMatchObject({ exit: 2 })
    expect(await runCommand('calendar default-daily-policy --from 2026-01-01')).toMatchObject({ exit: 0 })
  })
})

describe('a schedule in a simulated cluster', () => {
  let shop: Shop
  let claim = ''

  beforeAll(async () => {
    shop = await openShop('mysql.yaml')
    claim = (await shop.run('get pvc -n shop -o name --sim')).out.split('\n')[0]?.split('/')[1] ?? ''
    const stdin = `${policy(daily)}---\n${schedule.replace('CLAIM', claim)}`
    const { exit, err } = await shop.run('apply --sim -f - -y', { stdin })
    expect({ exit, err }).toMatchObject({ exit: 0 })
  }, 60_000)

  test('before its first run, the overview and the diagnosis know when it comes', async () => {
    const { out } = await shop.run('status -o json --sim')
    expect(JSON.parse(out)).toMatchObject({
      applications: [{ state: 'never', nextRun: { at: '2026-01-02T02:30:00.000Z', schedule: 'orders' } }],
    })
    expect((await shop.run('diagnose vss orders -n shop --sim')).out).toContain('runs next at 2026-01-02T02:30')
    expect((await shop.run('status --sim')).out).toContain('in 18h')
  })

  test('a week of virtual time leaves the newest five', async () => {
    const { exit, out } = await shop.run('sim advance 7d --sim')
    expect({ exit, out }).toMatchObject({ exit: 0, out: expect.stringContaining('7 runs of schedules: 7 usable') })
    const names = (await shop.run('get volumesnapshot -n shop -o name --sim')).out.trim().split('\n')
    expect(names).toHaveLength(5)
    expect(names[0]).toMatch(/\/orders-daily-\w{4}-2026-01-04-023000$/)
  })

  test('a run out of turn counts like the others', async () => {
    expect(await shop.run('trigger orders -n shop --sim')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('usable, counts as daily'),
    })
    expect((await shop.run('get volumesnapshot -n shop -o name --sim')).out.trim().split('\n')).toHaveLength(5)
  })

  test('its runs hang on it in the tree, and the history names it', async () => {
    const { out } = await shop.run('tree vss orders -n shop --sim')
    expect(out.match(/VolumeSnapshot\/orders-daily-/g)).toHaveLength(5)
    expect((await shop.run(`history ${claim} -n shop --sim`)).out).toContain('volumesnapshotschedule/orders')
  })

  test('a suspended schedule does not run, and says how much it left out when it is resumed', async () => {
    await shop.run('suspend orders -n shop --sim')
    expect(await shop.run('sim advance 3d --sim')).toMatchObject({ exit: 0, out: expect.stringContaining('0 usable') })
    await shop.run('resume orders -n shop --sim')
    await shop.run('sim advance 1h --sim')
    const events = (await shop.run(['get', 'events', '-n', 'shop', '--sim', '-o', 'jsonpath={.items[*].message}'])).out
    expect(events).toContain('3 daily slots were missed')
  })

  test('the calendar, get and describe know it', async () => {
    expect(await shop.run('calendar orders -n shop --sim --days 2')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('orders (policy nightly)'),
    })
    expectGolden('get-schedules', (await shop.run('get vss,sp -n shop --sim')).out)
    expect(await shop.run('describe vss orders -n shop --sim')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('Next run'),
    })
  })

  test('deleted, a schedule leaves what it retains and takes what it reclaims', async () => {
    expect(await shop.run('delete vss orders -n shop -y --sim')).toMatchObject({ exit: 0 })
    expect((await shop.run('get volumesnapshot -n shop -o name --sim')).out.trim().split('\n')).toHaveLength(5)
    const stdin = schedule
      .replace('CLAIM', claim)
      .replace('Retain', 'Delete')
      .replace('name: orders', 'name: reclaimed')
    await shop.run('apply --sim -f - -y', { stdin })
    await shop.run('sim advance 2d --sim')
    const { exit, out, err } = await shop.run('delete vss reclaimed -n shop -y --sim')
    expect({ exit, err }).toMatchObject({ exit: 0, err: expect.stringContaining('2 snapshots go with their schedule') })
    expect(out.match(/reclaimed-daily/g)).toHaveLength(2)
    expect((await shop.run('get volumesnapshot -n shop -o name --sim')).out.trim().split('\n')).toHaveLength(5)
    expect((await shop.run('get volumesnapshotdata -o name --sim')).out.trim().split('\n')).toHaveLength(5)
  })

  test('a schedule that is not there is exit code 4', async () => {
    expect(await shop.run('suspend gone -n shop --sim')).toMatchObject({ exit: 4 })
    expect(await shop.run('trigger gone -n shop --sim')).toMatchObject({ exit: 4 })
    expect(await shop.run('suspend rule/x -n shop --sim')).toMatchObject({ exit: 2 })
    expect(await shop.run('sim advance soon --sim')).toMatchObject({ exit: 2 })
  })
})
