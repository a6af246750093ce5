/** What takes time in the simulated shell, and what signals do meanwhile. Times are virtual milliseconds. */

import { describe, expect, test } from 'vitest'
import { shellBox } from '../support/shell-box.ts'

function run(script: string, options: Parameters<typeof shellBox>[0] = {}, limitMs = 3_600_000) {
  const { exit, stdout, stderr, ms } = shellBox(options).run(['sh', '-c', script, 'sh'], limitMs)
  return { exit, stdout, stderr, ms }
}

describe('time', () => {
  test.each([
    ['sleep 1.5', 1500],
    ['sleep 2m', 120_000],
    ['sleep 1 & sleep 2 & wait', 2000],
    ['sleep 1 | sleep 3 | sleep 2', 3000],
    ['x=$(sleep 1); sleep 1', 2000],
    ['(sleep 1; sleep 2) & sleep 1; wait', 3000],
    ['timeout 45 sleep 100', 45_000],
    ['timeout 45 sleep 1', 1000],
    ['for i in 1 2 3; do sleep 0.5; done', 1500],
    ['echo no time at all', 0],
  ])('%s takes %d ms', (script, ms) => {
    expect(run(script).ms).toBe(ms)
  })

  test('date follows the clock', () => {
    expect(run('date +%s; sleep 90; date +%s; date -u +%Y-%m-%dT%H:%M:%S').stdout).toBe(
      '1767225600\n1767225690\n2026-01-01T00:01:30\n',
    )
  })

  test('both sides of a pipe run at the same time, also when the left one waits', () => {
    const script = '(echo lock; sleep 5; echo unlock) | while read word; do date "+$word %S"; done'
    expect(run(script)).toMatchObject({ stdout: 'lock 00\nunlock 05\n', ms: 5000 })
  })

  test('a program that reads everything starts when the writer has ended', () => {
    expect(run('(echo a; sleep 3) | cat; date +%S').stdout).toBe('a\n03\n')
  })

  test.each(['sleep infinity', 'tail -f /dev/null', 'tail -f /etc/hostname | cat'])(
    '%s never ends by itself',
    script => {
      expect(run(script).exit).toBeUndefined()
      expect(run(`timeout 7 ${script.split(' | ')[0]}`)).toMatchObject({ exit: 124, ms: 7000 })
    },
  )

  test.each([
    'while :; do :; done',
    'f() { f; }; while true; do (f) 2>/dev/null; done',
    'while $(true); do x=$(echo); done',
  ])('time passes also for %s, which never waits', script => {
    const { exit, ms } = run(`timeout 20 sh -c '${script}'`)
    expect(exit).toBe(124)
    expect(ms).toBe(20_000)
  })

  test('a busy loop sees the file that another process makes later', () => {
    expect(run('(sleep 3; touch /tmp/ready) & while [ ! -e /tmp/ready ]; do :; done; echo seen')).toMatchObject({
      stdout: 'seen\n',
      exit: 0,
    })
  })

  test.each([
    'f() { f | f & }; f; wait',
    'x=a; while :; do x=$x$x; done',
    'echo a > f; while :; do cat f f > g && mv g f || exit 9; done',
    'set -- a; while :; do set -- "$@" "$@"; done',
    'f() { f; f; }; f',
    'while :; do sleep 100 & done',
  ])('%s cannot exhaust the machine', script => {
    expect(run(`timeout 5 sh -c '${script}'; echo end`, {}, 200_000).stdout).toBe('end\n')
  })
})

describe('signals', () => {
  test('a trap waits for the foreground child', () => {
    const script = `trap 'date +term-%S; exit 3' TERM; (sleep 1; kill $$) & sleep 5; echo never`
    expect(run(script)).toMatchObject({ stdout: 'term-05\n', exit: 3, ms: 5000 })
  })

  test('a trap interrupts wait at once', () => {
    const script = `trap 'date +term-%S; exit 143' TERM; sleep 5 & p=$!; (sleep 1; kill $$) & wait $p; echo never`
    const { exit, stdout } = run(script)
    expect({ exit, stdout }).toEqual({ exit: 143, stdout: 'term-01\n' })
  })

  test('the recommended unlock runs when the client is told to end, and when its time is over', () => {
    const rule = (limit: string) =>
      `trap 'echo unlocked' EXIT; trap 'exit 143' TERM HUP; echo locked; ${limit} sleep 60 & wait $!`
    expect(run(rule('timeout 5'))).toMatchObject({ stdout: 'locked\nunlocked\n', exit: 124, ms: 5000 })
    const told = run(`sh -c "${rule('')}" & p=$!; sleep 2; kill $p; wait $p; echo $?; date +%S`)
    expect(told.stdout).toBe('locked\nunlocked\n143\n02\n')
  })

  test('without a trap the shell dies at once and its child lives on', () => {
    const box = shellBox()
    box.run(['sh', '-c', `sh -c 'sleep 30; echo no' > /dev/null 2>&1 & sleep 1; kill $!`])
    expect(box.processes()).toBe(1)
    box.advance(30_000)
    expect(box.processes()).toBe(0)
  })

  test('timeout signals its whole group, so nothing below it lives on', () => {
    const box = shellBox()
    const { stdout } = box.run(['sh', '-c', `timeout 2 sh -c 'sleep 50; echo no' ; echo $?`])
    expect({ stdout, left: box.processes() }).toEqual({ stdout: '124\n', left: 0 })
  })

  test('timeout -k kills what ignores its first signal', () => {
    expect(run(`timeout -k 3 2 sh -c "trap '' TERM; sleep 50; sleep 50"; echo $?`)).toMatchObject({
      stdout: '137\n',
      ms: 5000,
    })
  })

  test('a process of another session is not reached through the group', () => {
    const box = shellBox()
    box.run(['sh', '-c', `timeout 2 sh -c 'setsid sleep 50 > /dev/null 2>&1 & sleep 50'`])
    expect(box.processes()).toBe(1)
    box.run(['sh', '-c', 'kill $(pidof sleep)'])
    expect(box.processes()).toBe(0)
  })

  test('nohup and an empty trap survive HUP', () => {
    const script = `nohup sleep 3 & a=$!; (trap '' HUP; sleep 3) & b=$!; sleep 3 & c=$!
sleep 1; kill -HUP $a $b $c; wait $a; echo $?; wait $b; echo $?; wait $c; echo $?`
    expect(run(script).stdout).toBe('0\n0\n129\n')
  })

  test('a signal sent to a background subshell reaches it', () => {
    expect(run(`(trap 'echo told; exit 5' TERM; sleep 9 & wait $!) & sleep 1; kill $!; wait $!; echo $?`).stdout).toBe(
      'told\n5\n',
    )
    expect(run(`{ sleep 9; } > /dev/null & p=$!; sleep 1; kill $p; wait; pidof sleep`).exit).toBe(1)
  })

  test('STOP and CONT hold a process and let it go', () => {
    const script =
      'sleep 1 & p=$!; sleep 0.5; kill -STOP $p; sleep 4.5; kill -0 $p && echo there; kill -CONT $p; wait $p; echo $?'
    expect(run(script)).toMatchObject({ stdout: 'there\n0\n', ms: 5000 })
  })

  test('a program that was written to a pipe nobody reads ends with SIGPIPE', () => {
    expect(run('(while :; do echo y; done; echo never >&2) | head -n 2; echo $?').stdout).toBe('y\ny\n0\n')
  })
})

describe('what a container is', () => {
  test('a read-only root takes no files, and says so', () => {
    const { exit, stderr } = run('echo x > /tmp/f', { readOnly: true })
    expect({ exit, stderr }).toEqual({ exit: 2, stderr: 'sh: 1: cannot create /tmp/f: Read-only file system\n' })
  })

  test('an unknown program is not found, with what the container understands', () => {
    const { exit, stderr } = run('invalid-command --now')
    expect(exit).toBe(127)
    expect(stderr).toMatch(/invalid-command: not found/)
    expect(stderr).toMatch(/nothing but the shell/)
  })

  test('a mistake in the script is reported as dash does', () => {
    expect(run('echo "open')).toMatchObject({ exit: 2, stderr: 'sh: 1: Syntax error: Unterminated quoted string\n' })
    expect(run('if true')).toMatchObject({
      exit: 2,
      stderr: 'sh: 1: Syntax error: end of file unexpected (expecting "then")\n',
    })
  })

  test('a background process that keeps the output keeps its starter waiting, one that is detached does not', () => {
    expect(run('sleep 9 & echo out')).toMatchObject({ stdout: 'out\n', ms: 9000 })
    expect(run('sleep 9 > /dev/null 2>&1 & echo out')).toMatchObject({ stdout: 'out\n', ms: 0 })
  })
})
