export { type StorkStorageOptions, storkStorage } from './stork-storage.ts'
