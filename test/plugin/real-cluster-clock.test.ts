/** Commands on a cluster whose clock is not that of this machine. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCsi } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { runCommand } from './run-command.ts'
import { mysqlGroup, tourDirectory } from './shop.ts'

const mysql = parseAllDocuments(readFileSync(join(tourDirectory, 'mysql.yaml'), 'utf8')).map(
  one => one.toJS() as KubeObject,
)
const csiClass: KubeObject = {
  apiVersion: 'snapshot.storage.k8s.io/v1',
  kind: 'VolumeSnapshotClass',
  metadata: { name: 'px-snapshots' },
  driver: 'pxd.portworx.com',
  deletionPolicy: 'Delete',
}

describe.each([{ aheadMs: 400 }, { aheadMs: -400 }, { aheadMs: 90_000 }, { aheadMs: -90_000 }])(
  'a cluster that is $aheadMs ms ahead',
  ({ aheadMs }) => {
    let served: ServedCluster
    const run = (line: string, stdin?: string) =>
      runCommand(line, { env: { KUBECONFIG: served.kubeconfig }, ...(stdin === undefined ? {} : { stdin }) })

    beforeAll(async () => {
      served = await openServedCluster({ aheadMs, objects: [...mysql, csiClass] })
      startCsi(served.cluster)
    })
    afterAll(() => served.close())

    test('a good copy is application-consistent', async () => {
      const { exit, out } = await run('apply -f - --yes --timeout 2m', mysqlGroup)
      expect(out).toContain('application-consistent')
      expect(out).not.toContain('outside the freeze')
      expect(exit).toBe(0)
    }, 60_000)

    test('the snapshot is recorded within the freeze', async () => {
      const { out } = await run('get groupvolumesnapshots -n shop -o json')
      const evidence = /"pxsnap.io\/evidence": "((?:[^"\\]|\\.)*)"/.exec(out)?.[1] ?? '""'
      const { snapshotAt, frozen } = JSON.parse(JSON.parse(`"${evidence}"`)) as {
        snapshotAt: string
        frozen: readonly { from: string; to: string }[]
      }
      expect(frozen.length).toBeGreaterThan(0)
      for (const { from, to } of frozen) {
        expect(from <= snapshotAt).toBe(true)
        expect(snapshotAt <= to).toBe(true)
      }
    })

    test.runIf(Math.abs(aheadMs) > 2_000)('doctor says how far the clocks are apart', async () => {
      const { out } = await run('doctor -o json')
      const { checks } = JSON.parse(out) as { checks: readonly { check: string; state: string; message: string }[] }
      const clock = checks.find(({ check }) => check === 'clock')
      expect(clock?.state).toBe('warn')
      expect(clock?.message).toContain(aheadMs > 0 ? 'behind the API server' : "ahead of the API server's")
    })

    test('ages are those of the cluster', async () => {
      const { out } = await run('get pvc -n shop')
      const [, age = ''] = / (\d+s|\d+m\d*s?|-\S+)\s*\n/.exec(out) ?? []
      expect(age).toMatch(/^\d{1,2}s$/)
    })
  },
)
