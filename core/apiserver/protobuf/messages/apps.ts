/** Messages of apps/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const appsMessages: Readonly<Record<string, string>> = {
  StatefulSet: 'metadata=1:meta.ObjectMeta spec=2:apps.StatefulSetSpec status=3:apps.StatefulSetStatus',
  StatefulSetUpdateStrategy: 'type=1:string rollingUpdate=2:apps.RollingUpdateStatefulSetStrategy*',
  RollingUpdateStatefulSetStrategy: 'partition=1:int* maxUnavailable=2:intstr.IntOrString*',
  StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted=1:string whenScaled=2:string',
  StatefulSetOrdinals: 'start=1:int*',
  StatefulSetSpec:
    'replicas=1:int* selector=2:meta.LabelSelector* template=3:core.PodTemplateSpec* volumeClaimTemplates=4:[core.PersistentVolumeClaim serviceName=5:string* podManagementPolicy=6:string updateStrategy=7:apps.StatefulSetUpdateStrategy revisionHistoryLimit=8:int* minReadySeconds=9:int persistentVolumeClaimRetentionPolicy=10:apps.StatefulSetPersistentVolumeClaimRetentionPolicy* ordinals=11:apps.StatefulSetOrdinals*',
  StatefulSetStatus:
    'observedGeneration=1:int replicas=2:int* readyReplicas=3:int currentReplicas=4:int updatedReplicas=5:int currentRevision=6:string updateRevision=7:string collisionCount=9:int* conditions=10:[apps.StatefulSetCondition availableReplicas=11:int*',
  StatefulSetCondition:
    'type=1:string* status=2:string* lastTransitionTime=3:meta.Time reason=4:string message=5:string',
  Deployment: 'metadata=1:meta.ObjectMeta spec=2:apps.DeploymentSpec status=3:apps.DeploymentStatus',
  DeploymentSpec:
    'replicas=1:int* selector=2:meta.LabelSelector* template=3:core.PodTemplateSpec* strategy=4:apps.DeploymentStrategy minReadySeconds=5:int revisionHistoryLimit=6:int* paused=7:bool progressDeadlineSeconds=9:int*',
  DeploymentStrategy: 'type=1:string rollingUpdate=2:apps.RollingUpdateDeployment*',
  RollingUpdateDeployment: 'maxUnavailable=1:intstr.IntOrString* maxSurge=2:intstr.IntOrString*',
  DeploymentStatus:
    'observedGeneration=1:int replicas=2:int updatedReplicas=3:int readyReplicas=7:int availableReplicas=4:int unavailableReplicas=5:int terminatingReplicas=9:int* conditions=6:[apps.DeploymentCondition collisionCount=8:int*',
  DeploymentCondition:
    'type=1:string* status=2:string* lastUpdateTime=6:meta.Time lastTransitionTime=7:meta.Time reason=4:string message=5:string',
  DaemonSetUpdateStrategy: 'type=1:string rollingUpdate=2:apps.RollingUpdateDaemonSet*',
  RollingUpdateDaemonSet: 'maxUnavailable=1:intstr.IntOrString* maxSurge=2:intstr.IntOrString*',
  DaemonSetSpec:
    'selector=1:meta.LabelSelector* template=2:core.PodTemplateSpec* updateStrategy=3:apps.DaemonSetUpdateStrategy minReadySeconds=4:int revisionHistoryLimit=6:int*',
  DaemonSetStatus:
    'currentNumberScheduled=1:int* numberMisscheduled=2:int* desiredNumberScheduled=3:int* numberReady=4:int* observedGeneration=5:int updatedNumberScheduled=6:int numberAvailable=7:int numberUnavailable=8:int collisionCount=9:int* conditions=10:[apps.DaemonSetCondition',
  DaemonSetCondition: 'type=1:string* status=2:string* lastTransitionTime=3:meta.Time reason=4:string message=5:string',
  DaemonSet: 'metadata=1:meta.ObjectMeta spec=2:apps.DaemonSetSpec status=3:apps.DaemonSetStatus',
  ReplicaSet: 'metadata=1:meta.ObjectMeta spec=2:apps.ReplicaSetSpec status=3:apps.ReplicaSetStatus',
  ReplicaSetSpec:
    'replicas=1:int* minReadySeconds=4:int selector=2:meta.LabelSelector* template=3:core.PodTemplateSpec',
  ReplicaSetStatus:
    'replicas=1:int* fullyLabeledReplicas=2:int readyReplicas=4:int availableReplicas=5:int terminatingReplicas=7:int* observedGeneration=3:int conditions=6:[apps.ReplicaSetCondition',
  ReplicaSetCondition:
    'type=1:string* status=2:string* lastTransitionTime=3:meta.Time reason=4:string message=5:string',
  ControllerRevision: 'metadata=1:meta.ObjectMeta data=2:runtime.RawExtension revision=3:int*',
}
