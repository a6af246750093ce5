/** Schemas of meta, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const metaSchemas = `meta.v1.Condition
  *lastTransitionTime meta.v1.Time
  *message string
  observedGeneration integer:int64
  *reason string
  *status string
  *type string
meta.v1.DeleteOptions
  apiVersion string
  dryRun [string] list=atomic
  gracePeriodSeconds integer:int64
  ignoreStoreReadErrorWithClusterBreakingPotential boolean
  kind string
  orphanDependents boolean
  preconditions meta.v1.Preconditions
  propagationPolicy string
meta.v1.FieldSelectorRequirement
  *key string
  *operator string
  values [string] list=atomic
meta.v1.FieldsV1 = object
meta.v1.LabelSelector map=atomic
  matchExpressions [meta.v1.LabelSelectorRequirement] list=atomic
  matchLabels {string}
meta.v1.LabelSelectorRequirement
  *key string
  *operator string
  values [string] list=atomic
meta.v1.ListMeta
  continue string
  remainingItemCount integer:int64
  resourceVersion string
  selfLink string
meta.v1.ManagedFieldsEntry
  apiVersion string
  fieldsType string
  fieldsV1 meta.v1.FieldsV1
  manager string
  operation string
  subresource string
  time meta.v1.Time
meta.v1.MicroTime = string:date-time
meta.v1.ObjectMeta
  annotations {string}
  creationTimestamp meta.v1.Time
  deletionGracePeriodSeconds integer:int64
  deletionTimestamp meta.v1.Time
  finalizers [string] list=set patch=merge
  generateName string
  generation integer:int64
  labels {string}
  managedFields [meta.v1.ManagedFieldsEntry] list=atomic
  name string
  namespace string
  ownerReferences [meta.v1.OwnerReference] list=map:uid patch=merge key=uid
  resourceVersion string
  selfLink string
  uid string
meta.v1.OwnerReference map=atomic
  *apiVersion string
  blockOwnerDeletion boolean
  controller boolean
  *kind string
  *name string
  *uid string
meta.v1.Preconditions
  resourceVersion string
  uid string
meta.v1.Status
  apiVersion string
  code integer:int32
  details meta.v1.StatusDetails list=atomic
  kind string
  message string
  metadata meta.v1.ListMeta
  reason string
  status string
meta.v1.StatusCause
  field string
  message string
  reason string
meta.v1.StatusDetails
  causes [meta.v1.StatusCause] list=atomic
  group string
  kind string
  name string
  retryAfterSeconds integer:int32
  uid string
meta.v1.Time = string:date-time
`
