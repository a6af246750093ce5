/** Schemas of core, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const coreSchemas = `core.v1.AWSElasticBlockStoreVolumeSource
  fsType string
  partition integer:int32
  readOnly boolean
  *volumeID string
core.v1.Affinity
  nodeAffinity core.v1.NodeAffinity
  podAffinity core.v1.PodAffinity
  podAntiAffinity core.v1.PodAntiAffinity
core.v1.AppArmorProfile
  localhostProfile string
  *type string
core.v1.AttachedVolume
  *devicePath string
  *name string
core.v1.AzureDiskVolumeSource
  cachingMode string
  *diskName string
  *diskURI string
  fsType string
  kind string
  readOnly boolean
core.v1.AzureFilePersistentVolumeSource
  readOnly boolean
  *secretName string
  secretNamespace string
  *shareName string
core.v1.AzureFileVolumeSource
  readOnly boolean
  *secretName string
  *shareName string
core.v1.CSIPersistentVolumeSource
  controllerExpandSecretRef core.v1.SecretReference
  controllerPublishSecretRef core.v1.SecretReference
  *driver string
  fsType string
  nodeExpandSecretRef core.v1.SecretReference
  nodePublishSecretRef core.v1.SecretReference
  nodeStageSecretRef core.v1.SecretReference
  readOnly boolean
  volumeAttributes {string}
  *volumeHandle string
core.v1.CSIVolumeSource
  *driver string
  fsType string
  nodePublishSecretRef core.v1.LocalObjectReference
  readOnly boolean
  volumeAttributes {string}
core.v1.Capabilities
  add [string] list=atomic
  drop [string] list=atomic
core.v1.CephFSPersistentVolumeSource
  *monitors [string] list=atomic
  path string
  readOnly boolean
  secretFile string
  secretRef core.v1.SecretReference
  user string
core.v1.CephFSVolumeSource
  *monitors [string] list=atomic
  path string
  readOnly boolean
  secretFile string
  secretRef core.v1.LocalObjectReference
  user string
core.v1.CinderPersistentVolumeSource
  fsType string
  readOnly boolean
  secretRef core.v1.SecretReference
  *volumeID string
core.v1.CinderVolumeSource
  fsType string
  readOnly boolean
  secretRef core.v1.LocalObjectReference
  *volumeID string
core.v1.ClientIPConfig
  timeoutSeconds integer:int32
core.v1.ClusterTrustBundleProjection
  labelSelector meta.v1.LabelSelector
  name string
  optional boolean
  *path string
  signerName string
core.v1.ConfigMap
  apiVersion string
  binaryData {string:byte}
  data {string}
  immutable boolean
  kind string
  metadata meta.v1.ObjectMeta
core.v1.ConfigMapEnvSource
  name string
  optional boolean
core.v1.ConfigMapKeySelector map=atomic
  *key string
  name string
  optional boolean
core.v1.ConfigMapNodeConfigSource
  *kubeletConfigKey string
  *name string
  *namespace string
  resourceVersion string
  uid string
core.v1.ConfigMapProjection
  items [core.v1.KeyToPath] list=atomic
  name string
  optional boolean
core.v1.ConfigMapVolumeSource
  defaultMode integer:int32
  items [core.v1.KeyToPath] list=atomic
  name string
  optional boolean
core.v1.Container
  args [string] list=atomic
  command [string] list=atomic
  env [core.v1.EnvVar] list=map:name patch=merge key=name
  envFrom [core.v1.EnvFromSource] list=atomic
  image string
  imagePullPolicy string
  lifecycle core.v1.Lifecycle
  livenessProbe core.v1.Probe
  *name string
  ports [core.v1.ContainerPort] list=map:containerPort,protocol patch=merge key=containerPort
  readinessProbe core.v1.Probe
  resizePolicy [core.v1.ContainerResizePolicy] list=atomic
  resources core.v1.ResourceRequirements
  restartPolicy string
  securityContext core.v1.SecurityContext
  startupProbe core.v1.Probe
  stdin boolean
  stdinOnce boolean
  terminationMessagePath string
  terminationMessagePolicy string
  tty boolean
  volumeDevices [core.v1.VolumeDevice] list=map:devicePath patch=merge key=devicePath
  volumeMounts [core.v1.VolumeMount] list=map:mountPath patch=merge key=mountPath
  workingDir string
core.v1.ContainerImage
  names [string] list=atomic
  sizeBytes integer:int64
core.v1.ContainerPort
  *containerPort integer:int32
  hostIP string
  hostPort integer:int32
  name string
  protocol string
core.v1.ContainerResizePolicy
  *resourceName string
  *restartPolicy string
core.v1.ContainerState
  running core.v1.ContainerStateRunning
  terminated core.v1.ContainerStateTerminated
  waiting core.v1.ContainerStateWaiting
core.v1.ContainerStateRunning
  startedAt meta.v1.Time
core.v1.ContainerStateTerminated
  containerID string
  *exitCode integer:int32
  finishedAt meta.v1.Time
  message string
  reason string
  signal integer:int32
  startedAt meta.v1.Time
core.v1.ContainerStateWaiting
  message string
  reason string
core.v1.ContainerStatus
  allocatedResources {resource.Quantity}
  allocatedResourcesStatus [core.v1.ResourceStatus] list=map:name patch=merge key=name
  containerID string
  *image string
  *imageID string
  lastState core.v1.ContainerState
  *name string
  *ready boolean
  resources core.v1.ResourceRequirements
  *restartCount integer:int32
  started boolean
  state core.v1.ContainerState
  user core.v1.ContainerUser
  volumeMounts [core.v1.VolumeMountStatus] list=map:mountPath patch=merge key=mountPath
core.v1.ContainerUser
  linux core.v1.LinuxContainerUser
core.v1.DaemonEndpoint
  *Port integer:int32
core.v1.DownwardAPIProjection
  items [core.v1.DownwardAPIVolumeFile] list=atomic
core.v1.DownwardAPIVolumeFile
  fieldRef core.v1.ObjectFieldSelector
  mode integer:int32
  *path string
  resourceFieldRef core.v1.ResourceFieldSelector
core.v1.DownwardAPIVolumeSource
  defaultMode integer:int32
  items [core.v1.DownwardAPIVolumeFile] list=atomic
core.v1.EmptyDirVolumeSource
  medium string
  sizeLimit resource.Quantity
core.v1.EndpointAddress map=atomic
  hostname string
  *ip string
  nodeName string
  targetRef core.v1.ObjectReference
core.v1.EndpointPort map=atomic
  appProtocol string
  name string
  *port integer:int32
  protocol string
core.v1.EndpointSubset
  addresses [core.v1.EndpointAddress] list=atomic
  notReadyAddresses [core.v1.EndpointAddress] list=atomic
  ports [core.v1.EndpointPort] list=atomic
core.v1.Endpoints
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  subsets [core.v1.EndpointSubset] list=atomic
core.v1.EnvFromSource
  configMapRef core.v1.ConfigMapEnvSource
  prefix string
  secretRef core.v1.SecretEnvSource
core.v1.EnvVar
  *name string
  value string
  valueFrom core.v1.EnvVarSource
core.v1.EnvVarSource
  configMapKeyRef core.v1.ConfigMapKeySelector
  fieldRef core.v1.ObjectFieldSelector
  resourceFieldRef core.v1.ResourceFieldSelector
  secretKeyRef core.v1.SecretKeySelector
core.v1.EphemeralContainer
  args [string] list=atomic
  command [string] list=atomic
  env [core.v1.EnvVar] list=map:name patch=merge key=name
  envFrom [core.v1.EnvFromSource] list=atomic
  image string
  imagePullPolicy string
  lifecycle core.v1.Lifecycle
  livenessProbe core.v1.Probe
  *name string
  ports [core.v1.ContainerPort] list=map:containerPort,protocol patch=merge key=containerPort
  readinessProbe core.v1.Probe
  resizePolicy [core.v1.ContainerResizePolicy] list=atomic
  resources core.v1.ResourceRequirements
  restartPolicy string
  securityContext core.v1.SecurityContext
  startupProbe core.v1.Probe
  stdin boolean
  stdinOnce boolean
  targetContainerName string
  terminationMessagePath string
  terminationMessagePolicy string
  tty boolean
  volumeDevices [core.v1.VolumeDevice] list=map:devicePath patch=merge key=devicePath
  volumeMounts [core.v1.VolumeMount] list=map:mountPath patch=merge key=mountPath
  workingDir string
core.v1.EphemeralVolumeSource
  volumeClaimTemplate core.v1.PersistentVolumeClaimTemplate
core.v1.Event
  action string
  apiVersion string
  count integer:int32
  eventTime meta.v1.MicroTime
  firstTimestamp meta.v1.Time
  *involvedObject core.v1.ObjectReference
  kind string
  lastTimestamp meta.v1.Time
  message string
  *metadata meta.v1.ObjectMeta
  reason string
  related core.v1.ObjectReference
  reportingComponent string
  reportingInstance string
  series core.v1.EventSeries
  source core.v1.EventSource
  type string
core.v1.EventSeries
  count integer:int32
  lastObservedTime meta.v1.MicroTime
core.v1.EventSource
  component string
  host string
core.v1.ExecAction
  command [string] list=atomic
core.v1.FCVolumeSource
  fsType string
  lun integer:int32
  readOnly boolean
  targetWWNs [string] list=atomic
  wwids [string] list=atomic
core.v1.FlexPersistentVolumeSource
  *driver string
  fsType string
  options {string}
  readOnly boolean
  secretRef core.v1.SecretReference
core.v1.FlexVolumeSource
  *driver string
  fsType string
  options {string}
  readOnly boolean
  secretRef core.v1.LocalObjectReference
core.v1.FlockerVolumeSource
  datasetName string
  datasetUUID string
core.v1.GCEPersistentDiskVolumeSource
  fsType string
  partition integer:int32
  *pdName string
  readOnly boolean
core.v1.GRPCAction
  *port integer:int32
  service string
core.v1.GitRepoVolumeSource
  directory string
  *repository string
  revision string
core.v1.GlusterfsPersistentVolumeSource
  *endpoints string
  endpointsNamespace string
  *path string
  readOnly boolean
core.v1.GlusterfsVolumeSource
  *endpoints string
  *path string
  readOnly boolean
core.v1.HTTPGetAction
  host string
  httpHeaders [core.v1.HTTPHeader] list=atomic
  path string
  *port intstr.IntOrString
  scheme string
core.v1.HTTPHeader
  *name string
  *value string
core.v1.HostAlias
  hostnames [string] list=atomic
  *ip string
core.v1.HostIP
  *ip string
core.v1.HostPathVolumeSource
  *path string
  type string
core.v1.ISCSIPersistentVolumeSource
  chapAuthDiscovery boolean
  chapAuthSession boolean
  fsType string
  initiatorName string
  *iqn string
  iscsiInterface string
  *lun integer:int32
  portals [string] list=atomic
  readOnly boolean
  secretRef core.v1.SecretReference
  *targetPortal string
core.v1.ISCSIVolumeSource
  chapAuthDiscovery boolean
  chapAuthSession boolean
  fsType string
  initiatorName string
  *iqn string
  iscsiInterface string
  *lun integer:int32
  portals [string] list=atomic
  readOnly boolean
  secretRef core.v1.LocalObjectReference
  *targetPortal string
core.v1.ImageVolumeSource
  pullPolicy string
  reference string
core.v1.KeyToPath
  *key string
  mode integer:int32
  *path string
core.v1.Lifecycle
  postStart core.v1.LifecycleHandler
  preStop core.v1.LifecycleHandler
core.v1.LifecycleHandler
  exec core.v1.ExecAction
  httpGet core.v1.HTTPGetAction
  sleep core.v1.SleepAction
  tcpSocket core.v1.TCPSocketAction
core.v1.LimitRange
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec core.v1.LimitRangeSpec
core.v1.LimitRangeItem
  default {resource.Quantity}
  defaultRequest {resource.Quantity}
  max {resource.Quantity}
  maxLimitRequestRatio {resource.Quantity}
  min {resource.Quantity}
  *type string
core.v1.LimitRangeSpec
  *limits [core.v1.LimitRangeItem] list=atomic
core.v1.LinuxContainerUser
  *gid integer:int64
  supplementalGroups [integer:int64] list=atomic
  *uid integer:int64
core.v1.LoadBalancerIngress
  hostname string
  ip string
  ipMode string
  ports [core.v1.PortStatus] list=atomic
core.v1.LoadBalancerStatus
  ingress [core.v1.LoadBalancerIngress] list=atomic
core.v1.LocalObjectReference map=atomic
  name string
core.v1.LocalVolumeSource
  fsType string
  *path string
core.v1.ModifyVolumeStatus
  *status string
  targetVolumeAttributesClassName string
core.v1.NFSVolumeSource
  *path string
  readOnly boolean
  *server string
core.v1.Namespace
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec core.v1.NamespaceSpec
  status core.v1.NamespaceStatus
core.v1.NamespaceCondition
  lastTransitionTime meta.v1.Time
  message string
  reason string
  *status string
  *type string
core.v1.NamespaceSpec
  finalizers [string] list=atomic
core.v1.NamespaceStatus
  conditions [core.v1.NamespaceCondition] list=map:type patch=merge key=type
  phase string
core.v1.Node
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec core.v1.NodeSpec
  status core.v1.NodeStatus
core.v1.NodeAddress
  *address string
  *type string
core.v1.NodeAffinity
  preferredDuringSchedulingIgnoredDuringExecution [core.v1.PreferredSchedulingTerm] list=atomic
  requiredDuringSchedulingIgnoredDuringExecution core.v1.NodeSelector
core.v1.NodeCondition
  lastHeartbeatTime meta.v1.Time
  lastTransitionTime meta.v1.Time
  message string
  reason string
  *status string
  *type string
core.v1.NodeConfigSource
  configMap core.v1.ConfigMapNodeConfigSource
core.v1.NodeConfigStatus
  active core.v1.NodeConfigSource
  assigned core.v1.NodeConfigSource
  error string
  lastKnownGood core.v1.NodeConfigSource
core.v1.NodeDaemonEndpoints
  kubeletEndpoint core.v1.DaemonEndpoint
core.v1.NodeFeatures
  supplementalGroupsPolicy boolean
core.v1.NodeRuntimeHandler
  features core.v1.NodeRuntimeHandlerFeatures
  name string
core.v1.NodeRuntimeHandlerFeatures
  recursiveReadOnlyMounts boolean
  userNamespaces boolean
core.v1.NodeSelector map=atomic
  *nodeSelectorTerms [core.v1.NodeSelectorTerm] list=atomic
core.v1.NodeSelectorRequirement
  *key string
  *operator string
  values [string] list=atomic
core.v1.NodeSelectorTerm map=atomic
  matchExpressions [core.v1.NodeSelectorRequirement] list=atomic
  matchFields [core.v1.NodeSelectorRequirement] list=atomic
core.v1.NodeSpec
  configSource core.v1.NodeConfigSource
  externalID string
  podCIDR string
  podCIDRs [string] list=set patch=merge
  providerID string
  taints [core.v1.Taint] list=atomic
  unschedulable boolean
core.v1.NodeStatus
  addresses [core.v1.NodeAddress] list=map:type patch=merge key=type
  allocatable {resource.Quantity}
  capacity {resource.Quantity}
  conditions [core.v1.NodeCondition] list=map:type patch=merge key=type
  config core.v1.NodeConfigStatus
  daemonEndpoints core.v1.NodeDaemonEndpoints
  features core.v1.NodeFeatures
  images [core.v1.ContainerImage] list=atomic
  nodeInfo core.v1.NodeSystemInfo
  phase string
  runtimeHandlers [core.v1.NodeRuntimeHandler] list=atomic
  volumesAttached [core.v1.AttachedVolume] list=atomic
  volumesInUse [string] list=atomic
core.v1.NodeSystemInfo
  *architecture string
  *bootID string
  *containerRuntimeVersion string
  *kernelVersion string
  *kubeProxyVersion string
  *kubeletVersion string
  *machineID string
  *operatingSystem string
  *osImage string
  *systemUUID string
core.v1.ObjectFieldSelector map=atomic
  apiVersion string
  *fieldPath string
core.v1.ObjectReference map=atomic
  apiVersion string
  fieldPath string
  kind string
  name string
  namespace string
  resourceVersion string
  uid string
core.v1.PersistentVolume
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec core.v1.PersistentVolumeSpec
  status core.v1.PersistentVolumeStatus
core.v1.PersistentVolumeClaim
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec core.v1.PersistentVolumeClaimSpec
  status core.v1.PersistentVolumeClaimStatus
core.v1.PersistentVolumeClaimCondition
  lastProbeTime meta.v1.Time
  lastTransitionTime meta.v1.Time
  message string
  reason string
  *status string
  *type string
core.v1.PersistentVolumeClaimSpec
  accessModes [string] list=atomic
  dataSource core.v1.TypedLocalObjectReference
  dataSourceRef core.v1.TypedObjectReference
  resources core.v1.VolumeResourceRequirements
  selector meta.v1.LabelSelector
  storageClassName string
  volumeAttributesClassName string
  volumeMode string
  volumeName string
core.v1.PersistentVolumeClaimStatus
  accessModes [string] list=atomic
  allocatedResourceStatuses {string} map=granular
  allocatedResources {resource.Quantity}
  capacity {resource.Quantity}
  conditions [core.v1.PersistentVolumeClaimCondition] list=map:type patch=merge key=type
  currentVolumeAttributesClassName string
  modifyVolumeStatus core.v1.ModifyVolumeStatus
  phase string
core.v1.PersistentVolumeClaimTemplate
  metadata meta.v1.ObjectMeta
  *spec core.v1.PersistentVolumeClaimSpec
core.v1.PersistentVolumeClaimVolumeSource
  *claimName string
  readOnly boolean
core.v1.PersistentVolumeSpec
  accessModes [string] list=atomic
  awsElasticBlockStore core.v1.AWSElasticBlockStoreVolumeSource
  azureDisk core.v1.AzureDiskVolumeSource
  azureFile core.v1.AzureFilePersistentVolumeSource
  capacity {resource.Quantity}
  cephfs core.v1.CephFSPersistentVolumeSource
  cinder core.v1.CinderPersistentVolumeSource
  claimRef core.v1.ObjectReference map=granular
  csi core.v1.CSIPersistentVolumeSource
  fc core.v1.FCVolumeSource
  flexVolume core.v1.FlexPersistentVolumeSource
  flocker core.v1.FlockerVolumeSource
  gcePersistentDisk core.v1.GCEPersistentDiskVolumeSource
  glusterfs core.v1.GlusterfsPersistentVolumeSource
  hostPath core.v1.HostPathVolumeSource
  iscsi core.v1.ISCSIPersistentVolumeSource
  local core.v1.LocalVolumeSource
  mountOptions [string] list=atomic
  nfs core.v1.NFSVolumeSource
  nodeAffinity core.v1.VolumeNodeAffinity
  persistentVolumeReclaimPolicy string
  photonPersistentDisk core.v1.PhotonPersistentDiskVolumeSource
  portworxVolume core.v1.PortworxVolumeSource
  quobyte core.v1.QuobyteVolumeSource
  rbd core.v1.RBDPersistentVolumeSource
  scaleIO core.v1.ScaleIOPersistentVolumeSource
  storageClassName string
  storageos core.v1.StorageOSPersistentVolumeSource
  volumeAttributesClassName string
  volumeMode string
  vsphereVolume core.v1.VsphereVirtualDiskVolumeSource
core.v1.PersistentVolumeStatus
  lastPhaseTransitionTime meta.v1.Time
  message string
  phase string
  reason string
core.v1.PhotonPersistentDiskVolumeSource
  fsType string
  *pdID string
core.v1.Pod
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec core.v1.PodSpec
  status core.v1.PodStatus
core.v1.PodAffinity
  preferredDuringSchedulingIgnoredDuringExecution [core.v1.WeightedPodAffinityTerm] list=atomic
  requiredDuringSchedulingIgnoredDuringExecution [core.v1.PodAffinityTerm] list=atomic
core.v1.PodAffinityTerm
  labelSelector meta.v1.LabelSelector
  matchLabelKeys [string] list=atomic
  mismatchLabelKeys [string] list=atomic
  namespaceSelector meta.v1.LabelSelector
  namespaces [string] list=atomic
  *topologyKey string
core.v1.PodAntiAffinity
  preferredDuringSchedulingIgnoredDuringExecution [core.v1.WeightedPodAffinityTerm] list=atomic
  requiredDuringSchedulingIgnoredDuringExecution [core.v1.PodAffinityTerm] list=atomic
core.v1.PodCondition
  lastProbeTime meta.v1.Time
  lastTransitionTime meta.v1.Time
  message string
  reason string
  *status string
  *type string
core.v1.PodDNSConfig
  nameservers [string] list=atomic
  options [core.v1.PodDNSConfigOption] list=atomic
  searches [string] list=atomic
core.v1.PodDNSConfigOption
  name string
  value string
core.v1.PodIP
  *ip string
core.v1.PodOS
  *name string
core.v1.PodReadinessGate
  *conditionType string
core.v1.PodResourceClaim
  *name string
  resourceClaimName string
  resourceClaimTemplateName string
core.v1.PodResourceClaimStatus
  *name string
  resourceClaimName string
core.v1.PodSchedulingGate
  *name string
core.v1.PodSecurityContext
  appArmorProfile core.v1.AppArmorProfile
  fsGroup integer:int64
  fsGroupChangePolicy string
  runAsGroup integer:int64
  runAsNonRoot boolean
  runAsUser integer:int64
  seLinuxChangePolicy string
  seLinuxOptions core.v1.SELinuxOptions
  seccompProfile core.v1.SeccompProfile
  supplementalGroups [integer:int64] list=atomic
  supplementalGroupsPolicy string
  sysctls [core.v1.Sysctl] list=atomic
  windowsOptions core.v1.WindowsSecurityContextOptions
core.v1.PodSpec
  activeDeadlineSeconds integer:int64
  affinity core.v1.Affinity
  automountServiceAccountToken boolean
  *containers [core.v1.Container] list=map:name patch=merge key=name
  dnsConfig core.v1.PodDNSConfig
  dnsPolicy string
  enableServiceLinks boolean
  ephemeralContainers [core.v1.EphemeralContainer] list=map:name patch=merge key=name
  hostAliases [core.v1.HostAlias] list=map:ip patch=merge key=ip
  hostIPC boolean
  hostNetwork boolean
  hostPID boolean
  hostUsers boolean
  hostname string
  imagePullSecrets [core.v1.LocalObjectReference] list=map:name patch=merge key=name
  initContainers [core.v1.Container] list=map:name patch=merge key=name
  nodeName string
  nodeSelector {string} map=atomic
  os core.v1.PodOS
  overhead {resource.Quantity}
  preemptionPolicy string
  priority integer:int32
  priorityClassName string
  readinessGates [core.v1.PodReadinessGate] list=atomic
  resourceClaims [core.v1.PodResourceClaim] list=map:name patch=merge,retainKeys key=name
  resources core.v1.ResourceRequirements
  restartPolicy string
  runtimeClassName string
  schedulerName string
  schedulingGates [core.v1.PodSchedulingGate] list=map:name patch=merge key=name
  securityContext core.v1.PodSecurityContext
  serviceAccount string
  serviceAccountName string
  setHostnameAsFQDN boolean
  shareProcessNamespace boolean
  subdomain string
  terminationGracePeriodSeconds integer:int64
  tolerations [core.v1.Toleration] list=atomic
  topologySpreadConstraints [core.v1.TopologySpreadConstraint] list=map:topologyKey,whenUnsatisfiable patch=merge key=topologyKey
  volumes [core.v1.Volume] list=map:name patch=merge,retainKeys key=name
core.v1.PodStatus
  conditions [core.v1.PodCondition] list=map:type patch=merge key=type
  containerStatuses [core.v1.ContainerStatus] list=atomic
  ephemeralContainerStatuses [core.v1.ContainerStatus] list=atomic
  hostIP string
  hostIPs [core.v1.HostIP] list=atomic patch=merge key=ip
  initContainerStatuses [core.v1.ContainerStatus] list=atomic
  message string
  nominatedNodeName string
  phase string
  podIP string
  podIPs [core.v1.PodIP] list=map:ip patch=merge key=ip
  qosClass string
  reason string
  resize string
  resourceClaimStatuses [core.v1.PodResourceClaimStatus] list=map:name patch=merge,retainKeys key=name
  startTime meta.v1.Time
core.v1.PodTemplateSpec
  metadata meta.v1.ObjectMeta
  spec core.v1.PodSpec
core.v1.PortStatus
  error string
  *port integer:int32
  *protocol string
core.v1.PortworxVolumeSource
  fsType string
  readOnly boolean
  *volumeID string
core.v1.PreferredSchedulingTerm
  *preference core.v1.NodeSelectorTerm
  *weight integer:int32
core.v1.Probe
  exec core.v1.ExecAction
  failureThreshold integer:int32
  grpc core.v1.GRPCAction
  httpGet core.v1.HTTPGetAction
  initialDelaySeconds integer:int32
  periodSeconds integer:int32
  successThreshold integer:int32
  tcpSocket core.v1.TCPSocketAction
  terminationGracePeriodSeconds integer:int64
  timeoutSeconds integer:int32
core.v1.ProjectedVolumeSource
  defaultMode integer:int32
  sources [core.v1.VolumeProjection] list=atomic
core.v1.QuobyteVolumeSource
  group string
  readOnly boolean
  *registry string
  tenant string
  user string
  *volume string
core.v1.RBDPersistentVolumeSource
  fsType string
  *image string
  keyring string
  *monitors [string] list=atomic
  pool string
  readOnly boolean
  secretRef core.v1.SecretReference
  user string
core.v1.RBDVolumeSource
  fsType string
  *image string
  keyring string
  *monitors [string] list=atomic
  pool string
  readOnly boolean
  secretRef core.v1.LocalObjectReference
  user string
core.v1.ResourceClaim
  *name string
  request string
core.v1.ResourceFieldSelector map=atomic
  containerName string
  divisor resource.Quantity
  *resource string
core.v1.ResourceHealth
  health string
  *resourceID string
core.v1.ResourceQuota
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec core.v1.ResourceQuotaSpec
  status core.v1.ResourceQuotaStatus
core.v1.ResourceQuotaSpec
  hard {resource.Quantity}
  scopeSelector core.v1.ScopeSelector
  scopes [string] list=atomic
core.v1.ResourceQuotaStatus
  hard {resource.Quantity}
  used {resource.Quantity}
core.v1.ResourceRequirements
  claims [core.v1.ResourceClaim] list=map:name
  limits {resource.Quantity}
  requests {resource.Quantity}
core.v1.ResourceStatus
  *name string
  resources [core.v1.ResourceHealth] list=map:resourceID
core.v1.SELinuxOptions
  level string
  role string
  type string
  user string
core.v1.ScaleIOPersistentVolumeSource
  fsType string
  *gateway string
  protectionDomain string
  readOnly boolean
  *secretRef core.v1.SecretReference
  sslEnabled boolean
  storageMode string
  storagePool string
  *system string
  volumeName string
core.v1.ScaleIOVolumeSource
  fsType string
  *gateway string
  protectionDomain string
  readOnly boolean
  *secretRef core.v1.LocalObjectReference
  sslEnabled boolean
  storageMode string
  storagePool string
  *system string
  volumeName string
core.v1.ScopeSelector map=atomic
  matchExpressions [core.v1.ScopedResourceSelectorRequirement] list=atomic
core.v1.ScopedResourceSelectorRequirement
  *operator string
  *scopeName string
  values [string] list=atomic
core.v1.SeccompProfile
  localhostProfile string
  *type string
core.v1.Secret
  apiVersion string
  data {string:byte}
  immutable boolean
  kind string
  metadata meta.v1.ObjectMeta
  stringData {string}
  type string
core.v1.SecretEnvSource
  name string
  optional boolean
core.v1.SecretKeySelector map=atomic
  *key string
  name string
  optional boolean
core.v1.SecretProjection
  items [core.v1.KeyToPath] list=atomic
  name string
  optional boolean
core.v1.SecretReference map=atomic
  name string
  namespace string
core.v1.SecretVolumeSource
  defaultMode integer:int32
  items [core.v1.KeyToPath] list=atomic
  optional boolean
  secretName string
core.v1.SecurityContext
  allowPrivilegeEscalation boolean
  appArmorProfile core.v1.AppArmorProfile
  capabilities core.v1.Capabilities
  privileged boolean
  procMount string
  readOnlyRootFilesystem boolean
  runAsGroup integer:int64
  runAsNonRoot boolean
  runAsUser integer:int64
  seLinuxOptions core.v1.SELinuxOptions
  seccompProfile core.v1.SeccompProfile
  windowsOptions core.v1.WindowsSecurityContextOptions
core.v1.Service
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec core.v1.ServiceSpec
  status core.v1.ServiceStatus
core.v1.ServiceAccount
  apiVersion string
  automountServiceAccountToken boolean
  imagePullSecrets [core.v1.LocalObjectReference] list=atomic
  kind string
  metadata meta.v1.ObjectMeta
  secrets [core.v1.ObjectReference] list=map:name patch=merge key=name
core.v1.ServiceAccountTokenProjection
  audience string
  expirationSeconds integer:int64
  *path string
core.v1.ServicePort
  appProtocol string
  name string
  nodePort integer:int32
  *port integer:int32
  protocol string
  targetPort intstr.IntOrString
core.v1.ServiceSpec
  allocateLoadBalancerNodePorts boolean
  clusterIP string
  clusterIPs [string] list=atomic
  externalIPs [string] list=atomic
  externalName string
  externalTrafficPolicy string
  healthCheckNodePort integer:int32
  internalTrafficPolicy string
  ipFamilies [string] list=atomic
  ipFamilyPolicy string
  loadBalancerClass string
  loadBalancerIP string
  loadBalancerSourceRanges [string] list=atomic
  ports [core.v1.ServicePort] list=map:port,protocol patch=merge key=port
  publishNotReadyAddresses boolean
  selector {string} map=atomic
  sessionAffinity string
  sessionAffinityConfig core.v1.SessionAffinityConfig
  trafficDistribution string
  type string
core.v1.ServiceStatus
  conditions [meta.v1.Condition] list=map:type patch=merge key=type
  loadBalancer core.v1.LoadBalancerStatus
core.v1.SessionAffinityConfig
  clientIP core.v1.ClientIPConfig
core.v1.SleepAction
  *seconds integer:int64
core.v1.StorageOSPersistentVolumeSource
  fsType string
  readOnly boolean
  secretRef core.v1.ObjectReference
  volumeName string
  volumeNamespace string
core.v1.StorageOSVolumeSource
  fsType string
  readOnly boolean
  secretRef core.v1.LocalObjectReference
  volumeName string
  volumeNamespace string
core.v1.Sysctl
  *name string
  *value string
core.v1.TCPSocketAction
  host string
  *port intstr.IntOrString
core.v1.Taint
  *effect string
  *key string
  timeAdded meta.v1.Time
  value string
core.v1.Toleration
  effect string
  key string
  operator string
  tolerationSeconds integer:int64
  value string
core.v1.TopologySelectorLabelRequirement
  *key string
  *values [string] list=atomic
core.v1.TopologySelectorTerm map=atomic
  matchLabelExpressions [core.v1.TopologySelectorLabelRequirement] list=atomic
core.v1.TopologySpreadConstraint
  labelSelector meta.v1.LabelSelector
  matchLabelKeys [string] list=atomic
  *maxSkew integer:int32
  minDomains integer:int32
  nodeAffinityPolicy string
  nodeTaintsPolicy string
  *topologyKey string
  *whenUnsatisfiable string
core.v1.TypedLocalObjectReference map=atomic
  apiGroup string
  *kind string
  *name string
core.v1.TypedObjectReference
  apiGroup string
  *kind string
  *name string
  namespace string
core.v1.Volume
  awsElasticBlockStore core.v1.AWSElasticBlockStoreVolumeSource
  azureDisk core.v1.AzureDiskVolumeSource
  azureFile core.v1.AzureFileVolumeSource
  cephfs core.v1.CephFSVolumeSource
  cinder core.v1.CinderVolumeSource
  configMap core.v1.ConfigMapVolumeSource
  csi core.v1.CSIVolumeSource
  downwardAPI core.v1.DownwardAPIVolumeSource
  emptyDir core.v1.EmptyDirVolumeSource
  ephemeral core.v1.EphemeralVolumeSource
  fc core.v1.FCVolumeSource
  flexVolume core.v1.FlexVolumeSource
  flocker core.v1.FlockerVolumeSource
  gcePersistentDisk core.v1.GCEPersistentDiskVolumeSource
  gitRepo core.v1.GitRepoVolumeSource
  glusterfs core.v1.GlusterfsVolumeSource
  hostPath core.v1.HostPathVolumeSource
  image core.v1.ImageVolumeSource
  iscsi core.v1.ISCSIVolumeSource
  *name string
  nfs core.v1.NFSVolumeSource
  persistentVolumeClaim core.v1.PersistentVolumeClaimVolumeSource
  photonPersistentDisk core.v1.PhotonPersistentDiskVolumeSource
  portworxVolume core.v1.PortworxVolumeSource
  projected core.v1.ProjectedVolumeSource
  quobyte core.v1.QuobyteVolumeSource
  rbd core.v1.RBDVolumeSource
  scaleIO core.v1.ScaleIOVolumeSource
  secret core.v1.SecretVolumeSource
  storageos core.v1.StorageOSVolumeSource
  vsphereVolume core.v1.VsphereVirtualDiskVolumeSource
core.v1.VolumeDevice
  *devicePath string
  *name string
core.v1.VolumeMount
  *mountPath string
  mountPropagation string
  *name string
  readOnly boolean
  recursiveReadOnly string
  subPath string
  subPathExpr string
core.v1.VolumeMountStatus
  *mountPath string
  *name string
  readOnly boolean
  recursiveReadOnly string
core.v1.VolumeNodeAffinity
  required core.v1.NodeSelector
core.v1.VolumeProjection
  clusterTrustBundle core.v1.ClusterTrustBundleProjection
  configMap core.v1.ConfigMapProjection
  downwardAPI core.v1.DownwardAPIProjection
  secret core.v1.SecretProjection
  serviceAccountToken core.v1.ServiceAccountTokenProjection
core.v1.VolumeResourceRequirements
  limits {resource.Quantity}
  requests {resource.Quantity}
core.v1.VsphereVirtualDiskVolumeSource
  fsType string
  storagePolicyID string
  storagePolicyName string
  *volumePath string
core.v1.WeightedPodAffinityTerm
  *podAffinityTerm core.v1.PodAffinityTerm
  *weight integer:int32
core.v1.WindowsSecurityContextOptions
  gmsaCredentialSpec string
  gmsaCredentialSpecName string
  hostProcess boolean
  runAsUserName string
`
