export type { AccessQuestion, Deny } from './access.ts'
export { isLasting, makeServerCertificate, type ServerCertificate } from './certificates/certificate.ts'
export { kubeconfigOf, type ServedContext, withContext } from './certificates/kubeconfig.ts'
export { type ServedApi, type ServeOptions, serveApi } from './serve-api.ts'
