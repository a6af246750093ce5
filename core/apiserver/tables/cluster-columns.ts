/** The tables of nodes, namespaces, services, settings, permissions and events. Source: Kubernetes, printers. */

import { entry, isMap, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import {
  ageColumn,
  conditionOf,
  listAt,
  nameColumn,
  numberAt,
  numberColumn,
  sizeAt,
  textAt,
  textColumn,
} from './cells.ts'
import type { Column } from './column.ts'
import { ageOf } from './human-duration.ts'

export const nodeColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Status',
    type: 'string',
    cell: node => {
      const ready = conditionOf(node, 'Ready')
      const words = [ready === undefined ? 'Unknown' : ready === 'True' ? 'Ready' : 'NotReady']
      if (valueAt(node, ['spec', 'unschedulable']) === true) words.push('SchedulingDisabled')
      return words.join(',')
    },
  },
  { name: 'Roles', type: 'string', cell: rolesOf },
  ageColumn,
  textColumn('Version', ['status', 'nodeInfo', 'kubeletVersion'], { absent: '' }),
  { name: 'Internal-IP', type: 'string', wide: true, cell: node => addressOf(node, 'InternalIP') },
  { name: 'External-IP', type: 'string', wide: true, cell: node => addressOf(node, 'ExternalIP') },
  textColumn('OS-Image', ['status', 'nodeInfo', 'osImage'], { absent: '<unknown>', wide: true }),
  textColumn('Kernel-Version', ['status', 'nodeInfo', 'kernelVersion'], { absent: '<unknown>', wide: true }),
  textColumn('Container-Runtime', ['status', 'nodeInfo', 'containerRuntimeVersion'], {
    absent: '<unknown>',
    wide: true,
  }),
]

export const namespaceColumns: readonly Column[] = [nameColumn, textColumn('Status', ['status', 'phase']), ageColumn]

export const serviceColumns: readonly Column[] = [
  nameColumn,
  textColumn('Type', ['spec', 'type'], { absent: 'ClusterIP' }),
  textColumn('Cluster-IP', ['spec', 'clusterIP']),
  {
    name: 'External-IP',
    type: 'string',
    cell: service => {
      const type = valueAt(service, ['spec', 'type'])
      if (type === 'ExternalName') return textAt(service, ['spec', 'externalName'], '<none>')
      const given = listAt(service, ['status', 'loadBalancer', 'ingress']).map(
        each => textOf(entry(each, 'ip')) ?? textOf(entry(each, 'hostname')) ?? '',
      )
      const all = [...given, ...listAt(service, ['spec', 'externalIPs']).map(String)]
      return all.length > 0 ? all.join(',') : type === 'LoadBalancer' ? '<pending>' : '<none>'
    },
  },
  {
    name: 'Port(s)',
    type: 'string',
    cell: service => {
      const ports = listAt(service, ['spec', 'ports']).map(port => {
        const node = numberAt(port, ['nodePort'])
        const number = textAt(port, ['port'])
        return `${number}${node === 0 ? '' : `:${node}`}/${textAt(port, ['protocol'], 'TCP')}`
      })
      return ports.length === 0 ? '<none>' : ports.join(',')
    },
  },
  ageColumn,
  {
    name: 'Selector',
    type: 'string',
    wide: true,
    cell: service => {
      const selector = valueAt(service, ['spec', 'selector'])
      return isMap(selector) ? pairs(selector) || '<none>' : '<none>'
    },
  },
]

export const endpointsColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Endpoints',
    type: 'string',
    cell: object => {
      const all = listAt(object, ['subsets']).flatMap(subset => {
        const ports = listAt(subset, ['ports']).map(port => textAt(port, ['port']))
        return listAt(subset, ['addresses']).flatMap(address =>
          (ports.length === 0 ? [''] : ports).map(port => `${textAt(address, ['ip'])}${port === '' ? '' : `:${port}`}`),
        )
      })
      if (all.length === 0) return '<none>'
      return all.length <= 3 ? all.join(',') : `${all.slice(0, 3).join(',')} + ${all.length - 3} more...`
    },
  },
  ageColumn,
]

export const endpointSliceColumns: readonly Column[] = [
  nameColumn,
  textColumn('AddressType', ['addressType']),
  {
    name: 'Ports',
    type: 'string',
    cell: object =>
      listAt(object, ['ports'])
        .map(port => textAt(port, ['port']))
        .join(',') || '<unset>',
  },
  {
    name: 'Endpoints',
    type: 'string',
    cell: object =>
      listAt(object, ['endpoints'])
        .flatMap(each => listAt(each, ['addresses']).map(String))
        .join(',') || '<unset>',
  },
  ageColumn,
]

export const ingressColumns: readonly Column[] = [
  nameColumn,
  textColumn('Class', ['spec', 'ingressClassName']),
  {
    name: 'Hosts',
    type: 'string',
    cell: object =>
      listAt(object, ['spec', 'rules'])
        .map(rule => textAt(rule, ['host'], '*'))
        .join(',') || '*',
  },
  {
    name: 'Address',
    type: 'string',
    cell: object =>
      listAt(object, ['status', 'loadBalancer', 'ingress'])
        .map(each => textAt(each, ['ip']))
        .join(','),
  },
  { name: 'Ports', type: 'string', cell: object => (listAt(object, ['spec', 'tls']).length > 0 ? '80, 443' : '80') },
  ageColumn,
]

export const configMapColumns: readonly Column[] = [
  nameColumn,
  { name: 'Data', type: 'integer', cell: object => sizeAt(object, ['data']) + sizeAt(object, ['binaryData']) },
  ageColumn,
]

export const secretColumns: readonly Column[] = [
  nameColumn,
  textColumn('Type', ['type'], { absent: 'Opaque' }),
  { name: 'Data', type: 'integer', cell: object => sizeAt(object, ['data']) },
  ageColumn,
]

export const serviceAccountColumns: readonly Column[] = [
  nameColumn,
  { name: 'Secrets', type: 'integer', cell: object => listAt(object, ['secrets']).length },
  ageColumn,
]

/** The moment when a role was made, as the printer of roles shows it. */
/** Of roles, and of the definitions of kinds. */
export const nameAndCreation: readonly Column[] = [
  nameColumn,
  { name: 'Created At', type: 'string', cell: ({ metadata }) => metadata.creationTimestamp ?? '' },
]

export const bindingColumns: readonly Column[] = [
  nameColumn,
  {
    name: 'Role',
    type: 'string',
    cell: object => `${textAt(object, ['roleRef', 'kind'])}/${textAt(object, ['roleRef', 'name'])}`,
  },
  ageColumn,
  subjects('Users', 'User'),
  subjects('Groups', 'Group'),
  subjects('ServiceAccounts', 'ServiceAccount'),
]

export const leaseColumns: readonly Column[] = [
  nameColumn,
  textColumn('Holder', ['spec', 'holderIdentity'], { absent: '' }),
  ageColumn,
]

export const priorityClassColumns: readonly Column[] = [
  nameColumn,
  numberColumn('Value', ['value']),
  { name: 'Global-Default', type: 'boolean', cell: object => object.globalDefault === true },
  ageColumn,
  textColumn('PreemptionPolicy', ['preemptionPolicy'], { absent: 'PreemptLowerPriority' }),
]

export const quotaColumns: readonly Column[] = [
  nameColumn,
  { name: 'Request', type: 'string', cell: quota => hardOf(quota, key => !key.startsWith('limits.')) },
  { name: 'Limit', type: 'string', cell: quota => hardOf(quota, key => key.startsWith('limits.')) },
  ageColumn,
]

export const ingressClassColumns: readonly Column[] = [
  nameColumn,
  textColumn('Controller', ['spec', 'controller']),
  { name: 'Parameters', type: 'string', cell: object => textAt(object, ['spec', 'parameters', 'name'], '<none>') },
  ageColumn,
]

export const limitRangeColumns: readonly Column[] = [
  nameColumn,
  { name: 'Created At', type: 'string', cell: ({ metadata }) => metadata.creationTimestamp ?? '' },
]

export const eventColumns: readonly Column[] = [
  {
    name: 'Last Seen',
    type: 'string',
    cell: (event, { now }) => ageOf(lastSeen(event), now),
  },
  textColumn('Type', ['type'], { absent: '' }),
  textColumn('Reason', ['reason'], { absent: '' }),
  {
    name: 'Object',
    type: 'string',
    cell: event => `${textAt(aboutOf(event), ['kind']).toLowerCase()}/${textAt(aboutOf(event), ['name'])}`,
  },
  { name: 'Subobject', type: 'string', wide: true, cell: event => textAt(aboutOf(event), ['fieldPath']) },
  {
    name: 'Source',
    type: 'string',
    wide: true,
    cell: event =>
      textAt(event, ['source', 'component']) ||
      textAt(event, ['reportingController']) ||
      textAt(event, ['reportingComponent']),
  },
  { name: 'Message', type: 'string', cell: event => (textAt(event, ['message']) || textAt(event, ['note'])).trim() },
  {
    name: 'First Seen',
    type: 'string',
    wide: true,
    cell: (event, { now }) => ageOf(event.firstTimestamp ?? event.deprecatedFirstTimestamp ?? event.eventTime, now),
  },
  {
    name: 'Count',
    type: 'string',
    wide: true,
    cell: event => textAt(event, ['count']) || textAt(event, ['deprecatedCount'], '1'),
  },
  { ...nameColumn, wide: true },
]

function aboutOf(event: KubeObject): unknown {
  return event.involvedObject ?? event.regarding
}

function lastSeen(event: KubeObject): unknown {
  return (
    valueAt(event, ['series', 'lastObservedTime']) ??
    event.lastTimestamp ??
    event.deprecatedLastTimestamp ??
    event.eventTime
  )
}

function rolesOf({ metadata }: KubeObject): string {
  const prefix = 'node-role.kubernetes.io/'
  const roles = Object.keys(metadata.labels ?? {})
    .filter(key => key.startsWith(prefix))
    .map(key => key.slice(prefix.length))
  return roles.length === 0 ? '<none>' : roles.sort().join(',')
}

function addressOf(node: KubeObject, type: string): string {
  const found = listAt(node, ['status', 'addresses']).find(address => entry(address, 'type') === type)
  return textOf(entry(found, 'address')) ?? '<none>'
}

function subjects(name: string, kind: string): Column {
  return {
    name,
    type: 'string',
    wide: true,
    cell: object =>
      listAt(object, ['subjects'])
        .filter(subject => entry(subject, 'kind') === kind)
        .map(subject => {
          const namespace = textAt(subject, ['namespace'])
          return `${kind === 'ServiceAccount' ? `${namespace}/` : ''}${textAt(subject, ['name'])}`
        })
        .join(', '),
  }
}

function hardOf(quota: KubeObject, chosen: (key: string) => boolean): string {
  const hard = valueAt(quota, ['status', 'hard']) ?? valueAt(quota, ['spec', 'hard'])
  if (!isMap(hard)) return ''
  return Object.entries(hard)
    .filter(([key]) => chosen(key))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `${key}: ${textAt(quota, ['status', 'used', key], '0')}/${String(value)}`)
    .join(', ')
}

function pairs(map: Readonly<Record<string, unknown>>): string {
  return Object.entries(map)
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort()
    .join(',')
}
