/** Schemas of batch, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const batchSchemas = `batch.v1.CronJob
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec batch.v1.CronJobSpec
  status batch.v1.CronJobStatus
batch.v1.CronJobSpec
  concurrencyPolicy string
  failedJobsHistoryLimit integer:int32
  *jobTemplate batch.v1.JobTemplateSpec
  *schedule string
  startingDeadlineSeconds integer:int64
  successfulJobsHistoryLimit integer:int32
  suspend boolean
  timeZone string
batch.v1.CronJobStatus
  active [core.v1.ObjectReference] list=atomic
  lastScheduleTime meta.v1.Time
  lastSuccessfulTime meta.v1.Time
batch.v1.Job
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec batch.v1.JobSpec
  status batch.v1.JobStatus
batch.v1.JobCondition
  lastProbeTime meta.v1.Time
  lastTransitionTime meta.v1.Time
  message string
  reason string
  *status string
  *type string
batch.v1.JobSpec
  activeDeadlineSeconds integer:int64
  backoffLimit integer:int32
  backoffLimitPerIndex integer:int32
  completionMode string
  completions integer:int32
  managedBy string
  manualSelector boolean
  maxFailedIndexes integer:int32
  parallelism integer:int32
  podFailurePolicy batch.v1.PodFailurePolicy
  podReplacementPolicy string
  selector meta.v1.LabelSelector
  successPolicy batch.v1.SuccessPolicy
  suspend boolean
  *template core.v1.PodTemplateSpec
  ttlSecondsAfterFinished integer:int32
batch.v1.JobStatus
  active integer:int32
  completedIndexes string
  completionTime meta.v1.Time
  conditions [batch.v1.JobCondition] list=atomic patch=merge key=type
  failed integer:int32
  failedIndexes string
  ready integer:int32
  startTime meta.v1.Time
  succeeded integer:int32
  terminating integer:int32
  uncountedTerminatedPods batch.v1.UncountedTerminatedPods
batch.v1.JobTemplateSpec
  metadata meta.v1.ObjectMeta
  spec batch.v1.JobSpec
batch.v1.PodFailurePolicy
  *rules [batch.v1.PodFailurePolicyRule] list=atomic
batch.v1.PodFailurePolicyOnExitCodesRequirement
  containerName string
  *operator string
  *values [integer:int32] list=set
batch.v1.PodFailurePolicyOnPodConditionsPattern
  *status string
  *type string
batch.v1.PodFailurePolicyRule
  *action string
  onExitCodes batch.v1.PodFailurePolicyOnExitCodesRequirement
  onPodConditions [batch.v1.PodFailurePolicyOnPodConditionsPattern] list=atomic
batch.v1.SuccessPolicy
  *rules [batch.v1.SuccessPolicyRule] list=atomic
batch.v1.SuccessPolicyRule
  succeededCount integer:int32
  succeededIndexes string
batch.v1.UncountedTerminatedPods
  failed [string] list=set
  succeeded [string] list=set
`
