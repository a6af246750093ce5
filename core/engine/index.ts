export {
  armWatchdog,
  closeTask,
  exitStopped,
  exitTooLate,
  readCloseReply,
  runCommand,
} from './command-script.ts'
export {
  cleanUp,
  type HoldReply,
  type HoldWord,
  lookAtHold,
  readHoldReply,
  releaseHold,
  startHold,
  waitPlaceholder,
  withWaitCommand,
} from './hold-script.ts'
