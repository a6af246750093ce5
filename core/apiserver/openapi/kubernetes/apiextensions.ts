/** Schemas of apiextensions, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const apiextensionsSchemas = `apiextensions.v1.CustomResourceColumnDefinition | CustomResourceColumnDefinition specifies a column for server side printing.
  description string | description is a human readable description of this column.
  format string | format is an optional OpenAPI type definition for this column.
  *jsonPath string | jsonPath is a simple JSON path (i.e. with array notation) which is evaluated against each custom resource to produce the value for this column.
  *name string | name is a human readable name for the column.
  priority integer:int32 | priority is an integer defining the relative importance of this column compared to others.
  *type string | type is an OpenAPI type definition for this column.
apiextensions.v1.CustomResourceConversion | CustomResourceConversion describes how to convert different versions of a CR.
  *strategy string | strategy specifies how custom resources are converted between versions.
  webhook apiextensions.v1.WebhookConversion | webhook describes how to call the conversion webhook.
apiextensions.v1.CustomResourceDefinition | CustomResourceDefinition represents a resource that should be exposed on the API server.
  apiVersion string | APIVersion defines the versioned schema of this representation of an object.
  kind string | Kind is a string value representing the REST resource this object represents.
  metadata meta.v1.ObjectMeta | Standard object's metadata More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata
  *spec apiextensions.v1.CustomResourceDefinitionSpec | spec describes how the user wants the resources to appear
  status apiextensions.v1.CustomResourceDefinitionStatus | status indicates the actual state of the CustomResourceDefinition
apiextensions.v1.CustomResourceDefinitionCondition | CustomResourceDefinitionCondition contains details for the current condition of this pod.
  lastTransitionTime meta.v1.Time | lastTransitionTime last time the condition transitioned from one status to another.
  message string | message is a human-readable message indicating details about last transition.
  reason string | reason is a unique, one-word, CamelCase reason for the condition's last transition.
  *status string | status is the status of the condition.
  *type string | type is the type of the condition.
apiextensions.v1.CustomResourceDefinitionNames | CustomResourceDefinitionNames indicates the names to serve this CustomResourceDefinition
  categories [string] list=atomic | categories is a list of grouped resources this custom resource belongs to (e.g. 'all').
  *kind string | kind is the serialized kind of the resource.
  listKind string | listKind is the serialized kind of the list for this resource.
  *plural string | plural is the plural name of the resource to serve.
  shortNames [string] list=atomic | shortNames are short names for the resource, exposed in API discovery documents, and used by clients to support invocations like \`kubectl get <shortname>\`.
  singular string | singular is the singular name of the resource.
apiextensions.v1.CustomResourceDefinitionSpec | CustomResourceDefinitionSpec describes how a user wants their resource to appear
  conversion apiextensions.v1.CustomResourceConversion | conversion defines conversion settings for the CRD.
  *group string | group is the API group of the defined custom resource.
  *names apiextensions.v1.CustomResourceDefinitionNames | names specify the resource and kind names for the custom resource.
  preserveUnknownFields boolean | preserveUnknownFields indicates that object fields which are not specified in the OpenAPI schema should be preserved when persisting to storage. apiVersion, kind, metadata and known fields inside metadata are always preserved.
  *scope string | scope indicates whether the defined custom resource is cluster- or namespace-scoped.
  *versions [apiextensions.v1.CustomResourceDefinitionVersion] list=atomic | versions is the list of all API versions of the defined custom resource.
apiextensions.v1.CustomResourceDefinitionStatus | CustomResourceDefinitionStatus indicates the state of the CustomResourceDefinition
  acceptedNames apiextensions.v1.CustomResourceDefinitionNames | acceptedNames are the names that are actually being used to serve discovery.
  conditions [apiextensions.v1.CustomResourceDefinitionCondition] list=map:type | conditions indicate state for particular aspects of a CustomResourceDefinition
  storedVersions [string] list=atomic | storedVersions lists all versions of CustomResources that were ever persisted.
apiextensions.v1.CustomResourceDefinitionVersion | CustomResourceDefinitionVersion describes a version for CRD.
  additionalPrinterColumns [apiextensions.v1.CustomResourceColumnDefinition] list=atomic | additionalPrinterColumns specifies additional columns returned in Table output.
  deprecated boolean | deprecated indicates this version of the custom resource API is deprecated.
  deprecationWarning string | deprecationWarning overrides the default warning returned to API clients.
  *name string | name is the version name, e.g. “v1”, “v2beta1”, etc.
  schema apiextensions.v1.CustomResourceValidation | schema describes the schema used for validation, pruning, and defaulting of this version of the custom resource.
  selectableFields [apiextensions.v1.SelectableField] list=atomic | selectableFields specifies paths to fields that may be used as field selectors.
  *served boolean | served is a flag enabling/disabling this version from being served via REST APIs
  *storage boolean | storage indicates this version should be used when persisting custom resources to storage.
  subresources apiextensions.v1.CustomResourceSubresources | subresources specify what subresources this version of the defined custom resource have.
apiextensions.v1.CustomResourceSubresourceScale | CustomResourceSubresourceScale defines how to serve the scale subresource for CustomResources.
  labelSelectorPath string | labelSelectorPath defines the JSON path inside of a custom resource that corresponds to Scale \`status.selector\`.
  *specReplicasPath string | specReplicasPath defines the JSON path inside of a custom resource that corresponds to Scale \`spec.replicas\`.
  *statusReplicasPath string | statusReplicasPath defines the JSON path inside of a custom resource that corresponds to Scale \`status.replicas\`.
apiextensions.v1.CustomResourceSubresourceStatus = object | CustomResourceSubresourceStatus defines how to serve the status subresource for CustomResources.
apiextensions.v1.CustomResourceSubresources | CustomResourceSubresources defines the status and scale subresources for CustomResources.
  scale apiextensions.v1.CustomResourceSubresourceScale | scale indicates the custom resource should serve a \`/scale\` subresource that returns an \`autoscaling/v1\` Scale object.
  status apiextensions.v1.CustomResourceSubresourceStatus | status indicates the custom resource should serve a \`/status\` subresource.
apiextensions.v1.CustomResourceValidation | CustomResourceValidation is a list of validation methods for CustomResources.
  openAPIV3Schema apiextensions.v1.JSONSchemaProps | openAPIV3Schema is the OpenAPI v3 schema to use for validation and pruning.
apiextensions.v1.ExternalDocumentation | ExternalDocumentation allows referencing an external resource for extended documentation.
  description string
  url string
apiextensions.v1.JSON = any | JSON represents any valid JSON value.
apiextensions.v1.JSONSchemaProps | JSONSchemaProps is a JSON-Schema following Specification Draft 4 (http://json-schema.org/).
  $ref string
  $schema string
  additionalItems apiextensions.v1.JSONSchemaPropsOrBool
  additionalProperties apiextensions.v1.JSONSchemaPropsOrBool
  allOf [apiextensions.v1.JSONSchemaProps] list=atomic
  anyOf [apiextensions.v1.JSONSchemaProps] list=atomic
  default apiextensions.v1.JSON | default is a default value for undefined object fields.
  definitions {apiextensions.v1.JSONSchemaProps}
  dependencies {apiextensions.v1.JSONSchemaPropsOrStringArray}
  description string
  enum [apiextensions.v1.JSON] list=atomic
  example apiextensions.v1.JSON
  exclusiveMaximum boolean
  exclusiveMinimum boolean
  externalDocs apiextensions.v1.ExternalDocumentation
  format string | format is an OpenAPI v3 format string.
  id string
  items apiextensions.v1.JSONSchemaPropsOrArray
  maxItems integer:int64
  maxLength integer:int64
  maxProperties integer:int64
  maximum number:double
  minItems integer:int64
  minLength integer:int64
  minProperties integer:int64
  minimum number:double
  multipleOf number:double
  not apiextensions.v1.JSONSchemaProps
  nullable boolean
  oneOf [apiextensions.v1.JSONSchemaProps] list=atomic
  pattern string
  patternProperties {apiextensions.v1.JSONSchemaProps}
  properties {apiextensions.v1.JSONSchemaProps}
  required [string] list=atomic
  title string
  type string
  uniqueItems boolean
  x-kubernetes-embedded-resource boolean | x-kubernetes-embedded-resource defines that the value is an embedded Kubernetes runtime.Object, with TypeMeta and ObjectMeta.
  x-kubernetes-int-or-string boolean | x-kubernetes-int-or-string specifies that this value is either an integer or a string.
  x-kubernetes-list-map-keys [string] list=atomic | x-kubernetes-list-map-keys annotates an array with the x-kubernetes-list-type \`map\` by specifying the keys used as the index of the map.
  x-kubernetes-list-type string | x-kubernetes-list-type annotates an array to further describe its topology.
  x-kubernetes-map-type string | x-kubernetes-map-type annotates an object to further describe its topology.
  x-kubernetes-preserve-unknown-fields boolean | x-kubernetes-preserve-unknown-fields stops the API server decoding step from pruning fields which are not specified in the validation schema.
  x-kubernetes-validations [apiextensions.v1.ValidationRule] list=map:rule patch=merge key=rule | x-kubernetes-validations describes a list of validation rules written in the CEL expression language.
apiextensions.v1.JSONSchemaPropsOrArray = any | JSONSchemaPropsOrArray represents a value that can either be a JSONSchemaProps or an array of JSONSchemaProps.
apiextensions.v1.JSONSchemaPropsOrBool = any | JSONSchemaPropsOrBool represents JSONSchemaProps or a boolean value.
apiextensions.v1.JSONSchemaPropsOrStringArray = any | JSONSchemaPropsOrStringArray represents a JSONSchemaProps or a string array.
apiextensions.v1.SelectableField | SelectableField specifies the JSON path of a field that may be used with field selectors.
  *jsonPath string | jsonPath is a simple JSON path which is evaluated against each custom resource to produce a field selector value.
apiextensions.v1.ServiceReference | ServiceReference holds a reference to Service.legacy.k8s.io
  *name string | name is the name of the service.
  *namespace string | namespace is the namespace of the service.
  path string | path is an optional URL path at which the webhook will be contacted.
  port integer:int32 | port is an optional service port at which the webhook will be contacted. \`port\` should be a valid port number (1-65535, inclusive).
apiextensions.v1.ValidationRule | ValidationRule describes a validation rule written in the CEL expression language.
  fieldPath string | fieldPath represents the field path returned when the validation fails.
  message string | Message represents the message displayed when validation fails.
  messageExpression string | MessageExpression declares a CEL expression that evaluates to the validation failure message that is returned when this rule fails.
  optionalOldSelf boolean | optionalOldSelf is used to opt a transition rule into evaluation even when the object is first created, or if the old object is missing the value.
  reason string | reason provides a machine-readable validation failure reason that is returned to the caller when a request fails this validation rule.
  *rule string | Rule represents the expression which will be evaluated by CEL. ref: https://github.com/google/cel-spec The Rule is scoped to the location of the x-kubernetes-validations extension in the schema.
apiextensions.v1.WebhookClientConfig | WebhookClientConfig contains the information to make a TLS connection with the webhook.
  caBundle string:byte | caBundle is a PEM encoded CA bundle which will be used to validate the webhook's server certificate.
  service apiextensions.v1.ServiceReference | service is a reference to the service for this webhook.
  url string | url gives the location of the webhook, in standard URL form (\`scheme://host:port/path\`).
apiextensions.v1.WebhookConversion | WebhookConversion describes how to call a conversion webhook
  clientConfig apiextensions.v1.WebhookClientConfig | clientConfig is the instructions for how to call the webhook if strategy is \`Webhook\`.
  *conversionReviewVersions [string] list=atomic | conversionReviewVersions is an ordered list of preferred \`ConversionReview\` versions the Webhook expects.
`
