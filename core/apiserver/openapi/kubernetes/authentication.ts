/** Schemas of authentication, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const authenticationSchemas = `authentication.v1.SelfSubjectReview
  apiVersion string
  kind string
  metadata meta.v1.ObjectMeta
  status authentication.v1.SelfSubjectReviewStatus
authentication.v1.SelfSubjectReviewStatus
  userInfo authentication.v1.UserInfo
authentication.v1.UserInfo
  extra {[string]}
  groups [string] list=atomic
  uid string
  username string
`
