/** Applications in simulated pods: who runs where, and when what they hold is let go. */

import { lookAtHold, readHoldReply, releaseHold, startHold } from '@pxsnap/core/engine'
import { waitCommand as wait } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { claimVolume, PodBox, pod } from './pod-box.ts'

const env = [{ name: 'MYSQL_ROOT_PASSWORD', value: 's3cret' }]
const volumeMounts = [{ name: 'data', mountPath: '/var/lib/mysql' }]
const mysqlContainer = { name: 'mysql', image: 'docker.io/library/mysql:8.0', env, volumeMounts }
const mysqlPod = pod('db', [mysqlContainer], { volumes: [claimVolume('data')] })
const frozen = { namespace: 'shop', pod: 'db', container: 'mysql' }

/** As in the corpus, and in the seed documents' own 3DSnap page. */
const rule = `mysql --user=root --password=$MYSQL_ROOT_PASSWORD -Bse 'flush tables with read lock;system ${wait};'`
const hold = { task: 'nightly', seconds: 45, readySeconds: 10 }

async function held(command = rule, seconds = hold.seconds): Promise<PodBox> {
  const box = new PodBox(mysqlPod)
  box.advance(5000)
  const { stdout } = await box.exec(startHold({ ...hold, seconds, command }))
  expect(readHoldReply(stdout).word).toBe('held')
  expect(box.pods.frozenPods()).toEqual([frozen])
  return box
}

describe('a lock that belongs to its session', () => {
  test('is held while the hold lasts and released with it', async () => {
    const box = await held()
    box.advance(20_000)
    expect(box.pods.frozenPods()).toEqual([frozen])
    const { stdout } = await box.exec(releaseHold({ task: hold.task, seconds: 10 }))
    expect(readHoldReply(stdout)).toMatchObject({ word: 'released', exit: 0 })
    expect(box.pods.frozenPods()).toEqual([])
  })

  test('ends at the deadline when nobody releases it', async () => {
    const box = await held()
    box.advance(43_000)
    expect(box.pods.frozenPods()).toEqual([frozen])
    box.advance(3000)
    expect(box.pods.frozenPods()).toEqual([])
    expect(readHoldReply((await box.exec(lookAtHold(hold.task))).stdout).word).toBe('expired')
  })

  test('ends at the deadline also when the simulation was stored and restored meanwhile', async () => {
    const box = await held()
    for (let seconds = 0; seconds < 43; seconds++) {
      box.advance(1000)
      box.reopen()
      expect(box.pods.frozenPods()).toEqual([frozen])
    }
    box.advance(3000)
    expect(box.pods.frozenPods()).toEqual([])
    expect(readHoldReply((await box.exec(releaseHold({ task: hold.task, seconds: 5 }))).stdout).word).toBe('expired')
  })

  test('ends with its limit of its own', async () => {
    const box = await held(
      `mysql -uroot -p$MYSQL_ROOT_PASSWORD -Bse 'flush tables with read lock; system timeout 20 sh ${wait}'`,
    )
    box.advance(21_000)
    expect(box.pods.frozenPods()).toEqual([])
  })

  test.each([
    ['its client is killed', (box: PodBox) => box.sh('kill -9 $(pidof mysql)')],
    ['its client is told to end', (box: PodBox) => box.sh('kill $(pidof mysql)')],
    ['its container is restarted', async (box: PodBox) => box.pods.restart({ namespace: 'shop', pod: 'db' })],
    ['its database is told to shut down', (box: PodBox) => box.sh('kill 1')],
    ['its pod is gone', async (box: PodBox) => box.remove(mysqlPod)],
  ])('is gone when %s', async (_, end) => {
    const box = await held()
    await end(box)
    expect(box.pods.frozenPods()).toEqual([])
  })

  test('ends with a session that nothing holds', async () => {
    const box = new PodBox(mysqlPod)
    const result = await box.sh(
      `mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -e 'flush tables with read lock'; echo "over $?"`,
    )
    expect(result.stdout).toBe('over 0\n')
    expect(box.pods.frozenPods()).toEqual([])
  })

  test('is held as long as the shell inside its session runs', async () => {
    const box = new PodBox(mysqlPod)
    await box.sh(
      `mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -e 'flush tables with read lock; system sleep 30' > /dev/null 2>&1 &`,
    )
    box.advance(1000)
    expect(box.pods.frozenPods()).toEqual([frozen])
    box.advance(30_000)
    expect(box.pods.frozenPods()).toEqual([])
  })
})

describe('the commands of the corpus and the seed pages', () => {
  const databasePod = (image: string) =>
    pod('db', [{ ...mysqlContainer, name: 'main', image }], { volumes: [claimVolume('data')] })

  test('a background command that locks nothing is held all the same', async () => {
    const box = new PodBox(mysqlPod)
    const command = `mysql --user=root --password=$MYSQL_ROOT_PASSWORD -Bse 'show databases;system ${wait};'`
    expect(readHoldReply((await box.exec(startHold({ ...hold, command }))).stdout).word).toBe('held')
    expect(box.pods.frozenPods()).toEqual([])
  })

  test('fsyncLock of MongoDB outlives its session until it is unlocked', async () => {
    const box = new PodBox(databasePod('mongo:4.4'))
    expect((await box.sh('mongo --eval "printjson(db.fsyncLock())"')).exit).toBe(0)
    box.advance(60_000)
    expect(box.pods.frozenPods()).toEqual([{ ...frozen, container: 'main' }])
    expect((await box.sh('mongo --eval "printjson(db.fsyncUnlock())"')).exit).toBe(0)
    expect(box.pods.frozenPods()).toEqual([])
  })

  test('nodetool flush freezes nothing', async () => {
    const box = new PodBox(databasePod('cassandra:3.11'))
    box.advance(5000)
    expect((await box.sh('nodetool flush')).exit).toBe(0)
    expect(box.pods.frozenPods()).toEqual([])
  })

  test.each([
    ['invalid-command', { exit: 127, stdout: '' }],
    ['echo "hello stork pre-backup"', { exit: 0, stdout: 'hello stork pre-backup\n' }],
  ])('%s', async (command, expected) => {
    expect(await new PodBox(mysqlPod).sh(command)).toMatchObject(expected)
  })
})

describe('which application runs where', () => {
  const writerOf = (box: PodBox, claim = 'data') => {
    const writer = box.pods.writerOf('shop', claim)
    return writer === undefined ? undefined : `${writer.application.name} in ${writer.pod}/${writer.container}`
  }

  test.each([
    ['mysql:5.7', 'mysql'],
    ['registry.example.com/team/mariadb@sha256:0123', 'mysql'],
    ['cassandra:3.11', 'cassandra'],
    ['gcr.io/google-samples/cassandra:v13', 'cassandra'],
    ['mongo:4.4', 'mongodb'],
    ['bitnami/mongodb:6.0', 'mongodb'],
    ['nginx:1.25', 'files'],
  ])('%s runs %s', (image, application) => {
    const box = new PodBox(pod('db', [{ ...mysqlContainer, name: 'main', image }], { volumes: [claimVolume('data')] }))
    expect(writerOf(box)).toBe(`${application} in db/main`)
  })

  test('a companion that mounts the database’s claim does not write to it', () => {
    const companion = { name: 'exporter', image: 'busybox', volumeMounts }
    const box = new PodBox(pod('db', [companion, mysqlContainer], { volumes: [claimVolume('data')] }))
    expect(writerOf(box)).toBe('mysql in db/mysql')
  })

  test('a second pod with the same claim writes once the first is gone', () => {
    const box = new PodBox(mysqlPod)
    box.add(pod('db-2', [mysqlContainer], { volumes: [claimVolume('data')] }))
    expect(writerOf(box)).toBe('mysql in db/mysql')
    box.remove(mysqlPod)
    expect(writerOf(box)).toBe('mysql in db-2/mysql')
  })

  test('a container that cannot be told says what it understands', async () => {
    const { exit, stderr } = await new PodBox(mysqlPod).sh('nodetool flush')
    expect(exit).toBe(127)
    expect(stderr).toMatch(/nodetool: not found/)
    expect(stderr).toMatch(/mysql -e/)
  })

  test('client programs take their statements from standard input, too', async () => {
    const box = new PodBox(mysqlPod)
    const { exit, stdout } = await box.sh(`echo 'show databases;' | mysql -uroot -p"$MYSQL_ROOT_PASSWORD"
mysql -uroot -p"$MYSQL_ROOT_PASSWORD" <<E
show databases;
E`)
    expect(exit).toBe(0)
    expect(stdout.match(/mysql/g)?.length).toBeGreaterThanOrEqual(2)
  })

  test('a loop over lines is not eaten by a client that has its statements as an argument', async () => {
    const box = new PodBox(mysqlPod)
    const { stdout } = await box.sh(
      `printf 'a\\nb\\n' | while read x; do mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -e 'show databases' > /dev/null; echo $x; done`,
    )
    expect(stdout).toBe('a\nb\n')
  })
})
