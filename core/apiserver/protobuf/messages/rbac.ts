/** Messages of rbac/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const rbacMessages: Readonly<Record<string, string>> = {
  PolicyRule:
    'verbs=1:[string* apiGroups=2:[string resources=3:[string resourceNames=4:[string nonResourceURLs=5:[string',
  Subject: 'kind=1:string* apiGroup=2:string name=3:string* namespace=4:string',
  RoleRef: 'apiGroup=1:string* kind=2:string* name=3:string*',
  Role: 'metadata=1:meta.ObjectMeta rules=2:[rbac.PolicyRule*',
  RoleBinding: 'metadata=1:meta.ObjectMeta subjects=2:[rbac.Subject roleRef=3:rbac.RoleRef*',
  ClusterRole: 'metadata=1:meta.ObjectMeta rules=2:[rbac.PolicyRule* aggregationRule=3:rbac.AggregationRule*',
  AggregationRule: 'clusterRoleSelectors=1:[meta.LabelSelector',
  ClusterRoleBinding: 'metadata=1:meta.ObjectMeta subjects=2:[rbac.Subject roleRef=3:rbac.RoleRef*',
}
