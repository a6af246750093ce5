/** Messages of storage/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const storageMessages: Readonly<Record<string, string>> = {
  StorageClass:
    'metadata=1:meta.ObjectMeta provisioner=2:string* parameters=3:{string reclaimPolicy=4:string* mountOptions=5:[string allowVolumeExpansion=6:bool* volumeBindingMode=7:string* allowedTopologies=8:[core.TopologySelectorTerm',
  VolumeAttachment:
    'metadata=1:meta.ObjectMeta spec=2:storage.VolumeAttachmentSpec* status=3:storage.VolumeAttachmentStatus',
  VolumeAttachmentSpec: 'attacher=1:string* source=2:storage.VolumeAttachmentSource* nodeName=3:string*',
  VolumeAttachmentSource: 'persistentVolumeName=1:string* inlineVolumeSpec=2:core.PersistentVolumeSpec*',
  VolumeAttachmentStatus:
    'attached=1:bool* attachmentMetadata=2:{string attachError=3:storage.VolumeError* detachError=4:storage.VolumeError*',
  VolumeError: 'time=1:meta.Time message=2:string errorCode=3:int*',
  CSIDriver: 'metadata=1:meta.ObjectMeta spec=2:storage.CSIDriverSpec*',
  CSIDriverSpec:
    'attachRequired=1:bool* podInfoOnMount=2:bool* volumeLifecycleModes=3:[string storageCapacity=4:bool* fsGroupPolicy=5:string* tokenRequests=6:[storage.TokenRequest requiresRepublish=7:bool* seLinuxMount=8:bool* nodeAllocatableUpdatePeriodSeconds=9:int* serviceAccountTokenInSecrets=10:bool*',
  TokenRequest: 'audience=1:string* expirationSeconds=2:int*',
  CSINode: 'metadata=1:meta.ObjectMeta spec=2:storage.CSINodeSpec*',
  CSINodeSpec: 'drivers=1:[storage.CSINodeDriver*',
  CSINodeDriver: 'name=1:string* nodeID=2:string* topologyKeys=3:[string* allocatable=4:storage.VolumeNodeResources*',
  VolumeNodeResources: 'count=1:int*',
  CSIStorageCapacity:
    'metadata=1:meta.ObjectMeta nodeTopology=2:meta.LabelSelector* storageClassName=3:string* capacity=4:resource.Quantity* maximumVolumeSize=5:resource.Quantity*',
  VolumeAttributesClass: 'metadata=1:meta.ObjectMeta driverName=2:string* parameters=3:{string',
}
