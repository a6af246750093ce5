/** Messages of scheduling/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const schedulingMessages: Readonly<Record<string, string>> = {
  PriorityClass:
    'metadata=1:meta.ObjectMeta value=2:int* globalDefault=3:bool description=4:string preemptionPolicy=5:string*',
}
