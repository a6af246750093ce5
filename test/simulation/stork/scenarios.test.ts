/** The scenarios of the reference, carried out by STORK as it is and by pxsnap, with the same seed and the same faults. */

import { createWorkspace } from '@pxsnap/core/language'
import { describe, expect, test } from 'vitest'
import { matchesGolden } from '../../support/golden.ts'
import { play } from './play.ts'
import { printReport } from './report.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'

/** What the author would have been told, about the spec as one set of files with its world. */
function lint({ world, specs }: Scenario): readonly string[] {
  const workspace = createWorkspace()
  for (const [index, object] of [...world, ...specs].entries()) workspace.set(`${index}.yaml`, JSON.stringify(object))
  const said = specs.flatMap((_, index) => workspace.diagnose(`${index + world.length}.yaml`))
  return [...new Set(said.map(({ severity, code, message }) => `${severity} ${code}: ${message}`))].sort()
}

describe.each(scenarios)('$id: $sentence', scenario => {
  test(`STORK: ${scenario.stork}; pxsnap: ${scenario.ours}`, async () => {
    const stork = await play(scenario, 'stork')
    const ours = await play(scenario, 'pxsnap')
    const { id, sentence, setup } = scenario
    const found = lint(scenario)
    const lines = [
      `# ${id}: ${sentence}`,
      '',
      setup,
      '',
      `- The reference about STORK: ${scenario.stork}.`,
      `- The reference about ours: ${scenario.ours}.`,
      '',
      ...(found.length === 0 ? [] : ['What lint says of it', '', ...found.map(line => `- ${line}`), '']),
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
