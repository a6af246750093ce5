export { type S3Options, s3ObjectStore } from './s3-object-store.ts'
