/** Messages of pkg/apis/apiextensions/v1, made by .ci/read-kubernetes-messages.mjs. Source: Kubernetes 1.35, Go types. */

export const apiextensionsMessages: Readonly<Record<string, string>> = {
  CustomResourceDefinitionSpec:
    'group=1:string* names=3:apiextensions.CustomResourceDefinitionNames* scope=4:string* versions=7:[apiextensions.CustomResourceDefinitionVersion* conversion=9:apiextensions.CustomResourceConversion* preserveUnknownFields=10:bool',
  CustomResourceConversion: 'strategy=1:string* webhook=2:apiextensions.WebhookConversion*',
  WebhookConversion: 'clientConfig=2:apiextensions.WebhookClientConfig* conversionReviewVersions=3:[string*',
  WebhookClientConfig: 'url=3:string* service=1:apiextensions.ServiceReference* caBundle=2:bytes',
  ServiceReference: 'namespace=1:string* name=2:string* path=3:string* port=4:int*',
  CustomResourceDefinitionVersion:
    'name=1:string* served=2:bool* storage=3:bool* deprecated=7:bool deprecationWarning=8:string* schema=4:apiextensions.CustomResourceValidation* subresources=5:apiextensions.CustomResourceSubresources* additionalPrinterColumns=6:[apiextensions.CustomResourceColumnDefinition selectableFields=9:[apiextensions.SelectableField',
  SelectableField: 'jsonPath=1:string*',
  CustomResourceColumnDefinition:
    'name=1:string* type=2:string* format=3:string description=4:string priority=5:int jsonPath=6:string*',
  CustomResourceDefinitionNames:
    'plural=1:string* singular=2:string shortNames=3:[string kind=4:string* listKind=5:string categories=6:[string',
  CustomResourceDefinitionCondition:
    'type=1:string* status=2:string* lastTransitionTime=3:meta.Time reason=4:string message=5:string observedGeneration=6:int',
  CustomResourceDefinitionStatus:
    'conditions=1:[apiextensions.CustomResourceDefinitionCondition* acceptedNames=2:apiextensions.CustomResourceDefinitionNames* storedVersions=3:[string* observedGeneration=4:int',
  CustomResourceDefinition:
    'metadata=1:meta.ObjectMeta spec=2:apiextensions.CustomResourceDefinitionSpec* status=3:apiextensions.CustomResourceDefinitionStatus',
  CustomResourceValidation: 'openAPIV3Schema=1:apiextensions.JSONSchemaProps*',
  CustomResourceSubresources:
    'status=1:apiextensions.CustomResourceSubresourceStatus* scale=2:apiextensions.CustomResourceSubresourceScale*',
  CustomResourceSubresourceStatus: '',
  CustomResourceSubresourceScale: 'specReplicasPath=1:string* statusReplicasPath=2:string* labelSelectorPath=3:string*',
  ConversionReview: 'request=1:apiextensions.ConversionRequest* response=2:apiextensions.ConversionResponse*',
  ConversionRequest: 'uid=1:string* desiredAPIVersion=2:string* objects=3:[runtime.RawExtension*',
  ConversionResponse: 'uid=1:string* convertedObjects=2:[runtime.RawExtension* result=3:meta.Status*',
  JSONSchemaProps:
    'id=1:string $schema=2:string $ref=3:string* description=4:string type=5:string format=6:string title=7:string default=8:apiextensions.JSON* maximum=9:double* exclusiveMaximum=10:bool minimum=11:double* exclusiveMinimum=12:bool maxLength=13:int* minLength=14:int* pattern=15:string maxItems=16:int* minItems=17:int* uniqueItems=18:bool multipleOf=19:double* enum=20:[apiextensions.JSON maxProperties=21:int* minProperties=22:int* required=23:[string items=24:apiextensions.JSONSchemaPropsOrArray* allOf=25:[apiextensions.JSONSchemaProps oneOf=26:[apiextensions.JSONSchemaProps anyOf=27:[apiextensions.JSONSchemaProps not=28:apiextensions.JSONSchemaProps* properties=29:{apiextensions.JSONSchemaProps additionalProperties=30:apiextensions.JSONSchemaPropsOrBool* patternProperties=31:{apiextensions.JSONSchemaProps dependencies=32:{apiextensions.JSONSchemaPropsOrStringArray additionalItems=33:apiextensions.JSONSchemaPropsOrBool* definitions=34:{apiextensions.JSONSchemaProps externalDocs=35:apiextensions.ExternalDocumentation* example=36:apiextensions.JSON* nullable=37:bool x-kubernetes-preserve-unknown-fields=38:bool* x-kubernetes-embedded-resource=39:bool x-kubernetes-int-or-string=40:bool x-kubernetes-list-map-keys=41:[string x-kubernetes-list-type=42:string* x-kubernetes-map-type=43:string* x-kubernetes-validations=44:list',
  ValidationRule:
    'rule=1:string* message=2:string messageExpression=3:string reason=4:string* fieldPath=5:string optionalOldSelf=6:bool*',
  JSON: '-=1:bytes*',
  JSONSchemaPropsOrArray: '=1:apiextensions.JSONSchemaProps* =2:[apiextensions.JSONSchemaProps*',
  JSONSchemaPropsOrBool: '=1:bool* =2:apiextensions.JSONSchemaProps*',
  JSONSchemaPropsOrStringArray: '=1:apiextensions.JSONSchemaProps* =2:[string*',
  ExternalDocumentation: 'description=1:string url=2:string',
}
