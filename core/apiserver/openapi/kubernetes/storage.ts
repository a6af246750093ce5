/** Schemas of storage, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const storageSchemas = `storage.v1.CSIDriver
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  *spec storage.v1.CSIDriverSpec
storage.v1.CSIDriverSpec
  attachRequired boolean
  fsGroupPolicy string
  podInfoOnMount boolean
  requiresRepublish boolean
  seLinuxMount boolean
  storageCapacity boolean
  tokenRequests [storage.v1.TokenRequest] list=atomic
  volumeLifecycleModes [string] list=set
storage.v1.CSINode
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  *spec storage.v1.CSINodeSpec
storage.v1.CSINodeDriver
  allocatable storage.v1.VolumeNodeResources
  *name string
  *nodeID string
  topologyKeys [string] list=atomic
storage.v1.CSINodeSpec
  *drivers [storage.v1.CSINodeDriver] list=map:name patch=merge key=name
storage.v1.StorageClass
  allowVolumeExpansion boolean
  allowedTopologies [core.v1.TopologySelectorTerm] list=atomic
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  mountOptions [string] list=atomic
  parameters {string}
  *provisioner string
  reclaimPolicy string
  volumeBindingMode string
storage.v1.TokenRequest
  *audience string
  expirationSeconds integer:int64
storage.v1.VolumeAttachment
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  *spec storage.v1.VolumeAttachmentSpec
  status storage.v1.VolumeAttachmentStatus
storage.v1.VolumeAttachmentSource
  inlineVolumeSpec core.v1.PersistentVolumeSpec
  persistentVolumeName string
storage.v1.VolumeAttachmentSpec
  *attacher string
  *nodeName string
  *source storage.v1.VolumeAttachmentSource
storage.v1.VolumeAttachmentStatus
  attachError storage.v1.VolumeError
  *attached boolean
  attachmentMetadata {string}
  detachError storage.v1.VolumeError
storage.v1.VolumeError
  message string
  time meta.v1.Time
storage.v1.VolumeNodeResources
  count integer:int32
`
