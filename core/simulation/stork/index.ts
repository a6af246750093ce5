export type { StorkOutcome, StoryLine } from './outcome.ts'
export { SimulatedStork, type StorkFollow, type StorkOptions, startStork } from './stork.ts'
export { type StorkTimings, storkTimings } from './timings.ts'
