/** Provisioners whose volumes nobody can snapshot. */

import { provisionerOf } from './csi-driver.ts'
import type { Facts } from './facts.ts'
import { entry, textOf } from './json.ts'
import type { KnownClaim } from './workloads.ts'

const provisioners = [
  'kubernetes.io/no-provisioner',
  'rancher.io/local-path',
  'k8s.io/minikube-hostpath',
  'docker.io/hostpath',
  'microk8s.io/hostpath',
  'openebs.io/local',
  'cluster.local/nfs-subdir-external-provisioner',
  'k8s-sigs.io/nfs-subdir-external-provisioner',
]

/** The provisioner of the claim when it is one of them and the class is among the files. */
export function snapshotlessDriver(facts: Facts, { object }: KnownClaim): string | undefined {
  const provisioner = provisionerOf(facts, textOf(entry(object.spec, 'storageClassName')))
  return provisioner !== undefined && provisioners.includes(provisioner) ? provisioner : undefined
}
