/** How long commands take to start, against an empty Node and against kubectl itself. */

import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kubectlBinary } from '../clients/install.ts'
import { repository } from '../support/source-tree.ts'
import { type Figure, number } from './figure.ts'
import { type Command, paired } from './paired.ts'

const launcher = join(repository, 'plugin', 'bin', 'kubectl-pxsnap.cjs')
const rounds = 11

export function startFigures(): readonly Figure[] {
  const spec = join(mkdtempSync(join(tmpdir(), 'pxsnap-bench-')), 'snapshot.yaml')
  writeFileSync(
    spec,
    `apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: nightly
  namespace: shop
spec:
  persistentVolumeClaimName: orders
`,
  )
  const kubectl = existsSync(kubectlBinary) ? kubectlBinary : 'kubectl'
  const unit: Command = { name: 'kubectl version --client', argv: [kubectl, 'version', '--client'] }
  const commands: readonly (Command & { readonly target?: string })[] = [
    { name: 'node -e 0', argv: [process.execPath, '-e', '0'] },
    { name: 'kubectl-pxsnap version', argv: [process.execPath, launcher, 'version'], target: '<= 0.75' },
    {
      name: 'kubectl-pxsnap lint, one small file',
      argv: [process.execPath, launcher, 'lint', '-f', spec],
      target: '<= 0.95',
    },
    {
      name: 'kubectl pxsnap version',
      argv: [
        'env',
        `PATH=${join(repository, 'node_modules', '.bin')}:${process.env.PATH}`,
        kubectl,
        'pxsnap',
        'version',
      ],
      target: '<= 1.75',
    },
  ]
  return paired(unit, commands, rounds).map(({ name, ms, ratio, unitMs }, index) => {
    const target = commands[index]?.target
    return {
      what: name,
      measured: `${number(ms)} ms`,
      against: `${number(ratio)} x kubectl version --client (${number(unitMs)} ms)`,
      ...(target === undefined ? {} : { target }),
    }
  })
}
