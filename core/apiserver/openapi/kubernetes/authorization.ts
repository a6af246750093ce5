/** Schemas of authorization, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const authorizationSchemas = `authorization.v1.FieldSelectorAttributes
  rawSelector string
  requirements [meta.v1.FieldSelectorRequirement] list=atomic
authorization.v1.LabelSelectorAttributes
  rawSelector string
  requirements [meta.v1.LabelSelectorRequirement] list=atomic
authorization.v1.NonResourceAttributes
  path string
  verb string
authorization.v1.NonResourceRule
  nonResourceURLs [string] list=atomic
  *verbs [string] list=atomic
authorization.v1.ResourceAttributes
  fieldSelector authorization.v1.FieldSelectorAttributes
  group string
  labelSelector authorization.v1.LabelSelectorAttributes
  name string
  namespace string
  resource string
  subresource string
  verb string
  version string
authorization.v1.ResourceRule
  apiGroups [string] list=atomic
  resourceNames [string] list=atomic
  resources [string] list=atomic
  *verbs [string] list=atomic
authorization.v1.SelfSubjectAccessReview
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  *spec authorization.v1.SelfSubjectAccessReviewSpec
  status authorization.v1.SubjectAccessReviewStatus
authorization.v1.SelfSubjectAccessReviewSpec
  nonResourceAttributes authorization.v1.NonResourceAttributes
  resourceAttributes authorization.v1.ResourceAttributes
authorization.v1.SelfSubjectRulesReview
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  *spec authorization.v1.SelfSubjectRulesReviewSpec
  status authorization.v1.SubjectRulesReviewStatus
authorization.v1.SelfSubjectRulesReviewSpec
  namespace string
authorization.v1.SubjectAccessReview
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  *spec authorization.v1.SubjectAccessReviewSpec
  status authorization.v1.SubjectAccessReviewStatus
authorization.v1.SubjectAccessReviewSpec
  extra {[string]}
  groups [string] list=atomic
  nonResourceAttributes authorization.v1.NonResourceAttributes
  resourceAttributes authorization.v1.ResourceAttributes
  uid string
  user string
authorization.v1.SubjectAccessReviewStatus
  *allowed boolean
  denied boolean
  evaluationError string
  reason string
authorization.v1.SubjectRulesReviewStatus
  evaluationError string
  *incomplete boolean
  *nonResourceRules [authorization.v1.NonResourceRule] list=atomic
  *resourceRules [authorization.v1.ResourceRule] list=atomic
`
