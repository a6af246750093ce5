/**
 * Hostile and broken texts: each gets a finding or none, none stops the program, and none takes long: work that grows
 * with the square of these texts would run into the time limit of a test.
 */

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createWorkspace } from '@pxsnap/core/language'
import { describe, expect, test } from 'vitest'

const rule = 'apiVersion: stork.libopenstorage.org/v1alpha1\nkind: Rule\nmetadata: {name: a, namespace: b}\n'
const bomb = Array.from({ length: 40 }, (_, level) => {
  const items = level === 0 ? '1, 1' : `*x${level - 1}, *x${level - 1}`
  return `x${level}: &x${level} [${items}]\n`
}).join('')

function codesOf(text: string): readonly string[] {
  const workspace = createWorkspace()
  workspace.set('a.yaml', text)
  return workspace.diagnose('a.yaml').map(({ code }) => code)
}

describe.each([
  ['flow lists', (depth: number) => `rules: ${'['.repeat(depth)}`],
  ['closed flow lists', (depth: number) => `rules: ${'['.repeat(depth)}${']'.repeat(depth)}`],
  ['flow maps', (depth: number) => `rules: ${'{a: '.repeat(depth)}`],
  ['dashes on one line', (depth: number) => `rules:\n  ${'- '.repeat(depth)}a`],
  ['complex keys', (depth: number) => `rules:\n  ${'? '.repeat(depth)}a`],
])('%s nested 100,000 deep', (_, nest) => {
  test('are refused without a crash, in a process of their own', () => {
    const language = fileURLToPath(new URL('../../core/language/index.ts', import.meta.url))
    const script = `
      import { createWorkspace } from ${JSON.stringify(language)}
      const text = JSON.parse(process.argv[1])
      for (let round = 0; round < 3; round += 1) {
        const workspace = createWorkspace()
        workspace.set('a.yaml', text)
        console.log(workspace.diagnose('a.yaml').map(({ code }) => code).join())
      }`
    const lines = execFileSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', script, JSON.stringify(rule + nest(10_000))],
      {
        encoding: 'utf8',
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
      },
    )
    expect(lines.trim().split('\n')).toEqual(['yaml/too-deep', 'yaml/too-deep', 'yaml/too-deep'])
  })

  test('are refused in linear time', () => {
    expect(codesOf(rule + nest(100_000))).toEqual(['yaml/too-deep'])
  })
})

test('64 levels are read', () => {
  expect(codesOf(`${rule}rules: ${'['.repeat(60)}${']'.repeat(60)}`)).not.toContain('yaml/too-deep')
})

test('aliases of aliases do not grow without bounds', () => {
  expect(codesOf(rule + bomb)).toContain('yaml/alias-expansion')
})

test('an alias inside its own anchor is unknown', () => {
  expect(codesOf(`${rule}rules: &a [*a]`)).toContain('yaml/unknown-alias')
})

test('20,000 keys in one map are read in time, and a doubled one is found', () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `    key-${index}: value\n`).join('')
  const codes = codesOf(`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels:\n${keys}    key-7: again\n`)
  expect(codes).toContain('yaml/duplicate-key')
})

test('a document above 1.5 MiB is not read', () => {
  expect(codesOf(`${rule}# ${'x'.repeat(1_600_000)}\n`)).toEqual(['yaml/too-large'])
})

test('a file above 32 MiB is not read', () => {
  expect(codesOf('a: b\n---\n'.repeat(4_000_000))).toEqual(['yaml/too-large'])
})

test('ten MiB of other tools is left in peace', () => {
  expect(codesOf('apiVersion: example.com/v1\nkind: Thing\nspec: {a: [1, 2]}\n---\n'.repeat(180_000))).toEqual([])
})

test('5,000 documents are checked', () => {
  const workspace = createWorkspace()
  const documents = Array.from(
    { length: 5000 },
    (_, index) => `---\n${rule.replace('name: a', `name: a${index}`)}rules: {}\n`,
  )
  workspace.set('a.yaml', documents.join(''))
  expect(workspace.documentCount('a.yaml')).toBe(5000)
  expect(workspace.diagnose('a.yaml').length).toBeGreaterThanOrEqual(5000)
})

test('binary input is no text', () => {
  expect(codesOf('\u007fELF\u0000\u0001')).toEqual(['yaml/binary'])
})

test.each(['', '\uFEFF', '\n', '---', '---\n...\n', '# only a comment\n', '%YAML 1.2\n---\n', '\r\n\r\n'])(
  'a text without content has no documents: %j',
  text => {
    const workspace = createWorkspace()
    workspace.set('a.yaml', text)
    expect(workspace.documentCount('a.yaml')).toBe(0)
    expect(workspace.diagnose('a.yaml')).toEqual([])
  },
)

test('a byte order mark and CRLF change nothing but offsets', () => {
  const text = `${rule}rules:\n  - actions: []\n    podSelector: {app: x}\nspecs: 1\n`
  expect(codesOf(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(codesOf(text))
})

test('a key named __proto__ is a key like any other', () => {
  expect(codesOf(`${rule}rules: []\n__proto__: {a: 1}\n`)).toContain('schema/unknown-field')
})

test('a tab as indentation is named', () => {
  const workspace = createWorkspace()
  workspace.set('a.yaml', `${rule}rules:\n\t- actions: []\n`)
  expect(workspace.diagnose('a.yaml')[0]?.message).toContain('tab')
})

test.each([' ', '{', ': ', '{{ ', '# ', '- ', '\t', "'", '"a', '%', '|\n', 'a\n', '- a\n', 'a: b\n', ' \n', '[],'])(
  'the time for repetitions of %j does not explode',
  part => {
    codesOf(`${rule}a: ${part.repeat(60_000)}\n`)
  },
)
