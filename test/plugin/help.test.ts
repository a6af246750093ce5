/** The help of every command is a manual page: what it does, examples that parse, exit codes, and where to go on. */

import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../plugin/args.ts'
import type { CommandDeclaration } from '../../plugin/command.ts'
import { type CommandName, commandTable } from '../../plugin/command-table.ts'
import { helpText } from '../../plugin/help.ts'

const entries = Object.entries(commandTable) as readonly (readonly [CommandName, CommandDeclaration])[]

describe.each(entries)('%s', (name, declaration) => {
  test('has two examples or more, each of which is a command line of it', () => {
    expect(declaration.examples.length).toBeGreaterThanOrEqual(2)
    for (const { line } of declaration.examples) {
      const parsed = parseArguments(wordsOf(line))
      const of = parsed.do === 'run' ? parsed.invocation.command : parsed.do === 'help' ? parsed.of : parsed
      expect(of, line).toBe(name)
    }
  })

  test('its help says what it does, its exit codes, and what else there is, within 80 columns', () => {
    const text = helpText({ of: name }, 80)
    for (const title of ['Examples:', 'Usage:', 'Exit codes:', 'See also:']) expect(text).toContain(`\n${title}\n`)
    const long = text.split('\n').filter(line => line.length > 80 && !/^ {2}(kubectl pxsnap|#) /.test(line))
    expect(long).toEqual([])
    expect(text).not.toContain('undefined')
  })

  test('its summary is one line without a full stop', () => {
    expect(declaration.summary).toMatch(/^[A-Z].{5,90}[^.]$/)
  })
})

test('the help of the plugin has the table of exit codes and every command', () => {
  const text = helpText({}, 100)
  expect(text).toMatch(/Exit codes:\n {4}0 {2}done/)
  for (const [, { words }] of entries) expect(text).toContain(`  ${words.join(' ')} `)
})

/** As a shell splits them: quotes keep words together, and what is piped or redirected belongs to the shell. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word.replaceAll(/['"]/g, ''))
  const end = words.findIndex(word => ['|', '>', '&&', '#'].includes(word))
  return end === -1 ? words : words.slice(0, end)
}
