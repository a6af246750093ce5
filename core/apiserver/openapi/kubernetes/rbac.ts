/** Schemas of rbac, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const rbacSchemas = `rbac.v1.AggregationRule
  clusterRoleSelectors [meta.v1.LabelSelector] list=atomic
rbac.v1.ClusterRole
  aggregationRule rbac.v1.AggregationRule
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  rules [rbac.v1.PolicyRule] list=atomic
rbac.v1.ClusterRoleBinding
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  *roleRef rbac.v1.RoleRef
  subjects [rbac.v1.Subject] list=atomic
rbac.v1.PolicyRule
  apiGroups [string] list=atomic
  nonResourceURLs [string] list=atomic
  resourceNames [string] list=atomic
  resources [string] list=atomic
  *verbs [string] list=atomic
rbac.v1.Role
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  rules [rbac.v1.PolicyRule] list=atomic
rbac.v1.RoleBinding
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  *roleRef rbac.v1.RoleRef
  subjects [rbac.v1.Subject] list=atomic
rbac.v1.RoleRef map=atomic
  *apiGroup string
  *kind string
  *name string
rbac.v1.Subject map=atomic
  apiGroup string
  *kind string
  *name string
  namespace string
`
