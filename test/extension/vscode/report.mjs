/** Prints every test of Mocha's JSON reports, and their sum. A report that is missing or ran nothing is a failure. */

import { existsSync, readFileSync } from 'node:fs'

let passed = 0
let failed = 0
for (const path of process.argv.slice(2)) {
  const { tests, failures } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { tests: [], failures: [] }
  const wrong = new Set(failures.map(each => each.fullTitle))
  for (const { fullTitle } of tests) if (!wrong.has(fullTitle)) console.log(`  ok      ${fullTitle}`)
  // Hooks fail under a title of their own, which is not among the tests.
  for (const { fullTitle, err } of failures) console.log(`  FAILED  ${fullTitle}\n          ${err.message}`)
  passed += tests.filter(each => !wrong.has(each.fullTitle)).length
  failed += failures.length
  if (tests.length === 0 && failures.length === 0) {
    console.log(`  FAILED  ${path}: no test ran`)
    failed += 1
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
