/** Schemas of core, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const coreSchemas = `core.v1.AWSElasticBlockStoreVolumeSource | Represents a Persistent Disk resource in AWS.
  fsType string | fsType is the filesystem type of the volume that you want to mount.
  partition integer:int32 | partition is the partition in the volume that you want to mount.
  readOnly boolean | readOnly value true will force the readOnly setting in VolumeMounts.
  *volumeID string | volumeID is unique ID of the persistent disk resource in AWS (Amazon EBS volume).
core.v1.Affinity | Affinity is a group of affinity scheduling rules.
  nodeAffinity core.v1.NodeAffinity | Describes node affinity scheduling rules for the pod.
  podAffinity core.v1.PodAffinity | Describes pod affinity scheduling rules (e.g. co-locate this pod in the same node, zone, etc. as some other pod(s)).
  podAntiAffinity core.v1.PodAntiAffinity | Describes pod anti-affinity scheduling rules (e.g. avoid putting this pod in the same node, zone, etc. as some other pod(s)).
core.v1.AppArmorProfile | AppArmorProfile defines a pod or container's AppArmor settings.
  localhostProfile string | localhostProfile indicates a profile loaded on the node that should be used.
  *type string | type indicates which kind of AppArmor profile will be applied.
core.v1.AttachedVolume | AttachedVolume describes a volume attached to a node
  *devicePath string | DevicePath represents the device path where the volume should be available
  *name string | Name of the attached volume
core.v1.AzureDiskVolumeSource | AzureDisk represents an Azure Data Disk mount on the host and bind mount to the pod.
  cachingMode string | cachingMode is the Host Caching mode: None, Read Only, Read Write.
  *diskName string | diskName is the Name of the data disk in the blob storage
  *diskURI string | diskURI is the URI of data disk in the blob storage
  fsType string | fsType is Filesystem type to mount.
  kind string | kind expected values are Shared: multiple blob disks per storage account Dedicated: single blob disk per storage account Managed: azure managed data disk (only in managed availability set). defaults to shared
  readOnly boolean | readOnly Defaults to false (read/write).
core.v1.AzureFilePersistentVolumeSource | AzureFile represents an Azure File Service mount on the host and bind mount to the pod.
  readOnly boolean | readOnly defaults to false (read/write).
  *secretName string | secretName is the name of secret that contains Azure Storage Account Name and Key
  secretNamespace string | secretNamespace is the namespace of the secret that contains Azure Storage Account Name and Key default is the same as the Pod
  *shareName string | shareName is the azure Share Name
core.v1.AzureFileVolumeSource | AzureFile represents an Azure File Service mount on the host and bind mount to the pod.
  readOnly boolean | readOnly defaults to false (read/write).
  *secretName string | secretName is the name of secret that contains Azure Storage Account Name and Key
  *shareName string | shareName is the azure share Name
core.v1.CSIPersistentVolumeSource | Represents storage that is managed by an external CSI volume driver
  controllerExpandSecretRef core.v1.SecretReference | controllerExpandSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI ControllerExpandVolume call.
  controllerPublishSecretRef core.v1.SecretReference | controllerPublishSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI ControllerPublishVolume and ControllerUnpublishVolume calls.
  *driver string | driver is the name of the driver to use for this volume.
  fsType string | fsType to mount.
  nodeExpandSecretRef core.v1.SecretReference | nodeExpandSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI NodeExpandVolume call.
  nodePublishSecretRef core.v1.SecretReference | nodePublishSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI NodePublishVolume and NodeUnpublishVolume calls.
  nodeStageSecretRef core.v1.SecretReference | nodeStageSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI NodeStageVolume and NodeStageVolume and NodeUnstageVolume calls.
  readOnly boolean | readOnly value to pass to ControllerPublishVolumeRequest.
  volumeAttributes {string} | volumeAttributes of the volume to publish.
  *volumeHandle string | volumeHandle is the unique volume name returned by the CSI volume plugin’s CreateVolume to refer to the volume on all subsequent calls.
core.v1.CSIVolumeSource | Represents a source location of a volume to mount, managed by an external CSI driver
  *driver string | driver is the name of the CSI driver that handles this volume.
  fsType string | fsType to mount.
  nodePublishSecretRef core.v1.LocalObjectReference | nodePublishSecretRef is a reference to the secret object containing sensitive information to pass to the CSI driver to complete the CSI NodePublishVolume and NodeUnpublishVolume calls.
  readOnly boolean | readOnly specifies a read-only configuration for the volume.
  volumeAttributes {string} | volumeAttributes stores driver-specific properties that are passed to the CSI driver.
core.v1.Capabilities | Adds and removes POSIX capabilities from running containers.
  add [string] list=atomic | Added capabilities
  drop [string] list=atomic | Removed capabilities
core.v1.CephFSPersistentVolumeSource | Represents a Ceph Filesystem mount that lasts the lifetime of a pod Cephfs volumes do not support ownership management or SELinux relabeling.
  *monitors [string] list=atomic | monitors is Required: Monitors is a collection of Ceph monitors More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it
  path string | path is Optional: Used as the mounted root, rather than the full Ceph tree, default is /
  readOnly boolean | readOnly is Optional: Defaults to false (read/write).
  secretFile string | secretFile is Optional: SecretFile is the path to key ring for User, default is /etc/ceph/user.secret More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it
  secretRef core.v1.SecretReference | secretRef is Optional: SecretRef is reference to the authentication secret for User, default is empty.
  user string | user is Optional: User is the rados user name, default is admin More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it
core.v1.CephFSVolumeSource | Represents a Ceph Filesystem mount that lasts the lifetime of a pod Cephfs volumes do not support ownership management or SELinux relabeling.
  *monitors [string] list=atomic | monitors is Required: Monitors is a collection of Ceph monitors More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it
  path string | path is Optional: Used as the mounted root, rather than the full Ceph tree, default is /
  readOnly boolean | readOnly is Optional: Defaults to false (read/write).
  secretFile string | secretFile is Optional: SecretFile is the path to key ring for User, default is /etc/ceph/user.secret More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it
  secretRef core.v1.LocalObjectReference | secretRef is Optional: SecretRef is reference to the authentication secret for User, default is empty.
  user string | user is optional: User is the rados user name, default is admin More info: https://examples.k8s.io/volumes/cephfs/README.md#how-to-use-it
core.v1.CinderPersistentVolumeSource | Represents a cinder volume resource in Openstack.
  fsType string | fsType Filesystem type to mount.
  readOnly boolean | readOnly is Optional: Defaults to false (read/write).
  secretRef core.v1.SecretReference | secretRef is Optional: points to a secret object containing parameters used to connect to OpenStack.
  *volumeID string | volumeID used to identify the volume in cinder.
core.v1.CinderVolumeSource | Represents a cinder volume resource in Openstack.
  fsType string | fsType is the filesystem type to mount.
  readOnly boolean | readOnly defaults to false (read/write).
  secretRef core.v1.LocalObjectReference | secretRef is optional: points to a secret object containing parameters used to connect to OpenStack.
  *volumeID string | volumeID used to identify the volume in cinder.
core.v1.ClientIPConfig | ClientIPConfig represents the configurations of Client IP based session affinity.
  timeoutSeconds integer:int32 | timeoutSeconds specifies the seconds of ClientIP type session sticky time.
core.v1.ClusterTrustBundleProjection | ClusterTrustBundleProjection describes how to select a set of ClusterTrustBundle objects and project their contents into the pod filesystem.
  labelSelector meta.v1.LabelSelector | Select all ClusterTrustBundles that match this label selector.
  name string | Select a single ClusterTrustBundle by object name.
  optional boolean | If true, don't block pod startup if the referenced ClusterTrustBundle(s) aren't available.
  *path string | Relative path from the volume root to write the bundle.
  signerName string | Select all ClusterTrustBundles that match this signer name.
core.v1.ConfigMap | ConfigMap holds configuration data for pods to consume.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  binaryData {string:byte} | BinaryData contains the binary data.
  data {string} | Data contains the configuration data.
  immutable boolean | Immutable, if set to true, ensures that data stored in the ConfigMap cannot be updated (only object metadata can be modified).
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
core.v1.ConfigMapEnvSource | ConfigMapEnvSource selects a ConfigMap to populate the environment variables with.
  name string | Name of the referent.
  optional boolean | Specify whether the ConfigMap must be defined
core.v1.ConfigMapKeySelector map=atomic | Selects a key from a ConfigMap.
  *key string | The key to select.
  name string | Name of the referent.
  optional boolean | Specify whether the ConfigMap or its key must be defined
core.v1.ConfigMapNodeConfigSource | ConfigMapNodeConfigSource contains the information to reference a ConfigMap as a config source for the Node.
  *kubeletConfigKey string | KubeletConfigKey declares which key of the referenced ConfigMap corresponds to the KubeletConfiguration structure This field is required in all cases.
  *name string | Name is the metadata.name of the referenced ConfigMap.
  *namespace string | Namespace is the metadata.namespace of the referenced ConfigMap.
  resourceVersion string | ResourceVersion is the metadata.ResourceVersion of the referenced ConfigMap.
  uid string | UID is the metadata.UID of the referenced ConfigMap.
core.v1.ConfigMapProjection | Adapts a ConfigMap into a projected volume.
  items [core.v1.KeyToPath] list=atomic | items if unspecified, each key-value pair in the Data field of the referenced ConfigMap will be projected into the volume as a file whose name is the key and content is the value.
  name string | Name of the referent.
  optional boolean | optional specify whether the ConfigMap or its keys must be defined
core.v1.ConfigMapVolumeSource | Adapts a ConfigMap into a volume.
  defaultMode integer:int32 | defaultMode is optional: mode bits used to set permissions on created files by default.
  items [core.v1.KeyToPath] list=atomic | items if unspecified, each key-value pair in the Data field of the referenced ConfigMap will be projected into the volume as a file whose name is the key and content is the value.
  name string | Name of the referent.
  optional boolean | optional specify whether the ConfigMap or its keys must be defined
core.v1.Container | A single application container that you want to run within a pod.
  args [string] list=atomic | Arguments to the entrypoint.
  command [string] list=atomic | Entrypoint array.
  env [core.v1.EnvVar] list=map:name patch=merge key=name | List of environment variables to set in the container.
  envFrom [core.v1.EnvFromSource] list=atomic | List of sources to populate environment variables in the container.
  image string | Container image name.
  imagePullPolicy string | Image pull policy.
  lifecycle core.v1.Lifecycle | Actions that the management system should take in response to container lifecycle events.
  livenessProbe core.v1.Probe | Periodic probe of container liveness.
  *name string | Name of the container specified as a DNS_LABEL.
  ports [core.v1.ContainerPort] list=map:containerPort,protocol patch=merge key=containerPort | List of ports to expose from the container.
  readinessProbe core.v1.Probe | Periodic probe of container service readiness.
  resizePolicy [core.v1.ContainerResizePolicy] list=atomic | Resources resize policy for the container.
  resources core.v1.ResourceRequirements | Compute Resources required by this container.
  restartPolicy string | RestartPolicy defines the restart behavior of individual containers in a pod.
  securityContext core.v1.SecurityContext | SecurityContext defines the security options the container should be run with.
  startupProbe core.v1.Probe | StartupProbe indicates that the Pod has successfully initialized.
  stdin boolean | Whether this container should allocate a buffer for stdin in the container runtime.
  stdinOnce boolean | Whether the container runtime should close the stdin channel after it has been opened by a single attach.
  terminationMessagePath string | Optional: Path at which the file to which the container's termination message will be written is mounted into the container's filesystem.
  terminationMessagePolicy string | Indicate how the termination message should be populated.
  tty boolean | Whether this container should allocate a TTY for itself, also requires 'stdin' to be true.
  volumeDevices [core.v1.VolumeDevice] list=map:devicePath patch=merge key=devicePath | volumeDevices is the list of block devices to be used by the container.
  volumeMounts [core.v1.VolumeMount] list=map:mountPath patch=merge key=mountPath | Pod volumes to mount into the container's filesystem.
  workingDir string | Container's working directory.
core.v1.ContainerImage | Describe a container image
  names [string] list=atomic | Names by which this image is known. e.g. ["kubernetes.example/hyperkube:v1.0.7", "cloud-vendor.registry.example/cloud-vendor/hyperkube:v1.0.7"]
  sizeBytes integer:int64 | The size of the image in bytes.
core.v1.ContainerPort | ContainerPort represents a network port in a single container.
  *containerPort integer:int32 | Number of port to expose on the pod's IP address.
  hostIP string | What host IP to bind the external port to.
  hostPort integer:int32 | Number of port to expose on the host.
  name string | If specified, this must be an IANA_SVC_NAME and unique within the pod.
  protocol string | Protocol for port.
core.v1.ContainerResizePolicy | ContainerResizePolicy represents resource resize policy for the container.
  *resourceName string | Name of the resource to which this resource resize policy applies.
  *restartPolicy string | Restart policy to apply when specified resource is resized.
core.v1.ContainerState | ContainerState holds a possible state of container.
  running core.v1.ContainerStateRunning | Details about a running container
  terminated core.v1.ContainerStateTerminated | Details about a terminated container
  waiting core.v1.ContainerStateWaiting | Details about a waiting container
core.v1.ContainerStateRunning | ContainerStateRunning is a running state of a container.
  startedAt meta.v1.Time | Time at which the container was last (re-)started
core.v1.ContainerStateTerminated | ContainerStateTerminated is a terminated state of a container.
  containerID string | Container's ID in the format '<type>://<container_id>'
  *exitCode integer:int32 | Exit status from the last termination of the container
  finishedAt meta.v1.Time | Time at which the container last terminated
  message string | Message regarding the last termination of the container
  reason string | (brief) reason from the last termination of the container
  signal integer:int32 | Signal from the last termination of the container
  startedAt meta.v1.Time | Time at which previous execution of the container started
core.v1.ContainerStateWaiting | ContainerStateWaiting is a waiting state of a container.
  message string | Message regarding why the container is not yet running.
  reason string | (brief) reason the container is not yet running.
core.v1.ContainerStatus | ContainerStatus contains details for the current status of this container.
  allocatedResources {resource.Quantity} | AllocatedResources represents the compute resources allocated for this container by the node.
  allocatedResourcesStatus [core.v1.ResourceStatus] list=map:name patch=merge key=name | AllocatedResourcesStatus represents the status of various resources allocated for this Pod.
  containerID string | ContainerID is the ID of the container in the format '<type>://<container_id>'.
  *image string | Image is the name of container image that the container is running.
  *imageID string | ImageID is the image ID of the container's image.
  lastState core.v1.ContainerState | LastTerminationState holds the last termination state of the container to help debug container crashes and restarts.
  *name string | Name is a DNS_LABEL representing the unique name of the container.
  *ready boolean | Ready specifies whether the container is currently passing its readiness check.
  resources core.v1.ResourceRequirements | Resources represents the compute resource requests and limits that have been successfully enacted on the running container after it has been started or has been successfully resized.
  *restartCount integer:int32 | RestartCount holds the number of times the container has been restarted.
  started boolean | Started indicates whether the container has finished its postStart lifecycle hook and passed its startup probe.
  state core.v1.ContainerState | State holds details about the container's current condition.
  user core.v1.ContainerUser | User represents user identity information initially attached to the first process of the container
  volumeMounts [core.v1.VolumeMountStatus] list=map:mountPath patch=merge key=mountPath | Status of volume mounts.
core.v1.ContainerUser | ContainerUser represents user identity information
  linux core.v1.LinuxContainerUser | Linux holds user identity information initially attached to the first process of the containers in Linux.
core.v1.DaemonEndpoint | DaemonEndpoint contains information about a single Daemon endpoint.
  *Port integer:int32 | Port number of the given endpoint.
core.v1.DownwardAPIProjection | Represents downward API info for projecting into a projected volume.
  items [core.v1.DownwardAPIVolumeFile] list=atomic | Items is a list of DownwardAPIVolume file
core.v1.DownwardAPIVolumeFile | DownwardAPIVolumeFile represents information to create the file containing the pod field
  fieldRef core.v1.ObjectFieldSelector | Required: Selects a field of the pod: only annotations, labels, name, namespace and uid are supported.
  mode integer:int32 | Optional: mode bits used to set permissions on this file, must be an octal value between 0000 and 0777 or a decimal value between 0 and 511.
  *path string | Required: Path is the relative path name of the file to be created.
  resourceFieldRef core.v1.ResourceFieldSelector | Selects a resource of the container: only resources limits and requests (limits.cpu, limits.memory, requests.cpu and requests.memory) are currently supported.
core.v1.DownwardAPIVolumeSource | DownwardAPIVolumeSource represents a volume containing downward API info.
  defaultMode integer:int32 | Optional: mode bits to use on created files by default.
  items [core.v1.DownwardAPIVolumeFile] list=atomic | Items is a list of downward API volume file
core.v1.EmptyDirVolumeSource | Represents an empty directory for a pod.
  medium string | medium represents what type of storage medium should back this directory.
  sizeLimit resource.Quantity | sizeLimit is the total amount of local storage required for this EmptyDir volume.
core.v1.EndpointAddress map=atomic | EndpointAddress is a tuple that describes single IP address.
  hostname string | The Hostname of this endpoint
  *ip string | The IP of this endpoint.
  nodeName string | Optional: Node hosting this endpoint.
  targetRef core.v1.ObjectReference | Reference to object providing the endpoint.
core.v1.EndpointPort map=atomic | EndpointPort is a tuple that describes a single port.
  appProtocol string | The application protocol for this port.
  name string | The name of this port.
  *port integer:int32 | The port number of the endpoint.
  protocol string | The IP protocol for this port.
core.v1.EndpointSubset | EndpointSubset is a group of addresses with a common set of ports.
  addresses [core.v1.EndpointAddress] list=atomic | IP addresses which offer the related ports that are marked as ready.
  notReadyAddresses [core.v1.EndpointAddress] list=atomic | IP addresses which offer the related ports but are not currently marked as ready because they have not yet finished starting, have recently failed a readiness check, or have recently failed a liveness check.
  ports [core.v1.EndpointPort] list=atomic | Port numbers available on the related IP addresses.
core.v1.Endpoints | Endpoints is a collection of endpoints that implement the actual service.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  subsets [core.v1.EndpointSubset] list=atomic | The set of all endpoints is the union of all subsets.
core.v1.EnvFromSource | EnvFromSource represents the source of a set of ConfigMaps
  configMapRef core.v1.ConfigMapEnvSource | The ConfigMap to select from
  prefix string | An optional identifier to prepend to each key in the ConfigMap.
  secretRef core.v1.SecretEnvSource | The Secret to select from
core.v1.EnvVar | EnvVar represents an environment variable present in a Container.
  *name string | Name of the environment variable.
  value string | Variable references $(VAR_NAME) are expanded using the previously defined environment variables in the container and any service environment variables.
  valueFrom core.v1.EnvVarSource | Source for the environment variable's value.
core.v1.EnvVarSource | EnvVarSource represents a source for the value of an EnvVar.
  configMapKeyRef core.v1.ConfigMapKeySelector | Selects a key of a ConfigMap.
  fieldRef core.v1.ObjectFieldSelector | Selects a field of the pod: supports metadata.name, metadata.namespace, \`metadata.labels['<KEY>']\`, \`metadata.annotations['<KEY>']\`, spec.nodeName, spec.serviceAccountName, status.hostIP, status.podIP, status.podIPs.
  resourceFieldRef core.v1.ResourceFieldSelector | Selects a resource of the container: only resources limits and requests (limits.cpu, limits.memory, limits.ephemeral-storage, requests.cpu, requests.memory and requests.ephemeral-storage) are currently supported.
  secretKeyRef core.v1.SecretKeySelector | Selects a key of a secret in the pod's namespace
core.v1.EphemeralContainer | An EphemeralContainer is a temporary container that you may add to an existing Pod for user-initiated activities such as debugging.
  args [string] list=atomic | Arguments to the entrypoint.
  command [string] list=atomic | Entrypoint array.
  env [core.v1.EnvVar] list=map:name patch=merge key=name | List of environment variables to set in the container.
  envFrom [core.v1.EnvFromSource] list=atomic | List of sources to populate environment variables in the container.
  image string | Container image name.
  imagePullPolicy string | Image pull policy.
  lifecycle core.v1.Lifecycle | Lifecycle is not allowed for ephemeral containers.
  livenessProbe core.v1.Probe | Probes are not allowed for ephemeral containers.
  *name string | Name of the ephemeral container specified as a DNS_LABEL.
  ports [core.v1.ContainerPort] list=map:containerPort,protocol patch=merge key=containerPort | Ports are not allowed for ephemeral containers.
  readinessProbe core.v1.Probe | Probes are not allowed for ephemeral containers.
  resizePolicy [core.v1.ContainerResizePolicy] list=atomic | Resources resize policy for the container.
  resources core.v1.ResourceRequirements | Resources are not allowed for ephemeral containers.
  restartPolicy string | Restart policy for the container to manage the restart behavior of each container within a pod.
  securityContext core.v1.SecurityContext | Optional: SecurityContext defines the security options the ephemeral container should be run with.
  startupProbe core.v1.Probe | Probes are not allowed for ephemeral containers.
  stdin boolean | Whether this container should allocate a buffer for stdin in the container runtime.
  stdinOnce boolean | Whether the container runtime should close the stdin channel after it has been opened by a single attach.
  targetContainerName string | If set, the name of the container from PodSpec that this ephemeral container targets.
  terminationMessagePath string | Optional: Path at which the file to which the container's termination message will be written is mounted into the container's filesystem.
  terminationMessagePolicy string | Indicate how the termination message should be populated.
  tty boolean | Whether this container should allocate a TTY for itself, also requires 'stdin' to be true.
  volumeDevices [core.v1.VolumeDevice] list=map:devicePath patch=merge key=devicePath | volumeDevices is the list of block devices to be used by the container.
  volumeMounts [core.v1.VolumeMount] list=map:mountPath patch=merge key=mountPath | Pod volumes to mount into the container's filesystem.
  workingDir string | Container's working directory.
core.v1.EphemeralVolumeSource | Represents an ephemeral volume that is handled by a normal storage driver.
  volumeClaimTemplate core.v1.PersistentVolumeClaimTemplate | Will be used to create a stand-alone PVC to provision the volume.
core.v1.Event | Event is a report of an event somewhere in the cluster.
  action string | What action was taken/failed regarding to the Regarding object.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  count integer:int32 | The number of times this event has occurred.
  eventTime meta.v1.MicroTime | Time when this Event was first observed.
  firstTimestamp meta.v1.Time | The time at which the event was first recorded. (Time of server receipt is in TypeMeta.)
  *involvedObject core.v1.ObjectReference | The object that this event is about.
  kind string | Kind is a string value representing the REST resource this object represents.
  lastTimestamp meta.v1.Time | The time at which the most recent occurrence of this event was recorded.
  message string | A human-readable description of the status of this operation.
  *metadata meta.v1.ObjectMeta | Standard object's metadata.
  reason string | This should be a short, machine understandable string that gives the reason for the transition into the object's current status.
  related core.v1.ObjectReference | Optional secondary object for more complex actions.
  reportingComponent string | Name of the controller that emitted this Event, e.g. \`kubernetes.io/kubelet\`.
  reportingInstance string | ID of the controller instance, e.g. \`kubelet-xyzf\`.
  series core.v1.EventSeries | Data about the Event series this event represents or nil if it's a singleton Event.
  source core.v1.EventSource | The component reporting this event.
  type string | Type of this event (Normal, Warning), new types could be added in the future
core.v1.EventSeries | EventSeries contain information on series of events, i.e. thing that was/is happening continuously for some time.
  count integer:int32 | Number of occurrences in this series up to the last heartbeat time
  lastObservedTime meta.v1.MicroTime | Time of the last occurrence observed
core.v1.EventSource | EventSource contains information for an event.
  component string | Component from which the event is generated.
  host string | Node name on which the event is generated.
core.v1.ExecAction | ExecAction describes a "run in container" action.
  command [string] list=atomic | Command is the command line to execute inside the container, the working directory for the command is root ('/') in the container's filesystem.
core.v1.FCVolumeSource | Represents a Fibre Channel volume.
  fsType string | fsType is the filesystem type to mount.
  lun integer:int32 | lun is Optional: FC target lun number
  readOnly boolean | readOnly is Optional: Defaults to false (read/write).
  targetWWNs [string] list=atomic | targetWWNs is Optional: FC target worldwide names (WWNs)
  wwids [string] list=atomic | wwids Optional: FC volume world wide identifiers (wwids) Either wwids or combination of targetWWNs and lun must be set, but not both simultaneously.
core.v1.FlexPersistentVolumeSource | FlexPersistentVolumeSource represents a generic persistent volume resource that is provisioned/attached using an exec based plugin.
  *driver string | driver is the name of the driver to use for this volume.
  fsType string | fsType is the Filesystem type to mount.
  options {string} | options is Optional: this field holds extra command options if any.
  readOnly boolean | readOnly is Optional: defaults to false (read/write).
  secretRef core.v1.SecretReference | secretRef is Optional: SecretRef is reference to the secret object containing sensitive information to pass to the plugin scripts.
core.v1.FlexVolumeSource | FlexVolume represents a generic volume resource that is provisioned/attached using an exec based plugin.
  *driver string | driver is the name of the driver to use for this volume.
  fsType string | fsType is the filesystem type to mount.
  options {string} | options is Optional: this field holds extra command options if any.
  readOnly boolean | readOnly is Optional: defaults to false (read/write).
  secretRef core.v1.LocalObjectReference | secretRef is Optional: secretRef is reference to the secret object containing sensitive information to pass to the plugin scripts.
core.v1.FlockerVolumeSource | Represents a Flocker volume mounted by the Flocker agent.
  datasetName string | datasetName is Name of the dataset stored as metadata -> name on the dataset for Flocker should be considered as deprecated
  datasetUUID string | datasetUUID is the UUID of the dataset.
core.v1.GCEPersistentDiskVolumeSource | Represents a Persistent Disk resource in Google Compute Engine.
  fsType string | fsType is filesystem type of the volume that you want to mount.
  partition integer:int32 | partition is the partition in the volume that you want to mount.
  *pdName string | pdName is unique name of the PD resource in GCE.
  readOnly boolean | readOnly here will force the ReadOnly setting in VolumeMounts.
core.v1.GRPCAction | GRPCAction specifies an action involving a GRPC service.
  *port integer:int32 | Port number of the gRPC service.
  service string | Service is the name of the service to place in the gRPC HealthCheckRequest (see https://github.com/grpc/grpc/blob/master/doc/health-checking.md).
core.v1.GitRepoVolumeSource | Represents a volume that is populated with the contents of a git repository.
  directory string | directory is the target directory name.
  *repository string | repository is the URL
  revision string | revision is the commit hash for the specified revision.
core.v1.GlusterfsPersistentVolumeSource | Represents a Glusterfs mount that lasts the lifetime of a pod.
  *endpoints string | endpoints is the endpoint name that details Glusterfs topology.
  endpointsNamespace string | endpointsNamespace is the namespace that contains Glusterfs endpoint.
  *path string | path is the Glusterfs volume path.
  readOnly boolean | readOnly here will force the Glusterfs volume to be mounted with read-only permissions.
core.v1.GlusterfsVolumeSource | Represents a Glusterfs mount that lasts the lifetime of a pod.
  *endpoints string | endpoints is the endpoint name that details Glusterfs topology.
  *path string | path is the Glusterfs volume path.
  readOnly boolean | readOnly here will force the Glusterfs volume to be mounted with read-only permissions.
core.v1.HTTPGetAction | HTTPGetAction describes an action based on HTTP Get requests.
  host string | Host name to connect to, defaults to the pod IP.
  httpHeaders [core.v1.HTTPHeader] list=atomic | Custom headers to set in the request.
  path string | Path to access on the HTTP server.
  *port intstr.IntOrString | Name or number of the port to access on the container.
  scheme string | Scheme to use for connecting to the host.
core.v1.HTTPHeader | HTTPHeader describes a custom header to be used in HTTP probes
  *name string | The header field name.
  *value string | The header field value
core.v1.HostAlias | HostAlias holds the mapping between IP and hostnames that will be injected as an entry in the pod's hosts file.
  hostnames [string] list=atomic | Hostnames for the above IP address.
  *ip string | IP address of the host file entry.
core.v1.HostIP | HostIP represents a single IP address allocated to the host.
  *ip string | IP is the IP address assigned to the host
core.v1.HostPathVolumeSource | Represents a host path mapped into a pod.
  *path string | path of the directory on the host.
  type string | type for HostPath Volume Defaults to "" More info: https://kubernetes.io/docs/concepts/storage/volumes#hostpath
core.v1.ISCSIPersistentVolumeSource | ISCSIPersistentVolumeSource represents an ISCSI disk.
  chapAuthDiscovery boolean | chapAuthDiscovery defines whether support iSCSI Discovery CHAP authentication
  chapAuthSession boolean | chapAuthSession defines whether support iSCSI Session CHAP authentication
  fsType string | fsType is the filesystem type of the volume that you want to mount.
  initiatorName string | initiatorName is the custom iSCSI Initiator Name.
  *iqn string | iqn is Target iSCSI Qualified Name.
  iscsiInterface string | iscsiInterface is the interface Name that uses an iSCSI transport.
  *lun integer:int32 | lun is iSCSI Target Lun number.
  portals [string] list=atomic | portals is the iSCSI Target Portal List.
  readOnly boolean | readOnly here will force the ReadOnly setting in VolumeMounts.
  secretRef core.v1.SecretReference | secretRef is the CHAP Secret for iSCSI target and initiator authentication
  *targetPortal string | targetPortal is iSCSI Target Portal.
core.v1.ISCSIVolumeSource | Represents an ISCSI disk.
  chapAuthDiscovery boolean | chapAuthDiscovery defines whether support iSCSI Discovery CHAP authentication
  chapAuthSession boolean | chapAuthSession defines whether support iSCSI Session CHAP authentication
  fsType string | fsType is the filesystem type of the volume that you want to mount.
  initiatorName string | initiatorName is the custom iSCSI Initiator Name.
  *iqn string | iqn is the target iSCSI Qualified Name.
  iscsiInterface string | iscsiInterface is the interface Name that uses an iSCSI transport.
  *lun integer:int32 | lun represents iSCSI Target Lun number.
  portals [string] list=atomic | portals is the iSCSI Target Portal List.
  readOnly boolean | readOnly here will force the ReadOnly setting in VolumeMounts.
  secretRef core.v1.LocalObjectReference | secretRef is the CHAP Secret for iSCSI target and initiator authentication
  *targetPortal string | targetPortal is iSCSI Target Portal.
core.v1.ImageVolumeSource | ImageVolumeSource represents a image volume resource.
  pullPolicy string | Policy for pulling OCI objects.
  reference string | Required: Image or artifact reference to be used.
core.v1.KeyToPath | Maps a string key to a path within a volume.
  *key string | key is the key to project.
  mode integer:int32 | mode is Optional: mode bits used to set permissions on this file.
  *path string | path is the relative path of the file to map the key to.
core.v1.Lifecycle | Lifecycle describes actions that the management system should take in response to container lifecycle events.
  postStart core.v1.LifecycleHandler | PostStart is called immediately after a container is created.
  preStop core.v1.LifecycleHandler | PreStop is called immediately before a container is terminated due to an API request or management event such as liveness/startup probe failure, preemption, resource contention, etc.
core.v1.LifecycleHandler | LifecycleHandler defines a specific action that should be taken in a lifecycle hook.
  exec core.v1.ExecAction | Exec specifies a command to execute in the container.
  httpGet core.v1.HTTPGetAction | HTTPGet specifies an HTTP GET request to perform.
  sleep core.v1.SleepAction | Sleep represents a duration that the container should sleep.
  tcpSocket core.v1.TCPSocketAction | Deprecated.
core.v1.LimitRange | LimitRange sets resource usage limits for each kind of resource in a Namespace.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec core.v1.LimitRangeSpec | Spec defines the limits enforced.
core.v1.LimitRangeItem | LimitRangeItem defines a min/max usage limit for any resource that matches on kind.
  default {resource.Quantity} | Default resource requirement limit value by resource name if resource limit is omitted.
  defaultRequest {resource.Quantity} | DefaultRequest is the default resource requirement request value by resource name if resource request is omitted.
  max {resource.Quantity} | Max usage constraints on this kind by resource name.
  maxLimitRequestRatio {resource.Quantity} | MaxLimitRequestRatio if specified, the named resource must have a request and limit that are both non-zero where limit divided by request is less than or equal to the enumerated value; this represents the max burst for the named resource.
  min {resource.Quantity} | Min usage constraints on this kind by resource name.
  *type string | Type of resource that this limit applies to.
core.v1.LimitRangeSpec | LimitRangeSpec defines a min/max usage limit for resources that match on kind.
  *limits [core.v1.LimitRangeItem] list=atomic | Limits is the list of LimitRangeItem objects that are enforced.
core.v1.LinuxContainerUser | LinuxContainerUser represents user identity information in Linux containers
  *gid integer:int64 | GID is the primary gid initially attached to the first process in the container
  supplementalGroups [integer:int64] list=atomic | SupplementalGroups are the supplemental groups initially attached to the first process in the container
  *uid integer:int64 | UID is the primary uid initially attached to the first process in the container
core.v1.LoadBalancerIngress | LoadBalancerIngress represents the status of a load-balancer ingress point: traffic intended for the service should be sent to an ingress point.
  hostname string | Hostname is set for load-balancer ingress points that are DNS based (typically AWS load-balancers)
  ip string | IP is set for load-balancer ingress points that are IP based (typically GCE or OpenStack load-balancers)
  ipMode string | IPMode specifies how the load-balancer IP behaves, and may only be specified when the ip field is specified.
  ports [core.v1.PortStatus] list=atomic | Ports is a list of records of service ports If used, every port defined in the service should have an entry in it
core.v1.LoadBalancerStatus | LoadBalancerStatus represents the status of a load-balancer.
  ingress [core.v1.LoadBalancerIngress] list=atomic | Ingress is a list containing ingress points for the load-balancer.
core.v1.LocalObjectReference map=atomic | LocalObjectReference contains enough information to let you locate the referenced object inside the same namespace.
  name string | Name of the referent.
core.v1.LocalVolumeSource | Local represents directly-attached storage with node affinity
  fsType string | fsType is the filesystem type to mount.
  *path string | path of the full path to the volume on the node.
core.v1.ModifyVolumeStatus | ModifyVolumeStatus represents the status object of ControllerModifyVolume operation
  *status string | status is the status of the ControllerModifyVolume operation.
  targetVolumeAttributesClassName string | targetVolumeAttributesClassName is the name of the VolumeAttributesClass the PVC currently being reconciled
core.v1.NFSVolumeSource | Represents an NFS mount that lasts the lifetime of a pod.
  *path string | path that is exported by the NFS server.
  readOnly boolean | readOnly here will force the NFS export to be mounted with read-only permissions.
  *server string | server is the hostname or IP address of the NFS server.
core.v1.Namespace | Namespace provides a scope for Names.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec core.v1.NamespaceSpec | Spec defines the behavior of the Namespace.
  status core.v1.NamespaceStatus | Status describes the current status of a Namespace.
core.v1.NamespaceCondition | NamespaceCondition contains details about state of namespace.
  lastTransitionTime meta.v1.Time | Last time the condition transitioned from one status to another.
  message string | Human-readable message indicating details about last transition.
  reason string | Unique, one-word, CamelCase reason for the condition's last transition.
  *status string | Status of the condition, one of True, False, Unknown.
  *type string | Type of namespace controller condition.
core.v1.NamespaceSpec | NamespaceSpec describes the attributes on a Namespace.
  finalizers [string] list=atomic | Finalizers is an opaque list of values that must be empty to permanently remove object from storage.
core.v1.NamespaceStatus | NamespaceStatus is information about the current status of a Namespace.
  conditions [core.v1.NamespaceCondition] list=map:type patch=merge key=type | Represents the latest available observations of a namespace's current state.
  phase string | Phase is the current lifecycle phase of the namespace.
core.v1.Node | Node is a worker node in Kubernetes.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec core.v1.NodeSpec | Spec defines the behavior of a node. https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#spec-and-status
  status core.v1.NodeStatus | Most recently observed status of the node.
core.v1.NodeAddress | NodeAddress contains information for the node's address.
  *address string | The node address.
  *type string | Node address type, one of Hostname, ExternalIP or InternalIP.
core.v1.NodeAffinity | Node affinity is a group of node affinity scheduling rules.
  preferredDuringSchedulingIgnoredDuringExecution [core.v1.PreferredSchedulingTerm] list=atomic | The scheduler will prefer to schedule pods to nodes that satisfy the affinity expressions specified by this field, but it may choose a node that violates one or more of the expressions.
  requiredDuringSchedulingIgnoredDuringExecution core.v1.NodeSelector | If the affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node.
core.v1.NodeCondition | NodeCondition contains condition information for a node.
  lastHeartbeatTime meta.v1.Time | Last time we got an update on a given condition.
  lastTransitionTime meta.v1.Time | Last time the condition transit from one status to another.
  message string | Human readable message indicating details about last transition.
  reason string | (brief) reason for the condition's last transition.
  *status string | Status of the condition, one of True, False, Unknown.
  *type string | Type of node condition.
core.v1.NodeConfigSource | NodeConfigSource specifies a source of node configuration.
  configMap core.v1.ConfigMapNodeConfigSource | ConfigMap is a reference to a Node's ConfigMap
core.v1.NodeConfigStatus | NodeConfigStatus describes the status of the config assigned by Node.Spec.ConfigSource.
  active core.v1.NodeConfigSource | Active reports the checkpointed config the node is actively using.
  assigned core.v1.NodeConfigSource | Assigned reports the checkpointed config the node will try to use.
  error string | Error describes any problems reconciling the Spec.ConfigSource to the Active config.
  lastKnownGood core.v1.NodeConfigSource | LastKnownGood reports the checkpointed config the node will fall back to when it encounters an error attempting to use the Assigned config.
core.v1.NodeDaemonEndpoints | NodeDaemonEndpoints lists ports opened by daemons running on the Node.
  kubeletEndpoint core.v1.DaemonEndpoint | Endpoint on which Kubelet is listening.
core.v1.NodeFeatures | NodeFeatures describes the set of features implemented by the CRI implementation.
  supplementalGroupsPolicy boolean | SupplementalGroupsPolicy is set to true if the runtime supports SupplementalGroupsPolicy and ContainerUser.
core.v1.NodeRuntimeHandler | NodeRuntimeHandler is a set of runtime handler information.
  features core.v1.NodeRuntimeHandlerFeatures | Supported features.
  name string | Runtime handler name.
core.v1.NodeRuntimeHandlerFeatures | NodeRuntimeHandlerFeatures is a set of features implemented by the runtime handler.
  recursiveReadOnlyMounts boolean | RecursiveReadOnlyMounts is set to true if the runtime handler supports RecursiveReadOnlyMounts.
  userNamespaces boolean | UserNamespaces is set to true if the runtime handler supports UserNamespaces, including for volumes.
core.v1.NodeSelector map=atomic | A node selector represents the union of the results of one or more label queries over a set of nodes; that is, it represents the OR of the selectors represented by the node selector terms.
  *nodeSelectorTerms [core.v1.NodeSelectorTerm] list=atomic | Required.
core.v1.NodeSelectorRequirement | A node selector requirement is a selector that contains values, a key, and an operator that relates the key and values.
  *key string | The label key that the selector applies to.
  *operator string | Represents a key's relationship to a set of values.
  values [string] list=atomic | An array of string values.
core.v1.NodeSelectorTerm map=atomic | A null or empty node selector term matches no objects.
  matchExpressions [core.v1.NodeSelectorRequirement] list=atomic | A list of node selector requirements by node's labels.
  matchFields [core.v1.NodeSelectorRequirement] list=atomic | A list of node selector requirements by node's fields.
core.v1.NodeSpec | NodeSpec describes the attributes that a node is created with.
  configSource core.v1.NodeConfigSource | Deprecated: Previously used to specify the source of the node's configuration for the DynamicKubeletConfig feature.
  externalID string | Deprecated.
  podCIDR string | PodCIDR represents the pod IP range assigned to the node.
  podCIDRs [string] list=set patch=merge | podCIDRs represents the IP ranges assigned to the node for usage by Pods on that node.
  providerID string | ID of the node assigned by the cloud provider in the format: <ProviderName>://<ProviderSpecificNodeID>
  taints [core.v1.Taint] list=atomic | If specified, the node's taints.
  unschedulable boolean | Unschedulable controls node schedulability of new pods.
core.v1.NodeStatus | NodeStatus is information about the current status of a node.
  addresses [core.v1.NodeAddress] list=map:type patch=merge key=type | List of addresses reachable to the node.
  allocatable {resource.Quantity} | Allocatable represents the resources of a node that are available for scheduling.
  capacity {resource.Quantity} | Capacity represents the total resources of a node.
  conditions [core.v1.NodeCondition] list=map:type patch=merge key=type | Conditions is an array of current observed node conditions.
  config core.v1.NodeConfigStatus | Status of the config assigned to the node via the dynamic Kubelet config feature.
  daemonEndpoints core.v1.NodeDaemonEndpoints | Endpoints of daemons running on the Node.
  features core.v1.NodeFeatures | Features describes the set of features implemented by the CRI implementation.
  images [core.v1.ContainerImage] list=atomic | List of container images on this node
  nodeInfo core.v1.NodeSystemInfo | Set of ids/uuids to uniquely identify the node.
  phase string | NodePhase is the recently observed lifecycle phase of the node.
  runtimeHandlers [core.v1.NodeRuntimeHandler] list=atomic | The available runtime handlers.
  volumesAttached [core.v1.AttachedVolume] list=atomic | List of volumes that are attached to the node.
  volumesInUse [string] list=atomic | List of attachable volumes in use (mounted) by the node.
core.v1.NodeSystemInfo | NodeSystemInfo is a set of ids/uuids to uniquely identify the node.
  *architecture string | The Architecture reported by the node
  *bootID string | Boot ID reported by the node.
  *containerRuntimeVersion string | ContainerRuntime Version reported by the node through runtime remote API (e.g. containerd://1.4.2).
  *kernelVersion string | Kernel Version reported by the node from 'uname -r' (e.g. 3.16.0-0.bpo.4-amd64).
  *kubeProxyVersion string | Deprecated: KubeProxy Version reported by the node.
  *kubeletVersion string | Kubelet Version reported by the node.
  *machineID string | MachineID reported by the node.
  *operatingSystem string | The Operating System reported by the node
  *osImage string | OS Image reported by the node from /etc/os-release (e.g.
  *systemUUID string | SystemUUID reported by the node.
core.v1.ObjectFieldSelector map=atomic | ObjectFieldSelector selects an APIVersioned field of an object.
  apiVersion string | Version of the schema the FieldPath is written in terms of, defaults to "v1".
  *fieldPath string | Path of the field to select in the specified API version.
core.v1.ObjectReference map=atomic | ObjectReference contains enough information to let you inspect or modify the referred object.
  apiVersion string | API version of the referent.
  fieldPath string | If referring to a piece of an object instead of an entire object, this string should contain a valid JSON/Go field access statement, such as desiredState.manifest.containers[2].
  kind string | Kind of the referent.
  name string | Name of the referent.
  namespace string | Namespace of the referent.
  resourceVersion string | Specific resourceVersion to which this reference is made, if any.
  uid string | UID of the referent.
core.v1.PersistentVolume | PersistentVolume (PV) is a storage resource provisioned by an administrator.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec core.v1.PersistentVolumeSpec | spec defines a specification of a persistent volume owned by the cluster.
  status core.v1.PersistentVolumeStatus | status represents the current information/status for the persistent volume.
core.v1.PersistentVolumeClaim | PersistentVolumeClaim is a user's request for and claim to a persistent volume
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec core.v1.PersistentVolumeClaimSpec | spec defines the desired characteristics of a volume requested by a pod author.
  status core.v1.PersistentVolumeClaimStatus | status represents the current information/status of a persistent volume claim.
core.v1.PersistentVolumeClaimCondition | PersistentVolumeClaimCondition contains details about state of pvc
  lastProbeTime meta.v1.Time | lastProbeTime is the time we probed the condition.
  lastTransitionTime meta.v1.Time | lastTransitionTime is the time the condition transitioned from one status to another.
  message string | message is the human-readable message indicating details about last transition.
  reason string | reason is a unique, this should be a short, machine understandable string that gives the reason for condition's last transition.
  *status string | Status is the status of the condition.
  *type string | Type is the type of the condition.
core.v1.PersistentVolumeClaimSpec | PersistentVolumeClaimSpec describes the common attributes of storage devices and allows a Source for provider-specific attributes
  accessModes [string] list=atomic | accessModes contains the desired access modes the volume should have.
  dataSource core.v1.TypedLocalObjectReference | dataSource field can be used to specify either: * An existing VolumeSnapshot object (snapshot.storage.k8s.io/VolumeSnapshot) * An existing PVC (PersistentVolumeClaim) If the provisioner or an external controller can support the specified …
  dataSourceRef core.v1.TypedObjectReference | dataSourceRef specifies the object from which to populate the volume with data, if a non-empty volume is desired.
  resources core.v1.VolumeResourceRequirements | resources represents the minimum resources the volume should have.
  selector meta.v1.LabelSelector | selector is a label query over volumes to consider for binding.
  storageClassName string | storageClassName is the name of the StorageClass required by the claim.
  volumeAttributesClassName string | volumeAttributesClassName may be used to set the VolumeAttributesClass used by this claim.
  volumeMode string | volumeMode defines what type of volume is required by the claim.
  volumeName string | volumeName is the binding reference to the PersistentVolume backing this claim.
core.v1.PersistentVolumeClaimStatus | PersistentVolumeClaimStatus is the current status of a persistent volume claim.
  accessModes [string] list=atomic | accessModes contains the actual access modes the volume backing the PVC has.
  allocatedResourceStatuses {string} map=granular | allocatedResourceStatuses stores status of resource being resized for the given PVC.
  allocatedResources {resource.Quantity} | allocatedResources tracks the resources allocated to a PVC including its capacity.
  capacity {resource.Quantity} | capacity represents the actual resources of the underlying volume.
  conditions [core.v1.PersistentVolumeClaimCondition] list=map:type patch=merge key=type | conditions is the current Condition of persistent volume claim.
  currentVolumeAttributesClassName string | currentVolumeAttributesClassName is the current name of the VolumeAttributesClass the PVC is using.
  modifyVolumeStatus core.v1.ModifyVolumeStatus | ModifyVolumeStatus represents the status object of ControllerModifyVolume operation.
  phase string | phase represents the current phase of PersistentVolumeClaim.
core.v1.PersistentVolumeClaimTemplate | PersistentVolumeClaimTemplate is used to produce PersistentVolumeClaim objects as part of an EphemeralVolumeSource.
  metadata meta.v1.ObjectMeta | May contain labels and annotations that will be copied into the PVC when creating it.
  *spec core.v1.PersistentVolumeClaimSpec | The specification for the PersistentVolumeClaim.
core.v1.PersistentVolumeClaimVolumeSource | PersistentVolumeClaimVolumeSource references the user's PVC in the same namespace.
  *claimName string | claimName is the name of a PersistentVolumeClaim in the same namespace as the pod using this volume.
  readOnly boolean | readOnly Will force the ReadOnly setting in VolumeMounts.
core.v1.PersistentVolumeSpec | PersistentVolumeSpec is the specification of a persistent volume.
  accessModes [string] list=atomic | accessModes contains all ways the volume can be mounted.
  awsElasticBlockStore core.v1.AWSElasticBlockStoreVolumeSource | awsElasticBlockStore represents an AWS Disk resource that is attached to a kubelet's host machine and then exposed to the pod.
  azureDisk core.v1.AzureDiskVolumeSource | azureDisk represents an Azure Data Disk mount on the host and bind mount to the pod.
  azureFile core.v1.AzureFilePersistentVolumeSource | azureFile represents an Azure File Service mount on the host and bind mount to the pod.
  capacity {resource.Quantity} | capacity is the description of the persistent volume's resources and capacity.
  cephfs core.v1.CephFSPersistentVolumeSource | cephFS represents a Ceph FS mount on the host that shares a pod's lifetime.
  cinder core.v1.CinderPersistentVolumeSource | cinder represents a cinder volume attached and mounted on kubelets host machine.
  claimRef core.v1.ObjectReference map=granular | claimRef is part of a bi-directional binding between PersistentVolume and PersistentVolumeClaim.
  csi core.v1.CSIPersistentVolumeSource | csi represents storage that is handled by an external CSI driver.
  fc core.v1.FCVolumeSource | fc represents a Fibre Channel resource that is attached to a kubelet's host machine and then exposed to the pod.
  flexVolume core.v1.FlexPersistentVolumeSource | flexVolume represents a generic volume resource that is provisioned/attached using an exec based plugin.
  flocker core.v1.FlockerVolumeSource | flocker represents a Flocker volume attached to a kubelet's host machine and exposed to the pod for its usage.
  gcePersistentDisk core.v1.GCEPersistentDiskVolumeSource | gcePersistentDisk represents a GCE Disk resource that is attached to a kubelet's host machine and then exposed to the pod.
  glusterfs core.v1.GlusterfsPersistentVolumeSource | glusterfs represents a Glusterfs volume that is attached to a host and exposed to the pod.
  hostPath core.v1.HostPathVolumeSource | hostPath represents a directory on the host.
  iscsi core.v1.ISCSIPersistentVolumeSource | iscsi represents an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod.
  local core.v1.LocalVolumeSource | local represents directly-attached storage with node affinity
  mountOptions [string] list=atomic | mountOptions is the list of mount options, e.g. ["ro", "soft"].
  nfs core.v1.NFSVolumeSource | nfs represents an NFS mount on the host.
  nodeAffinity core.v1.VolumeNodeAffinity | nodeAffinity defines constraints that limit what nodes this volume can be accessed from.
  persistentVolumeReclaimPolicy string | persistentVolumeReclaimPolicy defines what happens to a persistent volume when released from its claim.
  photonPersistentDisk core.v1.PhotonPersistentDiskVolumeSource | photonPersistentDisk represents a PhotonController persistent disk attached and mounted on kubelets host machine.
  portworxVolume core.v1.PortworxVolumeSource | portworxVolume represents a portworx volume attached and mounted on kubelets host machine.
  quobyte core.v1.QuobyteVolumeSource | quobyte represents a Quobyte mount on the host that shares a pod's lifetime.
  rbd core.v1.RBDPersistentVolumeSource | rbd represents a Rados Block Device mount on the host that shares a pod's lifetime.
  scaleIO core.v1.ScaleIOPersistentVolumeSource | scaleIO represents a ScaleIO persistent volume attached and mounted on Kubernetes nodes.
  storageClassName string | storageClassName is the name of StorageClass to which this persistent volume belongs.
  storageos core.v1.StorageOSPersistentVolumeSource | storageOS represents a StorageOS volume that is attached to the kubelet's host machine and mounted into the pod.
  volumeAttributesClassName string | Name of VolumeAttributesClass to which this persistent volume belongs.
  volumeMode string | volumeMode defines if a volume is intended to be used with a formatted filesystem or to remain in raw block state.
  vsphereVolume core.v1.VsphereVirtualDiskVolumeSource | vsphereVolume represents a vSphere volume attached and mounted on kubelets host machine.
core.v1.PersistentVolumeStatus | PersistentVolumeStatus is the current status of a persistent volume.
  lastPhaseTransitionTime meta.v1.Time | lastPhaseTransitionTime is the time the phase transitioned from one to another and automatically resets to current time everytime a volume phase transitions.
  message string | message is a human-readable message indicating details about why the volume is in this state.
  phase string | phase indicates if a volume is available, bound to a claim, or released by a claim.
  reason string | reason is a brief CamelCase string that describes any failure and is meant for machine parsing and tidy display in the CLI.
core.v1.PhotonPersistentDiskVolumeSource | Represents a Photon Controller persistent disk resource.
  fsType string | fsType is the filesystem type to mount.
  *pdID string | pdID is the ID that identifies Photon Controller persistent disk
core.v1.Pod | Pod is a collection of containers that can run on a host.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec core.v1.PodSpec | Specification of the desired behavior of the pod.
  status core.v1.PodStatus | Most recently observed status of the pod.
core.v1.PodAffinity | Pod affinity is a group of inter pod affinity scheduling rules.
  preferredDuringSchedulingIgnoredDuringExecution [core.v1.WeightedPodAffinityTerm] list=atomic | The scheduler will prefer to schedule pods to nodes that satisfy the affinity expressions specified by this field, but it may choose a node that violates one or more of the expressions.
  requiredDuringSchedulingIgnoredDuringExecution [core.v1.PodAffinityTerm] list=atomic | If the affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node.
core.v1.PodAffinityTerm | Defines a set of pods (namely those matching the labelSelector relative to the given namespace(s)) that this pod should be co-located (affinity) or not co-located (anti-affinity) with, where co-located is defined as running on a node …
  labelSelector meta.v1.LabelSelector | A label query over a set of resources, in this case pods.
  matchLabelKeys [string] list=atomic | MatchLabelKeys is a set of pod label keys to select which pods will be taken into consideration.
  mismatchLabelKeys [string] list=atomic | MismatchLabelKeys is a set of pod label keys to select which pods will be taken into consideration.
  namespaceSelector meta.v1.LabelSelector | A label query over the set of namespaces that the term applies to.
  namespaces [string] list=atomic | namespaces specifies a static list of namespace names that the term applies to.
  *topologyKey string | This pod should be co-located (affinity) or not co-located (anti-affinity) with the pods matching the labelSelector in the specified namespaces, where co-located is defined as running on a node whose value of the label with key …
core.v1.PodAntiAffinity | Pod anti affinity is a group of inter pod anti affinity scheduling rules.
  preferredDuringSchedulingIgnoredDuringExecution [core.v1.WeightedPodAffinityTerm] list=atomic | The scheduler will prefer to schedule pods to nodes that satisfy the anti-affinity expressions specified by this field, but it may choose a node that violates one or more of the expressions.
  requiredDuringSchedulingIgnoredDuringExecution [core.v1.PodAffinityTerm] list=atomic | If the anti-affinity requirements specified by this field are not met at scheduling time, the pod will not be scheduled onto the node.
core.v1.PodCondition | PodCondition contains details for the current condition of this pod.
  lastProbeTime meta.v1.Time | Last time we probed the condition.
  lastTransitionTime meta.v1.Time | Last time the condition transitioned from one status to another.
  message string | Human-readable message indicating details about last transition.
  reason string | Unique, one-word, CamelCase reason for the condition's last transition.
  *status string | Status is the status of the condition.
  *type string | Type is the type of the condition.
core.v1.PodDNSConfig | PodDNSConfig defines the DNS parameters of a pod in addition to those generated from DNSPolicy.
  nameservers [string] list=atomic | A list of DNS name server IP addresses.
  options [core.v1.PodDNSConfigOption] list=atomic | A list of DNS resolver options.
  searches [string] list=atomic | A list of DNS search domains for host-name lookup.
core.v1.PodDNSConfigOption | PodDNSConfigOption defines DNS resolver options of a pod.
  name string | Name is this DNS resolver option's name.
  value string | Value is this DNS resolver option's value.
core.v1.PodIP | PodIP represents a single IP address allocated to the pod.
  *ip string | IP is the IP address assigned to the pod
core.v1.PodOS | PodOS defines the OS parameters of a pod.
  *name string | Name is the name of the operating system.
core.v1.PodReadinessGate | PodReadinessGate contains the reference to a pod condition
  *conditionType string | ConditionType refers to a condition in the pod's condition list with matching type.
core.v1.PodResourceClaim | PodResourceClaim references exactly one ResourceClaim, either directly or by naming a ResourceClaimTemplate which is then turned into a ResourceClaim for the pod.
  *name string | Name uniquely identifies this resource claim inside the pod.
  resourceClaimName string | ResourceClaimName is the name of a ResourceClaim object in the same namespace as this pod.
  resourceClaimTemplateName string | ResourceClaimTemplateName is the name of a ResourceClaimTemplate object in the same namespace as this pod.
core.v1.PodResourceClaimStatus | PodResourceClaimStatus is stored in the PodStatus for each PodResourceClaim which references a ResourceClaimTemplate.
  *name string | Name uniquely identifies this resource claim inside the pod.
  resourceClaimName string | ResourceClaimName is the name of the ResourceClaim that was generated for the Pod in the namespace of the Pod.
core.v1.PodSchedulingGate | PodSchedulingGate is associated to a Pod to guard its scheduling.
  *name string | Name of the scheduling gate.
core.v1.PodSecurityContext | PodSecurityContext holds pod-level security attributes and common container settings.
  appArmorProfile core.v1.AppArmorProfile | appArmorProfile is the AppArmor options to use by the containers in this pod.
  fsGroup integer:int64 | A special supplemental group that applies to all containers in a pod.
  fsGroupChangePolicy string | fsGroupChangePolicy defines behavior of changing ownership and permission of the volume before being exposed inside Pod.
  runAsGroup integer:int64 | The GID to run the entrypoint of the container process.
  runAsNonRoot boolean | Indicates that the container must run as a non-root user.
  runAsUser integer:int64 | The UID to run the entrypoint of the container process.
  seLinuxChangePolicy string | seLinuxChangePolicy defines how the container's SELinux label is applied to all volumes used by the Pod.
  seLinuxOptions core.v1.SELinuxOptions | The SELinux context to be applied to all containers.
  seccompProfile core.v1.SeccompProfile | The seccomp options to use by the containers in this pod.
  supplementalGroups [integer:int64] list=atomic | A list of groups applied to the first process run in each container, in addition to the container's primary GID and fsGroup (if specified).
  supplementalGroupsPolicy string | Defines how supplemental groups of the first container processes are calculated.
  sysctls [core.v1.Sysctl] list=atomic | Sysctls hold a list of namespaced sysctls used for the pod.
  windowsOptions core.v1.WindowsSecurityContextOptions | The Windows specific settings applied to all containers.
core.v1.PodSpec | PodSpec is a description of a pod.
  activeDeadlineSeconds integer:int64 | Optional duration in seconds the pod may be active on the node relative to StartTime before the system will actively try to mark it failed and kill associated containers.
  affinity core.v1.Affinity | If specified, the pod's scheduling constraints
  automountServiceAccountToken boolean | AutomountServiceAccountToken indicates whether a service account token should be automatically mounted.
  *containers [core.v1.Container] list=map:name patch=merge key=name | List of containers belonging to the pod.
  dnsConfig core.v1.PodDNSConfig | Specifies the DNS parameters of a pod.
  dnsPolicy string | Set DNS policy for the pod.
  enableServiceLinks boolean | EnableServiceLinks indicates whether information about services should be injected into pod's environment variables, matching the syntax of Docker links.
  ephemeralContainers [core.v1.EphemeralContainer] list=map:name patch=merge key=name | List of ephemeral containers run in this pod.
  hostAliases [core.v1.HostAlias] list=map:ip patch=merge key=ip | HostAliases is an optional list of hosts and IPs that will be injected into the pod's hosts file if specified.
  hostIPC boolean | Use the host's ipc namespace.
  hostNetwork boolean | Host networking requested for this pod.
  hostPID boolean | Use the host's pid namespace.
  hostUsers boolean | Use the host's user namespace.
  hostname string | Specifies the hostname of the Pod If not specified, the pod's hostname will be set to a system-defined value.
  imagePullSecrets [core.v1.LocalObjectReference] list=map:name patch=merge key=name | ImagePullSecrets is an optional list of references to secrets in the same namespace to use for pulling any of the images used by this PodSpec.
  initContainers [core.v1.Container] list=map:name patch=merge key=name | List of initialization containers belonging to the pod.
  nodeName string | NodeName indicates in which node this pod is scheduled.
  nodeSelector {string} map=atomic | NodeSelector is a selector which must be true for the pod to fit on a node.
  os core.v1.PodOS | Specifies the OS of the containers in the pod.
  overhead {resource.Quantity} | Overhead represents the resource overhead associated with running a pod for a given RuntimeClass.
  preemptionPolicy string | PreemptionPolicy is the Policy for preempting pods with lower priority.
  priority integer:int32 | The priority value.
  priorityClassName string | If specified, indicates the pod's priority.
  readinessGates [core.v1.PodReadinessGate] list=atomic | If specified, all readiness gates will be evaluated for pod readiness.
  resourceClaims [core.v1.PodResourceClaim] list=map:name patch=merge,retainKeys key=name | ResourceClaims defines which ResourceClaims must be allocated and reserved before the Pod is allowed to start.
  resources core.v1.ResourceRequirements | Resources is the total amount of CPU and Memory resources required by all containers in the pod.
  restartPolicy string | Restart policy for all containers within the pod.
  runtimeClassName string | RuntimeClassName refers to a RuntimeClass object in the node.k8s.io group, which should be used to run this pod.
  schedulerName string | If specified, the pod will be dispatched by specified scheduler.
  schedulingGates [core.v1.PodSchedulingGate] list=map:name patch=merge key=name | SchedulingGates is an opaque list of values that if specified will block scheduling the pod.
  securityContext core.v1.PodSecurityContext | SecurityContext holds pod-level security attributes and common container settings.
  serviceAccount string | DeprecatedServiceAccount is a deprecated alias for ServiceAccountName.
  serviceAccountName string | ServiceAccountName is the name of the ServiceAccount to use to run this pod.
  setHostnameAsFQDN boolean | If true the pod's hostname will be configured as the pod's FQDN, rather than the leaf name (the default).
  shareProcessNamespace boolean | Share a single process namespace between all of the containers in a pod.
  subdomain string | If specified, the fully qualified Pod hostname will be "<hostname>.<subdomain>.<pod namespace>.svc.<cluster domain>".
  terminationGracePeriodSeconds integer:int64 | Optional duration in seconds the pod needs to terminate gracefully.
  tolerations [core.v1.Toleration] list=atomic | If specified, the pod's tolerations.
  topologySpreadConstraints [core.v1.TopologySpreadConstraint] list=map:topologyKey,whenUnsatisfiable patch=merge key=topologyKey | TopologySpreadConstraints describes how a group of pods ought to spread across topology domains.
  volumes [core.v1.Volume] list=map:name patch=merge,retainKeys key=name | List of volumes that can be mounted by containers belonging to the pod.
core.v1.PodStatus | PodStatus represents information about the status of a pod.
  conditions [core.v1.PodCondition] list=map:type patch=merge key=type | Current service state of pod.
  containerStatuses [core.v1.ContainerStatus] list=atomic | Statuses of containers in this pod.
  ephemeralContainerStatuses [core.v1.ContainerStatus] list=atomic | Statuses for any ephemeral containers that have run in this pod.
  hostIP string | hostIP holds the IP address of the host to which the pod is assigned.
  hostIPs [core.v1.HostIP] list=atomic patch=merge key=ip | hostIPs holds the IP addresses allocated to the host.
  initContainerStatuses [core.v1.ContainerStatus] list=atomic | Statuses of init containers in this pod.
  message string | A human readable message indicating details about why the pod is in this condition.
  nominatedNodeName string | nominatedNodeName is set only when this pod preempts other pods on the node, but it cannot be scheduled right away as preemption victims receive their graceful termination periods.
  phase string | The phase of a Pod is a simple, high-level summary of where the Pod is in its lifecycle.
  podIP string | podIP address allocated to the pod.
  podIPs [core.v1.PodIP] list=map:ip patch=merge key=ip | podIPs holds the IP addresses allocated to the pod.
  qosClass string | The Quality of Service (QOS) classification assigned to the pod based on resource requirements See PodQOSClass type for available QOS classes More info: https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/#quality-of-service-classes
  reason string | A brief CamelCase message indicating details about why the pod is in this state. e.g. 'Evicted'
  resize string | Status of resources resize desired for pod's containers.
  resourceClaimStatuses [core.v1.PodResourceClaimStatus] list=map:name patch=merge,retainKeys key=name | Status of resource claims.
  startTime meta.v1.Time | RFC 3339 date and time at which the object was acknowledged by the Kubelet.
core.v1.PodTemplateSpec | PodTemplateSpec describes the data a pod should have when created from a template
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec core.v1.PodSpec | Specification of the desired behavior of the pod.
core.v1.PortStatus | PortStatus represents the error condition of a service port
  error string | Error is to record the problem with the service port The format of the error shall comply with the following rules: - built-in error values shall be specified in this file and those shall use CamelCase names - cloud provider specific …
  *port integer:int32 | Port is the port number of the service port of which status is recorded here
  *protocol string | Protocol is the protocol of the service port of which status is recorded here The supported values are: "TCP", "UDP", "SCTP"
core.v1.PortworxVolumeSource | PortworxVolumeSource represents a Portworx volume resource.
  fsType string | fSType represents the filesystem type to mount Must be a filesystem type supported by the host operating system.
  readOnly boolean | readOnly defaults to false (read/write).
  *volumeID string | volumeID uniquely identifies a Portworx volume
core.v1.PreferredSchedulingTerm | An empty preferred scheduling term matches all objects with implicit weight 0 (i.e. it's a no-op).
  *preference core.v1.NodeSelectorTerm | A node selector term, associated with the corresponding weight.
  *weight integer:int32 | Weight associated with matching the corresponding nodeSelectorTerm, in the range 1-100.
core.v1.Probe | Probe describes a health check to be performed against a container to determine whether it is alive or ready to receive traffic.
  exec core.v1.ExecAction | Exec specifies a command to execute in the container.
  failureThreshold integer:int32 | Minimum consecutive failures for the probe to be considered failed after having succeeded.
  grpc core.v1.GRPCAction | GRPC specifies a GRPC HealthCheckRequest.
  httpGet core.v1.HTTPGetAction | HTTPGet specifies an HTTP GET request to perform.
  initialDelaySeconds integer:int32 | Number of seconds after the container has started before liveness probes are initiated.
  periodSeconds integer:int32 | How often (in seconds) to perform the probe.
  successThreshold integer:int32 | Minimum consecutive successes for the probe to be considered successful after having failed.
  tcpSocket core.v1.TCPSocketAction | TCPSocket specifies a connection to a TCP port.
  terminationGracePeriodSeconds integer:int64 | Optional duration in seconds the pod needs to terminate gracefully upon probe failure.
  timeoutSeconds integer:int32 | Number of seconds after which the probe times out.
core.v1.ProjectedVolumeSource | Represents a projected volume source
  defaultMode integer:int32 | defaultMode are the mode bits used to set permissions on created files by default.
  sources [core.v1.VolumeProjection] list=atomic | sources is the list of volume projections.
core.v1.QuobyteVolumeSource | Represents a Quobyte mount that lasts the lifetime of a pod.
  group string | group to map volume access to Default is no group
  readOnly boolean | readOnly here will force the Quobyte volume to be mounted with read-only permissions.
  *registry string | registry represents a single or multiple Quobyte Registry services specified as a string as host:port pair (multiple entries are separated with commas) which acts as the central registry for volumes
  tenant string | tenant owning the given Quobyte volume in the Backend Used with dynamically provisioned Quobyte volumes, value is set by the plugin
  user string | user to map volume access to Defaults to serivceaccount user
  *volume string | volume is a string that references an already created Quobyte volume by name.
core.v1.RBDPersistentVolumeSource | Represents a Rados Block Device mount that lasts the lifetime of a pod.
  fsType string | fsType is the filesystem type of the volume that you want to mount.
  *image string | image is the rados image name.
  keyring string | keyring is the path to key ring for RBDUser.
  *monitors [string] list=atomic | monitors is a collection of Ceph monitors.
  pool string | pool is the rados pool name.
  readOnly boolean | readOnly here will force the ReadOnly setting in VolumeMounts.
  secretRef core.v1.SecretReference | secretRef is name of the authentication secret for RBDUser.
  user string | user is the rados user name.
core.v1.RBDVolumeSource | Represents a Rados Block Device mount that lasts the lifetime of a pod.
  fsType string | fsType is the filesystem type of the volume that you want to mount.
  *image string | image is the rados image name.
  keyring string | keyring is the path to key ring for RBDUser.
  *monitors [string] list=atomic | monitors is a collection of Ceph monitors.
  pool string | pool is the rados pool name.
  readOnly boolean | readOnly here will force the ReadOnly setting in VolumeMounts.
  secretRef core.v1.LocalObjectReference | secretRef is name of the authentication secret for RBDUser.
  user string | user is the rados user name.
core.v1.ResourceClaim | ResourceClaim references one entry in PodSpec.ResourceClaims.
  *name string | Name must match the name of one entry in pod.spec.resourceClaims of the Pod where this field is used.
  request string | Request is the name chosen for a request in the referenced claim.
core.v1.ResourceFieldSelector map=atomic | ResourceFieldSelector represents container resources (cpu, memory) and their output format
  containerName string | Container name: required for volumes, optional for env vars
  divisor resource.Quantity | Specifies the output format of the exposed resources, defaults to "1"
  *resource string | Required: resource to select
core.v1.ResourceHealth | ResourceHealth represents the health of a resource.
  health string | Health of the resource. can be one of: - Healthy: operates as normal - Unhealthy: reported unhealthy.
  *resourceID string | ResourceID is the unique identifier of the resource.
core.v1.ResourceQuota | ResourceQuota sets aggregate quota restrictions enforced per namespace
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec core.v1.ResourceQuotaSpec | Spec defines the desired quota. https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#spec-and-status
  status core.v1.ResourceQuotaStatus | Status defines the actual enforced quota and its current usage. https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#spec-and-status
core.v1.ResourceQuotaSpec | ResourceQuotaSpec defines the desired hard limits to enforce for Quota.
  hard {resource.Quantity} | hard is the set of desired hard limits for each named resource.
  scopeSelector core.v1.ScopeSelector | scopeSelector is also a collection of filters like scopes that must match each object tracked by a quota but expressed using ScopeSelectorOperator in combination with possible values.
  scopes [string] list=atomic | A collection of filters that must match each object tracked by a quota.
core.v1.ResourceQuotaStatus | ResourceQuotaStatus defines the enforced hard limits and observed use.
  hard {resource.Quantity} | Hard is the set of enforced hard limits for each named resource.
  used {resource.Quantity} | Used is the current observed total usage of the resource in the namespace.
core.v1.ResourceRequirements | ResourceRequirements describes the compute resource requirements.
  claims [core.v1.ResourceClaim] list=map:name | Claims lists the names of resources, defined in spec.resourceClaims, that are used by this container.
  limits {resource.Quantity} | Limits describes the maximum amount of compute resources allowed.
  requests {resource.Quantity} | Requests describes the minimum amount of compute resources required.
core.v1.ResourceStatus | ResourceStatus represents the status of a single resource allocated to a Pod.
  *name string | Name of the resource.
  resources [core.v1.ResourceHealth] list=map:resourceID | List of unique resources health.
core.v1.SELinuxOptions | SELinuxOptions are the labels to be applied to the container
  level string | Level is SELinux level label that applies to the container.
  role string | Role is a SELinux role label that applies to the container.
  type string | Type is a SELinux type label that applies to the container.
  user string | User is a SELinux user label that applies to the container.
core.v1.ScaleIOPersistentVolumeSource | ScaleIOPersistentVolumeSource represents a persistent ScaleIO volume
  fsType string | fsType is the filesystem type to mount.
  *gateway string | gateway is the host address of the ScaleIO API Gateway.
  protectionDomain string | protectionDomain is the name of the ScaleIO Protection Domain for the configured storage.
  readOnly boolean | readOnly defaults to false (read/write).
  *secretRef core.v1.SecretReference | secretRef references to the secret for ScaleIO user and other sensitive information.
  sslEnabled boolean | sslEnabled is the flag to enable/disable SSL communication with Gateway, default false
  storageMode string | storageMode indicates whether the storage for a volume should be ThickProvisioned or ThinProvisioned.
  storagePool string | storagePool is the ScaleIO Storage Pool associated with the protection domain.
  *system string | system is the name of the storage system as configured in ScaleIO.
  volumeName string | volumeName is the name of a volume already created in the ScaleIO system that is associated with this volume source.
core.v1.ScaleIOVolumeSource | ScaleIOVolumeSource represents a persistent ScaleIO volume
  fsType string | fsType is the filesystem type to mount.
  *gateway string | gateway is the host address of the ScaleIO API Gateway.
  protectionDomain string | protectionDomain is the name of the ScaleIO Protection Domain for the configured storage.
  readOnly boolean | readOnly Defaults to false (read/write).
  *secretRef core.v1.LocalObjectReference | secretRef references to the secret for ScaleIO user and other sensitive information.
  sslEnabled boolean | sslEnabled Flag enable/disable SSL communication with Gateway, default false
  storageMode string | storageMode indicates whether the storage for a volume should be ThickProvisioned or ThinProvisioned.
  storagePool string | storagePool is the ScaleIO Storage Pool associated with the protection domain.
  *system string | system is the name of the storage system as configured in ScaleIO.
  volumeName string | volumeName is the name of a volume already created in the ScaleIO system that is associated with this volume source.
core.v1.ScopeSelector map=atomic | A scope selector represents the AND of the selectors represented by the scoped-resource selector requirements.
  matchExpressions [core.v1.ScopedResourceSelectorRequirement] list=atomic | A list of scope selector requirements by scope of the resources.
core.v1.ScopedResourceSelectorRequirement | A scoped-resource selector requirement is a selector that contains values, a scope name, and an operator that relates the scope name and values.
  *operator string | Represents a scope's relationship to a set of values.
  *scopeName string | The name of the scope that the selector applies to.
  values [string] list=atomic | An array of string values.
core.v1.SeccompProfile | SeccompProfile defines a pod/container's seccomp profile settings.
  localhostProfile string | localhostProfile indicates a profile defined in a file on the node should be used.
  *type string | type indicates which kind of seccomp profile will be applied.
core.v1.Secret | Secret holds secret data of a certain type.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  data {string:byte} | Data contains the secret data.
  immutable boolean | Immutable, if set to true, ensures that data stored in the Secret cannot be updated (only object metadata can be modified).
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  stringData {string} | stringData allows specifying non-binary secret data in string form.
  type string | Used to facilitate programmatic handling of secret data.
core.v1.SecretEnvSource | SecretEnvSource selects a Secret to populate the environment variables with.
  name string | Name of the referent.
  optional boolean | Specify whether the Secret must be defined
core.v1.SecretKeySelector map=atomic | SecretKeySelector selects a key of a Secret.
  *key string | The key of the secret to select from.
  name string | Name of the referent.
  optional boolean | Specify whether the Secret or its key must be defined
core.v1.SecretProjection | Adapts a secret into a projected volume.
  items [core.v1.KeyToPath] list=atomic | items if unspecified, each key-value pair in the Data field of the referenced Secret will be projected into the volume as a file whose name is the key and content is the value.
  name string | Name of the referent.
  optional boolean | optional field specify whether the Secret or its key must be defined
core.v1.SecretReference map=atomic | SecretReference represents a Secret Reference.
  name string | name is unique within a namespace to reference a secret resource.
  namespace string | namespace defines the space within which the secret name must be unique.
core.v1.SecretVolumeSource | Adapts a Secret into a volume.
  defaultMode integer:int32 | defaultMode is Optional: mode bits used to set permissions on created files by default.
  items [core.v1.KeyToPath] list=atomic | items If unspecified, each key-value pair in the Data field of the referenced Secret will be projected into the volume as a file whose name is the key and content is the value.
  optional boolean | optional field specify whether the Secret or its keys must be defined
  secretName string | secretName is the name of the secret in the pod's namespace to use.
core.v1.SecurityContext | SecurityContext holds security configuration that will be applied to a container.
  allowPrivilegeEscalation boolean | AllowPrivilegeEscalation controls whether a process can gain more privileges than its parent process.
  appArmorProfile core.v1.AppArmorProfile | appArmorProfile is the AppArmor options to use by this container.
  capabilities core.v1.Capabilities | The capabilities to add/drop when running containers.
  privileged boolean | Run container in privileged mode.
  procMount string | procMount denotes the type of proc mount to use for the containers.
  readOnlyRootFilesystem boolean | Whether this container has a read-only root filesystem.
  runAsGroup integer:int64 | The GID to run the entrypoint of the container process.
  runAsNonRoot boolean | Indicates that the container must run as a non-root user.
  runAsUser integer:int64 | The UID to run the entrypoint of the container process.
  seLinuxOptions core.v1.SELinuxOptions | The SELinux context to be applied to the container.
  seccompProfile core.v1.SeccompProfile | The seccomp options to use by this container.
  windowsOptions core.v1.WindowsSecurityContextOptions | The Windows specific settings applied to all containers.
core.v1.Service | Service is a named abstraction of software service (for example, mysql) consisting of local port (for example 3306) that the proxy listens on, and the selector that determines which pods will answer requests sent through the proxy.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec core.v1.ServiceSpec | Spec defines the behavior of a service. https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#spec-and-status
  status core.v1.ServiceStatus | Most recently observed status of the service.
core.v1.ServiceAccount | ServiceAccount binds together: * a name, understood by users, and perhaps by peripheral systems, for an identity * a principal that can be authenticated and authorized * a set of secrets
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  automountServiceAccountToken boolean | AutomountServiceAccountToken indicates whether pods running as this service account should have an API token automatically mounted.
  imagePullSecrets [core.v1.LocalObjectReference] list=atomic | ImagePullSecrets is a list of references to secrets in the same namespace to use for pulling any images in pods that reference this ServiceAccount.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  secrets [core.v1.ObjectReference] list=map:name patch=merge key=name | Secrets is a list of the secrets in the same namespace that pods running using this ServiceAccount are allowed to use.
core.v1.ServiceAccountTokenProjection | ServiceAccountTokenProjection represents a projected service account token volume.
  audience string | audience is the intended audience of the token.
  expirationSeconds integer:int64 | expirationSeconds is the requested duration of validity of the service account token.
  *path string | path is the path relative to the mount point of the file to project the token into.
core.v1.ServicePort | ServicePort contains information on service's port.
  appProtocol string | The application protocol for this port.
  name string | The name of this port within the service.
  nodePort integer:int32 | The port on each node on which this service is exposed when type is NodePort or LoadBalancer.
  *port integer:int32 | The port that will be exposed by this service.
  protocol string | The IP protocol for this port.
  targetPort intstr.IntOrString | Number or name of the port to access on the pods targeted by the service.
core.v1.ServiceSpec | ServiceSpec describes the attributes that a user creates on a service.
  allocateLoadBalancerNodePorts boolean | allocateLoadBalancerNodePorts defines if NodePorts will be automatically allocated for services with type LoadBalancer.
  clusterIP string | clusterIP is the IP address of the service and is usually assigned randomly.
  clusterIPs [string] list=atomic | ClusterIPs is a list of IP addresses assigned to this service, and are usually assigned randomly.
  externalIPs [string] list=atomic | externalIPs is a list of IP addresses for which nodes in the cluster will also accept traffic for this service.
  externalName string | externalName is the external reference that discovery mechanisms will return as an alias for this service (e.g. a DNS CNAME record).
  externalTrafficPolicy string | externalTrafficPolicy describes how nodes distribute service traffic they receive on one of the Service's "externally-facing" addresses (NodePorts, ExternalIPs, and LoadBalancer IPs).
  healthCheckNodePort integer:int32 | healthCheckNodePort specifies the healthcheck nodePort for the service.
  internalTrafficPolicy string | InternalTrafficPolicy describes how nodes distribute service traffic they receive on the ClusterIP.
  ipFamilies [string] list=atomic | IPFamilies is a list of IP families (e.g.
  ipFamilyPolicy string | IPFamilyPolicy represents the dual-stack-ness requested or required by this Service.
  loadBalancerClass string | loadBalancerClass is the class of the load balancer implementation this Service belongs to.
  loadBalancerIP string | Only applies to Service Type: LoadBalancer.
  loadBalancerSourceRanges [string] list=atomic | If specified and supported by the platform, this will restrict traffic through the cloud-provider load-balancer will be restricted to the specified client IPs.
  ports [core.v1.ServicePort] list=map:port,protocol patch=merge key=port | The list of ports that are exposed by this service.
  publishNotReadyAddresses boolean | publishNotReadyAddresses indicates that any agent which deals with endpoints for this Service should disregard any indications of ready/not-ready.
  selector {string} map=atomic | Route service traffic to pods with label keys and values matching this selector.
  sessionAffinity string | Supports "ClientIP" and "None".
  sessionAffinityConfig core.v1.SessionAffinityConfig | sessionAffinityConfig contains the configurations of session affinity.
  trafficDistribution string | TrafficDistribution offers a way to express preferences for how traffic is distributed to Service endpoints.
  type string | type determines how the Service is exposed.
core.v1.ServiceStatus | ServiceStatus represents the current status of a service.
  conditions [meta.v1.Condition] list=map:type patch=merge key=type | Current service state
  loadBalancer core.v1.LoadBalancerStatus | LoadBalancer contains the current status of the load-balancer, if one is present.
core.v1.SessionAffinityConfig | SessionAffinityConfig represents the configurations of session affinity.
  clientIP core.v1.ClientIPConfig | clientIP contains the configurations of Client IP based session affinity.
core.v1.SleepAction | SleepAction describes a "sleep" action.
  *seconds integer:int64 | Seconds is the number of seconds to sleep.
core.v1.StorageOSPersistentVolumeSource | Represents a StorageOS persistent volume resource.
  fsType string | fsType is the filesystem type to mount.
  readOnly boolean | readOnly defaults to false (read/write).
  secretRef core.v1.ObjectReference | secretRef specifies the secret to use for obtaining the StorageOS API credentials.
  volumeName string | volumeName is the human-readable name of the StorageOS volume.
  volumeNamespace string | volumeNamespace specifies the scope of the volume within StorageOS.
core.v1.StorageOSVolumeSource | Represents a StorageOS persistent volume resource.
  fsType string | fsType is the filesystem type to mount.
  readOnly boolean | readOnly defaults to false (read/write).
  secretRef core.v1.LocalObjectReference | secretRef specifies the secret to use for obtaining the StorageOS API credentials.
  volumeName string | volumeName is the human-readable name of the StorageOS volume.
  volumeNamespace string | volumeNamespace specifies the scope of the volume within StorageOS.
core.v1.Sysctl | Sysctl defines a kernel parameter to be set
  *name string | Name of a property to set
  *value string | Value of a property to set
core.v1.TCPSocketAction | TCPSocketAction describes an action based on opening a socket
  host string | Optional: Host name to connect to, defaults to the pod IP.
  *port intstr.IntOrString | Number or name of the port to access on the container.
core.v1.Taint | The node this Taint is attached to has the "effect" on any pod that does not tolerate the Taint.
  *effect string | Required.
  *key string | Required.
  timeAdded meta.v1.Time | TimeAdded represents the time at which the taint was added.
  value string | The taint value corresponding to the taint key.
core.v1.Toleration | The pod this Toleration is attached to tolerates any taint that matches the triple <key,value,effect> using the matching operator <operator>.
  effect string | Effect indicates the taint effect to match.
  key string | Key is the taint key that the toleration applies to.
  operator string | Operator represents a key's relationship to the value.
  tolerationSeconds integer:int64 | TolerationSeconds represents the period of time the toleration (which must be of effect NoExecute, otherwise this field is ignored) tolerates the taint.
  value string | Value is the taint value the toleration matches to.
core.v1.TopologySelectorLabelRequirement | A topology selector requirement is a selector that matches given label.
  *key string | The label key that the selector applies to.
  *values [string] list=atomic | An array of string values.
core.v1.TopologySelectorTerm map=atomic | A topology selector term represents the result of label queries.
  matchLabelExpressions [core.v1.TopologySelectorLabelRequirement] list=atomic | A list of topology selector requirements by labels.
core.v1.TopologySpreadConstraint | TopologySpreadConstraint specifies how to spread matching pods among the given topology.
  labelSelector meta.v1.LabelSelector | LabelSelector is used to find matching pods.
  matchLabelKeys [string] list=atomic | MatchLabelKeys is a set of pod label keys to select the pods over which spreading will be calculated.
  *maxSkew integer:int32 | MaxSkew describes the degree to which pods may be unevenly distributed.
  minDomains integer:int32 | MinDomains indicates a minimum number of eligible domains.
  nodeAffinityPolicy string | NodeAffinityPolicy indicates how we will treat Pod's nodeAffinity/nodeSelector when calculating pod topology spread skew.
  nodeTaintsPolicy string | NodeTaintsPolicy indicates how we will treat node taints when calculating pod topology spread skew.
  *topologyKey string | TopologyKey is the key of node labels.
  *whenUnsatisfiable string | WhenUnsatisfiable indicates how to deal with a pod if it doesn't satisfy the spread constraint. - DoNotSchedule (default) tells the scheduler not to schedule it. - ScheduleAnyway tells the scheduler to schedule the pod in any location, …
core.v1.TypedLocalObjectReference map=atomic | TypedLocalObjectReference contains enough information to let you locate the typed referenced object inside the same namespace.
  apiGroup string | APIGroup is the group for the resource being referenced.
  *kind string | Kind is the type of resource being referenced
  *name string | Name is the name of resource being referenced
core.v1.TypedObjectReference | TypedObjectReference contains enough information to let you locate the typed referenced object
  apiGroup string | APIGroup is the group for the resource being referenced.
  *kind string | Kind is the type of resource being referenced
  *name string | Name is the name of resource being referenced
  namespace string | Namespace is the namespace of resource being referenced Note that when a namespace is specified, a gateway.networking.k8s.io/ReferenceGrant object is required in the referent namespace to allow that namespace's owner to accept the …
core.v1.Volume | Volume represents a named volume in a pod that may be accessed by any container in the pod.
  awsElasticBlockStore core.v1.AWSElasticBlockStoreVolumeSource | awsElasticBlockStore represents an AWS Disk resource that is attached to a kubelet's host machine and then exposed to the pod.
  azureDisk core.v1.AzureDiskVolumeSource | azureDisk represents an Azure Data Disk mount on the host and bind mount to the pod.
  azureFile core.v1.AzureFileVolumeSource | azureFile represents an Azure File Service mount on the host and bind mount to the pod.
  cephfs core.v1.CephFSVolumeSource | cephFS represents a Ceph FS mount on the host that shares a pod's lifetime.
  cinder core.v1.CinderVolumeSource | cinder represents a cinder volume attached and mounted on kubelets host machine.
  configMap core.v1.ConfigMapVolumeSource | configMap represents a configMap that should populate this volume
  csi core.v1.CSIVolumeSource | csi (Container Storage Interface) represents ephemeral storage that is handled by certain external CSI drivers.
  downwardAPI core.v1.DownwardAPIVolumeSource | downwardAPI represents downward API about the pod that should populate this volume
  emptyDir core.v1.EmptyDirVolumeSource | emptyDir represents a temporary directory that shares a pod's lifetime.
  ephemeral core.v1.EphemeralVolumeSource | ephemeral represents a volume that is handled by a cluster storage driver.
  fc core.v1.FCVolumeSource | fc represents a Fibre Channel resource that is attached to a kubelet's host machine and then exposed to the pod.
  flexVolume core.v1.FlexVolumeSource | flexVolume represents a generic volume resource that is provisioned/attached using an exec based plugin.
  flocker core.v1.FlockerVolumeSource | flocker represents a Flocker volume attached to a kubelet's host machine.
  gcePersistentDisk core.v1.GCEPersistentDiskVolumeSource | gcePersistentDisk represents a GCE Disk resource that is attached to a kubelet's host machine and then exposed to the pod.
  gitRepo core.v1.GitRepoVolumeSource | gitRepo represents a git repository at a particular revision.
  glusterfs core.v1.GlusterfsVolumeSource | glusterfs represents a Glusterfs mount on the host that shares a pod's lifetime.
  hostPath core.v1.HostPathVolumeSource | hostPath represents a pre-existing file or directory on the host machine that is directly exposed to the container.
  image core.v1.ImageVolumeSource | image represents an OCI object (a container image or artifact) pulled and mounted on the kubelet's host machine.
  iscsi core.v1.ISCSIVolumeSource | iscsi represents an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod.
  *name string | name of the volume.
  nfs core.v1.NFSVolumeSource | nfs represents an NFS mount on the host that shares a pod's lifetime More info: https://kubernetes.io/docs/concepts/storage/volumes#nfs
  persistentVolumeClaim core.v1.PersistentVolumeClaimVolumeSource | persistentVolumeClaimVolumeSource represents a reference to a PersistentVolumeClaim in the same namespace.
  photonPersistentDisk core.v1.PhotonPersistentDiskVolumeSource | photonPersistentDisk represents a PhotonController persistent disk attached and mounted on kubelets host machine.
  portworxVolume core.v1.PortworxVolumeSource | portworxVolume represents a portworx volume attached and mounted on kubelets host machine.
  projected core.v1.ProjectedVolumeSource | projected items for all in one resources secrets, configmaps, and downward API
  quobyte core.v1.QuobyteVolumeSource | quobyte represents a Quobyte mount on the host that shares a pod's lifetime.
  rbd core.v1.RBDVolumeSource | rbd represents a Rados Block Device mount on the host that shares a pod's lifetime.
  scaleIO core.v1.ScaleIOVolumeSource | scaleIO represents a ScaleIO persistent volume attached and mounted on Kubernetes nodes.
  secret core.v1.SecretVolumeSource | secret represents a secret that should populate this volume.
  storageos core.v1.StorageOSVolumeSource | storageOS represents a StorageOS volume attached and mounted on Kubernetes nodes.
  vsphereVolume core.v1.VsphereVirtualDiskVolumeSource | vsphereVolume represents a vSphere volume attached and mounted on kubelets host machine.
core.v1.VolumeDevice | volumeDevice describes a mapping of a raw block device within a container.
  *devicePath string | devicePath is the path inside of the container that the device will be mapped to.
  *name string | name must match the name of a persistentVolumeClaim in the pod
core.v1.VolumeMount | VolumeMount describes a mounting of a Volume within a container.
  *mountPath string | Path within the container at which the volume should be mounted.
  mountPropagation string | mountPropagation determines how mounts are propagated from the host to container and the other way around.
  *name string | This must match the Name of a Volume.
  readOnly boolean | Mounted read-only if true, read-write otherwise (false or unspecified).
  recursiveReadOnly string | RecursiveReadOnly specifies whether read-only mounts should be handled recursively.
  subPath string | Path within the volume from which the container's volume should be mounted.
  subPathExpr string | Expanded path within the volume from which the container's volume should be mounted.
core.v1.VolumeMountStatus | VolumeMountStatus shows status of volume mounts.
  *mountPath string | MountPath corresponds to the original VolumeMount.
  *name string | Name corresponds to the name of the original VolumeMount.
  readOnly boolean | ReadOnly corresponds to the original VolumeMount.
  recursiveReadOnly string | RecursiveReadOnly must be set to Disabled, Enabled, or unspecified (for non-readonly mounts).
core.v1.VolumeNodeAffinity | VolumeNodeAffinity defines constraints that limit what nodes this volume can be accessed from.
  required core.v1.NodeSelector | required specifies hard node constraints that must be met.
core.v1.VolumeProjection | Projection that may be projected along with other supported volume types.
  clusterTrustBundle core.v1.ClusterTrustBundleProjection | ClusterTrustBundle allows a pod to access the \`.spec.trustBundle\` field of ClusterTrustBundle objects in an auto-updating file.
  configMap core.v1.ConfigMapProjection | configMap information about the configMap data to project
  downwardAPI core.v1.DownwardAPIProjection | downwardAPI information about the downwardAPI data to project
  secret core.v1.SecretProjection | secret information about the secret data to project
  serviceAccountToken core.v1.ServiceAccountTokenProjection | serviceAccountToken is information about the serviceAccountToken data to project
core.v1.VolumeResourceRequirements | VolumeResourceRequirements describes the storage resource requirements for a volume.
  limits {resource.Quantity} | Limits describes the maximum amount of compute resources allowed.
  requests {resource.Quantity} | Requests describes the minimum amount of compute resources required.
core.v1.VsphereVirtualDiskVolumeSource | Represents a vSphere volume resource.
  fsType string | fsType is filesystem type to mount.
  storagePolicyID string | storagePolicyID is the storage Policy Based Management (SPBM) profile ID associated with the StoragePolicyName.
  storagePolicyName string | storagePolicyName is the storage Policy Based Management (SPBM) profile name.
  *volumePath string | volumePath is the path that identifies vSphere volume vmdk
core.v1.WeightedPodAffinityTerm | The weights of all of the matched WeightedPodAffinityTerm fields are added per-node to find the most preferred node(s)
  *podAffinityTerm core.v1.PodAffinityTerm | Required.
  *weight integer:int32 | weight associated with matching the corresponding podAffinityTerm, in the range 1-100.
core.v1.WindowsSecurityContextOptions | WindowsSecurityContextOptions contain Windows-specific options and credentials.
  gmsaCredentialSpec string | GMSACredentialSpec is where the GMSA admission webhook (https://github.com/kubernetes-sigs/windows-gmsa) inlines the contents of the GMSA credential spec named by the GMSACredentialSpecName field.
  gmsaCredentialSpecName string | GMSACredentialSpecName is the name of the GMSA credential spec to use.
  hostProcess boolean | HostProcess determines if a container should be run as a 'Host Process' container.
  runAsUserName string | The UserName in Windows to run the entrypoint of the container process.
`
