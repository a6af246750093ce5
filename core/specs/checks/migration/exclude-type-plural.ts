/** Kinds to leave behind, named as `kubectl get` does. STORK compares with the kind, so they are migrated. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { migrationKinds, textsIn } from '../../migration-body.ts'

/** The kinds that are migrated, by the words of kubectl. Source: STORK, resource collector. */
const kinds: Readonly<Record<string, string>> = {
  pvc: 'PersistentVolumeClaim',
  persistentvolumeclaims: 'PersistentVolumeClaim',
  pv: 'PersistentVolume',
  persistentvolumes: 'PersistentVolume',
  deploy: 'Deployment',
  deployments: 'Deployment',
  sts: 'StatefulSet',
  statefulsets: 'StatefulSet',
  ds: 'DaemonSet',
  daemonsets: 'DaemonSet',
  rs: 'ReplicaSet',
  replicasets: 'ReplicaSet',
  cj: 'CronJob',
  cronjobs: 'CronJob',
  cm: 'ConfigMap',
  configmaps: 'ConfigMap',
  secrets: 'Secret',
  sa: 'ServiceAccount',
  serviceaccounts: 'ServiceAccount',
  svc: 'Service',
  services: 'Service',
  ing: 'Ingress',
  ingresses: 'Ingress',
  netpol: 'NetworkPolicy',
  networkpolicies: 'NetworkPolicy',
  quota: 'ResourceQuota',
  resourcequotas: 'ResourceQuota',
  pdb: 'PodDisruptionBudget',
  roles: 'Role',
  rolebindings: 'RoleBinding',
}

export const excludeTypePlural = check(migrationKinds, {
  code: 'migration/exclude-type-plural',
  severity: 'warning',
  help: 'Write the kind as it stands in an object, in any case.',
  find: (_, { raw }) =>
    textsIn(raw, 'excludeResourceTypes').flatMap(({ name, path }) => {
      const word = name.toLowerCase()
      const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined
      if (kind === undefined) return []
      const message = `\`${name}\` is compared with kinds, and no kind is called so: nothing is left behind.`
      return [at(path, message, fixPlan(`Change to ${kind}`, setValue(path, kind)))]
    }),
})
