/** What a container of a workload may do and where it can write, as its object says. */

import type { Neighbour } from './facts.ts'
import { entry, isMap, textOf } from './json.ts'
import type { PodTemplate } from './workloads.ts'

export type ContainerSecurity = {
  /** Whether it may act as the administrator of its node. */
  readonly privileged: boolean
  /** Capabilities that are added, in capitals and without `CAP_`. */
  readonly capabilities: readonly string[]
  readonly readOnlyRoot: boolean
  /** Its mounts, each with the volume as the pod declares it. The volume of a StatefulSet's claim is not declared there. */
  readonly mounts: readonly { readonly path: string; readonly volume: Neighbour | undefined }[]
}

/** Of the container of that name, or undefined when the template has none. */
export function securityOf({ workload, kind }: PodTemplate, name: string): ContainerSecurity | undefined {
  const spec = podSpec(workload, kind)
  const container = maps(entry(spec, 'containers')).find(each => each.name === name)
  if (container === undefined) return undefined
  const context = entry(container, 'securityContext')
  const added = entry(entry(context, 'capabilities'), 'add')
  const volumes = maps(entry(spec, 'volumes'))
  return {
    privileged: entry(context, 'privileged') === true,
    capabilities: (Array.isArray(added) ? added : []).flatMap(each =>
      typeof each === 'string' ? each.toUpperCase().replace(/^CAP_/, '') : [],
    ),
    readOnlyRoot: entry(context, 'readOnlyRootFilesystem') === true,
    mounts: maps(container.volumeMounts).flatMap(mount => {
      const path = textOf(mount.mountPath)
      if (path === undefined) return []
      return [{ path: path.replace(/(.)\/+$/, '$1'), volume: volumes.find(volume => volume.name === mount.name) }]
    }),
  }
}

function podSpec(workload: Neighbour, kind: string): unknown {
  if (kind === 'Pod') return workload.spec
  const spec = kind === 'CronJob' ? entry(entry(workload.spec, 'jobTemplate'), 'spec') : workload.spec
  return entry(entry(spec, 'template'), 'spec')
}

function maps(list: unknown): readonly Neighbour[] {
  return Array.isArray(list) ? list.filter(isMap) : []
}
