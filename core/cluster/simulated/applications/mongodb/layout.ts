/** How the MongoDB model lays out its checkpoints and its journal, after WiredTiger. */

import type { MountedVolumes } from '../application.ts'
import { type Files, type Format, filesIn } from '../checkpoints/layout.ts'
import { kindOf } from '../sealed-block.ts'

/** Source: the journal is the folder `journal` of the data path, which people mount from a volume of its own. */
const format: Format = {
  mounts: { data: /mongo|\/db\b|data/i, log: /journal|wal/i },
  kinds: { header: kindOf('WTHD'), root: kindOf('WTRT'), page: kindOf('WTPG'), journal: kindOf('WTJH') },
  words: {
    owner: 'MongoDB’s',
    whole: 'database',
    checkpoint: 'checkpoint',
    journal: 'journal',
    aJournal: 'a journal',
    page: 'page',
  },
}

export const filesOf = (volumes: MountedVolumes): Files | undefined => filesIn(format, volumes)
