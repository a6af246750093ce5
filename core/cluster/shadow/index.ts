export { type ShadowOptions, shadowedCluster, shadowedKinds } from './shadowed-cluster.ts'
