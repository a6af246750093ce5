export { change, isGoing, isOwnedBy, refOf, remove, specOf } from './changing.ts'
export { labelClaim, unlabelClaim } from './claim-labels.ts'
export {
  allFound,
  type ClaimedVolume,
  ClaimedVolumes,
  inTreeDriver,
  type Lookup,
  listIfServed,
  volumeHandle,
} from './claimed-volumes.ts'
export { CloneTasks, type RestoreBy, type RestoringClaim } from './clone-tasks.ts'
export { isNamed, type NamedObject, namedHandle, readHandle } from './handles.ts'
export { cutLabel, isOfTask, labelsOf, managedBy, marksOf, nameFor } from './task-marks.ts'
export { taskVolumes, volumesOf } from './task-volumes.ts'
export { withinSecond } from './whole-second.ts'
