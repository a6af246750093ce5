import { checkCatalogue, kindCatalogue } from '@pxsnap/core/specs'
import { expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { runCommand } from './run-command.ts'

test('a kind, a field and a finding read as text', async () => {
  const topics = ['rule', 'gvs.spec.pvcSelector', 'rule/spec-instead-of-rules']
  const texts = await Promise.all(
    topics.map(async topic => `$ kubectl pxsnap explain ${topic}\n${(await runCommand(`explain ${topic}`)).out}`),
  )
  expectGolden('explain', texts.join('\n'))
})

test('without a topic, every kind and every finding is listed', async () => {
  const { exit, out } = await runCommand('explain')
  expect(exit).toBe(0)
  for (const { kind } of kindCatalogue) expect(out).toContain(`  ${kind}\n`)
  for (const { code } of checkCatalogue) expect(out).toContain(`  ${code} `)
})

test('-o json of a kind is its JSON Schema', async () => {
  const { out } = await runCommand('explain rule -o json')
  expect(JSON.parse(out)).toMatchObject({ title: 'Rule', type: 'object', required: expect.arrayContaining(['rules']) })
})

test.each([
  ['explain rul', 4, 'pxsnap knows no kind "rul". Did you mean'],
  ['explain gvs.spec.pvcSelectr', 4, 'GroupVolumeSnapshot.spec has no field "pvcSelectr". Did you mean pvcSelector?'],
  [
    'explain rule/spec-instead-of-rule',
    4,
    'There is no finding rule/spec-instead-of-rule. Did you mean rule/spec-instead-of-rules?',
  ],
  ['explain rule.rules -o json', 2, '-o json prints the JSON Schema of a whole kind.'],
])('%s', async (line, exit, message) => {
  const ran = await runCommand(line)
  expect(ran).toMatchObject({ exit, out: '' })
  expect(ran.err).toContain(message)
})
