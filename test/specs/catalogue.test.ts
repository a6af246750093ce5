/** What holds for every finding: it is found by its code, explained, shown by an example, and worded as we word things. */

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createWorkspace } from '@pxsnap/core/language'
import { checkCatalogue } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { goldenFiles, readGolden } from '../support/golden.ts'
import { withoutMarks } from '../support/markers.ts'

const folder = fileURLToPath(new URL('../../core/specs/checks', import.meta.url))
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.includes('/') && file.endsWith('.ts'))
  .toSorted()
const codes = checkCatalogue.map(({ code }) => code)
const goldens = goldenFiles('diagnose')

test('every code is used once', () => {
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
})

test('every file is the check of its code, and the catalogue has them all', () => {
  const wrong = files.filter(
    file => !readFileSync(`${folder}/${file}`, 'utf8').includes(`  code: '${file.slice(0, -'.ts'.length)}',`),
  )
  expect(wrong).toEqual([])
  expect(codes.toSorted()).toEqual(files.map(file => file.slice(0, -'.ts'.length)).toSorted())
})

test('there are many of them', () => {
  expect(codes.length).toBeGreaterThanOrEqual(200)
})

describe.each(checkCatalogue)('$code', ({ code, help, kinds }) => {
  test('says what to do, in plain words', () => {
    expect(help).toMatch(/^[A-Z`].*\.$/s)
    expect(plain(help)).toBe(true)
  })

  test('starts with why it is there', () => {
    expect(readFileSync(`${folder}/${code}.ts`, 'utf8')).toMatch(/^\/\*\*/)
  })

  test('has an example, and the corrected example where it has a fix', () => {
    expect(goldens).toContain(`${code}.yaml`)
    const found = findingsIn(`${code}.yaml`).filter(finding => finding.code === code)
    const fixable = found.some(({ fix }) => fix !== undefined)
    if (fixable) expect(goldens).toContain(`${code}.fixed.yaml`)
  })

  test('stands in the folder of a kind that it looks at, or speaks about several', () => {
    const [stem = ''] = code.split('/')
    const own = kinds === 'any' || kinds.some(kind => kind.stem === stem)
    expect(own || ['object', 'schema', 'rule'].includes(stem)).toBe(true)
  })
})

test('every message says what is true in one or two sentences of plain words', () => {
  const messages = goldens
    .filter(file => file.endsWith('.yaml') && !file.endsWith('.fixed.yaml'))
    .flatMap(file => findingsIn(file).map(({ message }) => message))
  expect(messages.length).toBeGreaterThan(200)
  expect(messages.filter(message => !/^[A-Z`*.].*[.?]$/s.test(message) || !plain(message))).toEqual([])
})

test.each(goldens.filter(file => file.endsWith('.fine.yaml')))('nothing is found in %s', file => {
  expect(findingsIn(file)).toEqual([])
})

/** No shouting, no begging, and no word that only says that something is wrong. Quoted text is the user's own. */
function plain(text: string): boolean {
  return !/!|\binvalid\b|\bplease\b|\billegal\b|\bsimply\b|\bjust\b/i.test(text.replace(/`[^`]*`/g, ''))
}

function findingsIn(file: string) {
  const text = withoutMarks(readGolden('diagnose', file))
  const completeKinds = /^# complete: (.*)/.exec(text)?.[1]?.split(', ') ?? []
  const executor = text.startsWith('# executor: pxsnap') ? 'pxsnap' : 'stork'
  const workspace = createWorkspace({ executor, completeKinds })
  workspace.set(file, text)
  return workspace.diagnose(file)
}
