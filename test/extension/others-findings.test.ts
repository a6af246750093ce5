/** Beside other extensions nothing is reported twice, and alone nothing is left out. */

import { textCheckCatalogue } from '@pxsnap/core/language'
import { expect, test } from 'vitest'
import { notSaidByOthers } from '../../extension/others-findings.ts'

const found = [{ code: 'yaml/syntax' }, { code: 'yaml/duplicate-key' }, { code: 'rule/spec-instead-of-rules' }]
const editor = (extensions: readonly string[], settings: Readonly<Record<string, unknown>> = {}) => ({
  has: (name: string) => extensions.includes(name),
  setting: (name: string) => settings[name],
})

test('alone, all findings are shown', () => {
  for (const language of ['yaml', 'json', undefined])
    expect(notSaidByOthers(found, language, editor([]))).toEqual(found)
})

test('beside an extension that validates YAML, only what it does not know is shown', () => {
  expect(notSaidByOthers(found, 'yaml', editor(['redhat.vscode-yaml']))).toEqual(found.slice(2))
})

test('an extension whose validation is turned off says nothing, so we do', () => {
  const off = editor(['redhat.vscode-yaml'], { 'yaml.validate': false })
  expect(notSaidByOthers(found, 'yaml', off)).toEqual(found)
})

test('a validator of one language leaves the other to us', () => {
  expect(notSaidByOthers(found, 'json', editor(['redhat.vscode-yaml']))).toEqual(found)
  expect(notSaidByOthers(found, 'json', editor(['vscode.json-language-features']))).toEqual(found.slice(2))
})

test('every code that is left to others is one of ours', () => {
  const codes = textCheckCatalogue.map(({ code }) => ({ code }))
  const left = codes.filter(each => !notSaidByOthers(codes, 'yaml', editor(['redhat.vscode-yaml'])).includes(each))
  expect(left).toHaveLength(3)
})
