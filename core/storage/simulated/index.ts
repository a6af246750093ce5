export type { StorageFault } from './faults.ts'
export { SimulatedStorage, type SimulatedStorageOptions } from './simulated-storage.ts'
export type { SimulatedStorageState } from './state.ts'
export type { StorageLatencies } from './tasks.ts'
