/** Messages of discovery/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const discoveryMessages: Readonly<Record<string, string>> = {
  EndpointSlice:
    'metadata=1:meta.ObjectMeta addressType=4:string* endpoints=2:[discovery.Endpoint* ports=3:[discovery.EndpointPort*',
  Endpoint:
    'addresses=1:[string* conditions=2:discovery.EndpointConditions hostname=3:string* targetRef=4:core.ObjectReference* deprecatedTopology=5:{string nodeName=6:string* zone=7:string* hints=8:discovery.EndpointHints*',
  EndpointConditions: 'ready=1:bool* serving=2:bool* terminating=3:bool*',
  EndpointHints: 'forZones=1:[discovery.ForZone forNodes=2:[discovery.ForNode',
  ForZone: 'name=1:string*',
  ForNode: 'name=1:string*',
  EndpointPort: 'name=1:string* protocol=2:string* port=3:int* appProtocol=4:string*',
}
