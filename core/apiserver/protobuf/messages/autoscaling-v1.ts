/** Messages of autoscaling/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const autoscalingV1Messages: Readonly<Record<string, string>> = {
  CrossVersionObjectReference: 'kind=1:string* name=2:string* apiVersion=3:string',
  HorizontalPodAutoscalerSpec:
    'scaleTargetRef=1:autoscaling-v1.CrossVersionObjectReference* minReplicas=2:int* maxReplicas=3:int* targetCPUUtilizationPercentage=4:int*',
  HorizontalPodAutoscalerStatus:
    'observedGeneration=1:int* lastScaleTime=2:meta.Time* currentReplicas=3:int* desiredReplicas=4:int* currentCPUUtilizationPercentage=5:int*',
  HorizontalPodAutoscaler:
    'metadata=1:meta.ObjectMeta spec=2:autoscaling-v1.HorizontalPodAutoscalerSpec status=3:autoscaling-v1.HorizontalPodAutoscalerStatus',
  Scale: 'metadata=1:meta.ObjectMeta spec=2:autoscaling-v1.ScaleSpec status=3:autoscaling-v1.ScaleStatus',
  ScaleSpec: 'replicas=1:int',
  ScaleStatus: 'replicas=1:int* selector=2:string',
  MetricSpec:
    'type=1:string* object=2:autoscaling-v1.ObjectMetricSource* pods=3:autoscaling-v1.PodsMetricSource* resource=4:autoscaling-v1.ResourceMetricSource* containerResource=7:autoscaling-v1.ContainerResourceMetricSource* external=5:autoscaling-v1.ExternalMetricSource*',
  ObjectMetricSource:
    'target=1:autoscaling-v1.CrossVersionObjectReference* metricName=2:string* targetValue=3:resource.Quantity* selector=4:meta.LabelSelector* averageValue=5:resource.Quantity*',
  PodsMetricSource: 'metricName=1:string* targetAverageValue=2:resource.Quantity* selector=3:meta.LabelSelector*',
  ResourceMetricSource: 'name=1:string* targetAverageUtilization=2:int* targetAverageValue=3:resource.Quantity*',
  ContainerResourceMetricSource:
    'name=1:string* targetAverageUtilization=2:int* targetAverageValue=3:resource.Quantity* container=5:string*',
  ExternalMetricSource:
    'metricName=1:string* metricSelector=2:meta.LabelSelector* targetValue=3:resource.Quantity* targetAverageValue=4:resource.Quantity*',
  MetricStatus:
    'type=1:string* object=2:autoscaling-v1.ObjectMetricStatus* pods=3:autoscaling-v1.PodsMetricStatus* resource=4:autoscaling-v1.ResourceMetricStatus* containerResource=7:autoscaling-v1.ContainerResourceMetricStatus* external=5:autoscaling-v1.ExternalMetricStatus*',
  HorizontalPodAutoscalerCondition:
    'type=1:string* status=2:string* lastTransitionTime=3:meta.Time reason=4:string message=5:string',
  ObjectMetricStatus:
    'target=1:autoscaling-v1.CrossVersionObjectReference* metricName=2:string* currentValue=3:resource.Quantity* selector=4:meta.LabelSelector* averageValue=5:resource.Quantity*',
  PodsMetricStatus: 'metricName=1:string* currentAverageValue=2:resource.Quantity* selector=3:meta.LabelSelector*',
  ResourceMetricStatus: 'name=1:string* currentAverageUtilization=2:int* currentAverageValue=3:resource.Quantity*',
  ContainerResourceMetricStatus:
    'name=1:string* currentAverageUtilization=2:int* currentAverageValue=3:resource.Quantity* container=4:string*',
  ExternalMetricStatus:
    'metricName=1:string* metricSelector=2:meta.LabelSelector* currentValue=3:resource.Quantity* currentAverageValue=4:resource.Quantity*',
}
