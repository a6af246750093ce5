/**
 * How many runs each file of sweeps makes at least. They are files of their own so that they run beside each other; that
 * all of them together are enough is tested in `sweep.test.ts`.
 */
export const sweepFloors = {
  calm: 35_000,
  faulty: 45_000,
  clones: 10_000,
  cloud: 5_000,
  restores: 5_000,
} as const
