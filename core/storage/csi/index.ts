export { type CsiStorageOptions, csiStorage, groupVersions, openCsiStorage } from './csi-storage.ts'
export { chooseClass } from './snapshot-class.ts'
