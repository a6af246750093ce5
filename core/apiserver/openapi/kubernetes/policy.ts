/** Schemas of policy, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const policySchemas = `policy.v1.Eviction
  apiVersion string
  deleteOptions meta.v1.DeleteOptions
  kind string
  metadata meta.v1.ObjectMeta
policy.v1.PodDisruptionBudget
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec policy.v1.PodDisruptionBudgetSpec
  status policy.v1.PodDisruptionBudgetStatus
policy.v1.PodDisruptionBudgetSpec
  maxUnavailable intstr.IntOrString
  minAvailable intstr.IntOrString
  selector meta.v1.LabelSelector patch=replace
  unhealthyPodEvictionPolicy string
policy.v1.PodDisruptionBudgetStatus
  conditions [meta.v1.Condition] list=map:type patch=merge key=type
  *currentHealthy integer:int32
  *desiredHealthy integer:int32
  disruptedPods {meta.v1.Time}
  *disruptionsAllowed integer:int32
  *expectedPods integer:int32
  observedGeneration integer:int64
`
