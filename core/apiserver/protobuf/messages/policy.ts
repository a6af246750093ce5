/** Messages of policy/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const policyMessages: Readonly<Record<string, string>> = {
  PodDisruptionBudgetSpec:
    'minAvailable=1:intstr.IntOrString* selector=2:meta.LabelSelector* maxUnavailable=3:intstr.IntOrString* unhealthyPodEvictionPolicy=4:string*',
  PodDisruptionBudgetStatus:
    'observedGeneration=1:int disruptedPods=2:{meta.Time disruptionsAllowed=3:int* currentHealthy=4:int* desiredHealthy=5:int* expectedPods=6:int* conditions=7:[meta.Condition',
  PodDisruptionBudget:
    'metadata=1:meta.ObjectMeta spec=2:policy.PodDisruptionBudgetSpec status=3:policy.PodDisruptionBudgetStatus',
  Eviction: 'metadata=1:meta.ObjectMeta deleteOptions=2:meta.DeleteOptions*',
}
