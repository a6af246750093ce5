import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commandTable } from '../../plugin/command-table.ts'
import { version } from '../../plugin/version.ts'
import { runCommand } from './run-command.ts'

const run = (line: string, tty = false) => runCommand(line, { tty })

test('wrong usage is one error on standard error, with exit code 2', async () => {
  expect(await run('lnit')).toEqual({
    exit: 2,
    out: '',
    err: 'error: There is no command "lnit". Did you mean "lint"?\nnext:  kubectl pxsnap --help\n',
  })
})

test('help goes to standard output and names every command, global flag and exit code', async () => {
  const { exit, out, err } = await run('--help')
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  for (const { words } of Object.values(commandTable)) expect(out).toContain(`  ${words.join(' ')} `)
  for (const code of ['0', '1', '2', '3', '4', '5', '6', '7', '8', '130'])
    expect(out).toMatch(new RegExp(`^ +${code}  `, 'm'))
})

test.each(Object.values(commandTable).map(({ words }) => words.join(' ')))(
  '%s --help has examples and fits 80 columns',
  async words => {
    const { exit, out } = await run(`${words} --help`, true)
    expect(exit).toBe(0)
    expect(out).toContain(`  kubectl pxsnap ${words}`)
    expect(out.split('\n').filter(line => line.length > 80 && !line.includes('kubectl pxsnap'))).toEqual([])
  },
)

test('the version is the one of the package', async () => {
  const { version: packaged } = JSON.parse(readFileSync(new URL('../../plugin/package.json', import.meta.url), 'utf8'))
  expect(version).toBe(packaged)
  expect(await run('version')).toEqual({ exit: 0, out: `pxsnap v${packaged}\n`, err: '' })
  expect((await run('version -o json')).out).toBe(`{\n    "version": "${packaged}"\n}\n`)
})
