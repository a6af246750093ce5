/** How the Redis model lays out its dump, or the base of its append-only file, and the increments after it. */

import type { MountedVolumes } from '../application.ts'
import { type Files, type Format, filesIn } from '../checkpoints/layout.ts'
import { kindOf } from '../sealed-block.ts'

/** Source: Redis keeps dump.rdb and the folder appendonlydir in one directory, so there is no volume for a log alone. */
const format: Format = {
  mounts: { data: /redis|valkey|keydb|data/i, log: /^$/ },
  kinds: { header: kindOf('RDHD'), root: kindOf('RDRT'), page: kindOf('RDPG'), journal: kindOf('RDAO') },
  words: {
    owner: 'Redis’',
    whole: 'database',
    checkpoint: 'dump',
    journal: 'append-only file',
    aJournal: 'an append-only file',
    page: 'part',
  },
}

export const filesOf = (volumes: MountedVolumes): Files | undefined => filesIn(format, volumes)
