/** Schemas of runtime, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const runtimeSchemas = `runtime.RawExtension = object
`
