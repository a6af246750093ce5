/** How many runs of the engine a sweep gets through, and how many snapshots the whole simulated cluster takes. */

import { snapshotCheckers, snapshotScenarios, sweep } from '@pxsnap/core/simulation'
import { groupVolumeSnapshot, mysql, mysqlLock, openShop } from '../support/shop.ts'
import { type Figure, number, timeMs, timeMsAsync } from './figure.ts'
import { median } from './paired.ts'

const groups = 20

export async function engineFigures(): Promise<readonly Figure[]> {
  return [sweepFigure(), await groupFigure()]
}

/** The calm and the struck scenarios, every crash point, every promise checked. */
function sweepFigure(): Figure {
  const scenarios = snapshotScenarios.slice(0, 24)
  const round = (from: number): number => {
    let runs = 0
    const took = timeMs(() => {
      for (const scenario of scenarios)
        runs += sweep({ scenario, seeds: { from, count: 4 }, checkers: snapshotCheckers }).runs
    })
    return (runs / took) * 1000
  }
  const rates = [1, 101, 201, 301, 401, 501, 601].map(round).slice(2)
  return { what: 'crash-swept engine runs', measured: `${number(median(rates))} per second`, target: '>= 50,000' }
}

/** Group snapshots of two volumes of a busy MySQL with a lock held, one after the other, through API, shell and storage. */
async function groupFigure(): Promise<Figure> {
  const { apply } = await openShop(1, ...mysql(), mysqlLock)
  await apply(groupVolumeSnapshot('warm-up', { app: 'mysql' }, { preExecRule: 'mysql-lock' }))
  const took = await timeMsAsync(async () => {
    for (let index = 0; index < groups; index++)
      await apply(groupVolumeSnapshot(`nightly-${index}`, { app: 'mysql' }, { preExecRule: 'mysql-lock' }))
  })
  return {
    what: 'group snapshots with a lock in the whole simulated cluster',
    measured: `${number((groups / took) * 1000)} per second`,
  }
}
