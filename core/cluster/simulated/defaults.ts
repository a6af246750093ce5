/** What the API server fills in before it stores a new object. */

import { isMap, type KubeObject, type ObjectMeta, secretWithData, valueAt } from '../../specs/index.ts'

/** Keeps a claim until no pod uses it. */
export const claimProtection = 'kubernetes.io/pvc-protection'
/** Keeps a volume until no claim uses it. */
export const volumeProtection = 'kubernetes.io/pv-protection'
/** Marks the class that claims without a class get. */
export const defaultClass = 'storageclass.kubernetes.io/is-default-class'

/** The object with the fields that the API server fills in. `defaultClassName` is what claims without a class get. */
export function withDefaults(object: KubeObject, defaultClassName: string | undefined): KubeObject {
  switch (object.kind) {
    case 'Namespace':
      return {
        ...object,
        metadata: {
          ...object.metadata,
          labels: { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name },
        },
        spec: { ...mapAt(object, 'spec'), finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
      }
    case 'PersistentVolumeClaim':
      return claimWithDefaults(object, defaultClassName)
    case 'PersistentVolume':
      return { status: { phase: 'Available' }, ...object, metadata: protectedBy(volumeProtection, object) }
    case 'Pod':
      return {
        ...object,
        spec: { restartPolicy: 'Always', terminationGracePeriodSeconds: 30, ...mapAt(object, 'spec') },
        status: { phase: 'Pending' },
      }
    case 'StatefulSet':
      // `kubectl rollout status` refuses a set that does not say this.
      return { ...object, spec: { updateStrategy: { type: 'RollingUpdate' }, ...workloadSpec(object) } }
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
      return { ...object, spec: workloadSpec(object) }
    case 'StorageClass':
      return { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate', ...object }
    case 'Secret':
      return { type: 'Opaque', ...secretWithData(object) }
    case 'Job':
      return jobWithDefaults(object)
    case 'CustomResourceDefinition':
      return definitionWithDefaults(object)
    default:
      return object
  }
}

/** Source: Kubernetes, defaults of batch/v1. */
function jobWithDefaults(object: KubeObject): KubeObject {
  const usual = { parallelism: 1, completions: 1, backoffLimit: 6, completionMode: 'NonIndexed', suspend: false }
  return { ...object, spec: { ...usual, ...mapAt(object, 'spec') } }
}

/** Source: apiextensions, defaults of v1. */
function definitionWithDefaults(object: KubeObject): KubeObject {
  const spec = mapAt(object, 'spec')
  const names = isMap(spec.names) ? spec.names : {}
  const kind = typeof names.kind === 'string' ? names.kind : ''
  const named = { listKind: `${kind}List`, singular: kind.toLowerCase(), ...names }
  return { ...object, spec: { conversion: { strategy: 'None' }, ...spec, names: named } }
}

function claimWithDefaults(object: KubeObject, defaultClassName: string | undefined): KubeObject {
  const spec = mapAt(object, 'spec')
  const named = spec.storageClassName ?? object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class']
  const filled = named === undefined && defaultClassName !== undefined ? { storageClassName: defaultClassName } : {}
  return {
    ...object,
    metadata: protectedBy(claimProtection, object),
    spec: { volumeMode: 'Filesystem', ...filled, ...spec },
    status: { phase: 'Pending' },
  }
}

function protectedBy(finalizer: string, { metadata }: KubeObject): ObjectMeta {
  const finalizers = metadata.finalizers ?? []
  return finalizers.includes(finalizer) ? metadata : { ...metadata, finalizers: [...finalizers, finalizer] }
}

/** Before `apps/v1` the selector could be left out and was taken from the template's labels; it still can here. */
function workloadSpec(object: KubeObject): Readonly<Record<string, unknown>> {
  const spec = mapAt(object, 'spec')
  const labels = valueAt(spec, ['template', 'metadata', 'labels'])
  const selector = spec.selector === undefined && isMap(labels) ? { selector: { matchLabels: labels } } : {}
  return { ...(object.kind === 'DaemonSet' ? {} : { replicas: 1 }), ...selector, ...spec }
}

function mapAt(object: KubeObject, field: string): Readonly<Record<string, unknown>> {
  const value = object[field]
  return isMap(value) ? value : {}
}
