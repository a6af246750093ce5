/** Random requests of every sort: the cluster stays consistent, watches tell the truth, and nothing answers 500. */

import { expect, test } from 'vitest'
import { apiStorm } from '../soak/api-storm.ts'

test.each([1, 2])('a storm of requests from seed %d leaves the cluster consistent', async seed => {
  const { broken, story } = await apiStorm(seed, 250)
  expect(broken === undefined ? '' : [broken, ...story].join('\n')).toBe('')
})
