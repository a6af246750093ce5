import { locksOf, studyCommand, undoes, usesOf, waitCommand } from '@pxsnap/core/specs'
import { expect, test } from 'vitest'

const locks = (value: string) => locksOf(studyCommand(value)).map(({ use }) => use.command.id)
const calls = (value: string) => studyCommand(value).calls.map(call => call.program)

test('wrappers are taken off the program they start', () => {
  expect(calls('timeout -k 5 30 nodetool flush')).toEqual(['nodetool'])
  expect(calls('sudo -u postgres /usr/bin/psql -c checkpoint')).toEqual(['psql'])
  expect(calls('env MYSQL_PWD=x mysql -e "flush tables"')).toEqual(['mysql'])
  expect(calls(`su mysql -s /bin/sh -c 'mysql -e "flush tables"; sync'`)).toEqual(['mysql', 'sync'])
  expect(calls('command -v mysql')).toEqual(['command'])
})

test('a lock is known by its client and statement, however they meet', () => {
  const lock = 'FLUSH TABLES WITH READ LOCK'
  for (const value of [
    `mysql -e "${lock}"`,
    `echo '${lock}' | mysql -uroot`,
    `mysql <<X\n${lock};\nX`,
    `bash -c "mysql -Bse 'flush tables with read lock'"`,
  ]) {
    expect(locks(value), value).toEqual(['mysql/read-lock'])
  }
  expect(locks(`echo ${lock}`)).toEqual([])
})

test('what the same text undoes again is no lock', () => {
  expect(locks(`mysql -e 'flush tables with read lock; unlock tables'`)).toEqual([])
  expect(locks('fsfreeze -f /data; sync; fsfreeze -u /data')).toEqual([])
  expect(locks(`fsfreeze -f /data && ${waitCommand}; fsfreeze -u /data`)).toEqual(['filesystem/freeze'])
  expect(locks(`mysql -e 'flush tables with read lock; system ${waitCommand}; unlock tables'`)).toEqual([
    'mysql/read-lock',
  ])
})

test('another session does not undo what a session holds', () => {
  expect(locks(`mysql -e 'flush tables with read lock'; mysql -e 'unlock tables'`)).toEqual(['mysql/read-lock'])
})

test('an exit trap undoes', () => {
  const study = studyCommand(
    `trap 'mongosh --eval "db.fsyncUnlock()"' EXIT; mongosh --eval "db.fsyncLock()"; timeout 45 sh ${waitCommand} & wait $!`,
  )
  const [lock] = locksOf(study)
  expect(lock?.use.command.id).toBe('mongodb/fsync-lock')
  expect(lock && undoes(study, lock.use.command)).toBe(true)
})

test('the start of a backup is held by the session, or by the server where it is exclusive', () => {
  const scope = (statement: string) =>
    usesOf(studyCommand(`psql -c "${statement}"`), 'backup-mode').map(({ use }) => use.command.scope)
  expect(scope(`select pg_backup_start('x', true)`)).toEqual(['session'])
  expect(scope(`select pg_start_backup('x', true)`)).toEqual(['server'])
  expect(scope(`select pg_start_backup('x', true, false)`)).toEqual(['session'])
})

test('a call knows whether it is waited for, and for what', () => {
  const [first, second, third] = studyCommand('a && b & c || d').calls
  expect([first?.detached, second?.detached, third?.detached]).toEqual([true, true, false])
  expect(studyCommand('c || d').calls.map(call => call.onlyOnFailure)).toEqual([false, true])
  expect(studyCommand('(echo a; echo b) | mysql').calls.map(call => call.pipedInto)).toEqual([2, 2, undefined])
})
