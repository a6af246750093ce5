import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { runCommand } from './run-command.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const twoProblems = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata:
  name: "flush & <wait>"
spec:
  - podSelector: {app: cassandra}
    actions: [{type: command, value: nodetool drain}]
`
const right = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n'
const files = { 'a b.yaml': twoProblems, 'right.yaml': right }

type Sarif = {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string }
          readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>
        }
      }[]
      readonly fixes?: readonly {
        readonly artifactChanges: readonly {
          readonly replacements: readonly {
            readonly deletedRegion: { readonly charOffset: number; readonly charLength: number }
            readonly insertedContent: { readonly text: string }
          }[]
        }[]
      }[]
    }[]
  }[]
}

describe('findings for other programs', () => {
  test('SARIF has the true region of every finding and names its rule', async () => {
    const { exit, out } = await runCommand(['lint', '-f', 'a b.yaml', '-f', 'right.yaml', '-o', 'sarif'], {
      cwd: temporaryDirectory(files),
    })
    expect(exit).toBe(3)
    const [run] = (JSON.parse(out) as Sarif).runs
    const wrong = run?.results.find(({ ruleId }) => ruleId === 'rule/spec-instead-of-rules')
    expect(run?.tool.driver.rules[wrong?.ruleIndex ?? -1]?.id).toBe('rule/spec-instead-of-rules')
    const { artifactLocation, region } = wrong?.locations[0]?.physicalLocation ?? {}
    expect(artifactLocation?.uri).toBe('a%20b.yaml')
    expect(region).toEqual({ startLine: 5, startColumn: 1, endLine: 5, endColumn: 5 })
  })

  test('the fix in SARIF is the fix of --fix', async () => {
    const cwd = temporaryDirectory(files)
    const command = ['lint', '-f', 'a b.yaml', '--rule', 'rule/nodetool-drain=off']
    const { out } = await runCommand([...command, '-o', 'sarif'], { cwd })
    const results = (JSON.parse(out) as Sarif).runs[0]?.results ?? []
    const edits = results.flatMap(({ fixes = [] }) => fixes.flatMap(fix => fix.artifactChanges[0]?.replacements ?? []))
    const byHand = edits
      .toSorted((one, other) => other.deletedRegion.charOffset - one.deletedRegion.charOffset)
      .reduce((text, { deletedRegion: { charOffset, charLength }, insertedContent }) => {
        return text.slice(0, charOffset) + insertedContent.text + text.slice(charOffset + charLength)
      }, twoProblems)
    await runCommand([...command, '--fix'], { cwd })
    expect(byHand).toBe(readFileSync(join(cwd, 'a b.yaml'), 'utf8'))
    expect(byHand).toContain('\nrules:\n')
  })

  test('JUnit fails a test for every finding, passes one for a clean file, and is well formed', async () => {
    const { exit, out } = await runCommand(['lint', '-f', 'a b.yaml', '-f', 'right.yaml', '-o', 'junit'], {
      cwd: temporaryDirectory(files),
    })
    expect(exit).toBe(3)
    expect(out).toContain('<testsuite name="right.yaml" tests="1" failures="0" errors="0">')
    expectGolden('lint-junit', out)
  })

  test('characters that XML cannot hold do not get into JUnit', async () => {
    const cwd = temporaryDirectory({
      'evil.yaml': twoProblems.replace('spec:', 'spec:\n"\\u0001]]>&<\\ud800": 1\nspecs:'),
    })
    const { out } = await runCommand('lint -f evil.yaml -o junit', { cwd })
    expect([...out].filter(character => character < ' ' && !'\n\t\r'.includes(character))).toEqual([])
    expect(out.replaceAll(/&(amp|lt|gt|quot);/g, '')).not.toContain('&')
  })

  test('GitHub annotations are one line each, with the place and the code', async () => {
    const { exit, out } = await runCommand(['lint', '-f', 'a b.yaml', '-o', 'github'], {
      cwd: temporaryDirectory({ 'a b.yaml': twoProblems, '100%,a:b.yaml': twoProblems }),
    })
    expect(exit).toBe(3)
    expectGolden('lint-github', out)
  })

  test('a file name cannot add properties to an annotation', async () => {
    const cwd = temporaryDirectory({ '100%,col=9:b.yaml': twoProblems })
    const { out } = await runCommand(['lint', '-f', cwd, '-o', 'github'], { cwd })
    expect(out).toContain('100%25%2Ccol=9%3Ab.yaml,line=5')
  })
})

describe('levels of a project', () => {
  const settings = (text: string) => ({ ...files, '.pxsnap.yaml': text })

  test('a code can be turned off, and another weigh more', async () => {
    const cwd = temporaryDirectory(files)
    const off = await runCommand(['lint', '-f', 'a b.yaml', '--rule', 'rule/*=off'], { cwd })
    expect(off).toMatchObject({ exit: 0, out: expect.stringContaining('no findings') })
    const warned = await runCommand(['lint', '-f', 'a b.yaml', '--rule', 'rule/*=warn'], { cwd })
    expect(warned).toMatchObject({ exit: 0, out: expect.stringContaining('warning') })
  })

  test('the nearest .pxsnap.yaml counts, and the command line counts more', async () => {
    const cwd = temporaryDirectory(settings('lint:\n  rules:\n    rule/*: off\n'))
    expect((await runCommand(['lint', '-f', 'a b.yaml'], { cwd })).exit).toBe(0)
    const again = ['lint', '-f', 'a b.yaml', '--rule', 'rule/spec-instead-of-rules=error']
    expect((await runCommand(again, { cwd })).exit).toBe(3)
    expect((await runCommand(['lint', '-f', 'a b.yaml', '--config', 'none'], { cwd })).exit).toBe(3)
  })

  test('what is turned off is not fixed either', async () => {
    const cwd = temporaryDirectory(files)
    await runCommand(['lint', '-f', 'a b.yaml', '--fix', '--rule', 'rule/spec-instead-of-rules=off'], { cwd })
    expect(readFileSync(join(cwd, 'a b.yaml'), 'utf8')).toContain('\nspec:\n')
  })

  test.each([
    ['lint:\n  ruls: {}\n', 'lint has no setting "ruls". Did you mean rules?'],
    ['lint:\n  rules:\n    rule/spec-instead-of-rule: off\n', 'Did you mean rule/spec-instead-of-rules?'],
    ['lint:\n  rules:\n    rule/*: loud\n', 'is off, information, warn or error, not "loud"'],
    ['lint:\n  rules:\n    yaml/*: off\n', 'cannot be turned off'],
    ['lint: [', '.pxsnap.yaml: '],
    ['- 1\n', 'is a map'],
    ['lint:\n  executor: me\n', 'lint.executor is stork or pxsnap'],
  ])('settings that cannot be understood are refused with their file: %j', async (text, message) => {
    const { exit, err } = await runCommand(['lint', '-f', 'a b.yaml'], { cwd: temporaryDirectory(settings(text)) })
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining(message) })
  })

  test('a file of settings that is not there is an error', async () => {
    const cwd = temporaryDirectory(files)
    writeFileSync(join(cwd, 'empty.yaml'), '')
    expect((await runCommand(['lint', '-f', 'a b.yaml', '--config', 'empty.yaml'], { cwd })).exit).toBe(3)
    expect((await runCommand(['lint', '-f', 'a b.yaml', '--config', 'gone.yaml'], { cwd })).exit).toBe(2)
  })
})
