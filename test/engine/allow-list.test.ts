/** Which namespaces may clone, entry by entry. */

import { allowsNamespace } from '@pxsnap/core/engine'
import { expect, test } from 'vitest'

test.each([
  ['prod', 'prod', true],
  ['prod', 'production', false],
  ['^prod$', 'prod', true],
  ['pr.*', 'preview', true],
  ['*', 'anything', true],
  ['?', 'anything', true],
  ['*-dev', 'shop-dev', true],
  ['*-dev', 'shop-prod', false],
  ['a|b', 'a', true],
  ['a|b', 'abc', false],
  ['(a|b)', 'b', true],
  ['ns.1', 'nsx1', true],
  ['[', 'prod', false],
  ['[, prod', 'prod', false],
  ['prod, [', 'prod', true],
  ['a, "b"', 'b', false],
  ['"pr(e|o)d"', 'prod', true],
  ['+', 'prod', false],
  ['', 'prod', false],
  ['prod\ntest', 'prod', false],
  ['(a+)+b', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', false],
])('%j lets %s in: %s', (list, namespace, expected) => {
  expect(allowsNamespace(list, namespace)).toBe(expected)
})
