/** Messages of authorization/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const authorizationMessages: Readonly<Record<string, string>> = {
  SubjectAccessReview:
    'metadata=1:meta.ObjectMeta spec=2:authorization.SubjectAccessReviewSpec* status=3:authorization.SubjectAccessReviewStatus',
  SelfSubjectAccessReview:
    'metadata=1:meta.ObjectMeta spec=2:authorization.SelfSubjectAccessReviewSpec* status=3:authorization.SubjectAccessReviewStatus',
  LocalSubjectAccessReview:
    'metadata=1:meta.ObjectMeta spec=2:authorization.SubjectAccessReviewSpec* status=3:authorization.SubjectAccessReviewStatus',
  ResourceAttributes:
    'namespace=1:string verb=2:string group=3:string version=4:string resource=5:string subresource=6:string name=7:string fieldSelector=8:authorization.FieldSelectorAttributes* labelSelector=9:authorization.LabelSelectorAttributes*',
  LabelSelectorAttributes: 'rawSelector=1:string requirements=2:[meta.LabelSelectorRequirement',
  FieldSelectorAttributes: 'rawSelector=1:string requirements=2:[meta.FieldSelectorRequirement',
  NonResourceAttributes: 'path=1:string verb=2:string',
  SubjectAccessReviewSpec:
    'resourceAttributes=1:authorization.ResourceAttributes* nonResourceAttributes=2:authorization.NonResourceAttributes* user=3:string groups=4:[string extra=5:{list uid=6:string',
  SelfSubjectAccessReviewSpec:
    'resourceAttributes=1:authorization.ResourceAttributes* nonResourceAttributes=2:authorization.NonResourceAttributes*',
  SubjectAccessReviewStatus: 'allowed=1:bool* denied=4:bool reason=2:string evaluationError=3:string',
  SelfSubjectRulesReview:
    'metadata=1:meta.ObjectMeta spec=2:authorization.SelfSubjectRulesReviewSpec* status=3:authorization.SubjectRulesReviewStatus',
  SelfSubjectRulesReviewSpec: 'namespace=1:string',
  SubjectRulesReviewStatus:
    'resourceRules=1:[authorization.ResourceRule* nonResourceRules=2:[authorization.NonResourceRule* incomplete=3:bool* evaluationError=4:string',
  ResourceRule: 'verbs=1:[string* apiGroups=2:[string resources=3:[string resourceNames=4:[string',
  NonResourceRule: 'verbs=1:[string* nonResourceURLs=2:[string',
}
