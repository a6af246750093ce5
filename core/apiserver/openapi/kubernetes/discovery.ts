/** Schemas of discovery, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const discoverySchemas = `discovery.v1.Endpoint
  *addresses [string] list=set
  conditions discovery.v1.EndpointConditions
  deprecatedTopology {string}
  hints discovery.v1.EndpointHints
  hostname string
  nodeName string
  targetRef core.v1.ObjectReference
  zone string
discovery.v1.EndpointConditions
  ready boolean
  serving boolean
  terminating boolean
discovery.v1.EndpointHints
  forZones [discovery.v1.ForZone] list=atomic
discovery.v1.EndpointPort map=atomic
  appProtocol string
  name string
  port integer:int32
  protocol string
discovery.v1.EndpointSlice
  *addressType string
  apiVersion string
  *endpoints [discovery.v1.Endpoint] list=atomic
  kind string
  metadata meta.v1.ObjectMeta
  ports [discovery.v1.EndpointPort] list=atomic
discovery.v1.ForZone
  *name string
`
