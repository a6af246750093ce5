/** The terminal UI as users get it: the built bundle in a pseudo-terminal. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPlugin, launcher, openPty, type PtyScreen } from '../support/pty-screen.ts'
import { repository } from '../support/source-tree.ts'

const home = mkdtempSync(join(tmpdir(), 'pxsnap-test-'))
const env = { PXSNAP_HOME: home }
const crashing = join(repository, 'test/ui/crashing-terminal.ts')
const open: PtyScreen[] = []
const start = (argv: readonly string[], options: Parameters<typeof openPty>[1] = {}) => {
  const screen = openPty(argv, { ...options, env: { ...env, ...options.env } })
  open.push(screen)
  return screen
}

beforeAll(() => {
  buildPlugin()
  execFileSync(process.execPath, [launcher, 'sim', 'load', '-f', join(repository, 'plugin/tour/mysql.yaml')], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
}, 90_000)

afterAll(() => {
  for (const screen of open) screen.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

const isThere = (text: string) => text.includes('mysql-data')

describe('on a terminal', () => {
  test('it draws on the alternate screen, and what stood on the terminal is there again afterwards', async () => {
    const screen = start(['ui', 'pvc', '--sim', '--readonly'], {
      command: ['/bin/sh', '-c', 'echo before; "$0" "$@"; echo "after $?"', process.execPath, launcher],
    })
    await screen.until(isThere)
    expect(screen.isAlternate()).toBe(true)
    expect(screen.text()).not.toContain('before')
    screen.press('q')
    await screen.exited
    expect(screen.isAlternate()).toBe(false)
    expect(screen.lines().filter(line => line !== '')).toEqual(['before', 'after 0'])
  })

  test('nothing clears what stands above the screen', async () => {
    const screen = start(['ui', 'pvc', '--sim', '--readonly'])
    await screen.until(isThere)
    screen.press('jj?')
    await screen.until(text => text.includes('keys of claims'))
    screen.resize(60, 12)
    await screen.until(text => text.split('\n').length <= 12 && text.includes('keys of claims'))
    screen.resize(120, 40)
    await screen.until(text => text.includes('changes something') || text.includes('leaves'))
    screen.press('\u0003')
    await screen.exited
    expect(screen.bytes()).not.toContain('\u001b[3J')
  })

  test('a resize draws the whole screen at the new size', async () => {
    const screen = start(['ui', 'pvc', '--sim', '--readonly'], { columns: 120, rows: 40 })
    await screen.until(isThere)
    screen.resize(70, 15)
    await screen.until(text => isThere(text) && text.split('\n').length <= 15 && text.includes('quit'))
    expect(screen.lines().filter(line => line.startsWith('pxsnap'))).toHaveLength(1)
    for (const line of screen.lines()) expect(line.length).toBeLessThanOrEqual(70)
    screen.press('q')
    await screen.exited
  })

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('%s gives the terminal back', async signal => {
    const screen = start(['ui', 'pvc', '--sim', '--readonly'])
    await screen.until(isThere)
    screen.kill(signal)
    expect((await screen.exited).exitCode).toBe(130)
    expect(screen.isAlternate()).toBe(false)
    const shown = screen.bytes().lastIndexOf('\u001b[?25h')
    expect(shown).toBeGreaterThan(0)
    expect(screen.bytes().indexOf('\u001b[?1049l', shown)).toBeGreaterThan(shown)
  })

  test('a crash gives the terminal back before it is reported', async () => {
    const screen = start([], { command: [process.execPath, '--import', 'tsx', crashing], cwd: repository })
    expect((await screen.exited).exitCode).not.toBe(0)
    expect(screen.isAlternate()).toBe(false)
    expect(screen.text()).toContain('Error: on purpose')
  })

  test('only the lines that change are written', async () => {
    const screen = start(['ui', 'pvc', '--sim', '--readonly'], { columns: 100, rows: 30 })
    await screen.until(isThere)
    const before = screen.bytes().length
    screen.press('j')
    await screen.until(text => /^> shop +mysql-log/m.test(text))
    // Two rows of a table of a hundred columns, with their colors.
    expect(screen.bytes().length - before).toBeLessThan(1000)
    screen.press('q')
    await screen.exited
  })
})

describe('with an API server that takes connections and says nothing', () => {
  let server: Server
  let kubeconfig = ''

  beforeAll(async () => {
    server = createServer(() => undefined)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    kubeconfig = join(home, 'hanging.yaml')
    writeFileSync(
      kubeconfig,
      `apiVersion: v1
kind: Config
current-context: hanging
clusters: [{ name: c, cluster: { server: "https://127.0.0.1:${port}", insecure-skip-tls-verify: true } }]
users: [{ name: u, user: { token: t } }]
contexts: [{ name: hanging, context: { cluster: c, user: u, namespace: shop } }]
`,
    )
  })

  afterAll(() => {
    server.close()
  })

  test.each([
    ['q', 'q', 0],
    ['Ctrl-C', '\u0003', 0],
  ])('%s leaves within 100 ms', async (_, key, exit) => {
    const screen = start(['ui', 'vs', '--kubeconfig', kubeconfig])
    await screen.until(text => text.includes('snapshots'))
    screen.press('jj:rules\r')
    await screen.until(text => text.includes('rules'))
    const pressed = performance.now()
    screen.press(key)
    const { exitCode } = await screen.exited
    const took = performance.now() - pressed
    expect(exitCode).toBe(exit)
    expect(took).toBeLessThan(100 * machineIsSlowerBy())
    expect(screen.isAlternate()).toBe(false)
  })
})

test('where there is no terminal it prints the screen as text', () => {
  const out = execFileSync(process.execPath, [launcher, 'ui', 'pvc', '--sim'], { env: { ...process.env, ...env } })
  expect(out.toString()).toMatch(/^NAMESPACE {2,}NAME[\s\S]*mysql-data[\s\S]*mysql-log/)
})

/** Against one on which an empty Node takes 60 ms; at least 1. Many tests at once make every machine slow. */
function machineIsSlowerBy(): number {
  const began = performance.now()
  execFileSync(process.execPath, ['-e', '0'])
  return Math.max(1, (performance.now() - began) / 60)
}
