/** Schemas of intstr, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const intstrSchemas = `intstr.IntOrString = string:int-or-string
`
