/** What every adapter of the PodExec port promises. One suite, run on each of them. */

import type { ExecRequest, PodExec } from '@pxsnap/core/ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

export type PodExecUnderTest = {
  readonly exec: PodExec
  /** A pod with one container and a POSIX shell in it. */
  readonly pod: { readonly namespace: string; readonly pod: string }
  /** A directory of the container that is empty and can be written. */
  readonly directory: string
  /** Lets time pass, and waits for what has been promised meanwhile. */
  readonly drive: <T>(work: Promise<T>) => Promise<T>
  readonly pause: (ms: number) => Promise<void>
  readonly close: () => Promise<void>
}

export function podExecContract(adapter: string, open: () => Promise<PodExecUnderTest>): void {
  describe(`the PodExec port, ${adapter}`, () => {
    let under: PodExecUnderTest
    beforeEach(async () => {
      under = await open()
    })
    afterEach(() => under.close())

    const run = (argv: readonly string[], more: Partial<ExecRequest> = {}, signal?: AbortSignal) =>
      under.drive(under.exec.run({ ...under.pod, argv, timeoutMs: 20_000, ...more }, signal))
    const sh = (script: string, more: Partial<ExecRequest> = {}) =>
      run(['sh', '-c', `cd "$1" || exit 99\n${script}`, 'sh', under.directory], more)

    test('a program’s exit code and both its streams come back', async () => {
      expect(await sh('echo out; echo err >&2; exit 7')).toEqual({ exit: 7, stdout: 'out\n', stderr: 'err\n' })
    })

    test('arguments arrive as they are, whatever is in them', async () => {
      const words = ['a b', `it's`, '"q"', '$HOME', '*', '', '\\n', '; exit 9', 'ü€']
      const { exit, stdout } = await run(['printf', '<%s>', ...words])
      expect({ exit, stdout }).toEqual({ exit: 0, stdout: words.map(word => `<${word}>`).join('') })
    })

    test('standard input is empty', async () => {
      expect(await sh('cat; read line; echo "$?$line"')).toEqual({ exit: 0, stdout: '1\n', stderr: '' })
    })

    test('a program that is killed has 128 and its signal as exit code', async () => {
      expect((await sh('kill -9 $$')).exit).toBe(137)
      expect((await sh('kill -TERM $$')).exit).toBe(143)
    })

    test('at most 64 KiB of each stream are kept', async () => {
      const line = '0123456789'.repeat(10)
      const { exit, stdout, stderr } = await sh(
        `i=0; while [ $i -lt 700 ]; do i=$((i+1)); echo ${line}; echo ${line} >&2; done; exit 3`,
      )
      expect({ exit, out: stdout.length, err: stderr.length }).toEqual({ exit: 3, out: 65_536, err: 65_536 })
    })

    test('a program that does not exist is a problem and has no exit code', async () => {
      const result = await run(['no-such-program-anywhere'])
      expect(result.exit).toBe('unknown')
      expect(result.problem).toMatch(/no-such-program-anywhere/)
    })

    test('a pod that does not exist is a problem and has no exit code', async () => {
      const result = await run(['true'], { pod: 'nobody' })
      expect(result.exit).toBe('unknown')
      expect(result.problem).toMatch(/nobody/)
    })

    test('a container that does not exist is a problem and has no exit code', async () => {
      const result = await run(['true'], { container: 'nothing' })
      expect(result.exit).toBe('unknown')
      expect(result.problem).toMatch(/nothing/)
    })

    test('when time is up the answer is unknown, and the program goes on', async () => {
      const result = await sh('echo begun; sleep 0.6; echo more; touch ended', { timeoutMs: 300 })
      expect(result).toMatchObject({ exit: 'unknown', stdout: 'begun\n' })
      expect(result.problem).toMatch(/may still be running/)
      expect((await sh('ls')).stdout).toBe('')
      await under.pause(900)
      expect((await sh('ls')).stdout).toBe('ended\n')
    })

    test('who gives up gets the reason, and the program goes on', async () => {
      const controller = new AbortController()
      const asked = under.exec.run(
        { ...under.pod, argv: ['sh', '-c', 'sleep 0.5; touch "$1/ended"', 'sh', under.directory], timeoutMs: 20_000 },
        controller.signal,
      )
      const refused = expect(asked).rejects.toThrow('enough')
      await under.pause(200)
      controller.abort(new Error('enough'))
      await refused
      await under.pause(900)
      expect((await sh('ls')).stdout).toBe('ended\n')
    })

    test('who has given up before gets the reason, and nothing runs', async () => {
      const given = AbortSignal.abort(new Error('never'))
      await expect(run(['touch', `${under.directory}/f`], {}, given)).rejects.toThrow('never')
      await under.pause(200)
      expect((await sh('ls')).stdout).toBe('')
    })

    test('a detached background process outlives what started it', async () => {
      expect((await sh('(sleep 0.3; touch late) > /dev/null 2>&1 < /dev/null & echo started')).stdout).toBe('started\n')
      expect((await sh('ls')).stdout).toBe('')
      await under.pause(900)
      expect((await sh('ls')).stdout).toBe('late\n')
    })

    test('a background process that keeps the output keeps the call', async () => {
      const { exit, stdout } = await sh('(sleep 0.3; echo late) & echo started; exit 4')
      expect({ exit, stdout }).toEqual({ exit: 4, stdout: 'started\nlate\n' })
    })

    test('calls at the same time do not disturb each other', async () => {
      const all = [1, 2, 3].map(code =>
        under.exec.run({ ...under.pod, argv: ['sh', '-c', `echo ${code}; exit ${code}`], timeoutMs: 20_000 }),
      )
      expect(await under.drive(Promise.all(all))).toEqual(
        [1, 2, 3].map(code => ({ exit: code, stdout: `${code}\n`, stderr: '' })),
      )
    })
  })
}
