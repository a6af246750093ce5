/** Messages of autoscaling/v2, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const autoscalingMessages: Readonly<Record<string, string>> = {
  HorizontalPodAutoscaler:
    'metadata=1:meta.ObjectMeta spec=2:autoscaling.HorizontalPodAutoscalerSpec status=3:autoscaling.HorizontalPodAutoscalerStatus',
  HorizontalPodAutoscalerSpec:
    'scaleTargetRef=1:autoscaling.CrossVersionObjectReference* minReplicas=2:int* maxReplicas=3:int* metrics=4:[autoscaling.MetricSpec behavior=5:autoscaling.HorizontalPodAutoscalerBehavior*',
  CrossVersionObjectReference: 'kind=1:string* name=2:string* apiVersion=3:string',
  MetricSpec:
    'type=1:string* object=2:autoscaling.ObjectMetricSource* pods=3:autoscaling.PodsMetricSource* resource=4:autoscaling.ResourceMetricSource* containerResource=7:autoscaling.ContainerResourceMetricSource* external=5:autoscaling.ExternalMetricSource*',
  HorizontalPodAutoscalerBehavior: 'scaleUp=1:autoscaling.HPAScalingRules* scaleDown=2:autoscaling.HPAScalingRules*',
  HPAScalingRules:
    'stabilizationWindowSeconds=3:int* selectPolicy=1:string* policies=2:[autoscaling.HPAScalingPolicy tolerance=4:resource.Quantity*',
  HPAScalingPolicy: 'type=1:string* value=2:int* periodSeconds=3:int*',
  ObjectMetricSource:
    'describedObject=1:autoscaling.CrossVersionObjectReference* target=2:autoscaling.MetricTarget* metric=3:autoscaling.MetricIdentifier*',
  PodsMetricSource: 'metric=1:autoscaling.MetricIdentifier* target=2:autoscaling.MetricTarget*',
  ResourceMetricSource: 'name=1:string* target=2:autoscaling.MetricTarget*',
  ContainerResourceMetricSource: 'name=1:string* target=2:autoscaling.MetricTarget* container=3:string*',
  ExternalMetricSource: 'metric=1:autoscaling.MetricIdentifier* target=2:autoscaling.MetricTarget*',
  MetricIdentifier: 'name=1:string* selector=2:meta.LabelSelector*',
  MetricTarget: 'type=1:string* value=2:resource.Quantity* averageValue=3:resource.Quantity* averageUtilization=4:int*',
  HorizontalPodAutoscalerStatus:
    'observedGeneration=1:int* lastScaleTime=2:meta.Time* currentReplicas=3:int desiredReplicas=4:int* currentMetrics=5:[autoscaling.MetricStatus* conditions=6:[autoscaling.HorizontalPodAutoscalerCondition',
  HorizontalPodAutoscalerCondition:
    'type=1:string* status=2:string* lastTransitionTime=3:meta.Time reason=4:string message=5:string',
  MetricStatus:
    'type=1:string* object=2:autoscaling.ObjectMetricStatus* pods=3:autoscaling.PodsMetricStatus* resource=4:autoscaling.ResourceMetricStatus* containerResource=7:autoscaling.ContainerResourceMetricStatus* external=5:autoscaling.ExternalMetricStatus*',
  ObjectMetricStatus:
    'metric=1:autoscaling.MetricIdentifier* current=2:autoscaling.MetricValueStatus* describedObject=3:autoscaling.CrossVersionObjectReference*',
  PodsMetricStatus: 'metric=1:autoscaling.MetricIdentifier* current=2:autoscaling.MetricValueStatus*',
  ResourceMetricStatus: 'name=1:string* current=2:autoscaling.MetricValueStatus*',
  ContainerResourceMetricStatus: 'name=1:string* current=2:autoscaling.MetricValueStatus* container=3:string*',
  ExternalMetricStatus: 'metric=1:autoscaling.MetricIdentifier* current=2:autoscaling.MetricValueStatus*',
  MetricValueStatus: 'value=1:resource.Quantity* averageValue=2:resource.Quantity* averageUtilization=3:int*',
}
