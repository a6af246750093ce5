/** Schemas of autoscaling, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const autoscalingSchemas = `autoscaling.v1.Scale
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec autoscaling.v1.ScaleSpec
  status autoscaling.v1.ScaleStatus
autoscaling.v1.ScaleSpec
  replicas integer:int32
autoscaling.v1.ScaleStatus
  *replicas integer:int32
  selector string
`
