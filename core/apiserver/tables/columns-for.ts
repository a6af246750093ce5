/** Which columns the objects of a resource have. */

import { type ControlPlane, definedVersions, definitionKind } from '../../cluster/simulated/index.ts'
import type { Resource } from '../resource.ts'
import { ageColumn, nameColumn } from './cells.ts'
import {
  bindingColumns,
  configMapColumns,
  endpointSliceColumns,
  endpointsColumns,
  eventColumns,
  ingressClassColumns,
  ingressColumns,
  leaseColumns,
  limitRangeColumns,
  nameAndCreation,
  namespaceColumns,
  nodeColumns,
  priorityClassColumns,
  quotaColumns,
  secretColumns,
  serviceAccountColumns,
  serviceColumns,
} from './cluster-columns.ts'
import type { Column } from './column.ts'
import { customColumns } from './custom-columns.ts'
import { podColumns } from './pod-columns.ts'
import { snapshotColumns } from './snapshot-columns.ts'
import {
  attachmentColumns,
  claimColumns,
  csiDriverColumns,
  csiNodeColumns,
  storageClassColumns,
  volumeColumns,
} from './storage-columns.ts'
import {
  autoscalerColumns,
  controllerRevisionColumns,
  cronJobColumns,
  daemonSetColumns,
  deploymentColumns,
  disruptionBudgetColumns,
  jobColumns,
  networkPolicyColumns,
  replicaSetColumns,
  statefulSetColumns,
} from './workload-columns.ts'

/** Of the kinds of Kubernetes itself. */
const coreColumns: Readonly<Record<string, readonly Column[]>> = {
  Pod: podColumns,
  Node: nodeColumns,
  Namespace: namespaceColumns,
  Service: serviceColumns,
  Endpoints: endpointsColumns,
  EndpointSlice: endpointSliceColumns,
  ConfigMap: configMapColumns,
  Secret: secretColumns,
  ServiceAccount: serviceAccountColumns,
  Event: eventColumns,
  LimitRange: limitRangeColumns,
  ResourceQuota: quotaColumns,
  PersistentVolumeClaim: claimColumns,
  PersistentVolume: volumeColumns,
  StorageClass: storageClassColumns,
  VolumeAttachment: attachmentColumns,
  CSIDriver: csiDriverColumns,
  CSINode: csiNodeColumns,
  Deployment: deploymentColumns,
  StatefulSet: statefulSetColumns,
  ReplicaSet: replicaSetColumns,
  DaemonSet: daemonSetColumns,
  ControllerRevision: controllerRevisionColumns,
  Job: jobColumns,
  CronJob: cronJobColumns,
  HorizontalPodAutoscaler: autoscalerColumns,
  PodDisruptionBudget: disruptionBudgetColumns,
  NetworkPolicy: networkPolicyColumns,
  Ingress: ingressColumns,
  IngressClass: ingressClassColumns,
  Lease: leaseColumns,
  PriorityClass: priorityClassColumns,
  Role: nameAndCreation,
  ClusterRole: nameAndCreation,
  RoleBinding: bindingColumns,
  ClusterRoleBinding: bindingColumns,
  CustomResourceDefinition: nameAndCreation,
}

const plain = [nameColumn, ageColumn]
const custom = new WeakMap<object, readonly Column[]>()

export function columnsFor({ served, group, apiVersion }: Resource, plane: ControlPlane): readonly Column[] {
  if (!served.custom) return coreColumns[served.kind] ?? plain
  const declared =
    definedColumns(plane, `${served.plural}.${group}`, apiVersion) ?? snapshotColumns[`${group}/${served.kind}`]
  if (declared === undefined) return plain
  const before = custom.get(declared) ?? customColumns(declared)
  custom.set(declared, before)
  return before
}

/** The columns of a CustomResourceDefinition; undefined when there is none of that name. */
function definedColumns(plane: ControlPlane, name: string, apiVersion: string): readonly unknown[] | undefined {
  const definition = plane.get({ ...definitionKind, name })
  if (definition === undefined) return undefined
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1)
  return definedVersions(definition).find(each => each.name === version)?.columns
}
