import { entryProblem, fromGlob, mayRestore, restoreEntries } from '@pxsnap/core/specs'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test.each([
  ['prod', ['prod'], ['prod2', 'preprod']],
  ['^prod$', ['prod'], ['prod2']],
  ['pr.*', ['prod', 'preview'], ['apr']],
  ['*', ['anything'], []],
  ['?', ['anything'], []],
  ['*-dev', ['shop-dev', '-dev'], ['dev', 'shop-dev-2']],
  ['a|b', ['abc', 'cab', 'b'], ['cba-x']],
  ['(a|b)', ['a', 'b'], ['abc', 'ab']],
  ['ns.1', ['ns-1', 'nsx1'], ['ns1']],
  ['[', [], ['a', '[']],
  ['', [], ['a']],
  ['qa, dev', ['qa', 'dev'], ['ops']],
  ['"qa","dev"', ['qa', 'dev'], ['ops']],
  ['prod,[', ['prod'], ['dev']],
])('the list %j allows what Go allows', (list, allowed, refused) => {
  for (const namespace of allowed) expect(mayRestore(list, namespace), namespace).toBe('allowed')
  for (const namespace of refused) expect(mayRestore(list, namespace), namespace).toBe('refused')
})

test('a list of two lines, and a quote after a blank, allow nothing', () => {
  expect(restoreEntries('dev\nprod')).toBe('several-lines')
  expect(restoreEntries('dev, "prod"')).toBe('misplaced-quote')
  expect(mayRestore('dev\nprod', 'dev')).toBe('refused')
})

test('without a list nothing is allowed', () => {
  expect(mayRestore(undefined, 'dev')).toBe('refused')
})

test('what we do not read is unknown, never guessed', () => {
  expect(mayRestore('(?i)dev', 'DEV')).toBe('unknown')
  expect(mayRestore('(a+)+', 'a'.repeat(63))).toBe('unknown')
})

test('entries that mean something else than they look like are told apart', () => {
  const problems = ['*', 'team-*', '*-dev', 'dev|qa', '(dev|qa)', 'ns.1', 'qa-.*', '[', 'prod', 'dev-[0-9]']
  expect(problems.map(entry => entryProblem(entry))).toEqual([
    'everywhere',
    'glob',
    'glob',
    'alternation',
    undefined,
    'dot',
    undefined,
    'unreadable',
    undefined,
    undefined,
  ])
})

test('a file pattern becomes the expression that it stands for', () => {
  expect(fromGlob('*-dev')).toBe('.*-dev')
  expect(fromGlob('team-*')).toBe('team-.*')
})

test('any list is answered at once', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a.*+?()[]{}|^$\\,"\n '.split('')), maxLength: 200 }), list => {
      expect(['allowed', 'refused', 'unknown']).toContain(mayRestore(list, 'a'.repeat(63)))
    }),
    { numRuns: 3000 },
  )
})
