import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { runCommand } from './run-command.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const wrongRule = `# The old form of a rule.
apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata:
  name: flush
spec:
  - podSelector:
      app: cassandra
    actions:
      - type: command
        value: nodetool flush # keeps this comment
`
const rightRule = wrongRule.replace('spec:', 'rules:')
const foreign = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: b\n'

describe('what lint prints', () => {
  test('findings show the line with a caret, and what to do', async () => {
    const cwd = temporaryDirectory({ 'rules.yaml': wrongRule, 'right.yaml': rightRule })
    const { exit, out, err } = await runCommand('lint -f rules.yaml -f right.yaml', { cwd })
    expectGolden('lint', out)
    expect({ exit, err }).toEqual({ exit: 3, err: '' })
  })

  test('JSON has exactly the promised shape, counted from one', async () => {
    const cwd = temporaryDirectory({ 'both.yaml': `${foreign}---\n${wrongRule}` })
    const { exit, out } = await runCommand('lint -f both.yaml -o json', { cwd })
    expect(exit).toBe(3)
    expect(JSON.parse(out)).toEqual({
      findings: [
        {
          code: 'rule/spec-instead-of-rules',
          severity: 'error',
          file: 'both.yaml',
          document: 2,
          path: 'spec',
          message: expect.any(String),
          help: expect.any(String),
          range: { start: { line: 13, column: 1 }, end: { line: 13, column: 5 } },
          fixable: true,
        },
      ],
      summary: { files: 1, documents: 2, errors: 1, warnings: 0 },
    })
  })

  test('nothing wrong is exit code 0', async () => {
    const cwd = temporaryDirectory({ 'right.yaml': rightRule, 'foreign.yaml': foreign })
    expect(await runCommand('lint -f .', { cwd })).toEqual({
      exit: 0,
      out: '2 files, 2 documents: no findings.\n',
      err: '',
    })
  })

  test('standard input is linted like a file', async () => {
    const { exit, out } = await runCommand('lint -f -', { stdin: wrongRule })
    expect(exit).toBe(3)
    expect(out).toContain('(standard input):6:1: error: ')
  })

  test('a severity hides what is below it', async () => {
    const cwd = temporaryDirectory({
      'alias.yaml': rightRule.replace('name: flush', 'name: &n flush\n  labels: { name: *n }'),
    })
    const all = await runCommand('lint -f alias.yaml', { cwd })
    const errors = await runCommand('lint -f alias.yaml --severity error', { cwd })
    expect(all.out).toContain('information')
    expect(errors.out).not.toContain('information')
  })

  test('text of a file cannot steer the terminal', async () => {
    const cwd = temporaryDirectory({
      'evil.yaml': wrongRule.replace('name: flush', 'name: "flush"\nevil\u001b]0;owned\u0007: 1'),
    })
    const { out } = await runCommand('lint -f evil.yaml', { cwd })
    expect(out).not.toContain('\u001b')
    expect((await runCommand('lint -f evil.yaml -o json', { cwd })).out).not.toContain('\u001b')
  })
})

describe('fixes', () => {
  test('--fix changes the file, keeps comments and permissions, and leaves nothing beside it', async () => {
    const cwd = temporaryDirectory({ 'rules.yaml': wrongRule })
    chmodSync(join(cwd, 'rules.yaml'), 0o640)
    const { exit, err } = await runCommand('lint -f rules.yaml --fix', { cwd })
    expect({ exit, err }).toEqual({ exit: 0, err: 'rules.yaml: 1 finding fixed\n' })
    expect(readFileSync(join(cwd, 'rules.yaml'), 'utf8')).toBe(rightRule)
    expect(statSync(join(cwd, 'rules.yaml')).mode & 0o777).toBe(0o640)
    expect(readdirSync(cwd)).toEqual(['rules.yaml'])
  })

  test('a second --fix changes nothing', async () => {
    const cwd = temporaryDirectory({ 'rules.yaml': wrongRule })
    await runCommand('lint -f rules.yaml --fix', { cwd })
    const { mtimeMs } = statSync(join(cwd, 'rules.yaml'))
    expect(await runCommand('lint -f rules.yaml --fix', { cwd })).toMatchObject({ exit: 0, err: '' })
    expect(statSync(join(cwd, 'rules.yaml')).mtimeMs).toBe(mtimeMs)
  })

  test('--dry-run prints a diff, writes nothing, and the findings are still there', async () => {
    const cwd = temporaryDirectory({ 'rules.yaml': wrongRule })
    const { exit, out } = await runCommand('lint -f rules.yaml --fix --dry-run', { cwd })
    expectGolden('lint-fix-dry-run', out)
    expect(exit).toBe(3)
    expect(readFileSync(join(cwd, 'rules.yaml'), 'utf8')).toBe(wrongRule)
  })

  test('a link stays a link, and the file behind it is fixed', async () => {
    const cwd = temporaryDirectory({ 'real.yaml': wrongRule })
    symlinkSync('real.yaml', join(cwd, 'link.yaml'))
    await runCommand('lint -f link.yaml --fix', { cwd })
    expect(readFileSync(join(cwd, 'real.yaml'), 'utf8')).toBe(rightRule)
    expect(readdirSync(cwd).sort()).toEqual(['link.yaml', 'real.yaml'])
  })

  test('of standard input the fixed text goes to standard output, and nothing else does', async () => {
    const { out } = await runCommand('lint -f - --fix', { stdin: wrongRule })
    expect(out).toBe(rightRule)
  })

  test('line ends and a byte order mark survive', async () => {
    const windows = `\ufeff${wrongRule.replaceAll('\n', '\r\n')}`
    const cwd = temporaryDirectory({ 'rules.yaml': windows })
    await runCommand('lint -f rules.yaml --fix', { cwd })
    expect(readFileSync(join(cwd, 'rules.yaml'), 'utf8')).toBe(windows.replace('spec:', 'rules:'))
  })
})

describe('bad input is named, with its exit code', () => {
  test.each([
    ['lint', 2, 'lint needs something to check.'],
    ['lint -f nowhere.yaml', 4, 'There is no file or directory nowhere.yaml.'],
    ['lint -f empty', 4, 'There is no file ending in .yaml, .yml or .json in the directory empty. Add -R'],
    ['lint -f latin1.yaml', 1, 'latin1.yaml is not text in UTF-8.'],
    ['lint -f utf16.yaml', 1, 'utf16.yaml is written in UTF-16, not in UTF-8.'],
    ['lint -f https://example.com/a.yaml', 2, 'https://example.com/a.yaml is an address; pxsnap reads files only.'],
    ['lint -f a.yaml --dry-run', 2, '--dry-run shows what --fix would change; --fix is missing.'],
    ['lint -f a.yaml --executor nobody', 2, '--executor is stork or pxsnap, not "nobody".'],
  ])('%s', async (line, exit, message) => {
    const cwd = temporaryDirectory({
      'a.yaml': rightRule,
      'latin1.yaml': new Uint8Array([0x61, 0x3a, 0x20, 0xfc, 0x0a]),
      'utf16.yaml': new Uint8Array([0xff, 0xfe, 0x61, 0x00]),
    })
    mkdirSync(join(cwd, 'empty'))
    const ran = await runCommand(line, { cwd })
    expect(ran).toMatchObject({ exit, out: '' })
    expect(ran.err).toContain(`error: ${message}`)
    expect(ran.err).not.toMatch(/ at .*:\d+:\d+/)
  })

  test('a binary file is a finding, so that the rest of a directory is still checked', async () => {
    const cwd = temporaryDirectory({ 'a.yaml': new Uint8Array([0, 1, 2, 3]), 'b.yaml': wrongRule })
    const { exit, out } = await runCommand('lint -f . -o json', { cwd })
    expect(exit).toBe(3)
    expect(JSON.parse(out).findings.map(({ code, file }: { code: string; file: string }) => `${file} ${code}`)).toEqual(
      ['a.yaml yaml/binary', 'b.yaml rule/spec-instead-of-rules'],
    )
  })

  test.each([
    ['an empty file', ''],
    ['a file of comments', '# nothing\n---\n# here\n'],
    ['something that is no YAML', '{[}\n'],
    ['deep nesting', `a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
    ['an alias bomb', bomb()],
    [
      'a kind that nobody knows',
      'apiVersion: stork.libopenstorage.org/v1alpha1\nkind: Nonsense\nmetadata: {name: a}\n',
    ],
  ])('%s', async (_, text) => {
    const cwd = temporaryDirectory({ 'input.yaml': text })
    const { exit, err } = await runCommand('lint -f input.yaml', { cwd })
    expect([0, 3]).toContain(exit)
    expect(err).toBe('')
  })

  test('no secret of a spec stands in a finding or in the line below it', async () => {
    const spec = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: ClusterPair
metadata: {name: other, namespace: shop}
spec:
  config: {users: {u: {token: hush-hush, client-key-data: hush-hush, client-certificate-data: 5}}}
  options: {token: hush-hush, port: 9001}
---
apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: old
  annotations: {px/pre-snap-command: mysql -uroot -phush-hush -e x}
spec: {persistentVolumeClaimName: mysql-data}
`
    const cwd = temporaryDirectory({ 'specs.yaml': spec })
    for (const output of ['text', 'json', 'sarif', 'junit', 'github']) {
      const { exit, out, err } = await runCommand(`lint -f specs.yaml -o ${output}`, { cwd })
      expect(exit).toBe(3)
      expect(out).toContain('legacy-pre-snap-command')
      expect(out + err).not.toContain('hush')
    }
  })

  test('a directory that links to itself is read once', async () => {
    const cwd = temporaryDirectory({ 'in/a.yaml': rightRule })
    symlinkSync('..', join(cwd, 'in/up'))
    expect(await runCommand('lint -R -f in', { cwd })).toMatchObject({
      exit: 0,
      out: '1 file, 1 document: no findings.\n',
    })
  })

  test('a file that cannot be written keeps its text', async () => {
    const cwd = temporaryDirectory({ 'rules.yaml': wrongRule })
    // The name of the temporary file is taken, so writing it fails whoever runs the test.
    writeFileSync(join(cwd, `rules.yaml.pxsnap-${process.pid}`), 'taken')
    const { exit, err } = await runCommand('lint -f rules.yaml --fix', { cwd })
    expect(exit).toBe(1)
    expect(err).toMatch(/^error: .*rules\.yaml cannot be written: /)
    expect(readFileSync(join(cwd, 'rules.yaml'), 'utf8')).toBe(wrongRule)
  })
})

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const before = level === 0 ? 'lol' : `*a${level - 1}`
    return `a${level}: &a${level} [${Array.from({ length: 9 }, () => before).join(', ')}]`
  })
  return `apiVersion: stork.libopenstorage.org/v1alpha1\nkind: Rule\nmetadata: {name: a}\n${levels.join('\n')}\n`
}
