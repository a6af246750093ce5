import { groupScenarios } from './group.ts'
import { singleScenarios } from './single.ts'

export const scenarios = [...singleScenarios, ...groupScenarios].sort((a, b) => (a.id < b.id ? -1 : 1))
