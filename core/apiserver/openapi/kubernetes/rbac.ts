/** Schemas of rbac, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const rbacSchemas = `rbac.v1.AggregationRule | AggregationRule describes how to locate ClusterRoles to aggregate into the ClusterRole
  clusterRoleSelectors [meta.v1.LabelSelector] list=atomic | ClusterRoleSelectors holds a list of selectors which will be used to find ClusterRoles and create the rules.
rbac.v1.ClusterRole | ClusterRole is a cluster level, logical grouping of PolicyRules that can be referenced as a unit by a RoleBinding or ClusterRoleBinding.
  aggregationRule rbac.v1.AggregationRule | AggregationRule is an optional field that describes how to build the Rules for this ClusterRole.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  rules [rbac.v1.PolicyRule] list=atomic | Rules holds all the PolicyRules for this ClusterRole
rbac.v1.ClusterRoleBinding | ClusterRoleBinding references a ClusterRole, but not contain it.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  *roleRef rbac.v1.RoleRef | RoleRef can only reference a ClusterRole in the global namespace.
  subjects [rbac.v1.Subject] list=atomic | Subjects holds references to the objects the role applies to.
rbac.v1.PolicyRule | PolicyRule holds information that describes a policy rule, but does not contain information about who the rule applies to or which namespace the rule applies to.
  apiGroups [string] list=atomic | APIGroups is the name of the APIGroup that contains the resources.
  nonResourceURLs [string] list=atomic | NonResourceURLs is a set of partial urls that a user should have access to. *s are allowed, but only as the full, final step in the path Since non-resource URLs are not namespaced, this field is only applicable for ClusterRoles referenced …
  resourceNames [string] list=atomic | ResourceNames is an optional white list of names that the rule applies to.
  resources [string] list=atomic | Resources is a list of resources this rule applies to. '*' represents all resources.
  *verbs [string] list=atomic | Verbs is a list of Verbs that apply to ALL the ResourceKinds contained in this rule. '*' represents all verbs.
rbac.v1.Role | Role is a namespaced, logical grouping of PolicyRules that can be referenced as a unit by a RoleBinding.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  rules [rbac.v1.PolicyRule] list=atomic | Rules holds all the PolicyRules for this Role
rbac.v1.RoleBinding | RoleBinding references a role, but does not contain it.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  *roleRef rbac.v1.RoleRef | RoleRef can reference a Role in the current namespace or a ClusterRole in the global namespace.
  subjects [rbac.v1.Subject] list=atomic | Subjects holds references to the objects the role applies to.
rbac.v1.RoleRef map=atomic | RoleRef contains information that points to the role being used
  *apiGroup string | APIGroup is the group for the resource being referenced
  *kind string | Kind is the type of resource being referenced
  *name string | Name is the name of resource being referenced
rbac.v1.Subject map=atomic | Subject contains a reference to the object or user identities a role binding applies to.
  apiGroup string | APIGroup holds the API group of the referenced subject.
  *kind string | Kind of object being referenced.
  *name string | Name of the object being referenced.
  namespace string | Namespace of the referenced object.
`
