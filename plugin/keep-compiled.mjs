/** Run by the build: uses a small bundle once on typical input, then keeps its compiled form beside it. */

import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const [directory, name, ...argv] = process.argv.slice(2)
const { cacheOf, loadQuick } = createRequire(import.meta.url)(`${directory}/load-quick.cjs`)

const server = name === 'looking' ? await serveSnapshots() : undefined
const where = server === undefined ? [] : ['--server', `http://127.0.0.1:${server.address().port}`]
let script
process.argv = [process.argv[0], process.argv[1], ...argv, ...where]
const done = await loadQuick(name, compiled => {
  script = compiled
}).run()
server?.close()
server?.closeAllConnections()
if (!done || (server !== undefined && process.exitCode !== 0)) throw new Error(`${argv.join(' ')} did not run`)
// What was called by now is in the cache as machine-independent code; the rest is compiled when it is needed.
writeFileSync(cacheOf(name), script.createCachedData())
// The findings of the sample are no failure of the build.
process.exitCode = 0

/** An API server with a few VolumeSnapshots and nothing else. */
async function serveSnapshots() {
  const items = ['one', 'two'].map(name => ({
    metadata: { name, namespace: 'shop', creationTimestamp: '2026-01-01T00:00:00Z', resourceVersion: '1' },
    spec: { persistentVolumeClaimName: 'orders', snapshotDataName: name },
    status: { conditions: [{ type: 'Ready', status: 'True', message: 'The snapshot is ready.' }] },
  }))
  const body = JSON.stringify({ kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items })
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}
