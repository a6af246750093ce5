/** A file of many snapshots, groups and rules, with a mistake now and then. */

/** At least `lines` lines. */
export function largeFile(lines: number): string {
  const documents: string[] = []
  let count = 0
  for (let index = 0; count < lines; index++) {
    const text = documentOf(index)
    documents.push(text)
    count += text.split('\n').length
  }
  return documents.join('---\n')
}

function documentOf(index: number): string {
  const app = `shop-${index % 40}`
  if (index % 3 === 0)
    return `apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: snap-${index}
  namespace: ${app}
  annotations:
    stork.libopenstorage.org/pre-snapshot-rule: freeze-${index}
spec:
  persistentVolumeClaimName: data-${index}
`
  if (index % 3 === 1)
    return `apiVersion: stork.libopenstorage.org/v1alpha1
kind: GroupVolumeSnapshot
metadata:
  name: group-${index}
  namespace: ${app}
spec:
  preExecRule: freeze-${index + 1}
  ${index % 12 === 1 ? 'pvcSelecter' : 'pvcSelector'}:
    matchLabels:
      app: ${app}
`
  return `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata:
  name: freeze-${index}
  namespace: ${app}
${index % 15 === 2 ? 'spec' : 'rules'}:
  # writes what is in memory to disk
  - podSelector:
      app: ${app}
    actions:
      - type: command
        value: nodetool flush
`
}
