/** Which application runs in a container. */

import type { Application } from '../applications/index.ts'

/** The first that knows the image or name; else, where a claim is mounted, the one that just writes files. */
export function chooseApplication(
  applications: readonly Application<unknown>[],
  container: { readonly image: string; readonly name: string; readonly claims: readonly unknown[] },
): Application<unknown> | undefined {
  const { image, name, claims } = container
  const known = applications.find(application => application.name !== 'files' && application.runs(image, name))
  return known ?? (claims.length > 0 ? applications.find(application => application.name === 'files') : undefined)
}
