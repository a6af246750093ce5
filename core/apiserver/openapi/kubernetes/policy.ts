/** Schemas of policy, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const policySchemas = `policy.v1.Eviction | Eviction evicts a pod from its node subject to certain policies and safety constraints.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  deleteOptions meta.v1.DeleteOptions | DeleteOptions may be provided
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | ObjectMeta describes the pod that is being evicted.
policy.v1.PodDisruptionBudget | PodDisruptionBudget is an object to define the max disruption that can be caused to a collection of pods
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec policy.v1.PodDisruptionBudgetSpec | Specification of the desired behavior of the PodDisruptionBudget.
  status policy.v1.PodDisruptionBudgetStatus | Most recently observed status of the PodDisruptionBudget.
policy.v1.PodDisruptionBudgetSpec | PodDisruptionBudgetSpec is a description of a PodDisruptionBudget.
  maxUnavailable intstr.IntOrString | An eviction is allowed if at most "maxUnavailable" pods selected by "selector" are unavailable after the eviction, i.e. even in absence of the evicted pod.
  minAvailable intstr.IntOrString | An eviction is allowed if at least "minAvailable" pods selected by "selector" will still be available after the eviction, i.e. even in the absence of the evicted pod.
  selector meta.v1.LabelSelector patch=replace | Label query over pods whose evictions are managed by the disruption budget.
  unhealthyPodEvictionPolicy string | UnhealthyPodEvictionPolicy defines the criteria for when unhealthy pods should be considered for eviction.
policy.v1.PodDisruptionBudgetStatus | PodDisruptionBudgetStatus represents information about the status of a PodDisruptionBudget.
  conditions [meta.v1.Condition] list=map:type patch=merge key=type | Conditions contain conditions for PDB.
  *currentHealthy integer:int32 | current number of healthy pods
  *desiredHealthy integer:int32 | minimum desired number of healthy pods
  disruptedPods {meta.v1.Time} | DisruptedPods contains information about pods whose eviction was processed by the API server eviction subresource handler but has not yet been observed by the PodDisruptionBudget controller.
  *disruptionsAllowed integer:int32 | Number of pod disruptions that are currently allowed.
  *expectedPods integer:int32 | total number of pods counted by this disruption budget
  observedGeneration integer:int64 | Most recent generation observed when updating this PDB status.
`
