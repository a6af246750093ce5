/** What the language server needs from whoever starts it: a moment later, and the files nobody has opened. */

import type { Snippet } from '../language/index.ts'
import type { Limits } from './settings.ts'

export type ServerHost = {
  /** Runs `work` once, a few milliseconds after now, behind the messages that have arrived meanwhile. */
  readonly later: (work: () => void) => void
  /** What time it is, in milliseconds since 1970; absent: when policies run next is not said. */
  readonly now?: () => number
  /** Absent: only open documents count, as in a workspace that is not on a disk. */
  readonly files?: WorkspaceFiles
  /** Offered where a document can begin. Absent: none. */
  readonly snippets?: readonly Snippet[]
}

/** Files are named by URI throughout, as the editor names them. */
export type WorkspaceFiles = {
  /** YAML files below a folder, at most `limits.count`, none of them in a folder of dependencies or hidden. */
  list(folder: string, limits: Limits): Promise<readonly string[]>
  /** The text, or undefined when the file is gone, larger than `limits.sizeBytes`, or not a text of YAML. */
  read(file: string, limits: Limits): Promise<string | undefined>
  /** Whether {@link list} of the folder would have named the file, had it been there. */
  covers(folder: string, file: string): boolean
}
