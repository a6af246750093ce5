/** What may follow on a half-written command line, as shells and kubectl ask for it. */

import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { commandTable } from '../../plugin/command-table.ts'
import { complete } from '../../plugin/complete/complete.ts'
import { shellScripts } from '../../plugin/complete/shell-scripts.ts'
import { walk } from '../../plugin/complete/walk.ts'
import type { SimulatorHome } from '../../plugin/face.ts'
import { memoryClusters } from './memory-clusters.ts'
import { runCommand } from './run-command.ts'
import { tourDirectory } from './shop.ts'
import { temporaryDirectory } from './temporary-directory.ts'
import { testFace } from './test-face.ts'

let simulators: SimulatorHome

beforeAll(async () => {
  simulators = memoryClusters()
  await runCommand('sim load --sim -f mysql.yaml', { cwd: tourDirectory, simulators })
})

const completed = (...words: readonly string[]) => completedAt('/nowhere/home', ...words)

async function completedAt(homeDirectory: string, ...words: readonly string[]) {
  const { face, out, err } = testFace({
    simulators,
    homeDirectory,
    env: { XDG_CACHE_HOME: temporaryDirectory() },
  })
  await complete(face, words)
  expect(err()).toBe('')
  const lines = out().trimEnd().split('\n')
  const values = lines.slice(0, -1).map(line => line.split('\t')[0] ?? '')
  return { values, directive: Number(lines.at(-1)?.slice(1)) }
}

describe('offers', () => {
  test('commands with their summaries, and words of groups', async () => {
    expect((await completed('')).values).toEqual(expect.arrayContaining(['get', 'sim', 'help', 'schema']))
    expect(await completed('des')).toEqual({ values: ['describe'], directive: 4 })
    expect((await completed('sim', '')).values).toEqual(expect.arrayContaining(['up', 'credential']))
    expect((await completed('sim', 'credential', '')).values.sort()).toEqual(['add', 'list', 'remove'])
    expect((await completed('-n', 'shop', 'schema', 'c')).values).toContain('crd')
  })

  test('flags of the command and of every command, each once', async () => {
    const { values } = await completed('get', 'pvc', '--')
    expect(values).toEqual(expect.arrayContaining(['--watch', '--namespace', '--sim=', '--sort-by']))
    expect((await completed('get', 'pvc', '-w', '--wat')).values).toEqual(['--watch-only'])
  })

  test('values of flags, after a space or an equals sign', async () => {
    expect((await completed('lint', '-o', 's')).values).toEqual(['sarif'])
    expect((await completed('lint', '--output=s')).values).toEqual(['--output=sarif'])
    expect(await completed('get', 'pvc', '-o', 'custom-columns=')).toMatchObject({ directive: 6 })
    expect((await completed('completion', '')).values).toEqual(Object.keys(shellScripts))
  })

  test('kinds, then the names of their objects', async () => {
    expect((await completed('get', 'groupv')).values).toEqual(['groupvolumesnapshot', 'groupvolumesnapshots'])
    const { values } = await completed('describe', 'pvc', '-n', 'shop', '--sim', '')
    expect(values.length).toBeGreaterThan(0)
    expect((await completed('describe', '-n', 'shop', '--sim', `pvc/${values[0]?.slice(0, 3)}`)).values).toContain(
      `pvc/${values[0]}`,
    )
    expect((await completed('snapshot', '-n', 'shop', '--sim', '')).values).toEqual(values)
  })

  test('namespaces, simulated clusters and contexts', async () => {
    expect((await completed('get', 'pvc', '--sim', '-n', 'sh')).values).toEqual(['shop'])
    expect((await completed('get', 'pvc', '--sim=')).values).toEqual(['--sim=default'])
    const home = temporaryDirectory({ '.kube/config': 'contexts:\n- name: lab\n- name: prod\n' })
    expect((await completedAt(home, 'get', 'pvc', '--context', 'p')).values).toEqual(['prod'])
  })

  test('files where files are meant', async () => {
    expect(await completed('lint', '-f', '')).toEqual({ values: [], directive: 0 })
    expect(await completed('lint', 'a')).toEqual({ values: [], directive: 0 })
    expect((await completed('apply', '--')).directive).toBe(4)
  })
})

describe('says nothing rather than an error', () => {
  test.each([
    [['describe', 'unicorn', '--sim', '']],
    [['describe', 'pvc', '--sim=gone', '']],
    [['describe', 'pvc', '--sim=Not/A/Name', '']],
    [['describe', 'pvc', '--kubeconfig', '/nowhere', '']],
    [['nonsense', '--flag', '']],
    [['get', 'pvc', '--no-such-flag', '']],
  ])('%j', async words => {
    expect((await completed(...words)).values).toEqual([])
  })

  test('of no command line at all: the walk never throws', () => {
    const words = ['', '-', '--', '-n', '--sim', '--sim=', '-o', '-Af', 'get', 'sim', 'up', 'x/y', '=', '--=']
    for (const one of words) for (const two of words) for (const three of words) walk([one, two, three])
  })
})

test('names are kept for a while, so that Tab asks once', async () => {
  const env = { XDG_CACHE_HOME: temporaryDirectory() }
  const ask = async (home: SimulatorHome) => {
    const { face, out } = testFace({ simulators: home, env })
    await complete(face, ['describe', 'pvc', '-n', 'shop', '--sim', ''])
    return out()
  }
  const first = await ask(simulators)
  expect(first.split('\n').length).toBeGreaterThan(2)
  expect(await ask(memoryClusters())).toBe(first)
})

test('every command is reached by its words', () => {
  for (const { words } of Object.values(commandTable)) {
    const last = words.at(-1) ?? ''
    expect(walk([...words.slice(0, -1), '']).candidates.map(({ value }) => value)).toContain(last)
  }
})

describe('the scripts', () => {
  test.each(['bash', 'zsh', 'fish'] as const)('for %s are understood by it, where it is here', shell => {
    const { error, status, stderr } = spawnSync(shell, ['-n'], { input: shellScripts[shell], encoding: 'utf8' })
    if (error === undefined) expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    else expect(shellScripts[shell]).toContain('__complete')
  })

  test('bash completes words with = in them as it breaks them', () => {
    const bin = temporaryDirectory()
    writeFileSync(join(bin, 'pxsnap'), '#!/bin/sh\nprintf -- "--sim=default\\n--sim=dr\\n:4\\n"\n', { mode: 0o755 })
    const script = `${shellScripts.bash}
COMP_LINE='pxsnap get pvc --sim=d' COMP_POINT=22; _pxsnap_complete; echo "\${COMPREPLY[*]}"`
    const { stdout } = spawnSync('bash', ['-c', script], {
      encoding: 'utf8',
      env: { PATH: `${bin}:${process.env.PATH ?? ''}` },
    })
    expect(stdout).toBe('default dr\n')
  })

  test('an unknown shell is refused', async () => {
    expect((await runCommand('completion tcsh')).exit).toBe(2)
    expect((await runCommand('completion bash')).out).toBe(shellScripts.bash)
  })
})
