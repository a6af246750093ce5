/** Promise 4: a group is all or nothing; after a failure or a deletion nothing is left, in the cluster or in storage. */

import type { Checker, FinishedRun } from './checker.ts'

export const allOrNothing: Checker = {
  name: 'all members or none',
  check: ({ world, end, scenario }) => {
    if (end === 'endless') return undefined
    if (end.end === 'gone' || (end.end === 'settled' && end.status.stage === 'Gone'))
      return nothingLeft(world, 'deleted')
    if (end.end !== 'settled' || end.status.stage !== 'Final') return undefined
    const { status } = end
    if (status.outcome === 'failed') return nothingLeft(world, 'failed')
    const wanted = status.copies.map(copy => copy.handle).sort()
    const stored = handlesIn(world)
    if (wanted.length !== scenario.members) return `It keeps ${wanted.length} of ${scenario.members} copies.`
    if (wanted.join() !== stored.join())
      return `The storage has ${stored.join()} and the result names ${wanted.join()}.`
    const recorded = world.records.map(record => record.handle).sort()
    return recorded.join() === wanted.join() ? undefined : `Recorded are ${recorded.join()}, kept ${wanted.join()}.`
  },
}

/** All that is kept, in the storage itself and in the object store; a cloud snapshot leaves nothing in the former. */
function handlesIn(world: FinishedRun['world']): readonly string[] {
  const remote = world.cloud.backups.map(backup => `cloud:${backup.handle}`)
  return [...world.storage.copies.map(copy => copy.handle), ...remote].sort()
}

function nothingLeft(world: FinishedRun['world'], how: string): string | undefined {
  const [copy] = world.storage.copies
  if (copy !== undefined) return `It ${how}, and the storage still has ${copy.handle}.`
  const [backup] = world.cloud.backups
  if (backup !== undefined) return `It ${how}, and the object store still has ${backup.handle}.`
  if (world.cloud.tasks.some(task => !task.done)) return `It ${how}, and an upload goes on.`
  if (world.storage.tasks.length > 0) return `It ${how}, and a storage task is left.`
  const [record] = world.records
  return record === undefined ? undefined : `It ${how}, and the record of ${record.claim} is left.`
}
