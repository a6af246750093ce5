export { type Drive, driveUntil, driveUntilDone } from './drive.ts'
export { SeededIds } from './seeded-ids.ts'
export { VirtualClock } from './virtual-clock.ts'
