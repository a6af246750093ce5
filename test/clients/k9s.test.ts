/** k9s in a pseudo-terminal on the served API, where Go has built it: what its users do all day. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPty, type PtyScreen } from '../support/pty-screen.ts'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { goClient } from './go-clients.ts'

const binary = goClient('k9s')
const back = '\u001b'

describe.runIf(binary !== undefined)('k9s', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pxsnap-k9s-'))
  let served: ServedCluster
  let screen: PtyScreen
  beforeAll(async () => {
    const set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'default' },
      spec: {
        serviceName: 'db',
        selector: { matchLabels: { app: 'db' } },
        template: {
          metadata: { labels: { app: 'db' } },
          spec: { containers: [{ name: 'mysql', image: 'mysql:8' }] },
        },
      },
    }
    const group = {
      apiVersion: 'stork.libopenstorage.org/v1alpha1',
      kind: 'GroupVolumeSnapshot',
      metadata: { name: 'nightly', namespace: 'default' },
      spec: { pvcSelector: { matchLabels: { app: 'db' } } },
    }
    served = await openServedCluster({ objects: [set, group] })
    const env = { HOME: folder, K9S_CONFIG_DIR: folder, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder }
    const argv = ['--kubeconfig', served.kubeconfig, '-n', 'default', '-c', 'pods', '--logoless']
    screen = openPty(argv, { columns: 140, rows: 35, command: [binary ?? ''], env })
  })
  afterAll(async () => {
    screen?.kill('SIGKILL')
    await screen?.exited
    await served?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const pods = (text: string) => /db-0 .* 1\/1 +Running/.test(text)
  const uid = () =>
    served.cluster.plane.get({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'db-0' })?.metadata.uid

  test('pods are listed, described, shown as YAML, and their logs read', async () => {
    await screen.until(pods)
    for (const [key, sees] of [
      ['d', 'Controlled By:  StatefulSet/db'],
      ['y', 'apiVersion: v1'],
      ['l', 'mysql: ready'],
    ] as const) {
      screen.press(key)
      await screen.until(text => text.includes(sees))
      screen.press(back)
      await screen.until(pods)
    }
  })

  test('a shell in a simulated pod answers', async () => {
    screen.press('s')
    await screen.until(text => text.includes('<<K9s-Shell>>'))
    screen.press('echo $((40+2))\r')
    await screen.until(text => /^42$/m.test(text))
    screen.press('exit\r')
    await screen.until(pods)
  })

  test('groups of snapshots are a kind like others', async () => {
    screen.press(':groupvolumesnapshots\r')
    await screen.until(text => text.includes('nightly'))
    screen.press(':pods\r')
    await screen.until(pods)
  })

  test('a pod is deleted after a question, and its set makes another', async () => {
    const before = uid()
    screen.press('\u0004')
    await screen.until(text => text.includes('Delete'))
    await screen.until(text => /Cancel[\s\S]*OK|OK[\s\S]*Cancel/.test(text))
    // From Cancel to OK.
    screen.press('\t')
    screen.press('\r')
    await screen.until(() => uid() !== before)
    expect(uid()).toBeDefined()
  })
})
