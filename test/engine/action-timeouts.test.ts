/** How long single actions of a rule may take, said on the Rule, on one of its actions, or on the snapshot. */

import { expect, test } from 'vitest'
import { mysql, openShop, rule, volumeSnapshot } from '../support/shop.ts'

type Annotations = Readonly<Record<string, string>>

function slowRule(annotations: Annotations) {
  const slow = rule('slow', { app: 'mysql' }, { value: 'sleep 4' })
  return { ...slow, metadata: { ...slow.metadata, annotations } }
}

const cases: readonly (readonly [string, Annotations, Annotations, string | undefined])[] = [
  [
    'an action may take as long as its own entry says, whatever the snapshot says',
    { 'pxsnap.io/action-timeouts': '0.0=10s' },
    { 'pxsnap.io/command-timeout': '2s' },
    undefined,
  ],
  ['what the snapshot says holds for the rest', {}, { 'pxsnap.io/command-timeout': '2s' }, 'command-timeout'],
  [
    'an action that takes longer than its own entry is stopped',
    { 'pxsnap.io/action-timeouts': '0.0=2s' },
    {},
    'command-timeout',
  ],
  ['a Rule speaks for all of its actions', { 'pxsnap.io/command-timeout': '2s' }, {}, 'command-timeout'],
  ['an entry of another action changes nothing', { 'pxsnap.io/action-timeouts': '0.1=2s' }, {}, undefined],
  [
    'what cannot be understood stops the run before anything is frozen',
    { 'pxsnap.io/action-timeouts': 'soon' },
    {},
    'unsupported',
  ],
]

test.each(cases)('%s', async (_, onRule, onSnapshot, failure) => {
  const { apply } = await openShop(1, ...mysql(), slowRule(onRule))
  const preRule = { 'stork.libopenstorage.org/pre-snapshot-rule': 'slow' }
  const [outcome] = await apply(volumeSnapshot('orders', 'mysql-data', { ...preRule, ...onSnapshot }))
  expect(outcome?.reason?.code).toBe(failure)
  expect(outcome?.result).toBe(failure === undefined ? 'successful' : 'failed')
})
