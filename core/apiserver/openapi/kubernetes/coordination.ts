/** Schemas of coordination, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const coordinationSchemas = `coordination.v1.Lease | Lease defines a lease concept.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata
  spec coordination.v1.LeaseSpec | spec contains the specification of the Lease.
coordination.v1.LeaseSpec | LeaseSpec is a specification of a Lease.
  acquireTime meta.v1.MicroTime | acquireTime is a time when the current lease was acquired.
  holderIdentity string | holderIdentity contains the identity of the holder of a current lease.
  leaseDurationSeconds integer:int32 | leaseDurationSeconds is a duration that candidates for a lease need to wait to force acquire it.
  leaseTransitions integer:int32 | leaseTransitions is the number of transitions of a lease between holders.
  preferredHolder string | PreferredHolder signals to a lease holder that the lease has a more optimal holder and should be given up.
  renewTime meta.v1.MicroTime | renewTime is a time when the current holder of a lease has last updated the lease.
  strategy string | Strategy indicates the strategy for picking the leader for coordinated leader election.
`
