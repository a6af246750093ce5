/** The tour's shop, loaded into a simulated cluster of the test's own, and commands run in it. */

import { fileURLToPath } from 'node:url'
import { memoryClusters } from './memory-clusters.ts'
import { type Ran, runCommand } from './run-command.ts'
import type { TestFaceOptions } from './test-face.ts'

export const tourDirectory = fileURLToPath(new URL('../../plugin/tour', import.meta.url))

export type Shop = { run(line: string | readonly string[], options?: TestFaceOptions): Promise<Ran> }

/** Without applications unless `manifests` names some of the tour's files. */
export async function openShop(...manifests: readonly string[]): Promise<Shop> {
  const simulators = memoryClusters()
  const run = (line: string | readonly string[], options: TestFaceOptions = {}) =>
    runCommand(line, { cwd: tourDirectory, simulators, ...options })
  if (manifests.length > 0) {
    const { exit, err } = await run(`sim load --sim ${manifests.map(name => `-f ${name}`).join(' ')}`)
    if (exit !== 0) throw new Error(err)
  }
  return { run }
}

/** The tour's specs as `lint --fix` leaves them. */
export const mysqlGroup = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata:
  name: orders-lock
  namespace: shop
rules:
  - podSelector:
      app: mysql
    actions:
      - type: command
        background: true
        value: mysql --user=root --password=$MYSQL_ROOT_PASSWORD -Bse 'flush tables with read lock;system \${WAIT_CMD};'
---
apiVersion: stork.libopenstorage.org/v1alpha1
kind: GroupVolumeSnapshot
metadata:
  name: orders-before-upgrade
  namespace: shop
spec:
  preExecRule: orders-lock
  pvcSelector:
    matchLabels:
      app: mysql
`
