/** Schemas of apps, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const appsSchemas = `apps.v1.ControllerRevision | ControllerRevision implements an immutable snapshot of state data.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  data runtime.RawExtension | Data is the serialized representation of the state.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  *revision integer:int64 | Revision indicates the revision of the state represented by Data.
apps.v1.DaemonSet | DaemonSet represents the configuration of a daemon set.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec apps.v1.DaemonSetSpec | The desired behavior of this daemon set.
  status apps.v1.DaemonSetStatus | The current status of this daemon set.
apps.v1.DaemonSetCondition | DaemonSetCondition describes the state of a DaemonSet at a certain point.
  lastTransitionTime meta.v1.Time | Last time the condition transitioned from one status to another.
  message string | A human readable message indicating details about the transition.
  reason string | The reason for the condition's last transition.
  *status string | Status of the condition, one of True, False, Unknown.
  *type string | Type of DaemonSet condition.
apps.v1.DaemonSetSpec | DaemonSetSpec is the specification of a daemon set.
  minReadySeconds integer:int32 | The minimum number of seconds for which a newly created DaemonSet pod should be ready without any of its container crashing, for it to be considered available.
  revisionHistoryLimit integer:int32 | The number of old history to retain to allow rollback.
  *selector meta.v1.LabelSelector | A label query over pods that are managed by the daemon set.
  *template core.v1.PodTemplateSpec | An object that describes the pod that will be created.
  updateStrategy apps.v1.DaemonSetUpdateStrategy | An update strategy to replace existing DaemonSet pods with new pods.
apps.v1.DaemonSetStatus | DaemonSetStatus represents the current status of a daemon set.
  collisionCount integer:int32 | Count of hash collisions for the DaemonSet.
  conditions [apps.v1.DaemonSetCondition] list=map:type patch=merge key=type | Represents the latest available observations of a DaemonSet's current state.
  *currentNumberScheduled integer:int32 | The number of nodes that are running at least 1 daemon pod and are supposed to run the daemon pod.
  *desiredNumberScheduled integer:int32 | The total number of nodes that should be running the daemon pod (including nodes correctly running the daemon pod).
  numberAvailable integer:int32 | The number of nodes that should be running the daemon pod and have one or more of the daemon pod running and available (ready for at least spec.minReadySeconds)
  *numberMisscheduled integer:int32 | The number of nodes that are running the daemon pod, but are not supposed to run the daemon pod.
  *numberReady integer:int32 | numberReady is the number of nodes that should be running the daemon pod and have one or more of the daemon pod running with a Ready Condition.
  numberUnavailable integer:int32 | The number of nodes that should be running the daemon pod and have none of the daemon pod running and available (ready for at least spec.minReadySeconds)
  observedGeneration integer:int64 | The most recent generation observed by the daemon set controller.
  updatedNumberScheduled integer:int32 | The total number of nodes that are running updated daemon pod
apps.v1.DaemonSetUpdateStrategy | DaemonSetUpdateStrategy is a struct used to control the update strategy for a DaemonSet.
  rollingUpdate apps.v1.RollingUpdateDaemonSet | Rolling update config params.
  type string | Type of daemon set update.
apps.v1.Deployment | Deployment enables declarative updates for Pods and ReplicaSets.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec apps.v1.DeploymentSpec | Specification of the desired behavior of the Deployment.
  status apps.v1.DeploymentStatus | Most recently observed status of the Deployment.
apps.v1.DeploymentCondition | DeploymentCondition describes the state of a deployment at a certain point.
  lastTransitionTime meta.v1.Time | Last time the condition transitioned from one status to another.
  lastUpdateTime meta.v1.Time | The last time this condition was updated.
  message string | A human readable message indicating details about the transition.
  reason string | The reason for the condition's last transition.
  *status string | Status of the condition, one of True, False, Unknown.
  *type string | Type of deployment condition.
apps.v1.DeploymentSpec | DeploymentSpec is the specification of the desired behavior of the Deployment.
  minReadySeconds integer:int32 | Minimum number of seconds for which a newly created pod should be ready without any of its container crashing, for it to be considered available.
  paused boolean | Indicates that the deployment is paused.
  progressDeadlineSeconds integer:int32 | The maximum time in seconds for a deployment to make progress before it is considered to be failed.
  replicas integer:int32 | Number of desired pods.
  revisionHistoryLimit integer:int32 | The number of old ReplicaSets to retain to allow rollback.
  *selector meta.v1.LabelSelector | Label selector for pods.
  strategy apps.v1.DeploymentStrategy patch=retainKeys | The deployment strategy to use to replace existing pods with new ones.
  *template core.v1.PodTemplateSpec | Template describes the pods that will be created.
apps.v1.DeploymentStatus | DeploymentStatus is the most recently observed status of the Deployment.
  availableReplicas integer:int32 | Total number of available pods (ready for at least minReadySeconds) targeted by this deployment.
  collisionCount integer:int32 | Count of hash collisions for the Deployment.
  conditions [apps.v1.DeploymentCondition] list=map:type patch=merge key=type | Represents the latest available observations of a deployment's current state.
  observedGeneration integer:int64 | The generation observed by the deployment controller.
  readyReplicas integer:int32 | readyReplicas is the number of pods targeted by this Deployment with a Ready Condition.
  replicas integer:int32 | Total number of non-terminated pods targeted by this deployment (their labels match the selector).
  unavailableReplicas integer:int32 | Total number of unavailable pods targeted by this deployment.
  updatedReplicas integer:int32 | Total number of non-terminated pods targeted by this deployment that have the desired template spec.
apps.v1.DeploymentStrategy | DeploymentStrategy describes how to replace existing pods with new ones.
  rollingUpdate apps.v1.RollingUpdateDeployment | Rolling update config params.
  type string | Type of deployment.
apps.v1.ReplicaSet | ReplicaSet ensures that a specified number of pod replicas are running at any given time.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | If the Labels of a ReplicaSet are empty, they are defaulted to be the same as the Pod(s) that the ReplicaSet manages.
  spec apps.v1.ReplicaSetSpec | Spec defines the specification of the desired behavior of the ReplicaSet.
  status apps.v1.ReplicaSetStatus | Status is the most recently observed status of the ReplicaSet.
apps.v1.ReplicaSetCondition | ReplicaSetCondition describes the state of a replica set at a certain point.
  lastTransitionTime meta.v1.Time | The last time the condition transitioned from one status to another.
  message string | A human readable message indicating details about the transition.
  reason string | The reason for the condition's last transition.
  *status string | Status of the condition, one of True, False, Unknown.
  *type string | Type of replica set condition.
apps.v1.ReplicaSetSpec | ReplicaSetSpec is the specification of a ReplicaSet.
  minReadySeconds integer:int32 | Minimum number of seconds for which a newly created pod should be ready without any of its container crashing, for it to be considered available.
  replicas integer:int32 | Replicas is the number of desired replicas.
  *selector meta.v1.LabelSelector | Selector is a label query over pods that should match the replica count.
  template core.v1.PodTemplateSpec | Template is the object that describes the pod that will be created if insufficient replicas are detected.
apps.v1.ReplicaSetStatus | ReplicaSetStatus represents the current status of a ReplicaSet.
  availableReplicas integer:int32 | The number of available replicas (ready for at least minReadySeconds) for this replica set.
  conditions [apps.v1.ReplicaSetCondition] list=map:type patch=merge key=type | Represents the latest available observations of a replica set's current state.
  fullyLabeledReplicas integer:int32 | The number of pods that have labels matching the labels of the pod template of the replicaset.
  observedGeneration integer:int64 | ObservedGeneration reflects the generation of the most recently observed ReplicaSet.
  readyReplicas integer:int32 | readyReplicas is the number of pods targeted by this ReplicaSet with a Ready Condition.
  *replicas integer:int32 | Replicas is the most recently observed number of replicas.
apps.v1.RollingUpdateDaemonSet | Spec to control the desired behavior of daemon set rolling update.
  maxSurge intstr.IntOrString | The maximum number of nodes with an existing available DaemonSet pod that can have an updated DaemonSet pod during during an update.
  maxUnavailable intstr.IntOrString | The maximum number of DaemonSet pods that can be unavailable during the update.
apps.v1.RollingUpdateDeployment | Spec to control the desired behavior of rolling update.
  maxSurge intstr.IntOrString | The maximum number of pods that can be scheduled above the desired number of pods.
  maxUnavailable intstr.IntOrString | The maximum number of pods that can be unavailable during the update.
apps.v1.RollingUpdateStatefulSetStrategy | RollingUpdateStatefulSetStrategy is used to communicate parameter for RollingUpdateStatefulSetStrategyType.
  maxUnavailable intstr.IntOrString | The maximum number of pods that can be unavailable during the update.
  partition integer:int32 | Partition indicates the ordinal at which the StatefulSet should be partitioned for updates.
apps.v1.StatefulSet | StatefulSet represents a set of pods with consistent identities.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec apps.v1.StatefulSetSpec | Spec defines the desired identities of pods in this set.
  status apps.v1.StatefulSetStatus | Status is the current status of Pods in this StatefulSet.
apps.v1.StatefulSetCondition | StatefulSetCondition describes the state of a statefulset at a certain point.
  lastTransitionTime meta.v1.Time | Last time the condition transitioned from one status to another.
  message string | A human readable message indicating details about the transition.
  reason string | The reason for the condition's last transition.
  *status string | Status of the condition, one of True, False, Unknown.
  *type string | Type of statefulset condition.
apps.v1.StatefulSetOrdinals | StatefulSetOrdinals describes the policy used for replica ordinal assignment in this StatefulSet.
  start integer:int32 | start is the number representing the first replica's index.
apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy | StatefulSetPersistentVolumeClaimRetentionPolicy describes the policy used for PVCs created from the StatefulSet VolumeClaimTemplates.
  whenDeleted string | WhenDeleted specifies what happens to PVCs created from StatefulSet VolumeClaimTemplates when the StatefulSet is deleted.
  whenScaled string | WhenScaled specifies what happens to PVCs created from StatefulSet VolumeClaimTemplates when the StatefulSet is scaled down.
apps.v1.StatefulSetSpec | A StatefulSetSpec is the specification of a StatefulSet.
  minReadySeconds integer:int32 | Minimum number of seconds for which a newly created pod should be ready without any of its container crashing for it to be considered available.
  ordinals apps.v1.StatefulSetOrdinals | ordinals controls the numbering of replica indices in a StatefulSet.
  persistentVolumeClaimRetentionPolicy apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy | persistentVolumeClaimRetentionPolicy describes the lifecycle of persistent volume claims created from volumeClaimTemplates.
  podManagementPolicy string | podManagementPolicy controls how pods are created during initial scale up, when replacing pods on nodes, or when scaling down.
  replicas integer:int32 | replicas is the desired number of replicas of the given Template.
  revisionHistoryLimit integer:int32 | revisionHistoryLimit is the maximum number of revisions that will be maintained in the StatefulSet's revision history.
  *selector meta.v1.LabelSelector | selector is a label query over pods that should match the replica count.
  *serviceName string | serviceName is the name of the service that governs this StatefulSet.
  *template core.v1.PodTemplateSpec | template is the object that describes the pod that will be created if insufficient replicas are detected.
  updateStrategy apps.v1.StatefulSetUpdateStrategy | updateStrategy indicates the StatefulSetUpdateStrategy that will be employed to update Pods in the StatefulSet when a revision is made to Template.
  volumeClaimTemplates [core.v1.PersistentVolumeClaim] list=atomic | volumeClaimTemplates is a list of claims that pods are allowed to reference.
apps.v1.StatefulSetStatus | StatefulSetStatus represents the current state of a StatefulSet.
  availableReplicas integer:int32 | Total number of available pods (ready for at least minReadySeconds) targeted by this statefulset.
  collisionCount integer:int32 | collisionCount is the count of hash collisions for the StatefulSet.
  conditions [apps.v1.StatefulSetCondition] list=map:type patch=merge key=type | Represents the latest available observations of a statefulset's current state.
  currentReplicas integer:int32 | currentReplicas is the number of Pods created by the StatefulSet controller from the StatefulSet version indicated by currentRevision.
  currentRevision string | currentRevision, if not empty, indicates the version of the StatefulSet used to generate Pods in the sequence [0,currentReplicas).
  observedGeneration integer:int64 | observedGeneration is the most recent generation observed for this StatefulSet.
  readyReplicas integer:int32 | readyReplicas is the number of pods created for this StatefulSet with a Ready Condition.
  *replicas integer:int32 | replicas is the number of Pods created by the StatefulSet controller.
  updateRevision string | updateRevision, if not empty, indicates the version of the StatefulSet used to generate Pods in the sequence [replicas-updatedReplicas,replicas)
  updatedReplicas integer:int32 | updatedReplicas is the number of Pods created by the StatefulSet controller from the StatefulSet version indicated by updateRevision.
apps.v1.StatefulSetUpdateStrategy | StatefulSetUpdateStrategy indicates the strategy that the StatefulSet controller will use to perform updates.
  rollingUpdate apps.v1.RollingUpdateStatefulSetStrategy | RollingUpdate is used to communicate parameters when Type is RollingUpdateStatefulSetStrategyType.
  type string | Type indicates the type of the StatefulSetUpdateStrategy.
`
