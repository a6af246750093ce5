/** The plugin as users get it: the launcher and the built bundles, as a process of its own, in pipes and in a terminal. */

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { beforeAll, describe, expect, test } from 'vitest'
import { mysqlGroup } from './shop.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const plugin = fileURLToPath(new URL('../../plugin', import.meta.url))
const launcher = join(plugin, 'bin/kubectl-pxsnap.cjs')

beforeAll(() => {
  execFileSync(process.execPath, [join(plugin, 'build.mjs'), '--if-stale'], { stdio: 'inherit' })
}, 60_000)

const run = (argv: readonly string[], options: { input?: string; env?: Record<string, string> } = {}) => {
  const env = { ...process.env, NO_COLOR: '', ...options.env }
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...argv], {
    input: options.input ?? '',
    env,
    encoding: 'utf8',
  })
  return { exit: status, out: stdout, err: stderr }
}

describe('in pipes', () => {
  test('the version is the one of the package', () => {
    const { version } = JSON.parse(readFileSync(join(plugin, 'package.json'), 'utf8'))
    for (const argv of [['--version'], ['version']])
      expect(run(argv)).toEqual({ exit: 0, out: `pxsnap v${version}\n`, err: '' })
    expect(JSON.parse(run(['version', '-o', 'json']).out)).toEqual({ version })
  })

  test('lint is the same from the small bundle as from the sources', () => {
    const { exit, out } = run(['lint', '-f', join(plugin, 'tour/mysql-group.yaml'), '-o', 'json'])
    expect(exit).toBe(3)
    expect(JSON.parse(out).summary).toMatchObject({ files: 1, documents: 2 })
  })

  test('a word that only looks like a quick command goes to the other bundle', () => {
    const home = temporaryDirectory()
    expect(run(['-n', 'lint', 'get', 'pods', '--sim'], { env: { PXSNAP_HOME: home } })).toMatchObject({
      exit: 4,
      out: '',
    })
  })

  test('a snapshot taken by one process is there for the next, on disk', () => {
    const env = { PXSNAP_HOME: temporaryDirectory() }
    expect(run(['sim', 'load', '-f', join(plugin, 'tour/mysql.yaml')], { env }).exit).toBe(0)
    expect(run(['apply', '--sim', '-f', '-'], { env, input: mysqlGroup }).exit).toBe(0)
    const timeline = JSON.parse(
      run(['timeline', 'gvs', 'orders-before-upgrade', '-n', 'shop', '--sim', '-o', 'json'], { env }).out,
    )
    expect(timeline.consistency).toBe('application')
  })

  test('a damaged cluster is named, with the way out, and the way out works', () => {
    const home = temporaryDirectory()
    const env = { PXSNAP_HOME: home }
    run(['sim', 'up'], { env })
    for (const slot of ['a', 'b']) writeFileSync(join(home, 'sim/default', `document-${slot}`), 'not a document')
    const { exit, err } = run(['get', 'pods', '--sim'], { env })
    expect(exit).toBe(1)
    expect(err).toContain('kubectl pxsnap sim reset default')
    expect(err).not.toMatch(/\n\s+at /)
    expect(run(['sim', 'reset', 'default', '-y'], { env }).exit).toBe(0)
    expect(run(['get', 'pods', '--sim'], { env }).exit).toBe(0)
  })

  test('a reader that has seen enough is no error', () => {
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', '"$0" "$1" explain | head -n 1', process.execPath, launcher],
      { encoding: 'utf8' },
    )
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'Kinds (kubectl pxsnap explain KIND)\n',
      stderr: '',
    })
  })

  test.skipIf(!existsSync('/dev/full'))('output that cannot be written is an error, not a crash', () => {
    const { status, stderr } = spawnSync('sh', ['-c', '"$0" "$1" explain > /dev/full', process.execPath, launcher], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^error: Standard output cannot be written: ENOSPC.*\n$/)
  })

  test('without a build the launcher says what is missing', () => {
    const directory = temporaryDirectory({
      'bin/kubectl-pxsnap.cjs': readFileSync(launcher),
      'package.json': '{"version":"0.0.0"}',
    })
    const { status, stderr } = spawnSync(process.execPath, [join(directory, 'bin/kubectl-pxsnap.cjs'), 'lint'], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toBe('error: pxsnap is not built yet: plugin/dist is missing or incomplete.\nnext:  npm run build\n')
  })

  test('no bundle loads Ink, React or the simulator before they are needed', () => {
    const { outputs } = JSON.parse(readFileSync(join(plugin, 'dist/metafile.json'), 'utf8')) as {
      outputs: Record<
        string,
        { bytes: number; inputs: Record<string, unknown>; imports: readonly { path: string; kind: string }[] }
      >
    }
    const named = (end: string) => Object.keys(outputs).find(path => path.endsWith(end)) ?? ''
    const eager = (path: string, seen = new Set<string>()): Set<string> => {
      seen.add(path)
      for (const one of outputs[path]?.imports ?? []) {
        if (one.kind === 'import-statement' && outputs[one.path] !== undefined && !seen.has(one.path))
          eager(one.path, seen)
      }
      return seen
    }
    for (const entry of [named('main.mjs'), named('quick.cjs'), named('looking.cjs')]) {
      const inputs = [...eager(entry)].flatMap(path => Object.keys(outputs[path]?.inputs ?? {}))
      expect(inputs.length).toBeGreaterThan(5)
      expect(inputs.filter(path => /node_modules\/(ink|react|yoga-layout)\//.test(path))).toEqual([])
      expect(inputs.filter(path => path.includes('core/simulation/'))).toEqual([])
    }
  })
})

type Terminal = {
  /** Resolves when what is on the screen matches. */
  until(pattern: RegExp): Promise<void>
  type(text: string): void
  readonly ended: Promise<number>
  screen(): string
  bytes(): string
}

/** Runs the launcher in a pseudo-terminal, with a terminal emulator that shows what a user would see. */
function inTerminal(
  argv: readonly string[],
  options: { columns: number; rows: number; env?: Record<string, string> },
): Terminal {
  const { columns: cols, rows } = options
  const emulator = new xterm.Terminal({ cols, rows, scrollback: 5000, allowProposedApi: true })
  const { NO_COLOR: _, CI: __, ...inherited } = process.env
  const pty = spawn(process.execPath, [launcher, ...argv], {
    cols,
    rows,
    env: { ...inherited, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...options.env },
  })
  let bytes = ''
  const waiting = new Set<() => void>()
  const screen = () => {
    const { active } = emulator.buffer
    return Array.from({ length: active.length }, (_, line) => active.getLine(line)?.translateToString(true) ?? '')
      .join('\n')
      .trimEnd()
  }
  pty.onData(data => {
    bytes += data
    emulator.write(data, () => {
      for (const look of waiting) look()
    })
  })
  const ended = new Promise<number>(resolve => {
    pty.onExit(({ exitCode }) => emulator.write('', () => resolve(exitCode)))
  })
  return {
    until: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(screen())) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        void ended.then(() => reject(new Error(`ended without ${pattern}:\n${screen()}`)))
        look()
      }),
    type: text => pty.write(text),
    ended,
    screen,
    bytes: () => bytes,
  }
}

const esc = '\u001b'

describe('in a terminal', () => {
  test.each([
    { columns: 80, rows: 24 },
    { columns: 120, rows: 40 },
  ])('the tour runs at $columns columns, draws in place and gives the terminal back', async size => {
    const terminal = inTerminal(['tour', '--sim-speed', '4'], size)
    expect(await terminal.ended).toBe(0)
    const text = terminal.screen()
    expect(text).toMatch(/^\d\. Your turn/m)
    expect(text).toMatch(/pod mysql-0 +[▒█·┃]+/)
    expect(text.match(/^pod mysql-0 /gm)).toHaveLength(1)
    const bytes = terminal.bytes()
    expect(bytes).not.toContain(`${esc}[3J`)
    expect(bytes).not.toContain(`${esc}[2J`)
    expect(bytes.lastIndexOf(`${esc}[?25h`)).toBeGreaterThan(bytes.lastIndexOf(`${esc}[?25l`))
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(size.columns)
  })

  test('Ctrl-C in the middle of a freeze thaws first, explains a second one, and ends with 130', async () => {
    const env = { PXSNAP_HOME: temporaryDirectory() }
    run(['sim', 'load', '-f', join(plugin, 'tour/mysql.yaml')], { env })
    const spec = join(temporaryDirectory({ 'group.yaml': mysqlGroup }), 'group.yaml')
    const terminal = inTerminal(['apply', '--sim', '-y', '-f', spec, '--sim-speed', '0.5'], {
      columns: 80,
      rows: 24,
      env,
    })
    await terminal.until(/pod mysql-0 .*█/)
    terminal.type('\u0003')
    await terminal.until(/Whatever is frozen is thawed first/)
    terminal.type('\u0003')
    await terminal.until(/Still thawing/)
    expect(await terminal.ended).toBe(130)
    expect(terminal.screen()).toContain('stopped; nothing is frozen.')
    expect(terminal.bytes().lastIndexOf(`${esc}[?25h`)).toBeGreaterThan(0)
  })

  test('what is asked before writing is answered with y', async () => {
    const env = { PXSNAP_HOME: temporaryDirectory() }
    run(['sim', 'load', '-f', join(plugin, 'tour/mysql.yaml')], { env })
    const spec = join(plugin, 'tour/mysql-group-without-rule.yaml')
    const terminal = inTerminal(['apply', '--sim', '-f', spec], { columns: 80, rows: 24, env })
    await terminal.until(/Apply this\? \[y\/N\]/)
    terminal.type('y\r')
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).toContain('ready: crash-consistent')
  })

  test('nothing is written when the answer is no', async () => {
    const env = { PXSNAP_HOME: temporaryDirectory() }
    run(['sim', 'load', '-f', join(plugin, 'tour/mysql.yaml')], { env })
    const terminal = inTerminal(['apply', '--sim', '-f', join(plugin, 'tour/mysql-group-without-rule.yaml')], {
      columns: 80,
      rows: 24,
      env,
    })
    await terminal.until(/Apply this\? \[y\/N\]/)
    terminal.type('\r')
    expect(await terminal.ended).toBe(130)
    expect(run(['get', 'gvs', '-A', '--sim', '-o', 'name'], { env }).out).toBe('')
  })
})
