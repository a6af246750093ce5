/** A group that is uploaded to an object store, and the first group put back in place. */

import { refOf, restoreOf } from '@pxsnap/core/actions'
import { fromIso, spellBytes } from '@pxsnap/core/base'
import { spell } from '@pxsnap/core/views'
import { tourFile } from '../tour-files.ts'
import { tourNamespace as namespace, type TourApplication } from './applications.ts'
import { countRows, membersOf, objectsOf, resultText, type Story, write } from './tour-objects.ts'

export async function uploadMysql(story: Story): Promise<void> {
  const { teller, cluster } = story
  teller.show('')
  teller.say('MySQL once more, this time to an object store. The lock is held for the snapshot, not for the upload.')
  const objects = objectsOf(tourFile('mysql-cloud.yaml'))
  await write(story, objects)
  const [outcome] = await cluster.carryOut(objects.map(refOf))
  const { frozen = [], events = [] } = outcome?.evidence ?? {}
  const backups = (await cluster.sim.drive(cluster.sim.ports.storage.cloud?.listBackups() ?? Promise.resolve([]))) ?? []
  const stored = backups.reduce((sum, { storedBytes }) => sum + storedBytes, 0)
  const size = backups.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const uploading = events.find(({ what }) => what === 'uploading')?.at
  const thawed = frozen.at(-1)?.to
  const [from, to] = [fromIso(thawed ?? ''), fromIso(uploading ?? '')]
  const before = from !== undefined && to !== undefined && from <= to
  teller.verdict(
    outcome?.result === 'successful' && outcome.evidence?.consistency === 'application' && backups.length === 2,
    `MySQL: ${resultText(outcome)}, ${spellBytes(stored)} uploaded of two volumes of ${spellBytes(size)}.`,
  )
  teller.verdict(
    before,
    before
      ? `MySQL thawed after ${spell(frozen.at(-1)?.ms ?? 0)}, and the upload began ${spell(to - from)} later.`
      : 'The upload began while MySQL was frozen.',
  )
}

/** Everything written since the snapshot goes; the database says what is left. */
export async function restoreMysql(story: Story, application: TourApplication): Promise<void> {
  const { snapshot, claims } = application
  const { teller, cluster } = story
  const { sim } = cluster
  teller.chapter('Back in place')
  teller.say(
    'The upgrade went wrong: the group is put back over the running MySQL. It is stopped, what it holds now is kept until the new data is proved, and then it starts again.',
  )
  teller.show('')
  const members = membersOf(cluster, application).map(({ metadata }) => ({ namespace, name: metadata.name }))
  const kept = sim.judgeSnapshots(...members)
  const before = await countRows(sim, sim)
  const restore = restoreOf({ snapshot: { name: snapshot.name, namespace }, group: true, mayStop: true, now: sim.now })
  await write(story, [restore])
  const began = sim.now
  const [outcome] = await cluster.carryOut([refOf(restore)])
  const took = sim.now - began
  teller.verdict(
    outcome?.result === 'successful',
    `Restored ${claims.join(' and ')} to one instant in ${spell(took)}, and compared them with the snapshots.`,
  )
  await cluster.unpaced(() => sim.advance(2000))
  const { verdict, text } = sim.judge(...claims.map(name => ({ namespace, name })))
  teller.verdict(verdict === 'clean' || verdict === 'recovers', `Verdict ${verdict}. ${text}`)
  const after = await countRows(sim, sim)
  const writes = Number(kept.facts.writes)
  teller.verdict(
    before !== undefined && after !== undefined && writes <= after && after < before,
    `MySQL had ${before} rows. The snapshot holds ${writes} of them, and it goes on from there: ${after} now.`,
  )
}
