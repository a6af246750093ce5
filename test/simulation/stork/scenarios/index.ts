import { cloudScenarios } from './cloud.ts'
import { groupScenarios } from './group.ts'
import { migrationScenarios } from './migrations.ts'
import { restoreScenarios } from './restores.ts'
import { scheduleScenarios } from './schedules.ts'
import { singleScenarios } from './single.ts'

export const scenarios = [
  ...singleScenarios,
  ...groupScenarios,
  ...cloudScenarios,
  ...scheduleScenarios,
  ...migrationScenarios,
  ...restoreScenarios,
].sort((a, b) => (a.id < b.id ? -1 : 1))
