/** Messages of coordination/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const coordinationMessages: Readonly<Record<string, string>> = {
  Lease: 'metadata=1:meta.ObjectMeta spec=2:coordination.LeaseSpec',
  LeaseSpec:
    'holderIdentity=1:string* leaseDurationSeconds=2:int* acquireTime=3:meta.MicroTime* renewTime=4:meta.MicroTime* leaseTransitions=5:int* strategy=6:string* preferredHolder=7:string*',
}
