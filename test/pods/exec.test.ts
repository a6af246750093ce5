/** Exec in simulated pods: how long it takes, what it refuses, what outlives it. */

import { expect, test } from 'vitest'
import { PodBox, pod } from './pod-box.ts'

const single = () => new PodBox(pod('db', [{ name: 'db', image: 'busybox' }]))

test('a result takes the way there and back', async () => {
  const box = single()
  const before = box.now
  expect(await box.sh('sleep 2; echo done')).toEqual({ exit: 0, stdout: 'done\n', stderr: '' })
  expect(box.now - before).toBe(2050)
})

test('many requests at once run side by side', async () => {
  const box = single()
  const before = box.now
  const all = [1, 2, 3].map(seconds =>
    box.pods.run({
      namespace: 'shop',
      pod: 'db',
      argv: ['sh', '-c', `sleep ${seconds}; exit ${seconds}`],
      timeoutMs: 60_000,
    }),
  )
  const results = await box.drive(Promise.all(all))
  expect(results.map(({ exit }) => exit)).toEqual([1, 2, 3])
  expect(box.now - before).toBe(3050)
})

test.each([
  ['a pod that does not exist', { pod: 'nobody' }, 'pods "nobody" not found'],
  [
    'a pod that does not run yet',
    { pod: 'waiting' },
    'cannot exec into pod "shop/waiting": it is not running (Pending)',
  ],
  ['one of several containers', { pod: 'two' }, 'a container name must be specified for pod two, choose one of: [a b]'],
  [
    'a container the pod does not have',
    { container: 'other' },
    'container other is not valid for pod db, it has: [db]',
  ],
])('%s is a problem, not an exit code', async (_, request, problem) => {
  const box = single()
  box.add(
    pod('waiting', [{ name: 'w', image: 'busybox' }], { phase: 'Pending' }),
    pod('two', [
      { name: 'a', image: 'busybox' },
      { name: 'b', image: 'busybox' },
    ]),
  )
  expect(await box.sh('true', request)).toEqual({ exit: 'unknown', stdout: '', stderr: '', problem })
})

test('a program that does not exist cannot be started', async () => {
  const { exit, problem } = await single().exec(['nosuch', '--now'])
  expect({ exit, problem }).toEqual({
    exit: 'unknown',
    problem:
      'failed to start exec: unable to start container process: exec: "nosuch": executable file not found in $PATH',
  })
})

test('a timeout says nothing about the program, which goes on', async () => {
  const box = single()
  const before = box.now
  const result = await box.sh('echo begun; sleep 10; touch /tmp/ready', { timeoutMs: 3000 })
  expect(box.now - before).toBe(3000)
  expect(result).toEqual({
    exit: 'unknown',
    stdout: 'begun\n',
    stderr: '',
    problem: 'the command had not ended after 3 s; it may still be running',
  })
  box.advance(8000)
  expect((await box.sh('ls /tmp')).stdout).toBe('ready\n')
})

test('who gives up is told so at once, and the program goes on', async () => {
  const box = single()
  const controller = new AbortController()
  const asked = box.pods.run(
    { namespace: 'shop', pod: 'db', argv: ['sh', '-c', 'sleep 3; touch /tmp/ready'], timeoutMs: 60_000 },
    controller.signal,
  )
  box.advance(1000)
  controller.abort(new Error('enough'))
  await expect(asked).rejects.toThrow('enough')
  box.advance(3000)
  expect((await box.sh('ls /tmp')).stdout).toBe('ready\n')
})

test('nobody is told of a request that was given up before it was sent', async () => {
  const box = single()
  await expect(box.exec(['touch', '/tmp/f'], {}, AbortSignal.abort(new Error('never')))).rejects.toThrow('never')
  expect((await box.sh('ls /tmp')).stdout).toBe('')
})

test('a background process survives the exec that started it', async () => {
  const box = single()
  const before = box.now
  await box.sh('(sleep 20; touch /tmp/late) > /dev/null 2>&1 &')
  expect(box.now - before).toBe(50)
  expect((await box.sh('ls /tmp')).stdout).toBe('')
  box.advance(20_000)
  expect((await box.sh('ls /tmp')).stdout).toBe('late\n')
})

test('output beyond 64 KiB is cut off', async () => {
  const { exit, stdout } = await single().sh(
    'i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo 0123456789012345678901234567890123456789; done',
  )
  expect({ exit, length: stdout.length }).toEqual({ exit: 0, length: 65_536 })
})

test('the end of a pod ends its programs', async () => {
  const box = single()
  const asked = box.pods.run({ namespace: 'shop', pod: 'db', argv: ['sleep', '100'], timeoutMs: 600_000 })
  box.advance(1000)
  const object = box.objects.get('Pod/db')
  if (object) box.remove(object)
  expect(await box.drive(asked)).toEqual({ exit: 137, stdout: '', stderr: '' })
})

test('another pod of the same name starts afresh', async () => {
  const box = single()
  await box.sh('touch /tmp/f')
  box.add(pod('db', [{ name: 'db', image: 'busybox' }], { uid: 'second' }))
  expect((await box.sh('ls /tmp')).stdout).toBe('')
})

test('a restart of the container ends its programs and loses its own files', async () => {
  const box = single()
  await box.sh('touch /tmp/f; sleep 100 > /dev/null 2>&1 &')
  expect(box.pods.restart({ namespace: 'shop', pod: 'db' })).toBe(true)
  expect((await box.sh('ls /tmp; pidof sleep')).stdout).toBe('')
  const killed = await box.sh('kill 1; sleep 5; echo never')
  expect(killed).toEqual({ exit: 137, stdout: '', stderr: '' })
  expect(box.pods.restart({ namespace: 'shop', pod: 'nobody' })).toBe(false)
})

test('what ran is in the journal, with its exit code', async () => {
  const box = single()
  await box.sh('exit 3')
  expect(box.pods.journal().map(({ what, argv, exit }) => ({ what, argv, exit }))).toEqual([
    { what: 'exec', argv: ['sh', '-c', 'exit 3'], exit: undefined },
    { what: 'exec', argv: ['sh', '-c', 'exit 3'], exit: 3 },
  ])
})

test('programs and requests on their way survive a restart of the whole simulation', async () => {
  const box = single()
  void box.pods.run({
    namespace: 'shop',
    pod: 'db',
    argv: ['sh', '-c', 'sleep 2; echo $((40 + 2)) > /tmp/answer'],
    timeoutMs: 9000,
  })
  box.reopen()
  box.advance(1000)
  box.reopen()
  box.advance(2000)
  expect((await box.sh('cat /tmp/answer')).stdout).toBe('42\n')
  expect(box.pods.nextAt()).toBeUndefined()
})
