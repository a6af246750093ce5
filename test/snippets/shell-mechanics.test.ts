/**
 * The shell of the library's rules, run by the `sh` of this machine with stand-ins for the clients: what is called in
 * what order, what the deadline and signals do, and that a second run does no harm.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWorkspace, fillSnippet, readSnippet } from '@pxsnap/core/language'
import { textOf, valueAt, waitCommand } from '@pxsnap/core/specs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rule-'))
  // STORK's script, in our words: says that it holds, and waits until it is told to end.
  writeFileSync(join(folder, 'wait'), `echo held >> "$LOG"\nwhile [ ! -e ${folder}/release ]; do sleep 0.02; done\n`)
  writeFileSync(join(folder, 'log'), '')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const log = (): readonly string[] => readFileSync(join(folder, 'log'), 'utf8').split('\n').slice(0, -1)
const release = (): void => writeFileSync(join(folder, 'release'), '')

/** Puts a program of that name first on the path. */
function standIn(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`)
  chmodSync(join(folder, name), 0o755)
}

/** The command of the snippet's first action. */
function commandOf(snippet: string, values: Readonly<Record<string, string>> = {}): string {
  const text = readFileSync(new URL(`../../snippets/${snippet}.yaml`, import.meta.url), 'utf8')
  const workspace = createWorkspace()
  workspace.set(snippet, fillSnippet(readSnippet(snippet, text), values))
  const [found] = workspace.objects(snippet)
  const value = found && textOf(valueAt(found.object, ['rules', 0, 'actions', 0, 'value']))
  if (value === undefined) throw new Error(`The snippet ${snippet} has no command.`)
  return value.replaceAll(waitCommand, join(folder, 'wait'))
}

type Ended = { readonly code: number | null; readonly stderr: string }

function start(
  command: string,
  env: Readonly<Record<string, string>> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn('sh', ['-c', command], {
    env: {
      ...process.env,
      PATH: `${folder}:${process.env.PATH}`,
      LOG: join(folder, 'log'),
      STATE: join(folder, 'state'),
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr?.on('data', text => {
    stderr += text
  })
  const ended = new Promise<Ended>(resolve => child.on('close', code => resolve({ code, stderr })))
  return { child, ended }
}

const run = (command: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> => start(command, env).ended

/** Resolves once the log has the line. */
function logged(line: string): Promise<void> {
  return new Promise(resolve => {
    const watcher = watch(join(folder, 'log'), look)
    function look(): void {
      if (!log().includes(line)) return
      watcher.close()
      resolve()
    }
    look()
  })
}

/** Tells of each statement, and runs `system` and `!!` lines as the real clients do; its end is the end of the session. */
const sqlSession = `
script=
while [ $# -gt 0 ]; do case "$1" in -Bse|-e) script=$2; shift ;; esac; shift; done
[ -n "$script" ] || script=$(cat)
echo "$script" | tr ';' '\\n' > "$STATE.$$"
trap 'echo session ends >> "$LOG"; exit 143' TERM
while IFS= read -r line <&3; do
  line=\${line#"\${line%%[! ]*}"}
  case "$line" in
    system\\ *) sh -c "\${line#system }" ;;
    '!! '*) sh -c "\${line#!! }" ;;
    '') ;;
    *) echo "$line" >> "$LOG" ;;
  esac
done 3< "$STATE.$$"
echo session ends >> "$LOG"`

describe.each([
  {
    snippet: 'rule-mysql',
    client: 'mysql',
    before: ['SET SESSION lock_wait_timeout=10', 'FLUSH TABLES WITH READ LOCK', 'held'],
    after: ['session ends'],
  },
  {
    snippet: 'rule-mariadb',
    client: 'mariadb',
    before: ['SET SESSION lock_wait_timeout=10', 'BACKUP STAGE START', 'BACKUP STAGE BLOCK_COMMIT', 'held'],
    after: ['BACKUP STAGE END', 'session ends'],
  },
  {
    snippet: 'rule-sql-server',
    client: 'sqlcmd',
    before: ['ALTER DATABASE [shop] SET SUSPEND_FOR_SNAPSHOT_BACKUP = ON', 'GO', 'held'],
    after: [
      "BACKUP DATABASE [shop] TO DISK = '/var/opt/mssql/data/shop.bkm' WITH METADATA_ONLY, FORMAT",
      'GO',
      'session ends',
    ],
  },
])('$snippet', ({ snippet, client, before, after }) => {
  test('takes the lock, holds inside the session, and lets go when it is released', async () => {
    standIn(client, sqlSession)
    const { ended } = start(commandOf(snippet))
    await logged('held')
    expect(log()).toEqual(before)
    release()
    expect((await ended).stderr).toBe('')
    expect(log()).toEqual([...before, ...after])
  })

  test('lets go at its deadline when nobody releases it', async () => {
    standIn(client, sqlSession)
    await run(commandOf(snippet, { seconds: '1' }))
    expect(log()).toEqual([...before, ...after])
  })
})

const lockingClients = {
  'rule-mongodb': {
    client: 'mongosh',
    lock: 'locked',
    thaw: 'unlocked',
    text: 'case "$*" in *fsyncLock*) echo locked >> "$LOG" ;; *fsyncUnlock*) echo unlocked >> "$LOG" ;; esac; exit $FAILS',
  },
  'rule-fsfreeze': {
    client: 'fsfreeze',
    lock: '-f /data',
    thaw: '-u /data',
    text: 'echo "$*" >> "$LOG"; exit $FAILS',
  },
}

describe.each(Object.entries(lockingClients))('%s', (snippet, { client, lock, thaw, text }) => {
  beforeEach(() => standIn(client, text))

  test('holds after the lock and takes it back when it is released', async () => {
    const { ended } = start(commandOf(snippet))
    await logged('held')
    release()
    expect((await ended).code).toBe(0)
    expect(log()).toEqual([lock, 'held', thaw])
  })

  test('takes it back at the deadline, and says so by its exit code', async () => {
    expect((await run(commandOf(snippet, { seconds: '1' }))).code).toBe(124)
    expect(log()).toEqual([lock, 'held', thaw])
  })

  test('takes it back when it is stopped by a signal', async () => {
    const { child, ended } = start(commandOf(snippet))
    await logged('held')
    child.kill('SIGTERM')
    await logged(thaw)
    release()
    expect((await ended).code).toBe(143)
    expect(log()).toEqual([lock, 'held', thaw])
  })

  test('neither holds nor thaws what it could not lock', async () => {
    expect((await run(commandOf(snippet), { FAILS: '1' })).code).toBe(1)
    expect(log()).toEqual([lock])
  })

  test('two at once take back one lock each', async () => {
    const all = [start(commandOf(snippet)), start(commandOf(snippet))]
    release()
    await Promise.all(all.map(({ ended }) => ended))
    expect(log().filter(line => line === lock)).toHaveLength(2)
    expect(log().filter(line => line === thaw)).toHaveLength(2)
  })
})

describe('rule-redis', () => {
  /** Saving takes three looks. */
  const redis = `
case "$*" in
  BGSAVE) echo 3 > "$STATE"; echo BGSAVE >> "$LOG"; [ -n "$REFUSES" ] && echo 'ERR no' || echo 'Background saving started' ;;
  'INFO persistence')
    left=$(cat "$STATE" 2> /dev/null || echo 0)
    if [ "$left" -gt 0 ]; then echo $((left - 1)) > "$STATE"; printf 'rdb_bgsave_in_progress:1\\r\\n'
    else printf 'rdb_bgsave_in_progress:0\\r\\nrdb_last_bgsave_status:%s\\r\\n' "\${STATUS:-ok}"; echo idle >> "$LOG"; fi ;;
esac`

  test('waits for the save to end, and runs again without harm', async () => {
    standIn('redis-cli', redis)
    for (const _ of [1, 2]) expect(await run(commandOf('rule-redis'))).toEqual({ code: 0, stderr: '' })
    expect(log()).toEqual(['idle', 'BGSAVE', 'idle', 'idle', 'idle', 'BGSAVE', 'idle', 'idle'])
  })

  test('fails when the save is refused or comes to nothing', async () => {
    standIn('redis-cli', redis)
    expect((await run(commandOf('rule-redis'), { REFUSES: '1' })).code).toBe(1)
    expect((await run(commandOf('rule-redis'), { STATUS: 'err' })).code).toBe(1)
  })
})

describe('rule-redis-aof', () => {
  const kept = '/tmp/redis-rewrite-percentage'
  const redis = `
case "$*" in
  'CONFIG GET '*) echo auto-aof-rewrite-percentage; cat "$STATE" ;;
  'CONFIG SET '*) for last; do :; done; echo "$last" > "$STATE"; echo "$last" >> "$LOG"; echo OK ;;
  'INFO persistence') printf 'aof_rewrite_in_progress:0\\r\\naof_last_write_status:ok\\r\\n' ;;
esac`

  test('brings back the percentage of before, however often the pre rule ran, and the post rule alone does nothing', async () => {
    standIn('redis-cli', redis)
    writeFileSync(join(folder, 'state'), '70\n')
    // The rule keeps its file in /tmp of the container; here it is the folder of the test.
    const command = (name: string) => commandOf(name).replaceAll(kept, join(folder, 'kept'))
    for (const _ of [1, 2]) expect((await run(command('rule-redis-aof-pre'))).code).toBe(0)
    for (const _ of [1, 2]) expect((await run(command('rule-redis-aof-post'))).code).toBe(0)
    expect(log()).toEqual(['0', '0', '70'])
  })
})

describe('rule-oracle', () => {
  const sqlplus = `
script=$(cat)
case "$script" in
  *'from v$backup'*) echo "active=$(cat "$STATE" 2> /dev/null || echo 0)" ;;
  *'begin backup'*) echo begin >> "$LOG"; echo 5 > "$STATE" ;;
  *'end backup'*) echo end >> "$LOG"; echo 0 > "$STATE" ;;
esac
exit \${FAILS:-0}`

  test('begins once and ends once, however often both rules run', async () => {
    standIn('sqlplus', sqlplus)
    for (const name of ['rule-oracle-begin', 'rule-oracle-begin', 'rule-oracle-end', 'rule-oracle-end'])
      expect((await run(commandOf(name))).code, name).toBe(0)
    expect(log()).toEqual(['begin', 'end'])
  })

  test('fails when the server cannot be asked', async () => {
    standIn('sqlplus', 'exit 1')
    for (const name of ['rule-oracle-begin', 'rule-oracle-end']) expect((await run(commandOf(name))).code).toBe(1)
  })
})

describe('rule-elasticsearch', () => {
  const curl = `
echo "$*" >> "$LOG"
case "$*" in *wait_for_completion*) echo "{\\"snapshot\\":{\\"state\\":\\"\${RESULT:-SUCCESS}\\"}}" ;; *XDELETE*) exit 22 ;; esac`

  test('registers, replaces the snapshot of before and waits for the new one; the password is one word', async () => {
    standIn('curl', curl)
    expect((await run(commandOf('rule-elasticsearch'), { ELASTIC_PASSWORD: 'a b' })).code).toBe(0)
    expect(log().map(line => /-X(\w+) \S*?_snapshot\/(\S+)/.exec(line)?.slice(1).join(' '))).toEqual([
      'PUT backup',
      'DELETE backup/before-snapshot',
      'PUT backup/before-snapshot?wait_for_completion=true',
    ])
    expect(log()[0]).toContain('-u elastic:a b -H')
  })

  test('fails when the snapshot does', async () => {
    standIn('curl', curl)
    expect((await run(commandOf('rule-elasticsearch'), { RESULT: 'PARTIAL' })).code).toBe(1)
  })
})

describe.each([
  {
    snippet: 'rule-etcd',
    client: 'etcdctl',
    file: 'before-snapshot.db',
    writes: 'for last; do :; done; echo "$ETCDCTL_API" > "$last"',
  },
  { snippet: 'rule-influxdb', client: 'influx', file: 'backup/files', writes: 'mkdir "$2"; echo 3 > "$2/files"' },
])('$snippet', ({ snippet, client, file, writes }) => {
  test('puts a whole file in place of the one before, and keeps that one when it fails', async () => {
    const values = { folder: snippet === 'rule-etcd' ? folder : join(folder, 'backup') }
    standIn(client, `[ -z "$FAILS" ] || exit 1; ${writes}`)
    for (const _ of [1, 2]) expect((await run(commandOf(snippet, values))).code).toBe(0)
    expect((await run(commandOf(snippet, values), { FAILS: '1' })).code).toBe(1)
    expect(readFileSync(join(folder, file), 'utf8')).toBe('3\n')
    expect(existsSync(join(folder, 'backup.new'))).toBe(false)
  })
})

test('rule-postgresql and rule-neo4j give their clients the password by the environment', async () => {
  standIn('psql', 'echo "$PGPASSWORD $*" >> "$LOG"')
  standIn('cypher-shell', 'echo "$NEO4J_USERNAME $NEO4J_PASSWORD $*" >> "$LOG"')
  await run(commandOf('rule-postgresql'), { POSTGRES_PASSWORD: 'one' })
  await run(commandOf('rule-neo4j'), { NEO4J_AUTH: 'neo4j/two' })
  expect(log()).toEqual([
    'one --username=postgres --no-password --no-psqlrc -v ON_ERROR_STOP=1 --command=CHECKPOINT',
    'neo4j two --non-interactive CALL db.checkpoint()',
  ])
})
