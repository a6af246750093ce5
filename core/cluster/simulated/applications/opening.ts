/** Starting an application whose volumes may not take writes at that moment. */

import { PortError } from '../../../ports/index.ts'
import type { ApplicationState } from './application.ts'

/** `open`, or a state that does not run and says why when the back end refuses its writes; it is then tried again. */
export function startOrWait<State extends ApplicationState>(open: () => State, closed: () => State): State {
  try {
    return open()
  } catch (problem) {
    if (!(problem instanceof PortError)) throw problem
    return { ...closed(), refusal: problem.message, waitsForVolumes: true }
  }
}

/** Tries again what failed because of the volumes. What recovery refused stays refused until the container restarts. */
export function startAgain<State extends ApplicationState>(state: State, open: () => State): void {
  if (state.waitsForVolumes !== true) return
  const opened = open()
  if (opened.refusal !== undefined) return
  delete state.refusal
  delete state.waitsForVolumes
  Object.assign(state, { ...opened, frozenPaths: state.frozenPaths })
}
