/** Steps as pairs of files that can be read side by side: what is stored and seen, and what is decided. */

import {
  type CloneLifecycle,
  type Seen,
  type SnapshotLifecycle,
  type SnapshotSettings,
  stepClone,
  stepSnapshotRun,
} from '@pxsnap/core/engine'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { goldenFiles, matchesGolden, readGolden } from '../support/golden.ts'

type Input =
  | {
      readonly lifecycle: 'snapshot'
      readonly settings: SnapshotSettings
      readonly status: SnapshotLifecycle
      readonly seen: Seen
    }
  | { readonly lifecycle: 'clone'; readonly status: CloneLifecycle; readonly seen: Seen }

const inputs = goldenFiles('steps').filter(file => file.endsWith('.input.yaml'))

test('there are steps to compare', () => {
  expect(inputs.length).toBeGreaterThan(20)
})

test.each(inputs)('%s', file => {
  const text = readGolden('steps', file)
  const input: Input = parse(text)
  const { status, effects, wake, keep } =
    input.lifecycle === 'snapshot'
      ? stepSnapshotRun(input.settings, input.status, input.seen)
      : stepClone(input.status, input.seen)
  const words = text.split('\n')[0] ?? ''
  const changed = status === input.status ? 'unchanged' : status
  const output = stringify({ status: changed, keep, effects, wake }, { lineWidth: 120, aliasDuplicateObjects: false })
  matchesGolden('steps', file.replace('.input.', '.output.'), `${words}\n${output}`)
})
