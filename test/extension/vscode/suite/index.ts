/** What VS Code loads and runs in its extension host, on the desktop and on the server alike. */

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Mocha from 'mocha'

/** Rejects when a test failed. With PXSNAP_MOCHA_REPORT, Mocha's JSON report is written there. */
export function run(): Promise<void> {
  const output = process.env.PXSNAP_MOCHA_REPORT
  const reporting = output === undefined ? { reporter: 'spec' } : { reporter: 'json', reporterOptions: { output } }
  const mocha = new Mocha({ ui: 'tdd', timeout: 20_000, color: false, ...reporting })
  for (const file of readdirSync(__dirname)
    .filter(name => name.endsWith('.test.cjs'))
    .sort())
    mocha.addFile(join(__dirname, file))
  return new Promise((resolve, reject) => {
    mocha.run(failures => {
      if (failures === 0) resolve()
      else reject(new Error(`${failures} failed`))
    })
  })
}
