/** Schemas of authentication, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const authenticationSchemas = `authentication.v1.SelfSubjectReview | SelfSubjectReview contains the user information that the kube-apiserver has about the user making this request.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata.
  status authentication.v1.SelfSubjectReviewStatus | Status is filled in by the server with the user attributes.
authentication.v1.SelfSubjectReviewStatus | SelfSubjectReviewStatus is filled by the kube-apiserver and sent back to a user.
  userInfo authentication.v1.UserInfo | User attributes of the user making this request.
authentication.v1.UserInfo | UserInfo holds the information about the user needed to implement the user.Info interface.
  extra {[string]} | Any additional information provided by the authenticator.
  groups [string] list=atomic | The names of groups this user is a part of.
  uid string | A unique value that identifies this user across time.
  username string | The name that uniquely identifies this user among all active users.
`
