/** The migrations that are swept: copies and moves, calm and under every kind of fault. */

import { type MigrationScenario, noFaults } from './model/scenario.ts'

const quietAfterMs = 60_000
const rough = {
  ...noFaults,
  execLost: 0.05,
  answerLost: 0.05,
  storageFails: 0.1,
  storageSlow: 0.05,
  storageSilent: 0.05,
  conflict: 0.05,
  storeLost: 0.05,
  storeAnswerLost: 0.05,
  apiSilent: 0.05,
  recordFails: 0.1,
}

export const migrationScenarios: readonly MigrationScenario[] = [
  { name: 'a move', kind: 'migration', moves: true, rule: 'none', faults: noFaults, quietAfterMs, partition: false },
  {
    name: 'a move in rough weather',
    kind: 'migration',
    moves: true,
    rule: 'none',
    faults: rough,
    quietAfterMs,
    partition: false,
  },
  {
    name: 'a move, out of reach for a while',
    kind: 'migration',
    moves: true,
    rule: 'hold',
    faults: rough,
    quietAfterMs,
    partition: true,
  },
  {
    name: 'a move that is deleted',
    kind: 'migration',
    moves: true,
    rule: 'hold',
    faults: rough,
    quietAfterMs,
    partition: true,
    incident: 'deletion',
  },
  {
    name: 'a move that is stopped',
    kind: 'migration',
    moves: true,
    rule: 'pair',
    faults: rough,
    quietAfterMs,
    partition: false,
    incident: 'stop',
  },
  {
    name: 'a copy with a hold',
    kind: 'migration',
    moves: false,
    rule: 'hold',
    faults: rough,
    quietAfterMs,
    partition: false,
  },
  {
    name: 'a copy with a lock',
    kind: 'migration',
    moves: false,
    rule: 'pair',
    faults: rough,
    quietAfterMs,
    partition: true,
  },
  {
    name: 'a copy that is deleted',
    kind: 'migration',
    moves: false,
    rule: 'pair',
    faults: rough,
    quietAfterMs,
    partition: true,
    incident: 'deletion',
  },
]
