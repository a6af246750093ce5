export { assert, Bug } from './assert.ts'
export { after, type DurationMs, fromIso, type Instant, instant, ms, toIso } from './instant.ts'
export { type Labels, matchesLabels } from './label-selector.ts'
export { parseQuantity } from './quantity.ts'
