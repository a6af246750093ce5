/** Messages of networking/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const networkingMessages: Readonly<Record<string, string>> = {
  NetworkPolicy: 'metadata=1:meta.ObjectMeta spec=2:networking.NetworkPolicySpec',
  NetworkPolicySpec:
    'podSelector=1:meta.LabelSelector* ingress=2:[networking.NetworkPolicyIngressRule egress=3:[networking.NetworkPolicyEgressRule policyTypes=4:[string',
  NetworkPolicyIngressRule: 'ports=1:[networking.NetworkPolicyPort from=2:[networking.NetworkPolicyPeer',
  NetworkPolicyEgressRule: 'ports=1:[networking.NetworkPolicyPort to=2:[networking.NetworkPolicyPeer',
  NetworkPolicyPort: 'protocol=1:string* port=2:intstr.IntOrString* endPort=3:int*',
  IPBlock: 'cidr=1:string* except=2:[string',
  NetworkPolicyPeer:
    'podSelector=1:meta.LabelSelector* namespaceSelector=2:meta.LabelSelector* ipBlock=3:networking.IPBlock*',
  Ingress: 'metadata=1:meta.ObjectMeta spec=2:networking.IngressSpec status=3:networking.IngressStatus',
  IngressSpec:
    'ingressClassName=4:string* defaultBackend=1:networking.IngressBackend* tls=2:[networking.IngressTLS rules=3:[networking.IngressRule',
  IngressTLS: 'hosts=1:[string secretName=2:string',
  IngressStatus: 'loadBalancer=1:networking.IngressLoadBalancerStatus',
  IngressLoadBalancerStatus: 'ingress=1:[networking.IngressLoadBalancerIngress',
  IngressLoadBalancerIngress: 'ip=1:string hostname=2:string ports=4:[networking.IngressPortStatus',
  IngressPortStatus: 'port=1:int* protocol=2:string* error=3:string*',
  IngressRule: 'host=1:string =2:networking.IngressRuleValue*',
  IngressRuleValue: 'http=1:networking.HTTPIngressRuleValue*',
  HTTPIngressRuleValue: 'paths=1:[networking.HTTPIngressPath*',
  HTTPIngressPath: 'path=1:string pathType=3:string* backend=2:networking.IngressBackend*',
  IngressBackend: 'service=4:networking.IngressServiceBackend* resource=3:core.TypedLocalObjectReference*',
  IngressServiceBackend: 'name=1:string* port=2:networking.ServiceBackendPort',
  ServiceBackendPort: 'name=1:string number=2:int',
  IngressClass: 'metadata=1:meta.ObjectMeta spec=2:networking.IngressClassSpec',
  IngressClassSpec: 'controller=1:string parameters=2:networking.IngressClassParametersReference*',
  IngressClassParametersReference:
    'apiGroup=1:string* kind=2:string* name=3:string* scope=4:string* namespace=5:string*',
  IPAddress: 'metadata=1:meta.ObjectMeta spec=2:networking.IPAddressSpec',
  IPAddressSpec: 'parentRef=1:networking.ParentReference*',
  ParentReference: 'group=1:string resource=2:string namespace=3:string name=4:string',
  ServiceCIDR: 'metadata=1:meta.ObjectMeta spec=2:networking.ServiceCIDRSpec status=3:networking.ServiceCIDRStatus',
  ServiceCIDRSpec: 'cidrs=1:[string',
  ServiceCIDRStatus: 'conditions=1:[meta.Condition',
}
