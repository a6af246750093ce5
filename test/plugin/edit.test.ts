/** Objects through an editor and back. */

import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { allCommands } from '../../plugin/all-commands.ts'
import { dispatch } from '../../plugin/dispatch.ts'
import type { SimulatorHome } from '../../plugin/face.ts'
import { memoryClusters } from './memory-clusters.ts'
import { runCommand } from './run-command.ts'
import { mysqlGroup, tourDirectory } from './shop.ts'
import { temporaryDirectory } from './temporary-directory.ts'
import { testFace } from './test-face.ts'

let simulators: SimulatorHome
const rule = mysqlGroup.split('---')[0] ?? ''

beforeAll(async () => {
  simulators = memoryClusters()
  await runCommand('sim load --sim -f mysql.yaml', { simulators, cwd: tourDirectory })
  await runCommand('apply --sim -f - -y', { simulators, stdin: rule })
})

/** One change for each time that the editor opens; the texts that it showed. */
async function edited(...changes: readonly ((text: string) => string | Promise<string>)[]) {
  const { face, out, err } = testFace({ simulators })
  const shown: string[] = []
  const edit = async (file: string) => {
    const text = readFileSync(file, 'utf8')
    const change = changes[shown.length]
    shown.push(text)
    if (change === undefined) return 1
    writeFileSync(file, await change(text))
    return 0
  }
  const exit = await dispatch({ ...face, edit }, ['edit', 'rule/orders-lock', '-n', 'shop', '-y', '--sim'], allCommands)
  return { exit, out: out(), err: err(), shown }
}

const labels = async () =>
  JSON.parse((await runCommand('get rule orders-lock -n shop -o json --sim', { simulators })).out).metadata.labels

describe('edit', () => {
  test('writes what was changed, and fields that nobody knows stay', async () => {
    const { exit, out, shown } = await edited(text =>
      text.replace('  name: orders-lock', '  name: orders-lock\n  labels: { by: hand }'),
    )
    expect(shown[0]).toMatch(/^#: Change the object below/)
    expect({ exit, out }).toEqual({ exit: 0, out: 'rule.stork.libopenstorage.org/orders-lock edited\n' })
    expect(await labels()).toEqual({ by: 'hand' })
  })

  test.each([
    ['unchanged', (text: string) => text],
    ['empty', () => ''],
  ])('%s leaves the object alone', async (_, change) => {
    expect(await edited(change)).toMatchObject({ exit: 0, out: '', err: 'Nothing was changed.\n' })
  })

  test('bad YAML is opened again with the reason on top, and can be mended', async () => {
    const { exit, shown } = await edited(
      text => `${text}\n  : {`,
      text => text.replace('\n  : {', '').replace('by: hand', 'by: editor'),
    )
    expect(shown[1]).toContain('#: The text is no YAML')
    expect(exit).toBe(0)
    expect(await labels()).toEqual({ by: 'editor' })
  })

  test('another name is refused; saved again as it is, the text is kept in a file', async () => {
    const { exit, err, shown } = await edited(
      text => text.replace('name: orders-lock', 'name: other'),
      text => text,
    )
    expect(shown[1]).toContain('#: Name and namespace cannot be changed')
    expect(exit).toBe(1)
    expect(readFileSync(/kept in (\S+)/.exec(err)?.[1] ?? '', 'utf8')).toContain('name: other')
  })

  test('what somebody else changed meanwhile is not overwritten', async () => {
    const { exit, err } = await edited(async text => {
      await runCommand('apply --sim -f - -y', {
        simulators,
        stdin: rule.replace('name: orders-lock', 'name: orders-lock\n  labels: { by: other }'),
      })
      return text.replace('by: editor', 'by: me')
    })
    expect(exit).toBe(1)
    expect(err).toContain('changed by somebody else')
    expect(await labels()).toMatchObject({ by: 'other' })
  })

  test('an editor that fails changes nothing', async () => {
    expect(await edited()).toMatchObject({ exit: 1, err: expect.stringContaining('exit code 1') })
  })
})

describe('-k', () => {
  test('applies what kubectl makes of a directory', async () => {
    const bin = temporaryDirectory({ kubectl: `#!/bin/sh\n[ "$1" = kustomize ] && cat "$2/out.yaml"\n` })
    const { chmodSync } = await import('node:fs')
    chmodSync(`${bin}/kubectl`, 0o755)
    const cwd = temporaryDirectory({ 'base/out.yaml': rule.replace('orders-lock', 'kustomized') })
    const env = { PATH: `${bin}:${process.env.PATH ?? ''}` }
    const { exit, out } = await runCommand('apply -k base -y --sim', { simulators, cwd, env })
    expect({ exit, out }).toEqual({ exit: 0, out: 'rule.stork.libopenstorage.org/kustomized created\n' })
    expect((await runCommand('delete -k base -y --sim', { simulators, cwd, env })).exit).toBe(0)
  })

  test('without kubectl, without the directory, for an address or beside -f is refused', async () => {
    const cwd = tourDirectory
    const run = (line: string) => runCommand(line, { simulators, cwd, env: { PATH: '/nowhere' } })
    expect(await run('apply -k . --sim')).toMatchObject({
      exit: 1,
      err: expect.stringContaining('no kubectl on the PATH'),
    })
    expect((await run('apply -k gone --sim')).exit).toBe(4)
    expect((await run('apply -k github.com/x/y --sim')).exit).toBe(2)
    expect((await run('apply -k . -f mysql.yaml --sim')).exit).toBe(2)
  })
})
