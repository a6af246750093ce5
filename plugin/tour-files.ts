/** The manifests and specs of the tour. They stand in `tour/` beside this file, and beside the bundle once it is built. */

import { readFileSync } from 'node:fs'

export type TourFile = { readonly name: string; readonly text: string }

export function tourFile(name: string): TourFile {
  return { name, text: readFileSync(new URL(`./tour/${name}`, import.meta.url), 'utf8') }
}
