/** Instants that are known to the second only. */

import { after, type Instant } from '../../base/index.ts'
import type { StoredSnapshot } from '../../ports/index.ts'

/** An instant without a fraction was written by a clock of whole seconds, which leaves out what is less. */
export function withinSecond(at: Instant): Pick<StoredSnapshot, 'between'> {
  return at % 1000 === 0 ? { between: { earliest: at, latest: after(at, 999) } } : {}
}
