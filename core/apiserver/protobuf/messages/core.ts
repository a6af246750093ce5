/** Messages of core/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const coreMessages: Readonly<Record<string, string>> = {
  Volume: 'name=1:string* =2:core.VolumeSource*',
  VolumeSource:
    'hostPath=1:core.HostPathVolumeSource* emptyDir=2:core.EmptyDirVolumeSource* gcePersistentDisk=3:core.GCEPersistentDiskVolumeSource* awsElasticBlockStore=4:core.AWSElasticBlockStoreVolumeSource* gitRepo=5:core.GitRepoVolumeSource* secret=6:core.SecretVolumeSource* nfs=7:core.NFSVolumeSource* iscsi=8:core.ISCSIVolumeSource* glusterfs=9:core.GlusterfsVolumeSource* persistentVolumeClaim=10:core.PersistentVolumeClaimVolumeSource* rbd=11:core.RBDVolumeSource* flexVolume=12:core.FlexVolumeSource* cinder=13:core.CinderVolumeSource* cephfs=14:core.CephFSVolumeSource* flocker=15:core.FlockerVolumeSource* downwardAPI=16:core.DownwardAPIVolumeSource* fc=17:core.FCVolumeSource* azureFile=18:core.AzureFileVolumeSource* configMap=19:core.ConfigMapVolumeSource* vsphereVolume=20:core.VsphereVirtualDiskVolumeSource* quobyte=21:core.QuobyteVolumeSource* azureDisk=22:core.AzureDiskVolumeSource* photonPersistentDisk=23:core.PhotonPersistentDiskVolumeSource* projected=26:core.ProjectedVolumeSource* portworxVolume=24:core.PortworxVolumeSource* scaleIO=25:core.ScaleIOVolumeSource* storageos=27:core.StorageOSVolumeSource* csi=28:core.CSIVolumeSource* ephemeral=29:core.EphemeralVolumeSource* image=30:core.ImageVolumeSource*',
  PersistentVolumeClaimVolumeSource: 'claimName=1:string* readOnly=2:bool',
  PersistentVolumeSource:
    'gcePersistentDisk=1:core.GCEPersistentDiskVolumeSource* awsElasticBlockStore=2:core.AWSElasticBlockStoreVolumeSource* hostPath=3:core.HostPathVolumeSource* glusterfs=4:core.GlusterfsPersistentVolumeSource* nfs=5:core.NFSVolumeSource* rbd=6:core.RBDPersistentVolumeSource* iscsi=7:core.ISCSIPersistentVolumeSource* cinder=8:core.CinderPersistentVolumeSource* cephfs=9:core.CephFSPersistentVolumeSource* fc=10:core.FCVolumeSource* flocker=11:core.FlockerVolumeSource* flexVolume=12:core.FlexPersistentVolumeSource* azureFile=13:core.AzureFilePersistentVolumeSource* vsphereVolume=14:core.VsphereVirtualDiskVolumeSource* quobyte=15:core.QuobyteVolumeSource* azureDisk=16:core.AzureDiskVolumeSource* photonPersistentDisk=17:core.PhotonPersistentDiskVolumeSource* portworxVolume=18:core.PortworxVolumeSource* scaleIO=19:core.ScaleIOPersistentVolumeSource* local=20:core.LocalVolumeSource* storageos=21:core.StorageOSPersistentVolumeSource* csi=22:core.CSIPersistentVolumeSource*',
  PersistentVolume: 'metadata=1:meta.ObjectMeta spec=2:core.PersistentVolumeSpec status=3:core.PersistentVolumeStatus',
  PersistentVolumeSpec:
    'capacity=1:{resource.Quantity =2:core.PersistentVolumeSource* accessModes=3:[string claimRef=4:core.ObjectReference* persistentVolumeReclaimPolicy=5:string storageClassName=6:string mountOptions=7:[string volumeMode=8:string* nodeAffinity=9:core.VolumeNodeAffinity* volumeAttributesClassName=10:string*',
  VolumeNodeAffinity: 'required=1:core.NodeSelector*',
  PersistentVolumeStatus: 'phase=1:string message=2:string reason=3:string lastPhaseTransitionTime=4:meta.Time*',
  PersistentVolumeClaim:
    'metadata=1:meta.ObjectMeta spec=2:core.PersistentVolumeClaimSpec status=3:core.PersistentVolumeClaimStatus',
  PersistentVolumeClaimSpec:
    'accessModes=1:[string selector=4:meta.LabelSelector* resources=2:core.VolumeResourceRequirements volumeName=3:string storageClassName=5:string* volumeMode=6:string* dataSource=7:core.TypedLocalObjectReference* dataSourceRef=8:core.TypedObjectReference* volumeAttributesClassName=9:string*',
  TypedObjectReference: 'apiGroup=1:string* kind=2:string* name=3:string* namespace=4:string*',
  ModifyVolumeStatus: 'targetVolumeAttributesClassName=1:string status=2:string*',
  PersistentVolumeClaimCondition:
    'type=1:string* status=2:string* lastProbeTime=3:meta.Time lastTransitionTime=4:meta.Time reason=5:string message=6:string',
  PersistentVolumeClaimStatus:
    'phase=1:string accessModes=2:[string capacity=3:{resource.Quantity conditions=4:[core.PersistentVolumeClaimCondition allocatedResources=5:{resource.Quantity allocatedResourceStatuses=7:{string currentVolumeAttributesClassName=8:string* modifyVolumeStatus=9:core.ModifyVolumeStatus*',
  HostPathVolumeSource: 'path=1:string* type=2:string*',
  EmptyDirVolumeSource: 'medium=1:string sizeLimit=2:resource.Quantity*',
  GlusterfsVolumeSource: 'endpoints=1:string* path=2:string* readOnly=3:bool',
  GlusterfsPersistentVolumeSource: 'endpoints=1:string* path=2:string* readOnly=3:bool endpointsNamespace=4:string*',
  RBDVolumeSource:
    'monitors=1:[string* image=2:string* fsType=3:string pool=4:string user=5:string keyring=6:string secretRef=7:core.LocalObjectReference* readOnly=8:bool',
  RBDPersistentVolumeSource:
    'monitors=1:[string* image=2:string* fsType=3:string pool=4:string user=5:string keyring=6:string secretRef=7:core.SecretReference* readOnly=8:bool',
  CinderVolumeSource: 'volumeID=1:string* fsType=2:string readOnly=3:bool secretRef=4:core.LocalObjectReference*',
  CinderPersistentVolumeSource: 'volumeID=1:string* fsType=2:string readOnly=3:bool secretRef=4:core.SecretReference*',
  CephFSVolumeSource:
    'monitors=1:[string* path=2:string user=3:string secretFile=4:string secretRef=5:core.LocalObjectReference* readOnly=6:bool',
  SecretReference: 'name=1:string namespace=2:string',
  CephFSPersistentVolumeSource:
    'monitors=1:[string* path=2:string user=3:string secretFile=4:string secretRef=5:core.SecretReference* readOnly=6:bool',
  FlockerVolumeSource: 'datasetName=1:string datasetUUID=2:string',
  GCEPersistentDiskVolumeSource: 'pdName=1:string* fsType=2:string partition=3:int readOnly=4:bool',
  QuobyteVolumeSource:
    'registry=1:string* volume=2:string* readOnly=3:bool user=4:string group=5:string tenant=6:string',
  FlexPersistentVolumeSource:
    'driver=1:string* fsType=2:string secretRef=3:core.SecretReference* readOnly=4:bool options=5:{string',
  FlexVolumeSource:
    'driver=1:string* fsType=2:string secretRef=3:core.LocalObjectReference* readOnly=4:bool options=5:{string',
  AWSElasticBlockStoreVolumeSource: 'volumeID=1:string* fsType=2:string partition=3:int readOnly=4:bool',
  GitRepoVolumeSource: 'repository=1:string* revision=2:string directory=3:string',
  SecretVolumeSource: 'secretName=1:string items=2:[core.KeyToPath defaultMode=3:int* optional=4:bool*',
  SecretProjection: '=1:core.LocalObjectReference* items=2:[core.KeyToPath optional=4:bool*',
  NFSVolumeSource: 'server=1:string* path=2:string* readOnly=3:bool',
  ISCSIVolumeSource:
    'targetPortal=1:string* iqn=2:string* lun=3:int* iscsiInterface=4:string fsType=5:string readOnly=6:bool portals=7:[string chapAuthDiscovery=8:bool chapAuthSession=11:bool secretRef=10:core.LocalObjectReference* initiatorName=12:string*',
  ISCSIPersistentVolumeSource:
    'targetPortal=1:string* iqn=2:string* lun=3:int* iscsiInterface=4:string fsType=5:string readOnly=6:bool portals=7:[string chapAuthDiscovery=8:bool chapAuthSession=11:bool secretRef=10:core.SecretReference* initiatorName=12:string*',
  FCVolumeSource: 'targetWWNs=1:[string lun=2:int* fsType=3:string readOnly=4:bool wwids=5:[string',
  AzureFileVolumeSource: 'secretName=1:string* shareName=2:string* readOnly=3:bool',
  AzureFilePersistentVolumeSource: 'secretName=1:string* shareName=2:string* readOnly=3:bool secretNamespace=4:string*',
  VsphereVirtualDiskVolumeSource:
    'volumePath=1:string* fsType=2:string storagePolicyName=3:string storagePolicyID=4:string',
  PhotonPersistentDiskVolumeSource: 'pdID=1:string* fsType=2:string',
  AzureDiskVolumeSource:
    'diskName=1:string* diskURI=2:string* cachingMode=3:string* fsType=4:string* readOnly=5:bool* kind=6:string*',
  PortworxVolumeSource: 'volumeID=1:string* fsType=2:string readOnly=3:bool',
  ScaleIOVolumeSource:
    'gateway=1:string* system=2:string* secretRef=3:core.LocalObjectReference* sslEnabled=4:bool protectionDomain=5:string storagePool=6:string storageMode=7:string volumeName=8:string fsType=9:string readOnly=10:bool',
  ScaleIOPersistentVolumeSource:
    'gateway=1:string* system=2:string* secretRef=3:core.SecretReference* sslEnabled=4:bool protectionDomain=5:string storagePool=6:string storageMode=7:string volumeName=8:string fsType=9:string readOnly=10:bool',
  StorageOSVolumeSource:
    'volumeName=1:string volumeNamespace=2:string fsType=3:string readOnly=4:bool secretRef=5:core.LocalObjectReference*',
  StorageOSPersistentVolumeSource:
    'volumeName=1:string volumeNamespace=2:string fsType=3:string readOnly=4:bool secretRef=5:core.ObjectReference*',
  ConfigMapVolumeSource: '=1:core.LocalObjectReference* items=2:[core.KeyToPath defaultMode=3:int* optional=4:bool*',
  ConfigMapProjection: '=1:core.LocalObjectReference* items=2:[core.KeyToPath optional=4:bool*',
  ServiceAccountTokenProjection: 'audience=1:string expirationSeconds=2:int* path=3:string*',
  ClusterTrustBundleProjection:
    'name=1:string* signerName=2:string* labelSelector=3:meta.LabelSelector* optional=5:bool* path=4:string*',
  PodCertificateProjection:
    'signerName=1:string keyType=2:string maxExpirationSeconds=3:int* credentialBundlePath=4:string keyPath=5:string certificateChainPath=6:string userAnnotations=7:{string',
  ProjectedVolumeSource: 'sources=1:[core.VolumeProjection* defaultMode=2:int*',
  VolumeProjection:
    'secret=1:core.SecretProjection* downwardAPI=2:core.DownwardAPIProjection* configMap=3:core.ConfigMapProjection* serviceAccountToken=4:core.ServiceAccountTokenProjection* clusterTrustBundle=5:core.ClusterTrustBundleProjection* podCertificate=6:core.PodCertificateProjection*',
  KeyToPath: 'key=1:string* path=2:string* mode=3:int*',
  LocalVolumeSource: 'path=1:string* fsType=2:string*',
  CSIPersistentVolumeSource:
    'driver=1:string* volumeHandle=2:string* readOnly=3:bool fsType=4:string volumeAttributes=5:{string controllerPublishSecretRef=6:core.SecretReference* nodeStageSecretRef=7:core.SecretReference* nodePublishSecretRef=8:core.SecretReference* controllerExpandSecretRef=9:core.SecretReference* nodeExpandSecretRef=10:core.SecretReference*',
  CSIVolumeSource:
    'driver=1:string* readOnly=2:bool* fsType=3:string* volumeAttributes=4:{string nodePublishSecretRef=5:core.LocalObjectReference*',
  EphemeralVolumeSource: 'volumeClaimTemplate=1:core.PersistentVolumeClaimTemplate*',
  PersistentVolumeClaimTemplate: 'metadata=1:meta.ObjectMeta spec=2:core.PersistentVolumeClaimSpec*',
  ContainerPort: 'name=1:string hostPort=2:int containerPort=3:int* protocol=4:string hostIP=5:string',
  VolumeMount:
    'name=1:string* readOnly=2:bool recursiveReadOnly=7:string* mountPath=3:string* subPath=4:string mountPropagation=5:string* subPathExpr=6:string',
  VolumeDevice: 'name=1:string* devicePath=2:string*',
  EnvVar: 'name=1:string* value=2:string valueFrom=3:core.EnvVarSource*',
  EnvVarSource:
    'fieldRef=1:core.ObjectFieldSelector* resourceFieldRef=2:core.ResourceFieldSelector* configMapKeyRef=3:core.ConfigMapKeySelector* secretKeyRef=4:core.SecretKeySelector* fileKeyRef=5:core.FileKeySelector*',
  FileKeySelector: 'volumeName=1:string* path=2:string* key=3:string* optional=4:bool*',
  ObjectFieldSelector: 'apiVersion=1:string fieldPath=2:string*',
  ResourceFieldSelector: 'containerName=1:string resource=2:string* divisor=3:resource.Quantity',
  ConfigMapKeySelector: '=1:core.LocalObjectReference* key=2:string* optional=3:bool*',
  SecretKeySelector: '=1:core.LocalObjectReference* key=2:string* optional=3:bool*',
  EnvFromSource: 'prefix=1:string configMapRef=2:core.ConfigMapEnvSource* secretRef=3:core.SecretEnvSource*',
  ConfigMapEnvSource: '=1:core.LocalObjectReference* optional=2:bool*',
  SecretEnvSource: '=1:core.LocalObjectReference* optional=2:bool*',
  HTTPHeader: 'name=1:string* value=2:string*',
  HTTPGetAction:
    'path=1:string port=2:intstr.IntOrString* host=3:string scheme=4:string httpHeaders=5:[core.HTTPHeader',
  TCPSocketAction: 'port=1:intstr.IntOrString* host=2:string',
  GRPCAction: 'port=1:int* service=2:string*',
  ExecAction: 'command=1:[string',
  SleepAction: 'seconds=1:int*',
  Probe:
    '=1:core.ProbeHandler* initialDelaySeconds=2:int timeoutSeconds=3:int periodSeconds=4:int successThreshold=5:int failureThreshold=6:int terminationGracePeriodSeconds=7:int*',
  ContainerResizePolicy: 'resourceName=1:string* restartPolicy=2:string*',
  Capabilities: 'add=1:[string drop=2:[string',
  ResourceRequirements: 'limits=1:{resource.Quantity requests=2:{resource.Quantity claims=3:[core.ResourceClaim',
  VolumeResourceRequirements: 'limits=1:{resource.Quantity requests=2:{resource.Quantity',
  ResourceClaim: 'name=1:string* request=2:string',
  Container:
    'name=1:string* image=2:string command=3:[string args=4:[string workingDir=5:string ports=6:[core.ContainerPort envFrom=19:[core.EnvFromSource env=7:[core.EnvVar resources=8:core.ResourceRequirements resizePolicy=23:[core.ContainerResizePolicy restartPolicy=24:string* restartPolicyRules=25:[core.ContainerRestartRule volumeMounts=9:[core.VolumeMount volumeDevices=21:[core.VolumeDevice livenessProbe=10:core.Probe* readinessProbe=11:core.Probe* startupProbe=22:core.Probe* lifecycle=12:core.Lifecycle* terminationMessagePath=13:string terminationMessagePolicy=20:string imagePullPolicy=14:string securityContext=15:core.SecurityContext* stdin=16:bool stdinOnce=17:bool tty=18:bool',
  ProbeHandler:
    'exec=1:core.ExecAction* httpGet=2:core.HTTPGetAction* tcpSocket=3:core.TCPSocketAction* grpc=4:core.GRPCAction*',
  LifecycleHandler:
    'exec=1:core.ExecAction* httpGet=2:core.HTTPGetAction* tcpSocket=3:core.TCPSocketAction* sleep=4:core.SleepAction*',
  Lifecycle: 'postStart=1:core.LifecycleHandler* preStop=2:core.LifecycleHandler* stopSignal=3:string*',
  ContainerStateWaiting: 'reason=1:string message=2:string',
  ContainerStateRunning: 'startedAt=1:meta.Time',
  ContainerStateTerminated:
    'exitCode=1:int* signal=2:int reason=3:string message=4:string startedAt=5:meta.Time finishedAt=6:meta.Time containerID=7:string',
  ContainerState:
    'waiting=1:core.ContainerStateWaiting* running=2:core.ContainerStateRunning* terminated=3:core.ContainerStateTerminated*',
  ContainerStatus:
    'name=1:string* state=2:core.ContainerState lastState=3:core.ContainerState ready=4:bool* restartCount=5:int* image=6:string* imageID=7:string* containerID=8:string started=9:bool* allocatedResources=10:{resource.Quantity resources=11:core.ResourceRequirements* volumeMounts=12:[core.VolumeMountStatus user=13:core.ContainerUser* allocatedResourcesStatus=14:[core.ResourceStatus stopSignal=15:string*',
  ResourceStatus: 'name=1:string* resources=2:[core.ResourceHealth',
  ResourceHealth: 'resourceID=1:string* health=2:string',
  ContainerUser: 'linux=1:core.LinuxContainerUser*',
  LinuxContainerUser: 'uid=1:int* gid=2:int* supplementalGroups=3:[int',
  PodCondition:
    'type=1:string* observedGeneration=7:int status=2:string* lastProbeTime=3:meta.Time lastTransitionTime=4:meta.Time reason=5:string message=6:string',
  VolumeMountStatus: 'name=1:string* mountPath=2:string* readOnly=3:bool recursiveReadOnly=4:string*',
  ContainerRestartRule: 'action=1:string exitCodes=2:core.ContainerRestartRuleOnExitCodes*',
  ContainerRestartRuleOnExitCodes: 'operator=1:string values=2:[int',
  NodeSelector: 'nodeSelectorTerms=1:[core.NodeSelectorTerm*',
  NodeSelectorTerm: 'matchExpressions=1:[core.NodeSelectorRequirement matchFields=2:[core.NodeSelectorRequirement',
  NodeSelectorRequirement: 'key=1:string* operator=2:string* values=3:[string',
  TopologySelectorTerm: 'matchLabelExpressions=1:[core.TopologySelectorLabelRequirement',
  TopologySelectorLabelRequirement: 'key=1:string* values=2:[string*',
  Affinity: 'nodeAffinity=1:core.NodeAffinity* podAffinity=2:core.PodAffinity* podAntiAffinity=3:core.PodAntiAffinity*',
  PodAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution=1:[core.PodAffinityTerm preferredDuringSchedulingIgnoredDuringExecution=2:[core.WeightedPodAffinityTerm',
  PodAntiAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution=1:[core.PodAffinityTerm preferredDuringSchedulingIgnoredDuringExecution=2:[core.WeightedPodAffinityTerm',
  WeightedPodAffinityTerm: 'weight=1:int* podAffinityTerm=2:core.PodAffinityTerm*',
  PodAffinityTerm:
    'labelSelector=1:meta.LabelSelector* namespaces=2:[string topologyKey=3:string* namespaceSelector=4:meta.LabelSelector* matchLabelKeys=5:[string mismatchLabelKeys=6:[string',
  NodeAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution=1:core.NodeSelector* preferredDuringSchedulingIgnoredDuringExecution=2:[core.PreferredSchedulingTerm',
  PreferredSchedulingTerm: 'weight=1:int* preference=2:core.NodeSelectorTerm*',
  Taint: 'key=1:string* value=2:string effect=3:string* timeAdded=4:meta.Time*',
  Toleration: 'key=1:string operator=2:string value=3:string effect=4:string tolerationSeconds=5:int*',
  PodReadinessGate: 'conditionType=1:string*',
  PodSpec:
    'volumes=1:[core.Volume initContainers=20:[core.Container containers=2:[core.Container* ephemeralContainers=34:[core.EphemeralContainer restartPolicy=3:string terminationGracePeriodSeconds=4:int* activeDeadlineSeconds=5:int* dnsPolicy=6:string nodeSelector=7:{string serviceAccountName=8:string serviceAccount=9:string automountServiceAccountToken=21:bool* nodeName=10:string hostNetwork=11:bool hostPID=12:bool hostIPC=13:bool shareProcessNamespace=27:bool* securityContext=14:core.PodSecurityContext* imagePullSecrets=15:[core.LocalObjectReference hostname=16:string subdomain=17:string affinity=18:core.Affinity* schedulerName=19:string tolerations=22:[core.Toleration hostAliases=23:[core.HostAlias priorityClassName=24:string priority=25:int* dnsConfig=26:core.PodDNSConfig* readinessGates=28:[core.PodReadinessGate runtimeClassName=29:string* enableServiceLinks=30:bool* preemptionPolicy=31:string* overhead=32:{resource.Quantity topologySpreadConstraints=33:[core.TopologySpreadConstraint setHostnameAsFQDN=35:bool* os=36:core.PodOS* hostUsers=37:bool* schedulingGates=38:[core.PodSchedulingGate resourceClaims=39:[core.PodResourceClaim resources=40:core.ResourceRequirements* hostnameOverride=41:string* workloadRef=42:core.WorkloadReference*',
  PodResourceClaim: 'name=1:string* resourceClaimName=3:string* resourceClaimTemplateName=4:string*',
  PodResourceClaimStatus: 'name=1:string* resourceClaimName=2:string*',
  PodExtendedResourceClaimStatus:
    'requestMappings=1:[core.ContainerExtendedResourceRequest* resourceClaimName=2:string*',
  ContainerExtendedResourceRequest: 'containerName=1:string* resourceName=2:string* requestName=3:string*',
  PodOS: 'name=1:string*',
  PodSchedulingGate: 'name=1:string*',
  WorkloadReference: 'name=1:string* podGroup=2:string* podGroupReplicaKey=3:string',
  TopologySpreadConstraint:
    'maxSkew=1:int* topologyKey=2:string* whenUnsatisfiable=3:string* labelSelector=4:meta.LabelSelector* minDomains=5:int* nodeAffinityPolicy=6:string* nodeTaintsPolicy=7:string* matchLabelKeys=8:[string',
  HostAlias: 'ip=1:string* hostnames=2:[string',
  PodSecurityContext:
    'seLinuxOptions=1:core.SELinuxOptions* windowsOptions=8:core.WindowsSecurityContextOptions* runAsUser=2:int* runAsGroup=6:int* runAsNonRoot=3:bool* supplementalGroups=4:[int supplementalGroupsPolicy=12:string* fsGroup=5:int* sysctls=7:[core.Sysctl fsGroupChangePolicy=9:string* seccompProfile=10:core.SeccompProfile* appArmorProfile=11:core.AppArmorProfile* seLinuxChangePolicy=13:string*',
  SeccompProfile: 'type=1:string* localhostProfile=2:string*',
  AppArmorProfile: 'type=1:string* localhostProfile=2:string*',
  PodDNSConfig: 'nameservers=1:[string searches=2:[string options=3:[core.PodDNSConfigOption',
  PodDNSConfigOption: 'name=1:string value=2:string*',
  PodIP: 'ip=1:string*',
  HostIP: 'ip=1:string*',
  EphemeralContainerCommon:
    'name=1:string* image=2:string command=3:[string args=4:[string workingDir=5:string ports=6:[core.ContainerPort envFrom=19:[core.EnvFromSource env=7:[core.EnvVar resources=8:core.ResourceRequirements resizePolicy=23:[core.ContainerResizePolicy restartPolicy=24:string* restartPolicyRules=25:[core.ContainerRestartRule volumeMounts=9:[core.VolumeMount volumeDevices=21:[core.VolumeDevice livenessProbe=10:core.Probe* readinessProbe=11:core.Probe* startupProbe=22:core.Probe* lifecycle=12:core.Lifecycle* terminationMessagePath=13:string terminationMessagePolicy=20:string imagePullPolicy=14:string securityContext=15:core.SecurityContext* stdin=16:bool stdinOnce=17:bool tty=18:bool',
  EphemeralContainer: '=1:core.EphemeralContainerCommon* targetContainerName=2:string',
  PodStatus:
    'observedGeneration=17:int phase=1:string conditions=2:[core.PodCondition message=3:string reason=4:string nominatedNodeName=11:string hostIP=5:string hostIPs=16:[core.HostIP podIP=6:string podIPs=12:[core.PodIP startTime=7:meta.Time* initContainerStatuses=10:[core.ContainerStatus containerStatuses=8:[core.ContainerStatus qosClass=9:string ephemeralContainerStatuses=13:[core.ContainerStatus resize=14:string resourceClaimStatuses=15:[core.PodResourceClaimStatus extendedResourceClaimStatus=18:core.PodExtendedResourceClaimStatus* allocatedResources=19:{resource.Quantity resources=20:core.ResourceRequirements*',
  PodStatusResult: 'metadata=1:meta.ObjectMeta status=2:core.PodStatus',
  Pod: 'metadata=1:meta.ObjectMeta spec=2:core.PodSpec status=3:core.PodStatus',
  PodTemplateSpec: 'metadata=1:meta.ObjectMeta spec=2:core.PodSpec',
  PodTemplate: 'metadata=1:meta.ObjectMeta template=2:core.PodTemplateSpec',
  ReplicationControllerSpec:
    'replicas=1:int* minReadySeconds=4:int selector=2:{string template=3:core.PodTemplateSpec*',
  ReplicationControllerStatus:
    'replicas=1:int* fullyLabeledReplicas=2:int readyReplicas=4:int availableReplicas=5:int observedGeneration=3:int conditions=6:[core.ReplicationControllerCondition',
  ReplicationControllerCondition:
    'type=1:string* status=2:string* lastTransitionTime=3:meta.Time reason=4:string message=5:string',
  ReplicationController:
    'metadata=1:meta.ObjectMeta spec=2:core.ReplicationControllerSpec status=3:core.ReplicationControllerStatus',
  SessionAffinityConfig: 'clientIP=1:core.ClientIPConfig*',
  ClientIPConfig: 'timeoutSeconds=1:int*',
  ServiceStatus: 'loadBalancer=1:core.LoadBalancerStatus conditions=2:[meta.Condition',
  LoadBalancerStatus: 'ingress=1:[core.LoadBalancerIngress',
  LoadBalancerIngress: 'ip=1:string hostname=2:string ipMode=3:string* ports=4:[core.PortStatus',
  ServiceSpec:
    'ports=1:[core.ServicePort selector=2:{string clusterIP=3:string clusterIPs=18:[string type=4:string externalIPs=5:[string sessionAffinity=7:string loadBalancerIP=8:string loadBalancerSourceRanges=9:[string externalName=10:string externalTrafficPolicy=11:string healthCheckNodePort=12:int publishNotReadyAddresses=13:bool sessionAffinityConfig=14:core.SessionAffinityConfig* ipFamilies=19:[string ipFamilyPolicy=17:string* allocateLoadBalancerNodePorts=20:bool* loadBalancerClass=21:string* internalTrafficPolicy=22:string* trafficDistribution=23:string*',
  ServicePort:
    'name=1:string protocol=2:string appProtocol=6:string* port=3:int* targetPort=4:intstr.IntOrString nodePort=5:int',
  Service: 'metadata=1:meta.ObjectMeta spec=2:core.ServiceSpec status=3:core.ServiceStatus',
  ServiceAccount:
    'metadata=1:meta.ObjectMeta secrets=2:[core.ObjectReference imagePullSecrets=3:[core.LocalObjectReference automountServiceAccountToken=4:bool*',
  Endpoints: 'metadata=1:meta.ObjectMeta subsets=2:[core.EndpointSubset',
  EndpointSubset:
    'addresses=1:[core.EndpointAddress notReadyAddresses=2:[core.EndpointAddress ports=3:[core.EndpointPort',
  EndpointAddress: 'ip=1:string* hostname=3:string nodeName=4:string* targetRef=2:core.ObjectReference*',
  EndpointPort: 'name=1:string port=2:int* protocol=3:string appProtocol=4:string*',
  NodeSpec:
    'podCIDR=1:string podCIDRs=7:[string providerID=3:string unschedulable=4:bool taints=5:[core.Taint configSource=6:core.NodeConfigSource* externalID=2:string',
  NodeConfigSource: 'configMap=2:core.ConfigMapNodeConfigSource*',
  ConfigMapNodeConfigSource:
    'namespace=1:string* name=2:string* uid=3:string resourceVersion=4:string kubeletConfigKey=5:string*',
  DaemonEndpoint: 'Port=1:int*',
  NodeDaemonEndpoints: 'kubeletEndpoint=1:core.DaemonEndpoint',
  NodeRuntimeHandlerFeatures: 'recursiveReadOnlyMounts=1:bool* userNamespaces=2:bool*',
  NodeRuntimeHandler: 'name=1:string* features=2:core.NodeRuntimeHandlerFeatures*',
  NodeFeatures: 'supplementalGroupsPolicy=1:bool*',
  NodeSystemInfo:
    'machineID=1:string* systemUUID=2:string* bootID=3:string* kernelVersion=4:string* osImage=5:string* containerRuntimeVersion=6:string* kubeletVersion=7:string* kubeProxyVersion=8:string* operatingSystem=9:string* architecture=10:string* swap=11:core.NodeSwapStatus*',
  NodeSwapStatus: 'capacity=1:int*',
  NodeConfigStatus:
    'assigned=1:core.NodeConfigSource* active=2:core.NodeConfigSource* lastKnownGood=3:core.NodeConfigSource* error=4:string',
  NodeStatus:
    'capacity=1:{resource.Quantity allocatable=2:{resource.Quantity phase=3:string conditions=4:[core.NodeCondition addresses=5:[core.NodeAddress daemonEndpoints=6:core.NodeDaemonEndpoints nodeInfo=7:core.NodeSystemInfo images=8:[core.ContainerImage volumesInUse=9:[string volumesAttached=10:[core.AttachedVolume config=11:core.NodeConfigStatus* runtimeHandlers=12:[core.NodeRuntimeHandler features=13:core.NodeFeatures* declaredFeatures=14:[string',
  AttachedVolume: 'name=1:string* devicePath=2:string*',
  AvoidPods: 'preferAvoidPods=1:[core.PreferAvoidPodsEntry',
  PreferAvoidPodsEntry: 'podSignature=1:core.PodSignature* evictionTime=2:meta.Time reason=3:string message=4:string',
  PodSignature: 'podController=1:meta.OwnerReference*',
  ContainerImage: 'names=1:[string* sizeBytes=2:int',
  NodeCondition:
    'type=1:string* status=2:string* lastHeartbeatTime=3:meta.Time lastTransitionTime=4:meta.Time reason=5:string message=6:string',
  NodeAddress: 'type=1:string* address=2:string*',
  Node: 'metadata=1:meta.ObjectMeta spec=2:core.NodeSpec status=3:core.NodeStatus',
  NamespaceSpec: 'finalizers=1:[string',
  NamespaceStatus: 'phase=1:string conditions=2:[core.NamespaceCondition',
  NamespaceCondition: 'type=1:string* status=2:string* lastTransitionTime=4:meta.Time reason=5:string message=6:string',
  Namespace: 'metadata=1:meta.ObjectMeta spec=2:core.NamespaceSpec status=3:core.NamespaceStatus',
  Binding: 'metadata=1:meta.ObjectMeta target=2:core.ObjectReference*',
  Preconditions: 'uid=1:string*',
  ObjectReference:
    'kind=1:string namespace=2:string name=3:string uid=4:string apiVersion=5:string resourceVersion=6:string fieldPath=7:string',
  LocalObjectReference: 'name=1:string',
  TypedLocalObjectReference: 'apiGroup=1:string* kind=2:string* name=3:string*',
  SerializedReference: 'reference=1:core.ObjectReference',
  EventSource: 'component=1:string host=2:string',
  Event:
    'metadata=1:meta.ObjectMeta* involvedObject=2:core.ObjectReference* reason=3:string message=4:string source=5:core.EventSource firstTimestamp=6:meta.Time lastTimestamp=7:meta.Time count=8:int type=9:string eventTime=10:meta.MicroTime series=11:core.EventSeries* action=12:string related=13:core.ObjectReference* reportingComponent=14:string* reportingInstance=15:string*',
  EventSeries: 'count=1:int lastObservedTime=2:meta.MicroTime',
  LimitRangeItem:
    'type=1:string* max=2:{resource.Quantity min=3:{resource.Quantity default=4:{resource.Quantity defaultRequest=5:{resource.Quantity maxLimitRequestRatio=6:{resource.Quantity',
  LimitRangeSpec: 'limits=1:[core.LimitRangeItem*',
  LimitRange: 'metadata=1:meta.ObjectMeta spec=2:core.LimitRangeSpec',
  ResourceQuotaSpec: 'hard=1:{resource.Quantity scopes=2:[string scopeSelector=3:core.ScopeSelector*',
  ScopeSelector: 'matchExpressions=1:[core.ScopedResourceSelectorRequirement',
  ScopedResourceSelectorRequirement: 'scopeName=1:string* operator=2:string* values=3:[string',
  ResourceQuotaStatus: 'hard=1:{resource.Quantity used=2:{resource.Quantity',
  ResourceQuota: 'metadata=1:meta.ObjectMeta spec=2:core.ResourceQuotaSpec status=3:core.ResourceQuotaStatus',
  Secret: 'metadata=1:meta.ObjectMeta immutable=5:bool* data=2:{bytes stringData=4:{string type=3:string',
  ConfigMap: 'metadata=1:meta.ObjectMeta immutable=4:bool* data=2:{string binaryData=3:{bytes',
  ComponentCondition: 'type=1:string* status=2:string* message=3:string error=4:string',
  ComponentStatus: 'metadata=1:meta.ObjectMeta conditions=2:[core.ComponentCondition',
  DownwardAPIVolumeSource: 'items=1:[core.DownwardAPIVolumeFile defaultMode=2:int*',
  DownwardAPIVolumeFile:
    'path=1:string* fieldRef=2:core.ObjectFieldSelector* resourceFieldRef=3:core.ResourceFieldSelector* mode=4:int*',
  DownwardAPIProjection: 'items=1:[core.DownwardAPIVolumeFile',
  SecurityContext:
    'capabilities=1:core.Capabilities* privileged=2:bool* seLinuxOptions=3:core.SELinuxOptions* windowsOptions=10:core.WindowsSecurityContextOptions* runAsUser=4:int* runAsGroup=8:int* runAsNonRoot=5:bool* readOnlyRootFilesystem=6:bool* allowPrivilegeEscalation=7:bool* procMount=9:string* seccompProfile=11:core.SeccompProfile* appArmorProfile=12:core.AppArmorProfile*',
  RangeAllocation: 'metadata=1:meta.ObjectMeta range=2:string* data=3:bytes*',
  Sysctl: 'name=1:string* value=2:string*',
  PortStatus: 'port=1:int* protocol=2:string* error=3:string*',
  ImageVolumeSource: 'reference=1:string pullPolicy=2:string',
}
