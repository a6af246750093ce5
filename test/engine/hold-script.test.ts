/** The scripts that run in pods, run here by the real /bin/sh: bounded, short, in directories of their own. */

import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  armWatchdog,
  cleanUp,
  closeTask,
  exitStopped,
  exitTooLate,
  fireWatchdog,
  listTasks,
  lookAtHold,
  readCloseReply,
  readHoldReply,
  readTasks,
  releaseHold,
  runCommand,
  startHold,
  withWaitCommand,
} from '../../core/engine/index.ts'

const shells = [['sh'], ['bash', '--posix'], ['busybox', 'sh']].filter(([name = '']) => inPath(name))
const wait = '$' + '{WAIT_CMD}'

describe.concurrent.each(shells)('in %s', (...shell) => {
  const tasks: string[] = []
  const task = () => {
    const name = `test-${randomUUID()}`
    tasks.push(name)
    return name
  }
  const run = (argv: readonly string[]) => execute([...shell, ...argv.slice(1)])
  afterAll(() => run(cleanUp(tasks)))

  test('a hold is held until released, and the command goes on afterwards', async () => {
    const name = task()
    const file = scratch()
    const command = `echo lock >> ${file}; ${wait}; echo unlock >> ${file}; exit 7`
    const started = await run(startHold({ task: name, seconds: 20, readySeconds: 5, command }))
    expect(readHoldReply(started.stdout).word).toBe('held')
    expect(readFileSync(file, 'utf8')).toBe('lock\n')
    expect((await run(lookAtHold(name))).stdout.trim()).toBe('held')
    const released = await run(releaseHold({ task: name, seconds: 5 }))
    expect(readHoldReply(released.stdout)).toEqual({ word: 'released', exit: 7, output: '' })
    expect(readFileSync(file, 'utf8')).toBe('lock\nunlock\n')
  })

  test('releasing again gives the same answer', async () => {
    const name = task()
    await run(startHold({ task: name, seconds: 20, readySeconds: 5, command: `${wait}; echo done` }))
    const first = await run(releaseHold({ task: name, seconds: 5 }))
    const second = await run(releaseHold({ task: name, seconds: 5 }))
    expect(second.stdout).toBe(first.stdout)
    expect(readHoldReply(first.stdout)).toEqual({ word: 'released', exit: 0, output: 'done' })
  })

  test('a hold that nobody releases ends at its deadline and says so', async () => {
    const name = task()
    const file = scratch()
    await run(startHold({ task: name, seconds: 1, readySeconds: 5, command: `sh ${wait} && echo unlock >> ${file}` }))
    await eventually(() => existsSync(file))
    expect((await run(lookAtHold(name))).stdout.trim()).toBe('expired')
    const released = await run(releaseHold({ task: name, seconds: 5 }))
    expect(readHoldReply(released.stdout)).toEqual({ word: 'expired', exit: 0, output: '' })
  })

  test('a command that ends without holding is reported with its code and output', async () => {
    const command = `echo access denied >&2; exit 3; ${wait}`
    const started = await run(startHold({ task: task(), seconds: 5, readySeconds: 5, command }))
    expect(readHoldReply(started.stdout)).toEqual({ word: 'exited', exit: 3, output: 'access denied' })
  })

  test('a command that is not held in time is given up, and its release stops it', async () => {
    const name = task()
    const started = await run(startHold({ task: name, seconds: 5, readySeconds: 1, command: `sleep 60; ${wait}` }))
    expect(readHoldReply(started.stdout).word).toBe('timeout')
    const released = await run(releaseHold({ task: name, seconds: 1 }))
    expect(readHoldReply(released.stdout).word).toMatch(/lost|exited/)
    expect(lives(Number(readFileSync(`/tmp/pxsnap-${name}/pid`, 'utf8')))).toBe(false)
  })

  test('a lock that ended before its release is not reported as held', async () => {
    const name = task()
    await run(startHold({ task: name, seconds: 20, readySeconds: 5, command: `timeout 1 sh ${wait}; exit 9` }))
    await eventually(() => existsSync(`/tmp/pxsnap-${name}/exit`))
    const released = await run(releaseHold({ task: name, seconds: 5 }))
    expect(readHoldReply(released.stdout)).toEqual({ word: 'exited', exit: 9, output: '' })
  })

  test('releasing a hold the container does not have says gone', async () => {
    expect(readHoldReply((await run(releaseHold({ task: task(), seconds: 1 }))).stdout).word).toBe('gone')
  })

  test('a hold that is started after its release is refused', async () => {
    const name = task()
    const file = scratch()
    await run(releaseHold({ task: name, seconds: 1 }))
    const late = await run(
      startHold({ task: name, seconds: 5, readySeconds: 2, command: `echo lock >> ${file}; ${wait}` }),
    )
    expect(readHoldReply(late.stdout).word).toBe('unwritable')
    expect(readHoldReply((await run(releaseHold({ task: name, seconds: 1 }))).stdout).word).toBe('gone')
    expect(existsSync(file)).toBe(false)
  })

  test('a pre command that comes after its task was closed is refused, also where nothing was there before', async () => {
    const name = task()
    expect(readCloseReply((await run(closeTask(name))).stdout)).toBe('gone')
    const late = await run(once({ task: name, name: 'pre-1', seconds: 5, text: 'true' }))
    expect(late.exit).toBe(exitTooLate)
    const armed = await run(armWatchdog({ task: name, seconds: 1, postCommands: ['true'] }))
    expect(armed.stdout.trim()).toBe('unwritable')
  })

  test('a command runs once however often it is asked for, and its code and streams are reported', async () => {
    const file = scratch()
    const command = {
      task: task(),
      name: 'pre-1',
      seconds: 5,
      text: `echo x >> ${file}; echo out; echo err >&2; exit 4`,
    }
    const first = await run(once(command))
    const second = await run(once(command))
    expect(first).toEqual({ exit: 4, stdout: 'out\n', stderr: 'err\n' })
    expect(second).toEqual(first)
    expect(readFileSync(file, 'utf8')).toBe('x\n')
  })

  test('a command that hangs is stopped', async () => {
    const stopped = await run(once({ task: task(), name: 'pre-1', seconds: 1, text: 'echo begun; sleep 60' }))
    expect(stopped.exit).toBe(exitStopped)
    expect(stopped.stdout).toBe('begun\n')
  })

  test('a pre command that arrives after the thaw is refused', async () => {
    const name = task()
    const file = scratch()
    await run(once({ task: name, name: 'post-1', seconds: 5, text: 'true' }))
    const late = await run(once({ task: name, name: 'pre-1', seconds: 5, text: `echo frozen >> ${file}` }))
    expect(late.exit).toBe(exitTooLate)
    expect(existsSync(file)).toBe(false)
  })

  test('the watchdog runs the post commands at the deadline, in order, and each once', async () => {
    const name = task()
    const file = scratch()
    const posts = [`echo one >> ${file}`, `echo two >> ${file}; echo said`]
    expect((await run(armWatchdog({ task: name, seconds: 1, postCommands: posts }))).stdout.trim()).toBe('armed')
    await run(once({ task: name, name: 'pre-1', seconds: 5, text: `echo pre >> ${file}` }))
    await eventually(() => existsSync(`/tmp/pxsnap-${name}/done`))
    const asked = await run(once({ task: name, name: 'post-2', seconds: 5, text: posts[1] ?? '' }))
    expect(asked).toEqual({ exit: 0, stdout: 'said\n', stderr: '' })
    expect(readFileSync(file, 'utf8')).toBe('pre\none\ntwo\n')
    expect(readCloseReply((await run(closeTask(name))).stdout)).toBe('fired')
  })

  test('the watchdog repeats a post command that fails until it succeeds, also one that pxsnap has tried', async () => {
    const name = task()
    const [file, open] = [scratch(), scratch()]
    const text = `echo try >> ${file}; test -e ${open} && echo thawed >> ${file}`
    await run(armWatchdog({ task: name, seconds: 1, postCommands: ['true', text] }))
    expect((await run(once({ task: name, name: 'post-2', seconds: 5, text }))).exit).toBe(1)
    expect((await run(once({ task: name, name: 'post-2-r2', seconds: 5, text }))).exit).toBe(1)
    await eventually(() => readFileSync(file, 'utf8') === 'try\n'.repeat(4))
    expect((await run(listTasks())).stdout).toContain(`watchdog /tmp/pxsnap-${name}\n`)
    writeFileSync(open, '')
    await eventually(() => existsSync(`/tmp/pxsnap-${name}/done`))
    const told = readFileSync(file, 'utf8')
    expect(told.endsWith('try\nthawed\n')).toBe(true)
    expect(await run(once({ task: name, name: 'post-2-r3', seconds: 5, text }))).toMatchObject({ exit: 0 })
    expect(readFileSync(file, 'utf8')).toBe(told)
    expect((await run(listTasks())).stdout).not.toContain(name)
    expect(readCloseReply((await run(closeTask(name))).stdout)).toBe('fired')
  })

  test('the watchdog does not repeat what pxsnap was seen to thaw, and ends when it is closed', async () => {
    const [thawed, closed] = [task(), task()]
    const [file, other] = [scratch(), scratch()]
    const text = `echo post >> ${file}`
    await run(armWatchdog({ task: thawed, seconds: 1, postCommands: [text] }))
    expect((await run(once({ task: thawed, name: 'post-1', seconds: 5, text: 'false' }))).exit).toBe(1)
    expect((await run(once({ task: thawed, name: 'post-1-r2', seconds: 5, text }))).exit).toBe(0)
    await run(armWatchdog({ task: closed, seconds: 1, postCommands: [`echo post >> ${other}; exit 1`] }))
    await eventually(() => existsSync(other) && existsSync(`/tmp/pxsnap-${thawed}/done`))
    const watchdog = Number(readFileSync(`/tmp/pxsnap-${closed}/watchdog`, 'utf8'))
    await run(closeTask(closed))
    const before = readFileSync(other, 'utf8')
    await eventually(() => !lives(watchdog))
    expect(readFileSync(other, 'utf8')).toBe(before)
    expect(readFileSync(file, 'utf8')).toBe('post\n')
  })

  test('holds and watchdogs are listed until they end, and a watchdog fires when it is told to', async () => {
    const [hold, watchdog] = [task(), task()]
    const file = scratch()
    await run(startHold({ task: hold, seconds: 20, readySeconds: 5, command: wait }))
    await run(armWatchdog({ task: watchdog, seconds: 60, postCommands: [`echo thawed >> ${file}`] }))
    const found = async () => readTasks((await run(listTasks())).stdout)
    const ours = (name: string) => [{ what: name === hold ? 'hold' : 'watchdog', task: name }]
    expect(await found()).toEqual(expect.arrayContaining([...ours(hold), ...ours(watchdog)]))
    expect((await run(fireWatchdog(watchdog, 10))).stdout.trim()).toBe('fired')
    expect((await run(fireWatchdog(watchdog, 10))).stdout.trim()).toBe('fired')
    expect(readFileSync(file, 'utf8')).toBe('thawed\n')
    await run(releaseHold({ task: hold, seconds: 5 }))
    const left = await found()
    expect(left.filter(one => one.task === hold || one.task === watchdog)).toEqual([])
    expect((await run(fireWatchdog(task(), 1))).stdout.trim()).toBe('gone')
  })

  test('a watchdog whose post command fails does not say that it has thawed', async () => {
    const name = task()
    await run(armWatchdog({ task: name, seconds: 60, postCommands: ['exit 3'] }))
    expect((await run(fireWatchdog(name, 2))).stdout.trim()).toBe('unknown')
    await run(closeTask(name))
    expect((await run(fireWatchdog(name, 2))).stdout.trim()).toBe('gone')
  })

  test('a post command that fails says whether a pre command had succeeded', async () => {
    const [idle, begun] = [task(), task()]
    await run(once({ task: idle, name: 'pre-1', seconds: 5, text: 'exit 1' }))
    await run(once({ task: begun, name: 'pre-1', seconds: 5, text: 'true' }))
    const post = { name: 'post-1', seconds: 5, text: 'echo no >&2; exit 6' }
    expect(await run(once({ ...post, task: begun }))).toMatchObject({ exit: 6, stderr: 'no\n' })
    expect(await run(once({ ...post, task: idle }))).toMatchObject({
      exit: 6,
      stderr: 'no\npxsnap: no pre command has succeeded here\n',
    })
  })

  test('a guarded command runs only while its watchdog lives', async () => {
    const name = task()
    const file = scratch()
    const command = { task: name, name: 'pre-1', seconds: 5, text: `echo lock >> ${file}`, guarded: true }
    expect((await run(once(command))).exit).toBe(exitTooLate)
    await run(cleanUp([name]))
    await run(armWatchdog({ task: name, seconds: 20, postCommands: ['true'] }))
    // As after a restart of the container with a /tmp that survived: the files are there, the process is not.
    const watchdog = `/tmp/pxsnap-${name}/watchdog`
    const alive = readFileSync(watchdog, 'utf8')
    writeFileSync(watchdog, '4194300\n')
    expect((await run(once(command))).exit).toBe(exitTooLate)
    expect(existsSync(file)).toBe(false)
    writeFileSync(watchdog, alive)
    await run(closeTask(name))
    const other = task()
    await run(armWatchdog({ task: other, seconds: 20, postCommands: ['true'] }))
    expect((await run(once({ ...command, task: other }))).exit).toBe(0)
    await run(closeTask(other))
  })

  test('a watchdog that is closed in time runs nothing', async () => {
    const name = task()
    const file = scratch()
    await run(armWatchdog({ task: name, seconds: 1, postCommands: [`echo post >> ${file}`] }))
    expect(readCloseReply((await run(closeTask(name))).stdout)).toBe('disarmed')
    await pause(2_300)
    expect(existsSync(file)).toBe(false)
  })

  test('a watchdog whose files were cleaned up runs nothing', async () => {
    const name = task()
    const file = scratch()
    await run(armWatchdog({ task: name, seconds: 1, postCommands: [`echo post >> ${file}`] }))
    await run(cleanUp([name]))
    await pause(2_300)
    expect(existsSync(file)).toBe(false)
  })

  test('closing stops a pre command that still runs', async () => {
    const name = task()
    const file = scratch()
    const asking = run(once({ task: name, name: 'pre-1', seconds: 20, text: `sleep 2; echo frozen >> ${file}` }))
    await eventually(() => existsSync(`/tmp/pxsnap-${name}/running`))
    await run(closeTask(name))
    expect((await asking).exit).not.toBe(0)
    await pause(2_000)
    expect(existsSync(file)).toBe(false)
  })

  test('the user’s text is never read as part of the script', async () => {
    const text = `printf '%s' 'a"b$HOME\\n%s; $(echo no)'`
    const printed = await run(once({ task: task(), name: 'pre-1', seconds: 5, text }))
    expect(printed).toEqual({ exit: 0, stdout: 'a"b$HOME\\n%s; $(echo no)', stderr: '' })
  })

  test('cleaning up leaves nothing behind', async () => {
    const name = task()
    await run(once({ task: name, name: 'pre-1', seconds: 5, text: 'true' }))
    await run(cleanUp([name]))
    expect(existsSync(`/tmp/pxsnap-${name}`)).toBe(false)
  })
})

describe('the wait placeholder', () => {
  const path = '/tmp/pxsnap-t/wait'
  test.each([
    [wait, `sh ${path}`],
    [
      `mysql -e 'flush tables with read lock; system ${wait};'`,
      `mysql -e 'flush tables with read lock; system sh ${path};'`,
    ],
    [`sh ${wait}`, `sh ${path}`],
    [`timeout 45 sh ${wait} & wait $!`, `timeout 45 sh ${path} & wait $!`],
    [`/bin/bash "${wait}"`, `/bin/bash "${path}"`],
    [`sh -c "${wait}"`, `sh -c "sh ${path}"`],
    [`run("sh", "${wait}")`, `run("sh", "${path}")`],
    [`push ${wait}; ${wait}`, `push sh ${path}; sh ${path}`],
  ])('in %s', (command, expected) => {
    expect(withWaitCommand(command, 't')).toBe(expected)
  })
})

type Command = Parameters<typeof runCommand>[0]

function once(command: Omit<Command, 'guarded'> & Partial<Command>): readonly string[] {
  return runCommand({ guarded: false, ...command })
}

function execute(argv: readonly string[]): Promise<{ exit: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const [file = '', ...rest] = argv
    const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
    const streams = { stdout: '', stderr: '' }
    child.stdout.on('data', text => (streams.stdout += text))
    child.stderr.on('data', text => (streams.stderr += text))
    child.on('error', reject)
    child.on('close', exit => resolve({ exit, ...streams }))
  })
}

const scratchDirectory = mkdtempSync(join(tmpdir(), 'pxsnap-test-'))
process.on('exit', () => rmSync(scratchDirectory, { recursive: true, force: true }))

function scratch(): string {
  return join(scratchDirectory, randomUUID())
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !holds(); tries++) await pause(50)
  await pause(100)
  expect(holds()).toBe(true)
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function inPath(name: string): boolean {
  return (process.env.PATH ?? '').split(':').some(directory => existsSync(join(directory, name)))
}
