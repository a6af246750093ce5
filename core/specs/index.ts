export type { KubeObject, ObjectMeta, ObjectRef, OwnerReference } from './kube-object.ts'
