/** Schemas of autoscaling, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const autoscalingSchemas = `autoscaling.v1.Scale | Scale represents a scaling request for a resource.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object metadata; More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata.
  spec autoscaling.v1.ScaleSpec | spec defines the behavior of the scale.
  status autoscaling.v1.ScaleStatus | status is the current status of the scale.
autoscaling.v1.ScaleSpec | ScaleSpec describes the attributes of a scale subresource.
  replicas integer:int32 | replicas is the desired number of instances for the scaled object.
autoscaling.v1.ScaleStatus | ScaleStatus represents the current status of a scale subresource.
  *replicas integer:int32 | replicas is the actual number of observed instances of the scaled object.
  selector string | selector is the label query over pods that should match the replicas count.
`
