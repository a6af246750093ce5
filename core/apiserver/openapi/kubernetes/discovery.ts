/** Schemas of discovery, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const discoverySchemas = `discovery.v1.Endpoint | Endpoint represents a single logical "backend" implementing a service.
  *addresses [string] list=set | addresses of this endpoint.
  conditions discovery.v1.EndpointConditions | conditions contains information about the current status of the endpoint.
  deprecatedTopology {string} | deprecatedTopology contains topology information part of the v1beta1 API.
  hints discovery.v1.EndpointHints | hints contains information associated with how an endpoint should be consumed.
  hostname string | hostname of this endpoint.
  nodeName string | nodeName represents the name of the Node hosting this endpoint.
  targetRef core.v1.ObjectReference | targetRef is a reference to a Kubernetes object that represents this endpoint.
  zone string | zone is the name of the Zone this endpoint exists in.
discovery.v1.EndpointConditions | EndpointConditions represents the current condition of an endpoint.
  ready boolean | ready indicates that this endpoint is prepared to receive traffic, according to whatever system is managing the endpoint.
  serving boolean | serving is identical to ready except that it is set regardless of the terminating state of endpoints.
  terminating boolean | terminating indicates that this endpoint is terminating.
discovery.v1.EndpointHints | EndpointHints provides hints describing how an endpoint should be consumed.
  forZones [discovery.v1.ForZone] list=atomic | forZones indicates the zone(s) this endpoint should be consumed by to enable topology aware routing.
discovery.v1.EndpointPort map=atomic | EndpointPort represents a Port used by an EndpointSlice
  appProtocol string | The application protocol for this port.
  name string | name represents the name of this port.
  port integer:int32 | port represents the port number of the endpoint.
  protocol string | protocol represents the IP protocol for this port.
discovery.v1.EndpointSlice | EndpointSlice represents a subset of the endpoints that implement a service.
  *addressType string | addressType specifies the type of address carried by this EndpointSlice.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  *endpoints [discovery.v1.Endpoint] list=atomic | endpoints is a list of unique endpoints in this slice.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  ports [discovery.v1.EndpointPort] list=atomic | ports specifies the list of network ports exposed by each endpoint in this slice.
discovery.v1.ForZone | ForZone provides information about which zones should consume this endpoint.
  *name string | name represents the name of the zone.
`
