/** Programs in pods that somebody talks to while they run. */

import { describe, expect, test } from 'vitest'
import type { ExecSession } from '../../core/cluster/simulated/pods/index.ts'
import { namespace, PodBox, pod } from './pod-box.ts'

const busybox = pod('db', [{ name: 'box', image: 'busybox' }])

type Talk = {
  readonly box: PodBox
  readonly session: ExecSession
  readonly heard: { stdout: string; stderr: string; exit?: number | 'unknown'; problem?: string }
}

function talk(argv: readonly string[], options: { readonly terminal?: boolean; readonly pod?: string } = {}): Talk {
  const box = new PodBox(busybox)
  const heard: Talk['heard'] = { stdout: '', stderr: '' }
  const session = box.pods.open(
    { namespace, pod: options.pod ?? 'db', argv, stdin: true, terminal: options.terminal === true },
    {
      output: (stream, text) => {
        heard[stream] += text
      },
      ended: result => {
        heard.exit = result.exit
        if (result.problem !== undefined) heard.problem = result.problem
      },
    },
  )
  return { box, session, heard }
}

describe('a program whose streams are open', () => {
  test('gets what was written before it started, and ends when its input ends', () => {
    const { box, session, heard } = talk(['cat'])
    session.write('one\n')
    session.write('two\n')
    session.end()
    box.advance(100)
    expect(heard).toEqual({ stdout: 'one\ntwo\n', stderr: '', exit: 0 })
  })

  test('prints as it runs, not only at its end', () => {
    const { box, heard } = talk(['sh', '-c', 'echo one; sleep 5; echo two; exit 3'])
    box.advance(100)
    expect(heard).toEqual({ stdout: 'one\n', stderr: '' })
    box.advance(6_000)
    expect(heard).toEqual({ stdout: 'one\ntwo\n', stderr: '', exit: 3 })
  })

  test('a pod that is not there is told in words', () => {
    const { box, heard } = talk(['ls'], { pod: 'gone' })
    box.advance(100)
    expect(heard).toMatchObject({ exit: 'unknown', problem: 'pods "gone" not found' })
  })
})

describe('a shell that is typed into', () => {
  test('answers line by line, and keeps variables and the directory', () => {
    const { box, session, heard } = talk(['sh'])
    box.advance(100)
    session.write('x=5; cd /tmp\n')
    session.write('echo $x $PWD\n')
    box.advance(10)
    expect(heard.stdout).toBe('5 /tmp\n')
    session.write('exit 7\n')
    box.advance(100)
    expect(heard).toMatchObject({ stderr: '', exit: 7 })
  })

  test('waits for the rest of a loop', () => {
    const { box, session, heard } = talk(['sh'])
    box.advance(100)
    session.write('for i in 1 2\n')
    session.write('do echo $i\n')
    expect(heard.stdout).toBe('')
    session.write('done\n')
    expect(heard.stdout).toBe('1\n2\n')
  })

  test('survives a mistake', () => {
    const { box, session, heard } = talk(['sh'])
    box.advance(100)
    session.write('fi\n')
    session.write('echo still here\n')
    box.advance(10)
    expect(heard.stdout).toBe('still here\n')
    expect(heard.stderr).toContain('Syntax error')
    session.end()
    box.advance(100)
    expect(heard.exit).toBe(0)
  })

  test('prompts at a terminal, and Ctrl-C ends what it runs, not the shell', () => {
    const { box, session, heard } = talk(['sh'], { terminal: true })
    box.advance(100)
    expect(heard.stderr).toBe('# ')
    session.write('sleep 1000\n')
    box.advance(1000)
    session.interrupt()
    session.write('echo $?\n')
    box.advance(10)
    expect(heard.stdout).toBe('130\n')
    session.end()
    box.advance(100)
    expect(heard.exit).toBe(0)
  })

  test('the program runs on when its caller hangs up, and its input ends', () => {
    const { box, session } = talk(['sh', '-c', 'cat > /tmp/x; echo done > /tmp/y'])
    box.advance(100)
    session.write('text')
    session.hangUp()
    box.advance(100)
    box.reopen()
    return box.sh('cat /tmp/x /tmp/y').then(({ stdout }) => expect(stdout).toBe('textdone\n'))
  })
})
