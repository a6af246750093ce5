/** The model of Elasticsearch and OpenSearch: translog, segments and commit points, and its API through `curl`. */

import type { Application } from '../application.ts'
import { recover } from '../checkpoints/recovery.ts'
import { fileSystemPrograms } from '../file-system-programs.ts'
import { imageIs } from '../images.ts'
import { inspectWith } from '../recovery.ts'
import { understoodRequests } from './api.ts'
import { curl } from './curl.ts'
import { advanceDatabase, type ElasticsearchState, ledgerOf, startDatabase } from './database.ts'
import { filesOf } from './layout.ts'

/** Source: Elastic, back up a cluster: a copy of the data directory of any node is no backup. */
const unsupported =
  'Elastic supports no restore from copies of a data directory, and of several nodes they are not one state: the snapshot API makes the backup.'

export const elasticsearchApplication: Application<ElasticsearchState> = {
  name: 'elasticsearch',
  runs: (image, containerName) =>
    !/dashboards|kibana|curator/i.test(image) && imageIs(/elasticsearch|opensearch/, image, containerName),
  understands: [`curl -s http://localhost:9200 with ${understoodRequests.join('; ')}`, 'sync, fsfreeze -f|-u PATH'],
  start: startDatabase,
  advance: (state, volumes, _from, to) => advanceDatabase(state, volumes, to),
  frozen: state => state.writesBlocked || state.frozenPaths.length > 0,
  ledger: ledgerOf,
  inspect: inspectWith(filesOf, recover, ({ root, writes, replayed, journaled }) => {
    const facts = { commitPoint: root.number, commitPointWrites: root.write }
    if (!journaled)
      return {
        quiesced: true,
        facts,
        text: `The repository holds a whole snapshot of ${writes} documents; its API restores it.`,
      }
    const quiesced = replayed === 0
    const opens = quiesced
      ? `The node opens it as it is: commit point ${root.number} holds all ${writes} writes.`
      : `The node recovers it: ${replayed} writes come back from the translog after commit point ${root.number}, and all ${writes} are there.`
    return { quiesced, facts, text: `${opens} ${unsupported}` }
  }),
  programs: { curl, ...fileSystemPrograms<ElasticsearchState>() },
}
