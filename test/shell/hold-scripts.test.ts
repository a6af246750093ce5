/** The engine's scripts for pods, carried out by the simulated shell: the same promises as in a real one, in virtual time. */

import {
  armWatchdog,
  cleanUp,
  closeTask,
  exitStopped,
  exitTooLate,
  lookAtHold,
  readCloseReply,
  readHoldReply,
  releaseHold,
  runCommand,
  startHold,
} from '@pxsnap/core/engine'
import { waitCommand as wait } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { type BoxOptions, shellBox } from '../support/shell-box.ts'

const task = 'nightly-1'
const hold = { task, seconds: 45, readySeconds: 10 }

function pod(options: BoxOptions = {}) {
  const box = shellBox(options)
  const run = (argv: readonly string[]) => box.run(argv)
  return {
    ...box,
    run,
    file: () => box.read('/tmp/file') ?? '',
    start: (command: string, seconds = hold.seconds) =>
      readHoldReply(run(startHold({ ...hold, seconds, command })).stdout),
    look: () => readHoldReply(run(lookAtHold(task)).stdout).word,
    release: (seconds = 5) => readHoldReply(run(releaseHold({ task, seconds })).stdout),
    command: (name: string, text: string, guarded = false, seconds = 5) =>
      run(runCommand({ task, name, seconds, text, guarded })),
  }
}

describe.each([
  ['', {}],
  [', stored and restored all the time', { turn: 19, roundTrips: true }],
])('a hold%s', (_, options) => {
  test('is held until released, and the command goes on afterwards', () => {
    const it = pod(options)
    expect(it.start(`echo lock >> /tmp/file; ${wait}; echo unlock >> /tmp/file; exit 7`).word).toBe('held')
    it.advance(10_000)
    expect(it.look()).toBe('held')
    expect(it.file()).toBe('lock\n')
    expect(it.release()).toEqual({ word: 'released', exit: 7, output: '' })
    expect(it.file()).toBe('lock\nunlock\n')
    it.advance(60_000)
    expect(it.processes()).toBe(0)
  })

  test('says that it is held only when its command has come so far', () => {
    const it = pod(options)
    const before = it.now()
    expect(it.start(`sleep 3; ${wait}`).word).toBe('held')
    expect(it.now() - before).toBeGreaterThanOrEqual(3000)
    expect(it.now() - before).toBeLessThan(3300)
  })

  test('that nobody releases ends at its deadline and says so', () => {
    const it = pod(options)
    it.start(`${wait}; date +%s >> /tmp/file`)
    it.advance(46_000)
    const [ended = ''] = it.file().split('\n')
    expect(Number(ended)).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 1) / 1000 + 44)
    expect(Number(ended)).toBeLessThanOrEqual(Date.UTC(2026, 0, 1) / 1000 + 46)
    expect(it.look()).toBe('expired')
    expect(it.release()).toEqual({ word: 'expired', exit: 0, output: '' })
    it.advance(60_000)
    expect(it.processes()).toBe(0)
  })

  test('whose command does not end with it is killed three seconds after the deadline', () => {
    const it = pod(options)
    it.start(`trap '' TERM; ${wait}; sleep 1000; sleep 1000`)
    it.advance(52_000)
    expect(it.processes()).toBe(0)
    expect(it.release().word).toBe('expired')
  })

  test('with a limit of its own ends before its release, which is not reported as held', () => {
    const it = pod(options)
    expect(it.start(`timeout 20 sh ${wait}; exit 9`).word).toBe('held')
    it.advance(21_000)
    expect(it.release()).toEqual({ word: 'exited', exit: 9, output: '' })
  })

  test('with the recommended trap is released, and unlocks', () => {
    const it = pod(options)
    const rule = `trap 'echo unlock >> /tmp/file' EXIT; trap 'exit 143' TERM HUP; echo lock >> /tmp/file; timeout 40 sh ${wait} & wait $!`
    expect(it.start(rule).word).toBe('held')
    expect(it.release()).toMatchObject({ word: 'released', exit: 0 })
    expect(it.file()).toBe('lock\nunlock\n')
  })

  test('whose command ends without holding is reported with its code and output', () => {
    const it = pod(options)
    expect(it.start(`echo access denied >&2; exit 3; ${wait}`)).toEqual({
      word: 'exited',
      exit: 3,
      output: 'access denied',
    })
  })

  test('whose command is unknown is reported with what the container understands', () => {
    const { word, exit, output } = pod(options).start(`invalid-command ${wait}`)
    expect({ word, exit }).toEqual({ word: 'exited', exit: 127 })
    expect(output).toMatch(/invalid-command: not found[\s\S]*understands/)
  })

  test('that does not come to hold in time is given up, and its release stops it', () => {
    const it = pod(options)
    expect(it.start(`sleep 60; ${wait}`).word).toBe('timeout')
    it.release(1)
    it.advance(2_000)
    expect(it.processes()).toBe(0)
  })

  test('cannot start where /tmp cannot be written', () => {
    expect(pod({ ...options, readOnly: true }).start(wait).word).toBe('unwritable')
  })

  test('that the container does not have is gone, and cannot be started afterwards', () => {
    const it = pod(options)
    expect(it.release().word).toBe('gone')
    expect(it.start(`echo lock >> /tmp/file; ${wait}`).word).toBe('unwritable')
    expect(it.file()).toBe('')
  })
})

describe('a command in a pod', () => {
  test('runs once however often it is asked for, and its code and streams are reported', () => {
    const it = pod()
    const text = 'echo x >> /tmp/file; echo out; echo err >&2; exit 4'
    const first = it.command('pre-1', text)
    const second = it.command('pre-1', text)
    expect(first).toMatchObject({ exit: 4, stdout: 'out\n', stderr: 'err\n' })
    expect(second).toMatchObject({ exit: 4, stdout: 'out\n', stderr: 'err\n' })
    expect(it.file()).toBe('x\n')
  })

  test('that hangs is stopped', () => {
    const it = pod()
    expect(it.command('pre-1', 'echo begun; sleep 1000')).toMatchObject({ exit: exitStopped, stdout: 'begun\n' })
    it.advance(2_000)
    expect(it.processes()).toBe(0)
  })

  test('is refused after the thaw', () => {
    const it = pod()
    it.command('post-1', 'true')
    expect(it.command('pre-1', 'echo frozen >> /tmp/file').exit).toBe(exitTooLate)
    expect(it.file()).toBe('')
  })

  test('whose text has quotes, expansions and formats is run as it is written', () => {
    const text = `printf '%s' 'a"b$HOME\\n%s; $(echo no)'`
    expect(pod().command('pre-1', text).stdout).toBe('a"b$HOME\\n%s; $(echo no)')
  })
})

describe('the watchdog', () => {
  const arm = (seconds: number, ...postCommands: readonly string[]) => armWatchdog({ task, seconds, postCommands })

  test('runs the post commands at its deadline, in order and each once', () => {
    const it = pod()
    const posts = ['echo one >> /tmp/file', 'echo two >> /tmp/file']
    expect(it.run(arm(60, ...posts)).stdout).toBe('armed\n')
    it.command('pre-1', 'echo pre >> /tmp/file')
    it.advance(50_000)
    expect(it.file()).toBe('pre\n')
    it.advance(12_000)
    expect(it.file()).toBe('pre\none\ntwo\n')
    expect(it.command('post-2', posts[1] ?? '').exit).toBe(0)
    expect(it.file()).toBe('pre\none\ntwo\n')
    expect(readCloseReply(it.run(closeTask(task)).stdout)).toBe('fired')
    expect(it.processes()).toBe(0)
  })

  test('runs a post command that fails again, and none that has succeeded', () => {
    const it = pod()
    it.run(arm(60, 'echo one >> /tmp/file', 'echo two >> /tmp/file; exit 5'))
    it.command('pre-1', 'echo pre >> /tmp/file')
    it.advance(70_000)
    expect(it.file()).toMatch(/^pre\none\n(two\n){2,}$/)
  })

  test('that is closed in time runs nothing', () => {
    const it = pod()
    it.run(arm(60, 'echo post >> /tmp/file'))
    expect(readCloseReply(it.run(closeTask(task)).stdout)).toBe('disarmed')
    it.advance(120_000)
    expect({ file: it.file(), processes: it.processes() }).toEqual({ file: '', processes: 0 })
  })

  test('whose files were cleaned up runs nothing', () => {
    const it = pod()
    it.run(arm(60, 'echo post >> /tmp/file'))
    it.run(cleanUp([task]))
    it.advance(120_000)
    expect({ file: it.file(), processes: it.processes() }).toEqual({ file: '', processes: 0 })
  })

  test('is asked for by a guarded command, which does not run without it', () => {
    const it = pod()
    expect(it.command('pre-1', 'echo lock >> /tmp/file', true).exit).toBe(exitTooLate)
    it.run(cleanUp([task]))
    it.run(arm(60, 'true'))
    expect(it.command('pre-1', 'echo lock >> /tmp/file', true).exit).toBe(0)
    expect(it.file()).toBe('lock\n')
  })

  test('stops a pre command that still runs when its deadline comes', () => {
    const it = pod()
    it.run(arm(10, 'echo thawed >> /tmp/file'))
    const pre = it.command('pre-1', 'sleep 20; echo frozen >> /tmp/file', true, 40)
    expect(pre.exit).not.toBe(0)
    it.advance(60_000)
    expect({ file: it.file(), processes: it.processes() }).toEqual({ file: 'thawed\n', processes: 0 })
  })
})
