/** What the API server checks before it stores an object. */

import { parseQuantity } from '../../base/index.ts'
import { entry, isMap, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import { definitionProblem } from './definition-problem.ts'
import { annotationsProblem, isQualified, labelsProblem, nameProblem } from './names.ts'
import { sameJson } from './plain-json.ts'

const objectLimitBytes = 1_500_000

/** What is wrong with the object, or undefined when the API server would store it. */
export function problemOf(object: KubeObject): string | undefined {
  const { name, labels, annotations, finalizers, ownerReferences } = object.metadata
  return (
    nameProblem(object.kind, name) ??
    labelsProblem(labels) ??
    annotationsProblem(annotations) ??
    finalizersProblem(finalizers) ??
    ownersProblem(ownerReferences) ??
    bodyProblem(object) ??
    sizeProblem(object)
  )
}

/** Why a stored object cannot become `next`, or undefined. Source: Kubernetes, immutable fields. */
export function changeProblem(previous: KubeObject, next: KubeObject): string | undefined {
  const before = previous.metadata
  if (before.deletionTimestamp !== undefined) {
    const added = (next.metadata.finalizers ?? []).find(finalizer => !before.finalizers?.includes(finalizer))
    if (added !== undefined) return `the object is being deleted, so the finalizer "${added}" cannot be added`
  }
  const fixed = fixedFields[next.kind]
  if (fixed === undefined) return undefined
  const changed = fixed.find(
    path => !sameJson(valueAt(previous, path), valueAt(next, path)) && !fillsIn(previous, path),
  )
  return changed === undefined ? undefined : `${changed.join('.')} cannot be changed once the ${next.kind} exists`
}

/** Fields that stay as they were made. `volumeName` may be filled in once, by whoever binds the claim. */
const fixedFields: Readonly<Record<string, readonly (readonly string[])[]>> = {
  PersistentVolumeClaim: [
    ['spec', 'accessModes'],
    ['spec', 'resources'],
    ['spec', 'storageClassName'],
    ['spec', 'volumeMode'],
    ['spec', 'volumeName'],
  ],
  StatefulSet: [
    ['spec', 'selector'],
    ['spec', 'serviceName'],
    ['spec', 'volumeClaimTemplates'],
  ],
  Deployment: [['spec', 'selector']],
  ReplicaSet: [['spec', 'selector']],
  StorageClass: [['provisioner'], ['parameters'], ['reclaimPolicy'], ['volumeBindingMode']],
}

function fillsIn(previous: KubeObject, path: readonly string[]): boolean {
  return path.at(-1) === 'volumeName' && (valueAt(previous, path) ?? '') === ''
}

function finalizersProblem(finalizers: unknown): string | undefined {
  if (finalizers === undefined) return undefined
  if (!Array.isArray(finalizers)) return 'metadata.finalizers is no list'
  const wrong = finalizers.find(finalizer => typeof finalizer !== 'string' || !isQualified(finalizer))
  return wrong === undefined ? undefined : `metadata.finalizers: "${String(wrong)}" is no qualified name`
}

function ownersProblem(owners: unknown): string | undefined {
  if (owners === undefined) return undefined
  if (!Array.isArray(owners)) return 'metadata.ownerReferences is no list'
  const complete = owners.every(owner =>
    ['apiVersion', 'kind', 'name', 'uid'].every(field => (textOf(entry(owner, field)) ?? '') !== ''),
  )
  return complete ? undefined : 'metadata.ownerReferences: each owner needs apiVersion, kind, name and uid'
}

function bodyProblem(object: KubeObject): string | undefined {
  switch (object.kind) {
    case 'PersistentVolumeClaim':
      return claimProblem(object)
    case 'Pod':
      return podSpecProblem('spec', object.spec)
    case 'Deployment':
    case 'StatefulSet':
    case 'ReplicaSet':
    case 'DaemonSet':
      return workloadProblem(object)
    case 'Job':
      return jobProblem(object)
    case 'CustomResourceDefinition':
      return definitionProblem(object)
    case 'StorageClass':
      return (textOf(object.provisioner) ?? '') === '' ? 'provisioner is missing' : undefined
    default:
      return undefined
  }
}

/** Source: Kubernetes, validation of batch/v1. */
function jobProblem(object: KubeObject): string | undefined {
  const policy = valueAt(object, ['spec', 'template', 'spec', 'restartPolicy'])
  if (policy !== 'Never' && policy !== 'OnFailure') {
    return `spec.template.spec.restartPolicy: Unsupported value: "${String(policy ?? 'Always')}": supported values: "OnFailure", "Never"`
  }
  return podSpecProblem('spec.template.spec', valueAt(object, ['spec', 'template', 'spec']))
}

function claimProblem(object: KubeObject): string | undefined {
  const modes = valueAt(object, ['spec', 'accessModes'])
  if (!Array.isArray(modes) || modes.length === 0) return 'spec.accessModes is missing: name at least one access mode'
  const storage = valueAt(object, ['spec', 'resources', 'requests', 'storage'])
  if (storage === undefined) return 'spec.resources.requests.storage is missing: say how large the volume should be'
  const bytes = parseQuantity(storage)
  if (bytes === undefined) return `spec.resources.requests.storage: "${String(storage)}" is no quantity, such as 10Gi`
  return bytes > 0 ? undefined : 'spec.resources.requests.storage is not greater than zero'
}

function workloadProblem(object: KubeObject): string | undefined {
  const spec = object.spec
  const replicas = entry(spec, 'replicas')
  if (replicas !== undefined && (!Number.isInteger(replicas) || Number(replicas) < 0)) {
    return `spec.replicas: ${String(replicas)} is no whole number of pods`
  }
  const selector = valueAt(spec, ['selector', 'matchLabels'])
  const labels = valueAt(spec, ['template', 'metadata', 'labels'])
  if (!isMap(labels)) return 'spec.template.metadata.labels is missing: the selector needs labels to select'
  const unmatched = isMap(selector) ? Object.entries(selector).find(([key, value]) => labels[key] !== value) : undefined
  if (unmatched !== undefined) {
    return `spec.selector asks for ${unmatched[0]}=${String(unmatched[1])}, which spec.template.metadata.labels does not carry`
  }
  return podSpecProblem('spec.template.spec', valueAt(spec, ['template', 'spec']))
}

function podSpecProblem(path: string, spec: unknown): string | undefined {
  const containers = entry(spec, 'containers')
  if (!Array.isArray(containers) || containers.length === 0) return `${path}.containers names no container`
  const names = containers.map(container => textOf(entry(container, 'name')) ?? '')
  const unnamed = names.findIndex(name => nameProblem('Service', name) !== undefined)
  if (unnamed !== -1) return `${path}.containers[${unnamed}].name is no DNS label`
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return `${path}.containers: two containers are named "${twice}"`
  const volumes = entry(spec, 'volumes')
  const known = Array.isArray(volumes) ? volumes.map(volume => entry(volume, 'name')) : []
  for (const container of containers) {
    const mounts = entry(container, 'volumeMounts')
    const lost = (Array.isArray(mounts) ? mounts : []).find(mount => !known.includes(entry(mount, 'name')))
    // A StatefulSet's claim templates are volumes of its pods too, so only pods themselves can be judged.
    if (lost !== undefined && path === 'spec') {
      return `${path}.containers: the mount "${String(entry(lost, 'name'))}" has no volume of that name`
    }
  }
  return undefined
}

function sizeProblem(object: KubeObject): string | undefined {
  const size = JSON.stringify(object).length
  return size > objectLimitBytes ? `the object has ${size} bytes, and 1.5 MB is the limit` : undefined
}
