/** Messages of pkg/apis/meta/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const metaMessages: Readonly<Record<string, string>> = {
  Duration: '=1:int*',
  TypeMeta: 'kind=1:string apiVersion=2:string',
  ListMeta: 'selfLink=1:string resourceVersion=2:string continue=3:string remainingItemCount=4:int*',
  ObjectMeta:
    'name=1:string generateName=2:string namespace=3:string selfLink=4:string uid=5:string resourceVersion=6:string generation=7:int creationTimestamp=8:meta.Time deletionTimestamp=9:meta.Time* deletionGracePeriodSeconds=10:int* labels=11:{string annotations=12:{string ownerReferences=13:[meta.OwnerReference finalizers=14:[string managedFields=17:[meta.ManagedFieldsEntry',
  OwnerReference:
    'apiVersion=5:string* kind=1:string* name=3:string* uid=4:string* controller=6:bool* blockOwnerDeletion=7:bool*',
  DeleteOptions:
    'gracePeriodSeconds=1:int* preconditions=2:meta.Preconditions* orphanDependents=3:bool* propagationPolicy=4:int* dryRun=5:[string ignoreStoreReadErrorWithClusterBreakingPotential=6:bool*',
  Preconditions: 'uid=1:string* resourceVersion=2:string*',
  Status:
    'metadata=1:meta.ListMeta status=2:string message=3:string reason=4:string details=5:meta.StatusDetails* code=6:int',
  StatusDetails:
    'name=1:string group=2:string kind=3:string uid=6:string causes=4:[meta.StatusCause retryAfterSeconds=5:int',
  StatusCause: 'reason=1:string message=2:string field=3:string',
  APIVersions: 'versions=1:[string* serverAddressByClientCIDRs=2:[meta.ServerAddressByClientCIDR*',
  APIGroup:
    'name=1:string* versions=2:[meta.GroupVersionForDiscovery* preferredVersion=3:meta.GroupVersionForDiscovery serverAddressByClientCIDRs=4:[meta.ServerAddressByClientCIDR',
  ServerAddressByClientCIDR: 'clientCIDR=1:string* serverAddress=2:string*',
  GroupVersionForDiscovery: 'groupVersion=1:string* version=2:string*',
  APIResource:
    'name=1:string* singularName=6:string* namespaced=2:bool* group=8:string version=9:string kind=3:string* verbs=4:list* shortNames=5:[string categories=7:[string storageVersionHash=10:string',
  RootPaths: 'paths=1:[string*',
  Patch: '',
  LabelSelector: 'matchLabels=1:{string matchExpressions=2:[meta.LabelSelectorRequirement',
  LabelSelectorRequirement: 'key=1:string* operator=2:string* values=3:[string',
  FieldSelectorRequirement: 'key=1:string* operator=2:string* values=3:[string',
  ManagedFieldsEntry:
    'manager=1:string operation=2:string apiVersion=3:string time=4:meta.Time* fieldsType=6:string fieldsV1=7:meta.FieldsV1* subresource=8:string',
  FieldsV1: '-=1:bytes*',
  PartialObjectMetadata: 'metadata=1:meta.ObjectMeta',
  Condition:
    'type=1:string* status=2:string* observedGeneration=3:int lastTransitionTime=4:meta.Time* reason=5:string* message=6:string*',
}
