/** Schemas of scheduling, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const schedulingSchemas = `scheduling.v1.PriorityClass
  apiVersion string
  description string
  globalDefault boolean
  kind string
  metadata meta.v1.ObjectMeta
  preemptionPolicy string
  *value integer:int32
`
