/** Real identities. */

import { randomUUID } from 'node:crypto'
import type { Ids } from '../ports/index.ts'

export const systemIds: Ids = { uuid: () => randomUUID() }
