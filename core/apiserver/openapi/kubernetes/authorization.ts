/** Schemas of authorization, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const authorizationSchemas = `authorization.v1.FieldSelectorAttributes | FieldSelectorAttributes indicates a field limited access.
  rawSelector string | rawSelector is the serialization of a field selector that would be included in a query parameter.
  requirements [meta.v1.FieldSelectorRequirement] list=atomic | requirements is the parsed interpretation of a field selector.
authorization.v1.LabelSelectorAttributes | LabelSelectorAttributes indicates a label limited access.
  rawSelector string | rawSelector is the serialization of a field selector that would be included in a query parameter.
  requirements [meta.v1.LabelSelectorRequirement] list=atomic | requirements is the parsed interpretation of a label selector.
authorization.v1.NonResourceAttributes | NonResourceAttributes includes the authorization attributes available for non-resource requests to the Authorizer interface
  path string | Path is the URL path of the request
  verb string | Verb is the standard HTTP verb
authorization.v1.NonResourceRule | NonResourceRule holds information that describes a rule for the non-resource
  nonResourceURLs [string] list=atomic | NonResourceURLs is a set of partial urls that a user should have access to. *s are allowed, but only as the full, final step in the path.
  *verbs [string] list=atomic | Verb is a list of kubernetes non-resource API verbs, like: get, post, put, delete, patch, head, options.
authorization.v1.ResourceAttributes | ResourceAttributes includes the authorization attributes available for resource requests to the Authorizer interface
  fieldSelector authorization.v1.FieldSelectorAttributes | fieldSelector describes the limitation on access based on field.
  group string | Group is the API Group of the Resource.
  labelSelector authorization.v1.LabelSelectorAttributes | labelSelector describes the limitation on access based on labels.
  name string | Name is the name of the resource being requested for a "get" or deleted for a "delete".
  namespace string | Namespace is the namespace of the action being requested.
  resource string | Resource is one of the existing resource types.
  subresource string | Subresource is one of the existing resource types.
  verb string | Verb is a kubernetes resource API verb, like: get, list, watch, create, update, delete, proxy.
  version string | Version is the API Version of the Resource.
authorization.v1.ResourceRule | ResourceRule is the list of actions the subject is allowed to perform on resources.
  apiGroups [string] list=atomic | APIGroups is the name of the APIGroup that contains the resources.
  resourceNames [string] list=atomic | ResourceNames is an optional white list of names that the rule applies to.
  resources [string] list=atomic | Resources is a list of resources this rule applies to.
  *verbs [string] list=atomic | Verb is a list of kubernetes resource API verbs, like: get, list, watch, create, update, delete, proxy.
authorization.v1.SelfSubjectAccessReview | SelfSubjectAccessReview checks whether or the current user can perform an action.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard list metadata.
  *spec authorization.v1.SelfSubjectAccessReviewSpec | Spec holds information about the request being evaluated. user and groups must be empty
  status authorization.v1.SubjectAccessReviewStatus | Status is filled in by the server and indicates whether the request is allowed or not
authorization.v1.SelfSubjectAccessReviewSpec | SelfSubjectAccessReviewSpec is a description of the access request.
  nonResourceAttributes authorization.v1.NonResourceAttributes | NonResourceAttributes describes information for a non-resource access request
  resourceAttributes authorization.v1.ResourceAttributes | ResourceAuthorizationAttributes describes information for a resource access request
authorization.v1.SelfSubjectRulesReview | SelfSubjectRulesReview enumerates the set of actions the current user can perform within a namespace.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard list metadata.
  *spec authorization.v1.SelfSubjectRulesReviewSpec | Spec holds information about the request being evaluated.
  status authorization.v1.SubjectRulesReviewStatus | Status is filled in by the server and indicates the set of actions a user can perform.
authorization.v1.SelfSubjectRulesReviewSpec | SelfSubjectRulesReviewSpec defines the specification for SelfSubjectRulesReview.
  namespace string | Namespace to evaluate rules for.
authorization.v1.SubjectAccessReview | SubjectAccessReview checks whether or not a user or group can perform an action.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard list metadata.
  *spec authorization.v1.SubjectAccessReviewSpec | Spec holds information about the request being evaluated
  status authorization.v1.SubjectAccessReviewStatus | Status is filled in by the server and indicates whether the request is allowed or not
authorization.v1.SubjectAccessReviewSpec | SubjectAccessReviewSpec is a description of the access request.
  extra {[string]} | Extra corresponds to the user.Info.GetExtra() method from the authenticator.
  groups [string] list=atomic | Groups is the groups you're testing for.
  nonResourceAttributes authorization.v1.NonResourceAttributes | NonResourceAttributes describes information for a non-resource access request
  resourceAttributes authorization.v1.ResourceAttributes | ResourceAuthorizationAttributes describes information for a resource access request
  uid string | UID information about the requesting user.
  user string | User is the user you're testing for.
authorization.v1.SubjectAccessReviewStatus | SubjectAccessReviewStatus
  *allowed boolean | Allowed is required.
  denied boolean | Denied is optional.
  evaluationError string | EvaluationError is an indication that some error occurred during the authorization check.
  reason string | Reason is optional.
authorization.v1.SubjectRulesReviewStatus | SubjectRulesReviewStatus contains the result of a rules check.
  evaluationError string | EvaluationError can appear in combination with Rules.
  *incomplete boolean | Incomplete is true when the rules returned by this call are incomplete.
  *nonResourceRules [authorization.v1.NonResourceRule] list=atomic | NonResourceRules is the list of actions the subject is allowed to perform on non-resources.
  *resourceRules [authorization.v1.ResourceRule] list=atomic | ResourceRules is the list of actions the subject is allowed to perform on resources.
`
