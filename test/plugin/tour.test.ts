import { expect, test } from 'vitest'
import { memoryClusters } from './memory-clusters.ts'
import { runCommand } from './run-command.ts'

test('every verdict of the tour is as it should be, and it leaves nothing behind', async () => {
  const simulators = memoryClusters()
  const { exit, out, err } = await runCommand('tour', { simulators })
  expect(err).toBe('')
  expect(out).not.toContain('✘')
  expect(out).toMatch(/(\d+) of \1 verdicts are as they should be/)
  expect(exit).toBe(0)
  expect(await simulators.names()).toEqual([])
})

test('the tour is the same every time', async () => {
  const [one, other] = await Promise.all([runCommand('tour'), runCommand('tour')])
  expect(one).toEqual(other)
})
