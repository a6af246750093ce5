/** Schemas of coordination, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const coordinationSchemas = `coordination.v1.Lease
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec coordination.v1.LeaseSpec
coordination.v1.LeaseSpec
  acquireTime meta.v1.MicroTime
  holderIdentity string
  leaseDurationSeconds integer:int32
  leaseTransitions integer:int32
  preferredHolder string
  renewTime meta.v1.MicroTime
  strategy string
`
