/**
 * All that we take of the Kubernetes client library, in one place: its face pulls in thousands of generated types, a
 * bundler keeps a quarter of them when only this is named. Imported lazily: most connections never need it.
 */

export { KubeConfig } from '@kubernetes/client-node'
