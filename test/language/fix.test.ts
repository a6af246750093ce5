/** Changes by path as edits of texts in every style. */

import { applyEdits, planEdits } from '@pxsnap/core/language'
import {
  type Change,
  fixPlan,
  insertDocument,
  move,
  quote,
  remove,
  renameKey,
  replaceDocument,
  setValue,
} from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'

function changed(text: string, ...changes: readonly Change[]): string | undefined {
  const edits = planEdits(text, fixPlan('', ...changes))
  return edits === undefined ? undefined : applyEdits(text, edits)
}

describe('renaming a key', () => {
  test.each([
    ['a: 1 # why\n', 'b: 1 # why\n'],
    ['"a": 1\n', '"b": 1\n'],
    ["{'a': 1}\n", "{'b': 1}\n"],
    ['a:\n  - x\n', 'b:\n  - x\n'],
  ])('%j', (before, after) => {
    expect(changed(before, renameKey('a', 'b'))).toBe(after)
  })

  test('is not done where the new name is taken', () => {
    expect(changed('a: 1\nb: 2\n', renameKey('a', 'b'))).toBeUndefined()
  })
})

describe('setting a value', () => {
  test.each<[string, string, Change]>([
    ['a: 1 # why\n', 'a: 2 # why\n', setValue('a', 2)],
    ['a: "x"\n', 'a: "y"\n', setValue('a', 'y')],
    ["a: 'x'\n", "a: 'it''s'\n", setValue('a', "it's")],
    ['a: x\n', 'a: "yes"\n', setValue('a', 'yes')],
    ['a: # why\nb: 1\n', 'a: 3 # why\nb: 1\n', setValue('a', 3)],
    ['a:\n', 'a:\n  b:\n    c: 1\n', setValue('a.b.c', 1)],
    ['a: 1\n', 'a: 1\nb:\n  - x\n  - "y"\n', setValue('b', ['x', 'y'])],
    ['a: 1', 'a: 1\nb: 2', setValue('b', 2)],
    ['a: {b: 1}\n', 'a: {b: 1, c: {d: x}}\n', setValue('a.c.d', 'x')],
    ['a: {}\n', 'a: {b: 1}\n', setValue('a.b', 1)],
    ['a:\n  b: 1 # last\n\n# end\n', 'a:\n  b: 1 # last\n  c: 2\n\n# end\n', setValue('a.c', 2)],
    ['a:\n    b:\n        c: 1\n', 'a:\n    b:\n        c: 1\n    d:\n        e: 2\n', setValue('a.d.e', 2)],
    ['- a: 1\n- b: 2\n', '- a: 1\n  c: 3\n- b: 2\n', setValue([0, 'c'], 3)],
    ['a: x # why\n', 'a: # why\n  - x\n', setValue('a', ['x'])],
    ['a: |\n  x\n  y\nb: 1\n', 'a: z\nb: 1\n', setValue('a', 'z')],
    ['a:\n- x\n', 'a:\n- x\n- z\n', setValue(['a', 1], 'z')],
    ['{"a": {"b": 1}}', '{"a": {"b": 1, "c": "x"}}', setValue('a.c', 'x')],
    ['{\n  "a": 1\n}', '{\n  "a": 1,\n  "b": ["x"]\n}', setValue('b', ['x'])],
    ['a: 1\n', 'a: 1\nb: |-\n  one\n  two\n', setValue('b', 'one\ntwo')],
  ])('%j becomes %j', (before, after, change) => {
    expect(changed(before, change)).toBe(after)
  })
})

describe('removing', () => {
  test.each<[string, string, Change]>([
    ['a: 1\nb: 2\n', 'b: 2\n', remove('a')],
    ['a: 1\nb: 2', 'a: 1', remove('b')],
    ['# above\na: 1 # why\nb: 2\n', '# above\n# why\nb: 2\n', remove('a')],
    ['a:\n  # inside\n  b: 1\nc: 2\n', '# inside\nc: 2\n', remove('a')],
    ['- a: 1\n  b: 2\n', '- b: 2\n', remove([0, 'a'])],
    ['- a: 1 # why\n  b: 2\n', '- # why\n  b: 2\n', remove([0, 'a'])],
    ['a: {b: 1, c: 2}\n', 'a: {c: 2}\n', remove('a.b')],
    ['a: {b: 1, c: 2}\n', 'a: {b: 1}\n', remove('a.c')],
    ['a:\n  - x\n  - y # why\n', 'a:\n  - x\n  # why\n', remove(['a', 1])],
    ['m:\n  a:\n    b: 1\n  c: 2\n', 'm:\n  c: 2\n', remove('m.a.b')],
    ['{"a": 1,\n "b": 2}', '{"b": 2}', remove('a')],
  ])('%j becomes %j', (before, after, change) => {
    expect(changed(before, change)).toBe(after)
  })
})

describe('moving', () => {
  test.each<[string, string, Change]>([
    ['s:\n  m:\n    x: 1 # why\n', 's:\n  x: 1 # why\n', move('s.m.x', 's.x')],
    ['s:\n  x: 1\n  y: 2\n', 's:\n  y: 2\n  m:\n    x: 1\n', move('s.x', 's.m.x')],
    ['a:\n  x:\n    # deep\n    y: 1\nb: 2\n', 'a:\nb: 2\nx:\n  # deep\n  y: 1\n', move('a.x', 'x')],
    ['a: {x: {y: 1}, z: 1}\nb:\n  c: 1\n', 'a: {z: 1}\nb:\n  c: 1\n  x: {y: 1}\n', move('a.x', 'b.x')],
    [
      'a:\n  v: |\n    one\n      two\nb: {}\nc:\n  d: 1\n',
      'a:\nb: {}\nc:\n  d: 1\n  e:\n    v: |\n      one\n        two\n',
      move('a.v', 'c.e.v'),
    ],
  ])('%j becomes %j', (before, after, change) => {
    expect(changed(before, change)).toBe(after)
  })
})

describe('documents', () => {
  const extra = { kind: 'Extra' }
  test.each<[string, string, Change]>([
    ['kind: A\n', 'kind: Extra\n---\nkind: A\n', insertDocument('before', extra)],
    ['---\nkind: A\n', '---\nkind: Extra\n---\nkind: A\n', insertDocument('before', extra)],
    ['# head\n---\nkind: A\n', 'kind: Extra\n# head\n---\nkind: A\n', insertDocument('before', extra)],
    ['kind: A', 'kind: A\n---\nkind: Extra\n', insertDocument('after', extra)],
    [
      '# head\nkind: A # why\nspec:\n  a: 1 # kept\n  b: 2 # gone\n',
      '# head\nkind: B # why\nspec:\n  a: 1 # kept\n  # gone\n  c: 3\n',
      replaceDocument({ kind: 'B', spec: { a: 1, c: 3 } }),
    ],
  ])('%j becomes %j', (before, after, change) => {
    expect(changed(before, change)).toBe(after)
  })

  test('have no place in JSON', () => {
    expect(changed('{"kind": "A"}', insertDocument('before', extra))).toBeUndefined()
  })
})

test('quotes keep the text as it is written', () => {
  expect(changed('a: 0815\n', quote('a'))).toBe('a: "0815"\n')
})

test('several changes are carried out in order, as few and small edits', () => {
  const text = 'a: 1\nkeep: # this\n  - x\nb: 2\n'
  const plan = fixPlan('', renameKey('a', 'aa'), remove('b'), setValue('c', 3))
  const edits = planEdits(text, plan) ?? []
  expect(applyEdits(text, edits)).toBe('aa: 1\nkeep: # this\n  - x\nc: 3\n')
  expect(edits.map(({ range }) => text.slice(range.start, range.end)).join('')).not.toContain('keep')
})

test('a place behind an alias is not edited', () => {
  expect(changed('a: &x {b: 1}\nc: *x\n', setValue('c.b', 2))).toBeUndefined()
})
