export { type AccessRule, accessRules, leaseRules } from './access-rules.ts'
export {
  type Controller,
  type ControllerOptions,
  type Health,
  leaseName,
  startController,
  watchedKinds,
} from './controller.ts'
export { type ElectionOptions, leadWhileElected, leaseMs, renewLimitMs } from './leader-election.ts'
export { controllerManifests, controllerPort, type ManifestOptions } from './manifests.ts'
