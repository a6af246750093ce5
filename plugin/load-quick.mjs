/** Loads the small bundle with the compiled form that the build kept, where this Node accepts it. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

const bundle = fileURLToPath(new URL('./quick.cjs', import.meta.url))
export const cache = fileURLToPath(new URL('./quick.cache', import.meta.url))

/** What the bundle exports. `onScript` gets the compiled script, for the build to keep. */
export function loadQuick(onScript) {
  // The bundle is plain ASCII, and Latin-1 is read without decoding.
  const source = readFileSync(bundle, 'latin1')
  const script = new Script(`(function(exports,require,module){${source}\n})`, {
    filename: bundle,
    cachedData: compiled(),
  })
  onScript?.(script)
  const module = { exports: {} }
  script.runInThisContext()(module.exports, createRequire(import.meta.url), module)
  return module.exports
}

/** Of another version of Node, V8 rejects it and compiles as usual. */
function compiled() {
  try {
    return readFileSync(cache)
  } catch {
    return undefined
  }
}
