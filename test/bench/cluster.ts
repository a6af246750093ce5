/** What `get` costs against kubectl itself, on the same served objects. */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { kubectlBinary } from '../clients/install.ts'
import { repository } from '../support/source-tree.ts'
import { type Figure, number } from './figure.ts'
import { type Command, paired } from './paired.ts'

const launcher = join(repository, 'plugin', 'bin', 'kubectl-pxsnap.cjs')
const kubectl = existsSync(kubectlBinary) ? kubectlBinary : 'kubectl'

export async function clusterFigures(): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const [count, rounds] of [
    [100, 9],
    [500, 9],
    [10_000, 5],
  ] as const) {
    const served = await serve(count)
    try {
      const asks = [
        'get',
        'volumesnapshots.volumesnapshot.external-storage.k8s.io',
        '-n',
        'shop',
        '--kubeconfig',
        served.kubeconfig,
      ]
      const unit: Command = { name: 'kubectl get', argv: [kubectl, ...asks] }
      const [own] = paired(unit, [{ name: 'kubectl-pxsnap get', argv: [process.execPath, launcher, ...asks] }], rounds)
      if (own === undefined) continue
      figures.push({
        what: `get of ${count} VolumeSnapshots`,
        measured: `${number(own.ms)} ms`,
        against: `${number(own.ratio)} x kubectl get (${number(own.unitMs)} ms)`,
        target: count === 10_000 ? '<= 0.7' : '<= 0.55',
      })
    } finally {
      served.stop()
    }
  }
  return figures
}

/** In a process of its own, because measuring blocks this one. */
async function serve(count: number): Promise<{ readonly kubeconfig: string; stop(): void }> {
  const script = join(repository, 'test', 'bench', 'serve-snapshots.ts')
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('the served cluster has no output')
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout ?? process.stdin }).once('line', resolve)
    child.once('exit', code => reject(new Error(`the served cluster ended with ${code}`)))
  })
  return { kubeconfig: line, stop: () => void child.kill('SIGTERM') }
}
