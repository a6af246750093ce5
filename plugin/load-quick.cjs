/** Loads the small bundle with the compiled form that the build kept, where this Node accepts it. */
'use strict'

const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { Script } = require('node:vm')

const bundle = join(__dirname, 'quick.cjs')
const cache = join(__dirname, 'quick.cache')

/** What the bundle exports. `onScript` gets the compiled script, for the build to keep. */
function loadQuick(onScript) {
  // The bundle is plain ASCII, and Latin-1 is read without decoding.
  const source = readFileSync(bundle, 'latin1')
  const script = new Script(`(function(exports,require,module){${source}\n})`, {
    filename: bundle,
    cachedData: compiled(),
  })
  onScript?.(script)
  const loaded = { exports: {} }
  script.runInThisContext()(loaded.exports, require, loaded)
  return loaded.exports
}

/** Of another version of Node, V8 rejects it and compiles as usual. */
function compiled() {
  try {
    return readFileSync(cache)
  } catch {
    return undefined
  }
}

module.exports = { cache, loadQuick }
