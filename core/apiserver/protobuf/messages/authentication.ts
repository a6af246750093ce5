/** Messages of authentication/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const authenticationMessages: Readonly<Record<string, string>> = {
  TokenReview:
    'metadata=1:meta.ObjectMeta spec=2:authentication.TokenReviewSpec* status=3:authentication.TokenReviewStatus',
  TokenReviewSpec: 'token=1:string audiences=2:[string',
  TokenReviewStatus: 'authenticated=1:bool user=2:authentication.UserInfo audiences=4:[string error=3:string',
  UserInfo: 'username=1:string uid=2:string groups=3:[string extra=4:{list',
  TokenRequest:
    'metadata=1:meta.ObjectMeta spec=2:authentication.TokenRequestSpec* status=3:authentication.TokenRequestStatus',
  TokenRequestSpec:
    'audiences=1:[string* expirationSeconds=4:int* boundObjectRef=3:authentication.BoundObjectReference*',
  TokenRequestStatus: 'token=1:string* expirationTimestamp=2:meta.Time*',
  BoundObjectReference: 'kind=1:string apiVersion=2:string name=3:string uid=4:string',
  SelfSubjectReview: 'metadata=1:meta.ObjectMeta status=2:authentication.SelfSubjectReviewStatus',
  SelfSubjectReviewStatus: 'userInfo=1:authentication.UserInfo',
}
