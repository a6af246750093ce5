/** Schemas of networking, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const networkingSchemas = `networking.v1.HTTPIngressPath
  *backend networking.v1.IngressBackend
  path string
  *pathType string
networking.v1.HTTPIngressRuleValue
  *paths [networking.v1.HTTPIngressPath] list=atomic
networking.v1.IPBlock
  *cidr string
  except [string] list=atomic
networking.v1.Ingress
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec networking.v1.IngressSpec
  status networking.v1.IngressStatus
networking.v1.IngressBackend
  resource core.v1.TypedLocalObjectReference
  service networking.v1.IngressServiceBackend
networking.v1.IngressLoadBalancerIngress
  hostname string
  ip string
  ports [networking.v1.IngressPortStatus] list=atomic
networking.v1.IngressLoadBalancerStatus
  ingress [networking.v1.IngressLoadBalancerIngress] list=atomic
networking.v1.IngressPortStatus
  error string
  *port integer:int32
  *protocol string
networking.v1.IngressRule
  host string
  http networking.v1.HTTPIngressRuleValue
networking.v1.IngressServiceBackend
  *name string
  port networking.v1.ServiceBackendPort
networking.v1.IngressSpec
  defaultBackend networking.v1.IngressBackend
  ingressClassName string
  rules [networking.v1.IngressRule] list=atomic
  tls [networking.v1.IngressTLS] list=atomic
networking.v1.IngressStatus
  loadBalancer networking.v1.IngressLoadBalancerStatus
networking.v1.IngressTLS
  hosts [string] list=atomic
  secretName string
networking.v1.NetworkPolicy
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  spec networking.v1.NetworkPolicySpec
networking.v1.NetworkPolicyEgressRule
  ports [networking.v1.NetworkPolicyPort] list=atomic
  to [networking.v1.NetworkPolicyPeer] list=atomic
networking.v1.NetworkPolicyIngressRule
  from [networking.v1.NetworkPolicyPeer] list=atomic
  ports [networking.v1.NetworkPolicyPort] list=atomic
networking.v1.NetworkPolicyPeer
  ipBlock networking.v1.IPBlock
  namespaceSelector meta.v1.LabelSelector
  podSelector meta.v1.LabelSelector
networking.v1.NetworkPolicyPort
  endPort integer:int32
  port intstr.IntOrString
  protocol string
networking.v1.NetworkPolicySpec
  egress [networking.v1.NetworkPolicyEgressRule] list=atomic
  ingress [networking.v1.NetworkPolicyIngressRule] list=atomic
  *podSelector meta.v1.LabelSelector
  policyTypes [string] list=atomic
networking.v1.ServiceBackendPort map=atomic
  name string
  number integer:int32
`
