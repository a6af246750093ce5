/** Messages of events/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const eventsMessages: Readonly<Record<string, string>> = {
  Event:
    'metadata=1:meta.ObjectMeta* eventTime=2:meta.MicroTime* series=3:events.EventSeries* reportingController=4:string reportingInstance=5:string action=6:string reason=7:string regarding=8:core.ObjectReference related=9:core.ObjectReference* note=10:string type=11:string deprecatedSource=12:core.EventSource deprecatedFirstTimestamp=13:meta.Time deprecatedLastTimestamp=14:meta.Time deprecatedCount=15:int',
  EventSeries: 'count=1:int* lastObservedTime=2:meta.MicroTime*',
}
