export { ageOf, humanDuration } from './human-duration.ts'
export { type Table, type TableOptions, tableOf } from './tables.ts'
