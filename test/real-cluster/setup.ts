/** Finds the real control plane for the suites: started from KUBEBUILDER_ASSETS, else that of KUBECONFIG, else none. */

import { delimiter } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startControlPlane } from './control-plane.ts'

export type RealCluster = {
  /** What KUBECONFIG would be. */
  readonly kubeconfig: string
  /** Whether controllers and nodes are there, or the API server is alone. */
  readonly complete: boolean
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly realCluster: RealCluster | undefined
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { KUBEBUILDER_ASSETS: assets, KUBECONFIG: kubeconfig } = process.env
  if (assets !== undefined && assets !== '') {
    const plane = await startControlPlane(assets)
    say(`the control plane of KUBEBUILDER_ASSETS (${plane.version}), an API server without controllers and nodes`)
    project.provide('realCluster', { kubeconfig: plane.kubeconfig, complete: false })
    return plane.close
  }
  if (kubeconfig !== undefined && kubeconfig !== '') {
    say(`the cluster of KUBECONFIG (${kubeconfig.split(delimiter).join(', ')}), in namespaces pxsnap-test-*`)
    project.provide('realCluster', { kubeconfig, complete: true })
    return undefined
  }
  say('none: set KUBEBUILDER_ASSETS to a directory with kube-apiserver and etcd, or KUBECONFIG. Everything is skipped')
  project.provide('realCluster', undefined)
  return undefined
}

function say(what: string): void {
  process.stdout.write(`Real cluster: ${what}.\n`)
}
