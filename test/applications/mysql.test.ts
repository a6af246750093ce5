/** The MySQL model as people use it from rules: its clients, and a read lock that belongs to a session. */

import { describe, expect, test } from 'vitest'
import { mysqlApplication } from '../../core/cluster/simulated/applications/index.ts'
import { splitScript } from '../../core/cluster/simulated/applications/mysql/script.ts'
import { ApplicationWorld } from './world.ts'

const env = { MYSQL_ROOT_PASSWORD: 'secret' }
const root = ['mysql', '--user=root', '--password=secret']

function busy(): ApplicationWorld<ReturnType<typeof mysqlApplication.start>> {
  const world = new ApplicationWorld(mysqlApplication, ['/var/lib/mysql'], 3)
  world.advance(2000)
  return world
}

describe('the command of the documentation', () => {
  const command = [...root, '-Bse', 'flush tables with read lock;system sh /tmp/wait-1.sh;']

  test('holds the lock while its shell command runs, and not a moment longer', () => {
    const world = busy()
    const client = world.begin(command, env)
    expect(client.next).toMatchObject({ do: 'shell', command: 'sh /tmp/wait-1.sh' })
    expect(world.application.frozen(world.state)).toBe(true)
    world.shellEnded(client, 0, 'released\n')
    expect(client.next).toMatchObject({ do: 'exit', code: 0, stdout: 'released\n' })
    expect(world.application.frozen(world.state)).toBe(false)
  })

  test('loses the lock when its process is killed', () => {
    const world = busy()
    const client = world.begin(command, env)
    world.kill(client)
    expect(world.application.frozen(world.state)).toBe(false)
  })

  test('hides the exit code of its shell command', () => {
    const world = busy()
    expect(world.shellEnded(world.begin(command, env), 124).next).toMatchObject({ do: 'exit', code: 0 })
  })

  test('is stopped for the last time only when the last of two sessions lets go', () => {
    const world = busy()
    const [first, second] = [world.begin(command, env), world.begin(command, env)]
    world.kill(first)
    expect(world.application.frozen(world.state)).toBe(true)
    world.kill(second)
    expect(world.application.frozen(world.state)).toBe(false)
  })
})

test('a lock taken by a client that ends at once is gone with its session', () => {
  const world = busy()
  expect(world.run([...root, '-e', 'FLUSH TABLES WITH READ LOCK'], env).code).toBe(0)
  expect(world.application.frozen(world.state)).toBe(false)
})

test('UNLOCK TABLES in another session does nothing, in the same session it releases', () => {
  const world = busy()
  const holder = world.begin(
    [...root, '-e', 'flush tables with read lock; system wait; unlock tables; system wait'],
    env,
  )
  world.run([...root, '-e', 'unlock tables'], env)
  expect(world.application.frozen(world.state)).toBe(true)
  world.shellEnded(holder)
  expect(holder.next).toMatchObject({ do: 'shell' })
  expect(world.application.frozen(world.state)).toBe(false)
})

test('plain FLUSH TABLES brings pages to disk and locks nothing', async () => {
  const world = busy()
  const dirty = (): string =>
    world.run([...root, '-Bse', "show status like 'Innodb_buffer_pool_pages_dirty'"], env).stdout
  expect(dirty()).not.toBe('Innodb_buffer_pool_pages_dirty\t0\n')
  world.run([...root, '-e', 'flush local tables'], env)
  expect(dirty()).toBe('Innodb_buffer_pool_pages_dirty\t0\n')
  expect(world.application.frozen(world.state)).toBe(false)
})

test('the lock waits for paused volumes and is complete when it is given', async () => {
  const world = busy()
  const other = world.storage.provision({ key: 'other', sizeBytes: 4096 })
  await world.storage.snapshot({ key: 'group', volumes: [...world.handles, other] })
  while (world.volumes[0]?.device.paused !== true) world.advance(1)
  const from = world.now
  const client = world.begin([...root, '-e', 'flush tables with read lock; system wait'], env)
  expect(world.now).toBeGreaterThan(from)
  expect(client.next).toMatchObject({ do: 'shell' })
  expect((await world.judge(await world.snapshot('group'))).verdict).toBe('clean')
})

test('LOCK INSTANCE FOR BACKUP does not stop writers', () => {
  const world = busy()
  const client = world.begin([...root, '-e', 'lock instance for backup; system wait'], env)
  expect(client.next).toMatchObject({ do: 'shell' })
  expect(world.application.frozen(world.state)).toBe(false)
})

test('BACKUP STAGE BLOCK_COMMIT of MariaDB stops writers until its session ends', () => {
  const world = busy()
  const client = world.begin(
    ['mariadb', '-uroot', '-psecret', '-e', 'BACKUP STAGE START; BACKUP STAGE BLOCK_COMMIT; \\! sleep 1'],
    env,
  )
  expect(world.application.frozen(world.state)).toBe(true)
  expect(world.shellEnded(client).next).toMatchObject({ code: 0 })
  expect(world.application.frozen(world.state)).toBe(false)
})

test('SET GLOBAL read_only stays after its session and is taken back by anyone', () => {
  const world = busy()
  world.run([...root, '-e', 'SET GLOBAL read_only = ON'], env)
  expect(world.application.frozen(world.state)).toBe(true)
  world.run([...root, '-e', 'set @@global.read_only=0'], env)
  expect(world.application.frozen(world.state)).toBe(false)
})

describe('options', () => {
  const answer = (argv: readonly string[], environment: Readonly<Record<string, string>> = env) =>
    busy().run(argv, environment)

  test('short options combine, values may be attached', () => {
    for (const argv of [
      ['mysql', '-uroot', '-psecret', '-Bse', 'select 1'],
      ['mysql', '-u', 'root', '-psecret', '-h', '127.0.0.1', '-NBe', 'select 1'],
      ['mysql', '--user', 'root', '--password=secret', '--batch', '--silent', '--execute=select 1', 'shop'],
      ['mysql', '--defaults-extra-file=/tmp/my.cnf', '-N', '-e', 'select 1;'],
    ])
      expect(answer(argv)).toMatchObject({ code: 0, stdout: '1\n' })
  })

  test('the password may come from MYSQL_PWD', () => {
    expect(answer(['mysql', '-uroot', '-e', 'select 1'], { ...env, MYSQL_PWD: 'secret' })).toMatchObject({
      code: 0,
      stderr: '',
    })
  })

  test('a password on the command line is warned about', () => {
    expect(answer([...root, '-e', 'select 1']).stderr).toMatch(/can be insecure/)
  })

  test('a wrong or missing password is refused as MySQL does', () => {
    expect(answer(['mysql', '-uroot', '-pwrong', '-e', 'select 1'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)",
      ),
    })
    expect(answer(['mysql', '-e', 'select 1']).stderr).toContain('(using password: NO)')
    expect(answer(['mysql', '-ushop', '-e', 'select 1']).code).toBe(1)
  })

  test('without a password in the environment anybody may come', () => {
    expect(answer(['mysql', '-uroot', '-pwhatever', '-e', 'select 1'], {}).code).toBe(0)
  })

  test('the ordinary user of the image may not flush', () => {
    const ordinary = { ...env, MYSQL_USER: 'shop', MYSQL_PASSWORD: 'shop' }
    expect(answer(['mysql', '-ushop', '-pshop', '-e', 'flush tables with read lock'], ordinary)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('RELOAD'),
    })
  })

  test('an unknown option is an error', () => {
    expect(answer(['mysql', '--frobnicate'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--frobnicate'),
    })
  })
})

test('an unknown statement fails and says what the model understands', () => {
  const found = busy().run([...root, '-e', 'optimise everything'], env)
  expect(found.code).toBe(1)
  expect(found.stderr).toContain("does not know the statement 'optimise everything'")
  expect(found.stderr).toContain('FLUSH TABLES [WITH READ LOCK]')
})

test('statements after an error are not run, unless forced', () => {
  const world = busy()
  expect(world.run([...root, '-e', 'nonsense; set global read_only=1'], env).code).toBe(1)
  expect(world.application.frozen(world.state)).toBe(false)
  expect(world.run([...root, '-f', '-e', 'nonsense; set global read_only=1'], env).code).toBe(0)
  expect(world.application.frozen(world.state)).toBe(true)
})

test('statements may come from standard input, a shell command ends with its line', () => {
  const world = busy()
  const client = world.begin(
    root,
    env,
    '-- take the lock\nflush tables with read lock;\nsystem sh /tmp/wait\nunlock tables;\nselect 1;\n',
  )
  expect(client.next).toMatchObject({ do: 'shell', command: 'sh /tmp/wait' })
  world.shellEnded(client)
  expect(client.next).toMatchObject({ do: 'exit', code: 0, stdout: '1\n1\n' })
})

test('SLEEP passes time', () => {
  const world = busy()
  const from = world.now
  world.run([...root, '-e', 'select sleep(1.5)'], env)
  expect(world.now - from).toBe(1500)
})

test('column names are shown unless it is silent twice', () => {
  const shown = (...flags: readonly string[]): string =>
    busy().run([...root, ...flags, '-e', 'show databases'], env).stdout
  expect(shown()).toMatch(/^Database\n/)
  expect(shown('-B')).toMatch(/^Database\n/)
  expect(shown('-Bs')).toMatch(/^information_schema\n/)
  expect(shown('-N')).toMatch(/^information_schema\n/)
})

test('a semicolon in quotes ends nothing', () => {
  expect(splitScript(`select 'a;b'; system sh -c 'echo 1; echo 2'; select "c\\";d"`).map(item => item.text)).toEqual([
    "select 'a;b'",
    "sh -c 'echo 1; echo 2'",
    'select "c\\";d"',
  ])
})

test('mysqladmin pings, flushes, and refuses what it does not know', () => {
  const world = busy()
  const admin = (...words: readonly string[]) => world.run(['mysqladmin', '-uroot', '-psecret', ...words], env)
  expect(admin('ping')).toMatchObject({ code: 0, stdout: 'mysqld is alive\n' })
  expect(admin('flush-tables', 'flush-logs').code).toBe(0)
  expect(admin('status').stdout).toMatch(/^Uptime: 2 /)
  expect(admin('shutdown')).toMatchObject({ code: 1, stderr: expect.stringContaining("Unknown command: 'shutdown'") })
  expect(world.run(['mysqladmin', 'status'], env).code).toBe(1)
  expect(world.run(['mysqladmin', 'ping'], env).code).toBe(0)
})

test('a server that does not run takes no clients and says why', async () => {
  const world = new ApplicationWorld(mysqlApplication, ['/var/lib/mysql', '/redo-log'], 3)
  world.advance(3000)
  const volumes = await world.clone(await world.snapshot('group'))
  volumes[1]?.device.write(0, new Uint8Array(0))
  volumes[1]?.device.write(1, new Uint8Array(0))
  world.state = world.application.start(volumes, world.now, 1)
  expect(world.run([...root, '-e', 'select 1'], env)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/ERROR 2002.*The redo log holds no sound checkpoint/),
  })
  expect(world.run(['mysqladmin', 'ping'], env).code).toBe(1)
})
