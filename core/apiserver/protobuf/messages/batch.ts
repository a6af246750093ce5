/** Messages of batch/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const batchMessages: Readonly<Record<string, string>> = {
  Job: 'metadata=1:meta.ObjectMeta spec=2:batch.JobSpec status=3:batch.JobStatus',
  PodFailurePolicyOnExitCodesRequirement: 'containerName=1:string* operator=2:string* values=3:[int*',
  PodFailurePolicyOnPodConditionsPattern: 'type=1:string* status=2:string*',
  PodFailurePolicyRule:
    'action=1:string* onExitCodes=2:batch.PodFailurePolicyOnExitCodesRequirement* onPodConditions=3:[batch.PodFailurePolicyOnPodConditionsPattern',
  PodFailurePolicy: 'rules=1:[batch.PodFailurePolicyRule*',
  SuccessPolicy: 'rules=1:[batch.SuccessPolicyRule*',
  SuccessPolicyRule: 'succeededIndexes=1:string* succeededCount=2:int*',
  JobSpec:
    'parallelism=1:int* completions=2:int* activeDeadlineSeconds=3:int* podFailurePolicy=11:batch.PodFailurePolicy* successPolicy=16:batch.SuccessPolicy* backoffLimit=7:int* backoffLimitPerIndex=12:int* maxFailedIndexes=13:int* selector=4:meta.LabelSelector* manualSelector=5:bool* template=6:core.PodTemplateSpec* ttlSecondsAfterFinished=8:int* completionMode=9:string* suspend=10:bool* podReplacementPolicy=14:string* managedBy=15:string*',
  JobStatus:
    'conditions=1:[batch.JobCondition startTime=2:meta.Time* completionTime=3:meta.Time* active=4:int succeeded=5:int failed=6:int terminating=11:int* completedIndexes=7:string failedIndexes=10:string* uncountedTerminatedPods=8:batch.UncountedTerminatedPods* ready=9:int*',
  UncountedTerminatedPods: 'succeeded=1:[string failed=2:[string',
  JobCondition:
    'type=1:string* status=2:string* lastProbeTime=3:meta.Time lastTransitionTime=4:meta.Time reason=5:string message=6:string',
  JobTemplateSpec: 'metadata=1:meta.ObjectMeta spec=2:batch.JobSpec',
  CronJob: 'metadata=1:meta.ObjectMeta spec=2:batch.CronJobSpec status=3:batch.CronJobStatus',
  CronJobSpec:
    'schedule=1:string* timeZone=8:string* startingDeadlineSeconds=2:int* concurrencyPolicy=3:string suspend=4:bool* jobTemplate=5:batch.JobTemplateSpec* successfulJobsHistoryLimit=6:int* failedJobsHistoryLimit=7:int*',
  CronJobStatus: 'active=1:[core.ObjectReference lastScheduleTime=4:meta.Time* lastSuccessfulTime=5:meta.Time*',
}
