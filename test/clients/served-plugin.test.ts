/** `kubectl pxsnap` by a real kubectl on a cluster that `sim serve` serves: a snapshot that STORK makes, seen in every way. */

import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repository } from '../support/source-tree.ts'
import { kubectlBinary } from './install.ts'
import { launcher, scratchHome } from './plugin.ts'

const home = scratchHome()
const env = {
  PATH: `${join(repository, 'node_modules/.bin')}:${process.env.PATH}`,
  HOME: home,
  PXSNAP_HOME: join(home, 'pxsnap'),
  KUBECONFIG: join(home, 'pxsnap', 'served', 'lab', 'kubeconfig'),
}
let server: ReturnType<typeof spawn>

beforeAll(async () => {
  server = spawn(process.execPath, [launcher, 'sim', 'serve', 'lab'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    server.once('exit', code => reject(new Error(`sim serve ended with ${code}`)))
    server.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes('is served at')) resolve()
    })
  })
  const applied = kubectl('apply', '-f', join(repository, 'plugin/tour/mysql.yaml'))
  expect(applied.code, applied.all).toBe(0)
  const running = kubectl('-n', 'shop', 'wait', 'pod/mysql-0', '--for=condition=Ready', '--timeout=20s')
  expect(running.code, running.all).toBe(0)
})
afterAll(async () => {
  const ended = new Promise(resolve => server.once('exit', resolve))
  server.kill('SIGINT')
  await ended
})

function kubectl(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(kubectlBinary, args, { encoding: 'utf8', env, input: '' })
  return { code: status, all: stdout + stderr }
}

test.each<[string, number, RegExp]>([
  ['get pvc', 0, /mysql-data +Bound/],
  ['status', 0, /not protected/],
  ['snapshot pvc/mysql-data -y --name one --timeout 30s', 0, /Carried out by STORK[\s\S]*Ready/],
  ['get vs', 0, /one +mysql-data +Ready/],
  ['describe vs one', 0, /Claim: +mysql-data/],
  ['wait vs/one --for usable --timeout 10s', 0, /one/],
  ['diagnose vs/one', 0, /well\. It is Ready/],
  ['thaw', 0, /Nothing is frozen/],
  ['get vs two', 4, /two/],
])('kubectl pxsnap %s: exit %i', (line, code, message) => {
  const ran = kubectl('pxsnap', ...line.split(' '), '-n', 'shop')
  expect(ran.code, ran.all).toBe(code)
  expect(ran.all).toMatch(message)
})
