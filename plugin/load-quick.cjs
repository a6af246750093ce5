/** Loads one of the small bundles with the compiled form that the build kept, where this Node accepts it. */
'use strict'

const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { constants, Script } = require('node:vm')

const cacheOf = name => join(__dirname, `${name}.cache`)

/** What the bundle exports: `quick` or `looking`. `onScript` gets the compiled script, for the build to keep. */
function loadQuick(name, onScript) {
  const bundle = join(__dirname, `${name}.cjs`)
  // The bundle is plain ASCII, and Latin-1 is read without decoding.
  const source = readFileSync(bundle, 'latin1')
  const script = new Script(`(function(exports,require,module){${source}\n})`, {
    filename: bundle,
    cachedData: compiled(name),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  onScript?.(script)
  const loaded = { exports: {} }
  script.runInThisContext()(loaded.exports, require, loaded)
  return loaded.exports
}

/** Of another version of Node, V8 rejects it and compiles as usual. */
function compiled(name) {
  try {
    return readFileSync(cacheOf(name))
  } catch {
    return undefined
  }
}

module.exports = { cacheOf, loadQuick }
