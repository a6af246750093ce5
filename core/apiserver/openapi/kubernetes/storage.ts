/** Schemas of storage, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const storageSchemas = `storage.v1.CSIDriver | CSIDriver captures information about a Container Storage Interface (CSI) volume driver deployed on the cluster.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object metadata. metadata.Name indicates the name of the CSI driver that this object refers to; it MUST be the same name returned by the CSI GetPluginName() call for that driver.
  *spec storage.v1.CSIDriverSpec | spec represents the specification of the CSI Driver.
storage.v1.CSIDriverSpec | CSIDriverSpec is the specification of a CSIDriver.
  attachRequired boolean | attachRequired indicates this CSI volume driver requires an attach operation (because it implements the CSI ControllerPublishVolume() method), and that the Kubernetes attach detach controller should call the attach volume interface which …
  fsGroupPolicy string | fsGroupPolicy defines if the underlying volume supports changing ownership and permission of the volume before being mounted.
  podInfoOnMount boolean | podInfoOnMount indicates this CSI volume driver requires additional pod information (like podName, podUID, etc.) during mount operations, if set to true.
  requiresRepublish boolean | requiresRepublish indicates the CSI driver wants \`NodePublishVolume\` being periodically called to reflect any possible change in the mounted volume.
  seLinuxMount boolean | seLinuxMount specifies if the CSI driver supports "-o context" mount option.
  storageCapacity boolean | storageCapacity indicates that the CSI volume driver wants pod scheduling to consider the storage capacity that the driver deployment will report by creating CSIStorageCapacity objects with capacity information, if set to true.
  tokenRequests [storage.v1.TokenRequest] list=atomic | tokenRequests indicates the CSI driver needs pods' service account tokens it is mounting volume for to do necessary authentication.
  volumeLifecycleModes [string] list=set | volumeLifecycleModes defines what kind of volumes this CSI volume driver supports.
storage.v1.CSINode | CSINode holds information about all CSI drivers installed on a node.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata. metadata.name must be the Kubernetes node name.
  *spec storage.v1.CSINodeSpec | spec is the specification of CSINode
storage.v1.CSINodeDriver | CSINodeDriver holds information about the specification of one CSI driver installed on a node
  allocatable storage.v1.VolumeNodeResources | allocatable represents the volume resources of a node that are available for scheduling.
  *name string | name represents the name of the CSI driver that this object refers to.
  *nodeID string | nodeID of the node from the driver point of view.
  topologyKeys [string] list=atomic | topologyKeys is the list of keys supported by the driver.
storage.v1.CSINodeSpec | CSINodeSpec holds information about the specification of all CSI drivers installed on a node
  *drivers [storage.v1.CSINodeDriver] list=map:name patch=merge key=name | drivers is a list of information of all CSI Drivers existing on a node.
storage.v1.StorageClass | StorageClass describes the parameters for a class of storage for which PersistentVolumes can be dynamically provisioned.
  allowVolumeExpansion boolean | allowVolumeExpansion shows whether the storage class allow volume expand.
  allowedTopologies [core.v1.TopologySelectorTerm] list=atomic | allowedTopologies restrict the node topologies where volumes can be dynamically provisioned.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  mountOptions [string] list=atomic | mountOptions controls the mountOptions for dynamically provisioned PersistentVolumes of this storage class. e.g. ["ro", "soft"].
  parameters {string} | parameters holds the parameters for the provisioner that should create volumes of this storage class.
  *provisioner string | provisioner indicates the type of the provisioner.
  reclaimPolicy string | reclaimPolicy controls the reclaimPolicy for dynamically provisioned PersistentVolumes of this storage class.
  volumeBindingMode string | volumeBindingMode indicates how PersistentVolumeClaims should be provisioned and bound.
storage.v1.TokenRequest | TokenRequest contains parameters of a service account token.
  *audience string | audience is the intended audience of the token in "TokenRequestSpec".
  expirationSeconds integer:int64 | expirationSeconds is the duration of validity of the token in "TokenRequestSpec".
storage.v1.VolumeAttachment | VolumeAttachment captures the intent to attach or detach the specified volume to/from the specified node.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object metadata.
  *spec storage.v1.VolumeAttachmentSpec | spec represents specification of the desired attach/detach volume behavior.
  status storage.v1.VolumeAttachmentStatus | status represents status of the VolumeAttachment request.
storage.v1.VolumeAttachmentSource | VolumeAttachmentSource represents a volume that should be attached.
  inlineVolumeSpec core.v1.PersistentVolumeSpec | inlineVolumeSpec contains all the information necessary to attach a persistent volume defined by a pod's inline VolumeSource.
  persistentVolumeName string | persistentVolumeName represents the name of the persistent volume to attach.
storage.v1.VolumeAttachmentSpec | VolumeAttachmentSpec is the specification of a VolumeAttachment request.
  *attacher string | attacher indicates the name of the volume driver that MUST handle this request.
  *nodeName string | nodeName represents the node that the volume should be attached to.
  *source storage.v1.VolumeAttachmentSource | source represents the volume that should be attached.
storage.v1.VolumeAttachmentStatus | VolumeAttachmentStatus is the status of a VolumeAttachment request.
  attachError storage.v1.VolumeError | attachError represents the last error encountered during attach operation, if any.
  *attached boolean | attached indicates the volume is successfully attached.
  attachmentMetadata {string} | attachmentMetadata is populated with any information returned by the attach operation, upon successful attach, that must be passed into subsequent WaitForAttach or Mount calls.
  detachError storage.v1.VolumeError | detachError represents the last error encountered during detach operation, if any.
storage.v1.VolumeError | VolumeError captures an error encountered during a volume operation.
  message string | message represents the error encountered during Attach or Detach operation.
  time meta.v1.Time | time represents the time the error was encountered.
storage.v1.VolumeNodeResources | VolumeNodeResources is a set of resource limits for scheduling of volumes.
  count integer:int32 | count indicates the maximum number of unique volumes managed by the CSI driver that can be used on a node.
`
