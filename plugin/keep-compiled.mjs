/** Run by the build: uses the small bundle once on typical input, then keeps its compiled form beside it. */

import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [directory, ...argv] = process.argv.slice(2)
const { cache, loadQuick } = createRequire(import.meta.url)(`${directory}/load-quick.cjs`)

let script
process.argv = [process.argv[0], process.argv[1], ...argv]
await loadQuick(compiled => {
  script = compiled
}).run()
// What was called by now is in the cache as machine-independent code; the rest is compiled when it is needed.
writeFileSync(cache, script.createCachedData())
// The findings of the sample are no failure of the build.
process.exitCode = 0
