/** The scenarios of the reference, carried out by STORK as it is and by pxsnap, with the same seed and the same faults. */

import { describe, expect, test } from 'vitest'
import { matchesGolden } from '../../support/golden.ts'
import { play } from './play.ts'
import { printReport } from './report.ts'
import { scenarios } from './scenarios/index.ts'

describe.each(scenarios)('$id: $sentence', scenario => {
  test(`STORK: ${scenario.stork}; pxsnap: ${scenario.ours}`, async () => {
    const stork = await play(scenario, 'stork')
    const ours = await play(scenario, 'pxsnap')
    const { id, sentence, setup } = scenario
    const lines = [
      `# ${id}: ${sentence}`,
      '',
      setup,
      '',
      `- The reference about STORK: ${scenario.stork}.`,
      `- The reference about ours: ${scenario.ours}.`,
      '',
      ...printReport('STORK', stork),
      ...printReport('pxsnap', ours),
    ]
    matchesGolden('scenarios', `${id}.md`, lines.join('\n'))
    scenario.holds(stork, ours)
  })
})

test('a scenario gives the same report each time', async () => {
  const [first] = scenarios
  expect(first).toBeDefined()
  if (first !== undefined) expect(await play(first, 'stork')).toEqual(await play(first, 'stork'))
})
