/** Schemas of networking, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const networkingSchemas = `networking.v1.HTTPIngressPath | HTTPIngressPath associates a path with a backend.
  *backend networking.v1.IngressBackend | backend defines the referenced service endpoint to which the traffic will be forwarded to.
  path string | path is matched against the path of an incoming request.
  *pathType string | pathType determines the interpretation of the path matching.
networking.v1.HTTPIngressRuleValue | HTTPIngressRuleValue is a list of http selectors pointing to backends.
  *paths [networking.v1.HTTPIngressPath] list=atomic | paths is a collection of paths that map requests to backends.
networking.v1.IPBlock | IPBlock describes a particular CIDR (Ex.
  *cidr string | cidr is a string representing the IPBlock Valid examples are "192.168.1.0/24" or "2001:db8::/64"
  except [string] list=atomic | except is a slice of CIDRs that should not be included within an IPBlock Valid examples are "192.168.1.0/24" or "2001:db8::/64" Except values will be rejected if they are outside the cidr range
networking.v1.Ingress | Ingress is a collection of rules that allow inbound connections to reach the endpoints defined by a backend.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec networking.v1.IngressSpec | spec is the desired state of the Ingress.
  status networking.v1.IngressStatus | status is the current state of the Ingress.
networking.v1.IngressBackend | IngressBackend describes all endpoints for a given service and port.
  resource core.v1.TypedLocalObjectReference | resource is an ObjectRef to another Kubernetes resource in the namespace of the Ingress object.
  service networking.v1.IngressServiceBackend | service references a service as a backend.
networking.v1.IngressLoadBalancerIngress | IngressLoadBalancerIngress represents the status of a load-balancer ingress point.
  hostname string | hostname is set for load-balancer ingress points that are DNS based.
  ip string | ip is set for load-balancer ingress points that are IP based.
  ports [networking.v1.IngressPortStatus] list=atomic | ports provides information about the ports exposed by this LoadBalancer.
networking.v1.IngressLoadBalancerStatus | IngressLoadBalancerStatus represents the status of a load-balancer.
  ingress [networking.v1.IngressLoadBalancerIngress] list=atomic | ingress is a list containing ingress points for the load-balancer.
networking.v1.IngressPortStatus | IngressPortStatus represents the error condition of a service port
  error string | error is to record the problem with the service port The format of the error shall comply with the following rules: - built-in error values shall be specified in this file and those shall use CamelCase names - cloud provider specific …
  *port integer:int32 | port is the port number of the ingress port.
  *protocol string | protocol is the protocol of the ingress port.
networking.v1.IngressRule | IngressRule represents the rules mapping the paths under a specified host to the related backend services.
  host string | host is the fully qualified domain name of a network host, as defined by RFC 3986.
  http networking.v1.HTTPIngressRuleValue
networking.v1.IngressServiceBackend | IngressServiceBackend references a Kubernetes Service as a Backend.
  *name string | name is the referenced service.
  port networking.v1.ServiceBackendPort | port of the referenced service.
networking.v1.IngressSpec | IngressSpec describes the Ingress the user wishes to exist.
  defaultBackend networking.v1.IngressBackend | defaultBackend is the backend that should handle requests that don't match any rule.
  ingressClassName string | ingressClassName is the name of an IngressClass cluster resource.
  rules [networking.v1.IngressRule] list=atomic | rules is a list of host rules used to configure the Ingress.
  tls [networking.v1.IngressTLS] list=atomic | tls represents the TLS configuration.
networking.v1.IngressStatus | IngressStatus describe the current state of the Ingress.
  loadBalancer networking.v1.IngressLoadBalancerStatus | loadBalancer contains the current status of the load-balancer.
networking.v1.IngressTLS | IngressTLS describes the transport layer security associated with an ingress.
  hosts [string] list=atomic | hosts is a list of hosts included in the TLS certificate.
  secretName string | secretName is the name of the secret used to terminate TLS traffic on port 443.
networking.v1.NetworkPolicy | NetworkPolicy describes what network traffic is allowed for a set of Pods
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  spec networking.v1.NetworkPolicySpec | spec represents the specification of the desired behavior for this NetworkPolicy.
networking.v1.NetworkPolicyEgressRule | NetworkPolicyEgressRule describes a particular set of traffic that is allowed out of pods matched by a NetworkPolicySpec's podSelector.
  ports [networking.v1.NetworkPolicyPort] list=atomic | ports is a list of destination ports for outgoing traffic.
  to [networking.v1.NetworkPolicyPeer] list=atomic | to is a list of destinations for outgoing traffic of pods selected for this rule.
networking.v1.NetworkPolicyIngressRule | NetworkPolicyIngressRule describes a particular set of traffic that is allowed to the pods matched by a NetworkPolicySpec's podSelector.
  from [networking.v1.NetworkPolicyPeer] list=atomic | from is a list of sources which should be able to access the pods selected for this rule.
  ports [networking.v1.NetworkPolicyPort] list=atomic | ports is a list of ports which should be made accessible on the pods selected for this rule.
networking.v1.NetworkPolicyPeer | NetworkPolicyPeer describes a peer to allow traffic to/from.
  ipBlock networking.v1.IPBlock | ipBlock defines policy on a particular IPBlock.
  namespaceSelector meta.v1.LabelSelector | namespaceSelector selects namespaces using cluster-scoped labels.
  podSelector meta.v1.LabelSelector | podSelector is a label selector which selects pods.
networking.v1.NetworkPolicyPort | NetworkPolicyPort describes a port to allow traffic on
  endPort integer:int32 | endPort indicates that the range of ports from port to endPort if set, inclusive, should be allowed by the policy.
  port intstr.IntOrString | port represents the port on the given protocol.
  protocol string | protocol represents the protocol (TCP, UDP, or SCTP) which traffic must match.
networking.v1.NetworkPolicySpec | NetworkPolicySpec provides the specification of a NetworkPolicy
  egress [networking.v1.NetworkPolicyEgressRule] list=atomic | egress is a list of egress rules to be applied to the selected pods.
  ingress [networking.v1.NetworkPolicyIngressRule] list=atomic | ingress is a list of ingress rules to be applied to the selected pods.
  *podSelector meta.v1.LabelSelector | podSelector selects the pods to which this NetworkPolicy object applies.
  policyTypes [string] list=atomic | policyTypes is a list of rule types that the NetworkPolicy relates to.
networking.v1.ServiceBackendPort map=atomic | ServiceBackendPort is the service port being referenced.
  name string | name is the name of the port on the Service.
  number integer:int32 | number is the numerical port number (e.g. 80) on the Service.
`
