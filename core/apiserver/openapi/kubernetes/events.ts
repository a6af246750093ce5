/** Schemas of events, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const eventsSchemas = `events.v1.Event | Event is a report of an event somewhere in the cluster.
  action string | action is what action was taken/failed regarding to the regarding object.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  deprecatedCount integer:int32 | deprecatedCount is the deprecated field assuring backward compatibility with core.v1 Event type.
  deprecatedFirstTimestamp meta.v1.Time | deprecatedFirstTimestamp is the deprecated field assuring backward compatibility with core.v1 Event type.
  deprecatedLastTimestamp meta.v1.Time | deprecatedLastTimestamp is the deprecated field assuring backward compatibility with core.v1 Event type.
  deprecatedSource core.v1.EventSource | deprecatedSource is the deprecated field assuring backward compatibility with core.v1 Event type.
  *eventTime meta.v1.MicroTime | eventTime is the time when this Event was first observed.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  note string | note is a human-readable description of the status of this operation.
  reason string | reason is why the action was taken.
  regarding core.v1.ObjectReference | regarding contains the object this Event is about.
  related core.v1.ObjectReference | related is the optional secondary object for more complex actions.
  reportingController string | reportingController is the name of the controller that emitted this Event, e.g. \`kubernetes.io/kubelet\`.
  reportingInstance string | reportingInstance is the ID of the controller instance, e.g. \`kubelet-xyzf\`.
  series events.v1.EventSeries | series is data about the Event series this event represents or nil if it's a singleton Event.
  type string | type is the type of this event (Normal, Warning), new types could be added in the future.
events.v1.EventSeries | EventSeries contain information on series of events, i.e. thing that was/is happening continuously for some time.
  *count integer:int32 | count is the number of occurrences in this series up to the last heartbeat time.
  *lastObservedTime meta.v1.MicroTime | lastObservedTime is the time when last Event from the series was seen before last heartbeat.
`
