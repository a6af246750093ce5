export { isShadowedKind, refusalOf, type ShadowOptions, shadowedCluster, shadowedKinds } from './shadowed-cluster.ts'
export { type WithShadowsOptions, withShadows } from './with-shadows.ts'
