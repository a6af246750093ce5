/** Properties draw the same examples in every run, so that a red run is about the change. PROPERTY_SEED draws others. */

import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 2026) })
