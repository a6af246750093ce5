/** What a check may know of other objects. */

import { factsOf } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'

const thing = (name: string, namespace?: string, labels = {}) => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name, labels, ...(namespace === undefined ? {} : { namespace }) },
})

describe('facts of files', () => {
  const facts = factsOf([thing('a', 'shop', { app: 'x' }), thing('b'), thing('c', 'other')])

  test('know what is there', () => {
    expect(facts.find({ kind: 'Thing', name: 'a', namespace: 'shop' })).toMatchObject({ is: 'exists' })
  })

  test('never say that something is absent', () => {
    expect(facts.find({ kind: 'Thing', name: 'd', namespace: 'shop' })).toEqual({ is: 'unknown' })
  })

  test('take an object without a namespace to be in any', () => {
    expect(facts.find({ kind: 'Thing', name: 'b', namespace: 'shop' }).is).toBe('exists')
    expect(facts.find({ kind: 'Thing', name: 'c', namespace: undefined }).is).toBe('exists')
    expect(facts.find({ kind: 'Thing', name: 'c', namespace: 'shop' }).is).toBe('unknown')
  })

  test('list by namespace and labels', () => {
    expect(facts.list({ kind: 'Thing', namespace: 'shop' }).length).toBe(2)
    expect(facts.list({ kind: 'Thing', namespace: 'shop', labels: { app: 'x' } }).length).toBe(1)
    expect(facts.everywhere({ kind: 'Thing' }).length).toBe(3)
    expect(facts.everywhere({ kind: 'Thing', apiVersion: 'v2' }).length).toBe(0)
  })

  test('are derived from once', () => {
    let times = 0
    const count = () => {
      times += 1
      return times
    }
    expect([facts.derive(count), facts.derive(count)]).toEqual([1, 1])
  })
})

test('facts of a cluster know what is absent', () => {
  const facts = factsOf([thing('a', 'shop')], { completeKinds: ['Thing'] })
  expect(facts.find({ kind: 'Thing', name: 'b', namespace: 'shop' })).toEqual({ is: 'absent' })
  expect(facts.find({ kind: 'Other', name: 'b', namespace: 'shop' })).toEqual({ is: 'unknown' })
})
