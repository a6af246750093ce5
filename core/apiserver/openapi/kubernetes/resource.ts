/** Schemas of resource, made by .ci/read-kubernetes-schemas.mjs. Source: Kubernetes 1.32.0, OpenAPI (Apache-2.0). */

export const resourceSchemas = `resource.Quantity = string | Quantity, such as 10Gi or 250m.
`
