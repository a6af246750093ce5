/** Schemas of scheduling, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const schedulingSchemas = `scheduling.v1.PriorityClass | PriorityClass defines mapping from a priority class name to the priority integer value.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  description string | description is an arbitrary string that usually provides guidelines on when this priority class should be used.
  globalDefault boolean | globalDefault specifies whether this PriorityClass should be considered as the default priority for pods that do not have any priority class.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  preemptionPolicy string | preemptionPolicy is the Policy for preempting pods with lower priority.
  *value integer:int32 | value represents the integer value of this priority class.
`
