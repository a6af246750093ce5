/** The PostgreSQL model as people use it from rules: psql, checkpoints that stop nobody, and backups of a session. */

import { describe, expect, test } from 'vitest'
import { placeBackupLabel, postgresqlApplication } from '../../core/cluster/simulated/applications/index.ts'
import { splitScript } from '../../core/cluster/simulated/applications/postgresql/script.ts'
import { containerOf } from './databases.ts'
import { ApplicationWorld } from './world.ts'

const data = '/var/lib/postgresql/data'
const psql = ['psql', '-U', 'postgres', '-X']

function busy({ paths = [data], image = 'postgres:16', seed = 3 } = {}) {
  const world = new ApplicationWorld(postgresqlApplication, paths, seed, { container: containerOf(image) })
  world.advance(2000)
  return world
}

test('CHECKPOINT shortens recovery and stops nobody', async () => {
  const world = busy()
  const records = async () => Number((await world.judge(await world.snapshot('group'))).facts.records)
  world.advance(700)
  const before = await records()
  expect(world.run([...psql, '-c', 'CHECKPOINT'])).toMatchObject({ code: 0, stdout: 'CHECKPOINT\n' })
  expect(world.application.frozen(world.state)).toBe(false)
  expect(await records()).toBeLessThan(before)
})

test('one volume with everything recovers without any rule', async () => {
  const world = busy()
  expect((await world.judge(await world.snapshot('group'))).verdict).toBe('recovers')
})

test('a WAL that was copied before the data is torn more often than not, one that was copied after it is not', async () => {
  const verdicts = async (order: readonly number[]) => {
    const found: string[] = []
    for (let seed = 0; seed < 30; seed++) {
      const world = busy({ paths: [data, '/pg_wal'], seed })
      world.advance(seed * 131)
      found.push((await world.judge(await world.snapshot({ gapMs: 1500, order }))).verdict)
    }
    return found
  }
  expect((await verdicts([1, 0])).filter(verdict => verdict === 'torn').length).toBeGreaterThan(15)
  expect((await verdicts([0, 1])).filter(verdict => verdict !== 'recovers')).toEqual([])
})

describe('with a tablespace on a volume of its own', () => {
  const paths = [data, '/pg_wal', '/tablespaces/fast']
  const apart = { gapMs: 1500, order: [2, 0, 1] }

  test('separate copies are torn, in backup mode too when nobody puts its label into the copy', async () => {
    for (let seed = 0; seed < 12; seed++) {
      const world = busy({ paths, seed })
      const session = world.begin([...psql, '-c', "SELECT pg_backup_start('x', true)", '-c', '\\! wait'])
      expect(session.next).toMatchObject({ do: 'shell', command: 'wait' })
      expect((await world.judge(await world.snapshot(apart))).verdict).toBe('torn')
    }
  })

  test('the label that the session is given makes the same copies whole', async () => {
    for (let seed = 0; seed < 12; seed++) {
      const world = busy({ paths, seed })
      const script = "SELECT pg_backup_start('x', true);\n\\! wait\nSELECT * FROM pg_backup_stop();"
      const session = world.begin([...psql, '-At'], {}, script)
      const copies = await world.snapshot(apart)
      world.shellEnded(session)
      const label = session.next.do === 'exit' ? session.next.stdout : ''
      expect(label).toMatch(/START WAL LOCATION: 0\/[0-9A-F]+/)
      const volumes = await world.clone(copies)
      expect(placeBackupLabel(volumes, label)).toBe(true)
      const found = world.application.inspect(volumes)
      expect(found).toMatchObject({ condition: 'whole', quiesced: false })
      expect(world.application.start(volumes, world.now, 1).refusal).toBeUndefined()
    }
  })

  test('an atomic group needs neither', async () => {
    const world = busy({ paths })
    expect((await world.judge(await world.snapshot('group'))).verdict).toBe('recovers')
  })

  test('a copy without the tablespace is refused', async () => {
    const world = busy({ paths })
    const [base, wal] = await world.clone(await world.snapshot('group'))
    expect(world.application.inspect([base, wal].flatMap(each => each ?? []))).toMatchObject({
      condition: 'torn',
      because: expect.stringContaining('tablespace'),
    })
  })
})

describe('backups', () => {
  test('belong to their session: stopping one from another session is an error, and the end of the session aborts it', () => {
    const world = busy()
    const session = world.begin([...psql, '-c', "SELECT pg_backup_start('x', true)", '-c', '\\! hold'])
    expect(world.state.backups).toHaveLength(1)
    const other = world.run([...psql, '-c', 'SELECT * FROM pg_backup_stop()'])
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('backup is not in progress') })
    world.kill(session)
    expect(world.state.backups).toEqual([])
  })

  test('without `fast` begin with a checkpoint that takes its time', () => {
    const world = busy()
    const from = world.now
    world.run([...psql, '-Atc', "SELECT pg_backup_start('x')"])
    expect(world.now - from).toBe(30_000)
  })

  test('go by their old names up to version 14, by their new ones from 15 on', () => {
    for (const [image, right, wrong] of [
      ['postgres:13-alpine', "pg_start_backup('x', true, false)", "pg_backup_start('x', true)"],
      ['postgres:17', "pg_backup_start('x', fast => true)", "pg_start_backup('x', true)"],
    ] as const) {
      expect(busy({ image }).run([...psql, '-Atc', `SELECT ${right}`])).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^0\//),
      })
      expect(busy({ image }).run([...psql, '-Atc', `SELECT ${wrong}`])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('does not exist'),
      })
    }
  })

  test('that are exclusive, before version 15, outlive their session and leave their label in the copy', async () => {
    const world = busy({ image: 'postgres:12' })
    world.run([...psql, '-Atc', "SELECT pg_start_backup('x', true)"])
    expect(world.state.backups).toHaveLength(1)
    world.advance(1000)
    expect((await world.judge(await world.snapshot('group'))).text).toContain('backup label')
    expect(world.run([...psql, '-c', 'SELECT pg_stop_backup()']).code).toBe(0)
    expect((await world.judge(await world.snapshot('group'))).text).not.toContain('backup label')
  })
})

describe('psql', () => {
  test('splits its input at semicolons, and gives a backslash command the rest of its line', () => {
    expect(splitScript("select ';'; -- no\n\\! sleep 1; echo\ncheckpoint")).toEqual([
      { kind: 'sql', text: "select ';'" },
      { kind: 'shell', text: 'sleep 1; echo' },
      { kind: 'sql', text: 'checkpoint' },
    ])
  })

  test('carries out several -c in one session, and none that mixes SQL with a backslash command', () => {
    const world = busy()
    expect(world.run([...psql, '-At', '-c', 'select 1', '-c', 'select 2']).stdout).toBe('1\n2\n')
    expect(world.run([...psql, '-c', 'select 1; \\! echo'])).toMatchObject({ code: 1 })
  })

  test('ends with 1 after a mistake in -c, with 3 under ON_ERROR_STOP, and with 0 for a script', () => {
    const world = busy()
    expect(world.run([...psql, '-c', 'vacuum'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("does not know the statement 'vacuum'. It understands: CHECKPOINT"),
    })
    expect(world.run([...psql, '-v', 'ON_ERROR_STOP=1'], {}, 'vacuum; select 1').code).toBe(3)
    expect(world.run([...psql, '-At'], {}, 'vacuum; select 1')).toMatchObject({ code: 0, stdout: '1\n' })
  })

  test('needs a role that exists, and in the image of Bitnami a password', () => {
    expect(busy().run(['psql', '-U', 'root', '-c', 'CHECKPOINT'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/role "root" does/),
    })
    const env = { POSTGRESQL_PASSWORD: 'secret' }
    const world = busy({ image: 'bitnami/postgresql:16' })
    expect(world.run([...psql, '-c', 'CHECKPOINT'], env)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no password supplied/),
    })
    expect(world.run([...psql, '-c', 'CHECKPOINT'], { ...env, PGPASSWORD: 'wrong' }).code).toBe(2)
    expect(world.run([...psql, '-c', 'CHECKPOINT'], { ...env, PGPASSWORD: 'secret' }).code).toBe(0)
  })

  test('as an ordinary user may not checkpoint', () => {
    const env = { POSTGRESQL_USERNAME: 'shop', POSTGRESQL_PASSWORD: 's', PGPASSWORD: 's' }
    expect(busy().run(['psql', '-U', 'shop', '-c', 'checkpoint'], env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/pg_checkpoint/),
    })
  })
})

test('pg_isready answers as long as the server runs', () => {
  expect(busy().run(['pg_isready'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('accepting connections'),
  })
})
