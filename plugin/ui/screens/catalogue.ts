/** Every screen that has a name in the command bar, each loaded when it is opened. Lists are made from the kinds. */

import type { KubeObject } from '@pxsnap/core/specs'
import type { Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'

export type ScreenDeclaration = {
  /** What can be typed after `:`; the first word is the one that is shown. */
  readonly words: readonly string[]
  readonly summary: string
  /**
   * Opens it. `args`: the words after its name; `subjects`: what was marked or stood under the cursor. Throws a Problem
   * for words that make no sense.
   */
  readonly open: (ui: Ui, args: readonly string[], subjects: readonly KubeObject[]) => Promise<Screen>
}

export const screens: readonly ScreenDeclaration[] = []
