export { type Backoff, pauseMs } from './backoff.ts'
export { type Reflector, type ReflectorOptions, type ReflectorState, reflect } from './reflect.ts'
export { withoutManagedFields } from './slim.ts'
