import { afterEach, expect, test, vi } from 'vitest'
import { memoryClusters } from './memory-clusters.ts'
import { runCommand } from './run-command.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('a command that waits for another one says so, and goes on when that one has ended', async () => {
  const simulators = memoryClusters()
  await runCommand('sim up', { simulators })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let free = () => {}
  const busy = new Promise<void>(resolve => {
    free = resolve
  })
  let ask = () => {}
  const asked = new Promise<void>(resolve => {
    ask = resolve
  })
  const locked = {
    ...simulators,
    directory: (name: string) => ({
      ...simulators.directory(name),
      lock: async () => {
        ask()
        await busy
        return { release: async () => undefined }
      },
    }),
  }
  let printed = ''
  const run = runCommand('sim load --sim -f -', {
    simulators: locked,
    stdin: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n',
    onPrint: text => {
      printed += text
    },
  })
  await asked
  await vi.advanceTimersByTimeAsync(500)
  expect(printed).toBe('')
  await vi.advanceTimersByTimeAsync(500)
  expect(printed).toBe('Another command uses the simulated cluster "default"; waiting for it.\n')
  free()
  expect((await run).exit).toBe(0)
})
