/** Schemas of events, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const eventsSchemas = `events.v1.Event
  action string
  apiVersion string
  deprecatedCount integer:int32
  deprecatedFirstTimestamp meta.v1.Time
  deprecatedLastTimestamp meta.v1.Time
  deprecatedSource core.v1.EventSource
  *eventTime meta.v1.MicroTime
  kind string
  metadata meta.v1.ObjectMeta
  note string
  reason string
  regarding core.v1.ObjectReference
  related core.v1.ObjectReference
  reportingController string
  reportingInstance string
  series events.v1.EventSeries
  type string
events.v1.EventSeries
  *count integer:int32
  *lastObservedTime meta.v1.MicroTime
`
