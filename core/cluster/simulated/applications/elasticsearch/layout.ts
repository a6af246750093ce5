/** How the Elasticsearch model lays out segments, their commit point and the translog, and a snapshot repository. */

import type { MountedVolumes } from '../application.ts'
import { type Files, type Format, filesIn } from '../checkpoints/layout.ts'
import { kindOf } from '../sealed-block.ts'

/** Source: the translog lies in the data path, beside the index it belongs to. */
const format: Format = {
  mounts: { data: /elastic|opensearch|data/i, log: /^$/ },
  kinds: { header: kindOf('LUHD'), root: kindOf('LUCP'), page: kindOf('LUSG'), journal: kindOf('LUTL') },
  words: {
    owner: 'Elasticsearch’s',
    whole: 'node',
    checkpoint: 'commit point',
    journal: 'translog',
    aJournal: 'a translog',
    page: 'segment',
  },
}

/** Volumes for snapshots, by their usual mount paths; `path.repo` in real ones. */
const repositories = /repo|snapshot|backup/i

/** The node's data. Without a data volume, the repository that a copy consists of. */
export function filesOf(volumes: MountedVolumes): Files | undefined {
  const data = volumes.filter(({ path }) => !repositories.test(path))
  return filesIn(format, data.length > 0 ? data : volumes)
}

/** The repository at a location, when a volume other than the data's is mounted there; its path beside it. */
export function repositoryAt(volumes: MountedVolumes, location: string): { files: Files; path: string } | undefined {
  const data = filesOf(volumes)?.mounts.data.claim
  const volume = volumes.find(
    ({ path, claim }) => claim !== data && (location === path || location.startsWith(`${path}/`)),
  )
  const files = volume && filesIn(format, [volume])
  return files && volume ? { files, path: volume.path } : undefined
}
